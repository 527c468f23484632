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

/** Copies what stands in the buffers of a step into those of another of the same environment. */
export function copyStep(from: Step, to: Step): void {
  const pairs = [
    [from.values, to.values],
    [from.final.values, to.final.values],
    [from.mask, to.mask],
    [from.final.mask, to.final.mask],
    [from.rewards, to.rewards],
    [from.localRewards, to.localRewards],
    [from.terminated, to.terminated],
    [from.truncated, to.truncated],
    ...Object.entries(from.metrics).map(([name, values]) => [values, to.metrics[name]] as const),
  ] as const;
  for (const [source, target] of pairs) if (source !== undefined) target?.set(source);
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
