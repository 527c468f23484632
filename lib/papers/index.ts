import type { Adapters } from "../golden/adapter.ts";
import type { Experiment } from "../study/experiment.ts";
import { edgeRetraining } from "./edge-retraining/experiment.ts";
import { multiBsSync } from "./multi-bs-sync/experiment.ts";
import { robustTilt } from "./robust-tilt/experiment.ts";
import { singleBsSync } from "./single-bs-sync/experiment.ts";
import { twinEnhancedRl } from "./twin-enhanced-rl/experiment.ts";

/** Every experiment by name, as commands and workers ask for it. */
export const EXPERIMENTS: Readonly<Record<string, Experiment>> = {
  [twinEnhancedRl.name]: twinEnhancedRl as Experiment,
  [singleBsSync.name]: singleBsSync as Experiment,
  [multiBsSync.name]: multiBsSync as Experiment,
  [robustTilt.name]: robustTilt as Experiment,
  [edgeRetraining.name]: edgeRetraining as Experiment,
};

/** @throws Error that lists the experiments there are */
export function experimentNamed(name: string): Experiment {
  const experiment = EXPERIMENTS[name];
  if (experiment === undefined)
    throw new Error(`no experiment "${name}"; there are ${Object.keys(EXPERIMENTS).join(", ")}`);
  return experiment;
}

/** The functions that test vectors are compared with, by the letter of their paper; loading them loads a solver. */
export async function goldenAdapters(): Promise<Readonly<Record<string, Adapters>>> {
  const [a, b, c, d, e] = await Promise.all([
    import("./robust-tilt/golden.ts"),
    import("./multi-bs-sync/golden.ts"),
    import("./single-bs-sync/golden.ts"),
    import("./edge-retraining/golden.ts"),
    import("./twin-enhanced-rl/golden.ts"),
  ]);
  return { A: a.golden, B: b.golden, C: c.golden, D: d.golden, E: e.golden };
}

/** The experiments whose runs a backend makes in a time that tests have. */
export function affordable(backend: string): Experiment[] {
  return Object.values(EXPERIMENTS).filter(({ needsNative = false }) => backend === "native" || !needsNative);
}
