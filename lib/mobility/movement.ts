import type { Streams } from "../random/index.ts";

/** How the users of a network move. Positions are [user, xy] from `offset` on, in m. */
export interface Movement {
  readonly users: number;
  /** Puts the users of a row where its episode starts. */
  place(row: number, positions: Float64Array, offset: number, streams: Streams): void;
  /** Makes the moves at the end of a slot. */
  move(row: number, positions: Float64Array, offset: number, streams: Streams): void;
}
