import type { RandomWalk } from "../../mobility/index.ts";
import { streamsOf } from "../../random/index.ts";

/** Slots of a trajectory, printed. */
export const SLOTS = 30;

/** What trajectories are for; no two uses share a random number. */
const USES = ["training", "test", "held out"] as const;

/** Trajectories of the users of some seeds, as many for each. */
export interface Trajectories {
  /** [seed, trajectory, slot, coordinate], m */
  readonly positions: Float64Array<ArrayBuffer>;
  readonly users: number;
  /** of each seed */
  readonly count: number;
}

/** Trajectories of a walk's users: as many for each seed as the walk has copies. */
export function drawTrajectories(walk: RandomWalk, seeds: readonly number[], use: (typeof USES)[number]): Trajectories {
  const { users, copies: count } = walk;
  const width = 2 * users;
  const streams = streamsOf(seeds, USES.length, "prediction");
  const positions = new Float64Array(seeds.length * count * SLOTS * width);
  for (let row = 0; row < seeds.length * count; row++) {
    const rng = streams[USES.length * Math.floor(row / count) + USES.indexOf(use)];
    walk.place(row, positions, row * SLOTS * width, rng);
    for (let slot = 1; slot < SLOTS; slot++) {
      const at = (row * SLOTS + slot) * width;
      positions.copyWithin(at, at - width, at);
      walk.move(row, positions, at, rng);
    }
  }
  return { positions, users, count };
}

/** The first trajectories of each seed, all of them where there are fewer. */
export function firstOf({ positions, users, count }: Trajectories, most: number): Trajectories {
  const few = Math.min(most, count);
  const size = SLOTS * 2 * users;
  const seeds = positions.length / (count * size);
  const taken = new Float64Array(seeds * few * size);
  for (let seed = 0; seed < seeds; seed++) {
    const first = seed * count * size;
    taken.set(positions.subarray(first, first + few * size), seed * few * size);
  }
  return { positions: taken, users, count: few };
}
