import type { Environment, Observation } from "../environments/index.ts";
import type { Streams } from "../random/index.ts";

/** Actions, [row, agent, number]. */
export type Actions = Float32Array | Int32Array | Float64Array;

/** Acts in every row. It owns its memory, so evaluating one policy never touches the training of another. */
export interface Policy {
  /**
   * Writes [row, agent] actions as the environment takes them. "explore" may draw at random, "exploit" is the policy's best.
   *
   * @returns the actions as its learner's `observe` takes them, where these differ from `out`: not yet in the
   *   environment's units, or with their densities
   */
  // biome-ignore lint/suspicious/noConfusingVoidType: most policies return nothing
  act(observation: Observation, out: Float32Array | Int32Array, mode: "explore" | "exploit"): Actions | void;
  /** Drops the memory of rows whose episode ended: [row], 1 = forget. */
  forget(rows: Uint8Array): void;
}

/** Makes a policy for an environment whose rows draw from the given streams. */
export type PolicyMaker<E extends Environment = Environment> = (environment: E, streams: readonly Streams[]) => Policy;

/** A policy without memory that decides row by row. */
export function rowwise(decide: (row: number) => number): Policy {
  return {
    act(_observation, out) {
      for (let row = 0; row < out.length; row++) out[row] = decide(row);
    },
    forget() {},
  };
}
