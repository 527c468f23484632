import { checkCount, shown } from "../random/index.ts";

/**
 * The shape of observations or actions of an agent, in Gymnasium's words. `agents` come before `size`: [row, agent,
 * size].
 */
export type Space =
  | { readonly kind: "discrete"; readonly n: number }
  | { readonly kind: "multiBinary"; readonly size: number }
  | { readonly kind: "box"; readonly size: number; readonly low: number; readonly high: number };

/** A box of real numbers. */
export type Box = Extract<Space, { kind: "box" }>;

/** Numbers per agent that a point of the space takes: one index for a discrete space, `size` values otherwise. */
export function width(space: Space): number {
  return space.kind === "discrete" ? 1 : space.size;
}

/** Middle and half range of a box, in its units: middle + half x maps x in -1 .. 1 to the box. */
export interface HalfRanges {
  readonly middle: number;
  readonly half: number;
}

/** Middle and half range of a box. */
export function halfRanges({ low, high }: Box): HalfRanges {
  return { middle: (low + high) / 2, half: (high - low) / 2 };
}

/** Entries of an agent's mask: one for each action of a discrete space, one for each bit of a multi-binary one. */
export function choices(space: Space): number {
  return space.kind === "discrete" ? space.n : space.size;
}

/** Choices and numbers beyond which no agent could be told what they are. */
const MOST_CHOICES = 2 ** 31 - 1;
const MOST_NUMBERS = 1e6;

/**
 * The check of a space: its kind is known, it has a size, and a box has room.
 *
 * @param name what has the space, for the message
 * @throws RangeError that names the field, its value and what is allowed
 */
export function checkSpace(space: Space, name: string): void {
  switch (space?.kind) {
    case "discrete":
      checkCount(space.n, `${name}.n`, MOST_CHOICES);
      break;
    case "multiBinary":
      checkCount(space.size, `${name}.size`, MOST_NUMBERS);
      break;
    case "box":
      checkCount(space.size, `${name}.size`, MOST_NUMBERS);
      if (typeof space.low === "number" && typeof space.high === "number" && space.low < space.high) break;
      throw new RangeError(
        `${name}: low = ${shown(space.low)}, high = ${shown(space.high)}: must be numbers, the first below the second. ` +
          "Give such bounds.",
      );
    default:
      throw new RangeError(
        `${name}.kind = ${shown((space as Space | undefined)?.kind)}: allowed are discrete, multiBinary, box`,
      );
  }
}
