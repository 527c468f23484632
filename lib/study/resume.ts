import type { Rng, RngState } from "../random/index.ts";

/**
 * Anything with exact state that can be saved and put back: environments, learners, the results of the functions below.
 */
export interface Resumable {
  snapshot(): unknown;
  restore(saved: never): unknown;
}

/** The content of a checkpoint beside the metrics: how far the run is, and the state of its parts. */
export interface RunState {
  readonly done: number;
  readonly parts: Readonly<Record<string, unknown>>;
}

/** The state of a run and its parts after `done` steps. */
export function stateOf(done: number, parts: Readonly<Record<string, Resumable>>): RunState {
  return { done, parts: Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part.snapshot()])) };
}

/**
 * Puts saved state back into its parts.
 *
 * @throws Error where the parts differ: an earlier version of the run saved it
 */
export function putBack(state: RunState, parts: Readonly<Record<string, Resumable>>): void {
  const [saved, wanted] = [Object.keys(state.parts ?? {}), Object.keys(parts)].map((names) => names.sort().join(", "));
  if (saved !== wanted)
    throw new Error(`the checkpoint holds ${saved || "nothing"} where the run has ${wanted}: it is of another edition`);
  for (const [name, part] of Object.entries(parts)) part.restore(state.parts[name] as never);
}

/** Arrays that a run adds to, such as sums. */
export function resumableArrays(arrays: Readonly<Record<string, Float64Array>>): Resumable {
  return {
    snapshot: () => structuredClone(arrays),
    restore(saved: typeof arrays) {
      for (const [name, values] of Object.entries(saved)) arrays[name].set(values);
    },
  };
}

/** Random streams that a run draws from. */
export function resumableStreams(streams: readonly Rng[]): Resumable {
  return {
    snapshot: () => streams.map(({ state }) => state),
    restore(saved: readonly RngState[]) {
      for (const [i, stream] of streams.entries()) stream.state = saved[i];
    },
  };
}

/** Several parts of one kind. */
export function resumableList(parts: readonly Resumable[]): Resumable {
  return {
    snapshot: () => parts.map((part) => part.snapshot()),
    restore(saved: readonly never[]) {
      for (const [i, part] of parts.entries()) part.restore(saved[i]);
    },
  };
}

/** A value that a run replaces, such as the rows since the last record: plain data in the field `value`. */
export class ResumableValue<T> implements Resumable {
  value: T;

  constructor(value: T) {
    this.value = value;
  }

  snapshot(): T {
    return structuredClone(this.value);
  }

  restore(saved: T): void {
    this.value = saved;
  }
}
