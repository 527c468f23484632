import type { Paper, Study } from "../study/index.ts";

/** The studies whose runs a backend makes in a time that tests have. */
export function affordable(papers: readonly Paper[], backend: string): Study[] {
  return papers.map(({ study }) => study).filter(({ needsNative }) => backend === "native" || !needsNative);
}
