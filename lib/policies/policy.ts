import type { Environment, Observation } from "../environments/index.ts";
import type { Streams } from "../random/index.ts";

/** Acts in every row. It owns its memory, so evaluating one policy never touches the training of another. */
export interface Policy {
  /** Writes [row, agent] actions. "explore" may draw at random, "exploit" is the policy's best. */
  act(observation: Observation, out: Float32Array | Int32Array, mode: "explore" | "exploit"): void;
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
