import type { Claimed, Interval, Verdict } from "../statistics/index.ts";
import type { Axis, Place, ReadingValues } from "../study/index.ts";

/**
 * How a claim stands in a reading: its effect reaches the printed size, has its sign alone, is nearer to 0 than the claim's
 * tolerance, or has the other sign.
 */
export const STANDINGS = ["in size", "in direction", "no effect", "reversed"] as const;
/** See `STANDINGS`. */
export type Standing = (typeof STANDINGS)[number];

/** What a cell was measured for. */
export type Stage = "screening" | "start" | "boundary" | "held out";

/** A reading in which the claim was measured. */
export interface Cell extends Interval {
  readonly place: Place;
  readonly reading: ReadingValues;
  readonly stage: Stage;
  /** seeds that it rests on */
  readonly seeds: readonly number[];
  readonly isHeadline: boolean;
  /** by its value alone */
  readonly standing: Standing;
  /** the command that repeats its runs */
  readonly command: string;
}

/** An axis that was held at the headline's value, since changing it alone moved nothing that counts. */
export interface Dropped extends Interval {
  readonly path: string;
  readonly label: string;
}

/** What an axis decides: its shares of the effect's variance over all readings. */
export interface Deciding {
  readonly path: string;
  readonly label: string;
  /** by itself */
  readonly first: number;
  /** with all interactions */
  readonly total: number;
}

/** The map over the axes that decide, the others at the headline's level: a row for each combination of levels. */
export interface Surface {
  /** two to four, the first two are drawn; the others are chosen */
  readonly axes: readonly Axis[];
  readonly rows: readonly { readonly place: Place; readonly effect: number; readonly holds: number }[];
}

/** A reading near the headline's in which the claim stands otherwise. */
export interface Flip {
  /** what it changes */
  readonly changes: ReadingValues;
  readonly standing: Standing;
  /** by the map */
  readonly probability: number;
  readonly effect: number;
}

/** A control on the same axes: its effects in the cells of the start. */
export interface ControlReport extends Interval {
  readonly name: string;
  readonly cells: number;
  /** of these cells, the share in which the control's effect reaches the claim's size */
  readonly inSize: number;
}

/** Under which readings a claim holds. */
export interface MapReport {
  readonly id: string;
  readonly statement: string;
  readonly unit: string;
  readonly paper: Claimed;
  readonly tolerance: number;
  /** the axes of the map; those that screening dropped are in `dropped` */
  readonly axes: readonly Axis[];
  readonly dropped: readonly Dropped[];
  readonly headline: Interval & { readonly standing: Standing; readonly verdict: Verdict };
  /** shares of all readings, each as likely as any other, with 95 % intervals */
  readonly shares: Readonly<Record<Standing, Interval>>;
  readonly decidedBy: readonly Deciding[];
  readonly surface: Surface;
  readonly flips: readonly Flip[];
  readonly cells: readonly Cell[];
  readonly controls: readonly ControlReport[];
  /** of the cells kept from the map, on seeds 100-109: how many it called right: whether the claim holds in size, and how it stands */
  readonly heldOut: { readonly cells: number; readonly right: number; readonly rightStanding: number } | undefined;
  /** why it stopped, and the share of readings that it expects to call wrong */
  readonly stopped: { readonly because: "certain" | "budget"; readonly wrong: number };
  readonly blocks: number;
  /** looks at which the effect says nothing: per cent of a number that is not positive */
  readonly silent: number;
  /** of the design, which was written down before the first run */
  readonly hash: string;
}
