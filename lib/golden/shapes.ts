import { type Area, type Movement, moveUser } from "../mobility/index.ts";
import type { Predictor } from "../twin/index.ts";

/** A point [x, y] as test vectors have it. */
export type Point = [number, number];

/** Nested lists of numbers as one array. */
export function flat(lists: readonly unknown[]): Float64Array {
  return Float64Array.from(lists.flat(Infinity) as number[]);
}

/** A flat array [x, y, x, y, ...] as points. */
export function points(flatPoints: Float64Array): Point[] {
  return nestedRows(flatPoints, 2) as Point[];
}

/** A flat [row, width] array as lists. */
export function nestedRows(values: ArrayLike<number>, width: number): number[][] {
  const all = Array.from(values);
  return Array.from({ length: all.length / width }, (_, row) => all.slice(row * width, (row + 1) * width));
}

/** A position after one move, 1..5. */
export function moved(position: Point, move: number, step: number, area?: Area): Float64Array {
  const at = Float64Array.from(position);
  moveUser(at, 0, move - 1, step, area);
  return at;
}

/** A movement that starts at the given positions and makes the given moves, 1..5. */
export function scriptedMoves(positions: Point[], moves: number[][], step: number, area?: Area): Movement {
  let slot = 0;
  return {
    users: positions.length,
    place: (_row, out) => out.set(flat(positions)),
    move(_row, out) {
      for (const [user, move] of moves[slot++].entries()) moveUser(out, 2 * user, move - 1, step, area);
    },
  };
}

/** A predictor that returns the given predictions slot by slot, and the last one again after them. */
export function scripted(predicted: Point[][]): Predictor {
  let slot = 0;
  return { predict: (_history, out) => out.set(flat(predicted[Math.min(slot++, predicted.length - 1)])) };
}
