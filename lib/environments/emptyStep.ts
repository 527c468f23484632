import type { Environment, Observation, Step } from "./environment.ts";
import { choices, width } from "./space.ts";

/** A step whose metrics are known by name. */
export type StepOf<M extends string> = Step & {
  localRewards?: Float64Array;
  readonly metrics: Record<M, Float64Array>;
};

/**
 * The buffers of an environment's steps, all zero: it writes into them and returns them from `step`.
 *
 * @param isMasked whether observations have a mask
 */
export function emptyStep<M extends string>(
  {
    rows,
    agents,
    observationSpace,
    actionSpace,
  }: Pick<Environment, "rows" | "agents" | "observationSpace" | "actionSpace">,
  metricNames: readonly M[],
  isMasked = false,
): StepOf<M> {
  const observation = (): Observation => {
    const values = new Float32Array(rows * agents * width(observationSpace));
    return isMasked ? { values, mask: new Uint8Array(rows * agents * choices(actionSpace)) } : { values };
  };
  const metrics = metricNames.map((name) => [name, new Float64Array(rows)] as const);
  return {
    ...observation(),
    final: observation(),
    rewards: new Float64Array(rows),
    terminated: new Uint8Array(rows),
    truncated: new Uint8Array(rows),
    metrics: Object.fromEntries(metrics) as Record<M, Float64Array>,
  };
}

/** The buffer of an environment's actions, all zero: numbers of a box, indices or bits otherwise. */
export function emptyActions({
  rows,
  agents,
  actionSpace,
}: Pick<Environment, "rows" | "agents" | "actionSpace">): Float32Array | Int32Array {
  const length = rows * agents * width(actionSpace);
  return actionSpace.kind === "box" ? new Float32Array(length) : new Int32Array(length);
}
