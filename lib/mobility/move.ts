import { type Area, contains } from "./area.ts";

/** Unit displacements of the five moves: stay, forward (+y), backward (-y), left (-x), right (+x). */
export const MOVES: readonly (readonly [number, number])[] = [
  [0, 0],
  [0, 1],
  [0, -1],
  [-1, 0],
  [1, 0],
];

/**
 * Makes one move of A (1), B (1), C (1) in place; a move that would leave the area is cancelled.
 *
 * @param positions [.., x, y], m
 * @param offset index of the user's x
 * @param move 0 .. 4, index into MOVES
 * @param stepM Delta l, m
 */
export function moveUser(positions: Float64Array, offset: number, move: number, stepM: number, area?: Area): void {
  const [ux, uy] = MOVES[move];
  const x = positions[offset] + ux * stepM;
  const y = positions[offset + 1] + uy * stepM;
  if (area !== undefined && !contains(area, x, y)) return;
  positions[offset] = x;
  positions[offset + 1] = y;
}

/**
 * Mean displacement of a move and the smallest mean squared error of a one-step prediction (both coordinates summed):
 * the floor that no predictor of positions goes below while the user is away from the border.
 *
 * @param probabilities [5] of the moves
 * @returns mean in m, mse in m^2
 */
export function moveMoments(probabilities: ArrayLike<number>, stepM: number): { mean: [number, number]; mse: number } {
  const mean: [number, number] = [0, 0];
  let square = 0;
  for (const [i, [ux, uy]] of MOVES.entries()) {
    const p = probabilities[i];
    mean[0] += p * ux * stepM;
    mean[1] += p * uy * stepM;
    square += p * (ux * ux + uy * uy) * stepM * stepM;
  }
  return { mean, mse: square - mean[0] ** 2 - mean[1] ** 2 };
}
