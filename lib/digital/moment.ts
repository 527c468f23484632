import { type Environment, everyRow, type Snapshot } from "../environments/index.ts";

/** What a replica sends to its twin: where it is, and what it is about to do there. */
export interface Moment {
  /** of its rows */
  readonly state: Snapshot;
  /** [row of the replica, agent] */
  readonly taken: Int32Array;
}

/** The moment of a replica, just before its actions are made. */
export function momentOf(physical: Environment, taken: Int32Array, replica: number, replicas: number): Moment {
  const copies = physical.rows / replicas;
  const rows = everyRow(copies).map((copy) => replica * copies + copy);
  const agents = taken.length / replicas;
  return { state: physical.snapshot(rows), taken: taken.slice(replica * agents, (replica + 1) * agents) };
}

/** The states of all replicas' rows, each as often as actions are tried from it. */
export function inTries(moments: readonly Moment[], tries: number): Snapshot {
  const states = moments.map(({ state }) => state);
  const rows = states.reduce((sum, state) => sum + state.rows, 0);
  const width = states[0].numbers.length / states[0].rows;
  const numbers = new Float64Array(rows * tries * width);
  let to = 0;
  for (const state of states) {
    for (let i = 0; i < state.rows * tries; i++, to += width) {
      const from = Math.floor(i / tries) * width;
      numbers.set(state.numbers.subarray(from, from + width), to);
    }
  }
  return { rows: rows * tries, numbers, streams: new Int32Array(0) };
}

/** What is seen in the first try of each row, [row, feature]. */
export function firstOfEach(values: Float32Array, tries: number, features: number): Float32Array {
  return values.filter((_, i) => Math.floor(i / features) % tries === 0);
}
