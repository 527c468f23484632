import type { Environment, Step } from "./environment.ts";
import { width } from "./space.ts";

/** The buffers of an environment's steps, all zero: it writes into them and returns them from `step`. */
export function emptyStep<M extends string>(
  { rows, agents, observationSpace }: Pick<Environment, "rows" | "agents" | "observationSpace">,
  metricNames: readonly M[],
): Step & { readonly metrics: Record<M, Float64Array> } {
  const features = rows * agents * width(observationSpace);
  const metrics = metricNames.map((name) => [name, new Float64Array(rows)] as const);
  return {
    values: new Float32Array(features),
    final: { values: new Float32Array(features) },
    rewards: new Float64Array(rows),
    terminated: new Uint8Array(rows),
    truncated: new Uint8Array(rows),
    metrics: Object.fromEntries(metrics) as Record<M, Float64Array>,
  };
}
