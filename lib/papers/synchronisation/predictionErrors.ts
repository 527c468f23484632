import { MOVES, moveMoments, moveUser, type RandomWalk } from "../../mobility/index.ts";
import type { Predictor } from "../../twin/index.ts";
import { SLOTS, type Trajectories } from "./drawTrajectories.ts";

/** The first and the last of some slots. */
export type Slots = readonly [first: number, last: number];

/** The slots whose estimates were made from a window that is full, some slots ahead. */
export function slotsSeen(window: number, ahead = 1): Slots {
  return [window + ahead - 1, SLOTS - 1];
}

/**
 * Estimates along trajectories, each fed its own estimates until it is some slots ahead. A window that is not full yet
 * begins with copies of the first status, as a twin's does.
 *
 * @param window statuses that the predictor sees
 * @returns as the positions, m; NaN in the first slots, which nobody estimates
 */
export function estimatesAlong(
  predictor: Predictor,
  { positions, users }: Trajectories,
  window: number,
  ahead = 1,
): Float64Array {
  const width = 2 * users;
  const rows = positions.length / (SLOTS * width);
  const estimates = new Float64Array(positions.length).fill(Number.NaN);
  const history = new Float64Array(rows * window * width);
  const estimate = new Float64Array(rows * width);
  for (let slot = ahead; slot < SLOTS; slot++) {
    for (let row = 0; row < rows; row++) {
      for (let seen = 0; seen < window; seen++) {
        const from = (row * SLOTS + Math.max(0, slot - ahead - window + 1 + seen)) * width;
        history.set(positions.subarray(from, from + width), (row * window + seen) * width);
      }
    }
    for (let step = 1; step <= ahead; step++) {
      predictor.predict(history, estimate, rows);
      if (step < ahead) append(history, estimate, rows);
    }
    for (let row = 0; row < rows; row++) {
      estimates.set(estimate.subarray(row * width, (row + 1) * width), (row * SLOTS + slot) * width);
    }
  }
  return estimates;
}

/** Enters an estimate, [row, coordinate], as the last status of each row's window. */
function append(history: Float64Array, estimate: Float64Array, rows: number): void {
  const [size, width] = [history.length / rows, estimate.length / rows];
  for (let row = 0; row < rows; row++) {
    const end = (row + 1) * size;
    history.copyWithin(row * size, row * size + width, end);
    history.set(estimate.subarray(row * width, (row + 1) * width), end - width);
  }
}

/** Mean squared error of estimates, both coordinates summed; [seed][user], m². */
export function squaredErrors(trajectories: Trajectories, estimates: Float64Array, slots: Slots): number[][] {
  const { positions } = trajectories;
  const error = (k: number) => (estimates[k] - positions[k]) ** 2;
  return meansOver(trajectories, slots, (at) => error(at) + error(at + 1));
}

/** Share of the slots into which a user moves; [seed][user]. */
export function shareOfMoves(trajectories: Trajectories, slots: Slots): number[][] {
  const { positions, users } = trajectories;
  const hasMoved = (k: number) => positions[k] !== positions[k - 2 * users];
  return meansOver(trajectories, slots, (at) => (hasMoved(at) || hasMoved(at + 1) ? 1 : 0));
}

/**
 * The error that no predictor goes below one step ahead: the mean variance of a move given the position, moves over the
 * border being cancelled; [seed][user], m².
 */
export function oneStepFloor(walk: RandomWalk, trajectories: Trajectories, [first, last]: Slots): number[][] {
  const { users, area, stepM, copies } = walk;
  const { positions } = trajectories;
  const moved = new Float64Array(2);
  return meansOver(trajectories, [first - 1, last - 1], (at, row, user) => {
    const own = (Math.floor(row / copies) * users + user) * MOVES.length;
    const probabilities = Array.from(walk.probabilities.subarray(own, own + MOVES.length));
    for (let move = 1; move < MOVES.length; move++) {
      moved.set(positions.subarray(at, at + 2));
      moveUser(moved, 0, move, stepM, area);
      if (moved[0] !== positions[at] || moved[1] !== positions[at + 1]) continue;
      probabilities[0] = probabilities[0] + probabilities[move];
      probabilities[move] = 0;
    }
    return moveMoments(probabilities, stepM).mse;
  });
}

/**
 * Means over the trajectories of each seed and some slots; [seed][user].
 *
 * @param value at an index of a user's x
 */
function meansOver(
  { positions, users, count }: Trajectories,
  [first, last]: Slots,
  value: (at: number, row: number, user: number) => number,
): number[][] {
  const size = SLOTS * 2 * users;
  return Array.from({ length: positions.length / (count * size) }, (_, seed) =>
    Array.from({ length: users }, (_, user) => {
      let sum = 0;
      for (let row = seed * count; row < (seed + 1) * count; row++) {
        for (let slot = first; slot <= last; slot++) sum += value(row * size + slot * 2 * users + 2 * user, row, user);
      }
      return sum / (count * (last - first + 1));
    }),
  );
}
