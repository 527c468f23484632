import { type Streams, shown } from "../random/index.ts";

/** How the users of a network move. Positions are [user, xy] from `offset` on, in m. */
export interface Movement {
  readonly users: number;
  /**
   * [row, number] each: what it remembers of a row, e.g. how far a recorded path was followed. The environment saves and
   * restores it with its own; a movement without memory leaves it out.
   */
  readonly state?: readonly Float64Array[];
  /** Puts the users of a row where its episode starts. */
  place(row: number, positions: Float64Array, offset: number, streams: Streams): void;
  /** Makes the moves at the end of a slot. */
  move(row: number, positions: Float64Array, offset: number, streams: Streams): void;
}

/**
 * The check that a movement is made for an environment.
 *
 * @param name of the environment, for messages
 * @throws RangeError where users, or rows of what it remembers, are not the environment's; TypeError for what is none
 */
export function checkMovement(movement: Movement, users: number, rows: number, name: string): void {
  if (typeof movement?.place !== "function" || typeof movement.move !== "function")
    throw new TypeError(`${name}: movement = ${shown(movement)}: must have the functions place and move`);
  if (movement.users !== users) {
    throw new RangeError(
      `${name}: movement of ${shown(movement.users)} users for users = ${users}: must be as many. Change either.`,
    );
  }
  const odd = (movement.state ?? []).find((array) => !(array.length > 0 && Number.isInteger(array.length / rows)));
  if (odd === undefined) return;
  throw new RangeError(
    `${name}: movement.state has an array of ${odd.length} numbers for ${rows} rows: must be equally many for each row`,
  );
}
