import { type Area, type Movement, moveUser } from "../mobility/index.ts";
import type { Predictor } from "../twin/index.ts";

/** What adapters need to reshape inputs and to hand them in where the library would draw them. */
export type Point = [number, number];

export function flat(lists: readonly unknown[]): Float64Array {
  return Float64Array.from(lists.flat(Infinity) as number[]);
}

export function points(flatPoints: Float64Array): Point[] {
  return nestedRows(flatPoints, 2) as Point[];
}

/** A flat [row, width] array as lists. */
export function nestedRows(values: ArrayLike<number>, width: number): number[][] {
  const all = Array.from(values);
  return Array.from({ length: all.length / width }, (_, row) => all.slice(row * width, (row + 1) * width));
}

export function moved(position: Point, move: number, step: number, area?: Area): Float64Array {
  const at = Float64Array.from(position);
  moveUser(at, 0, move - 1, step, area);
  return at;
}

/** Starts at the given positions and makes the given moves, 1..5. */
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

/** Says in each slot what the case hands in; asked once more after the last one, it repeats itself. */
export function scripted(predicted: Point[][]): Predictor {
  let slot = 0;
  return { predict: (_history, out) => out.set(flat(predicted[Math.min(slot++, predicted.length - 1)])) };
}
