import type { Claimed } from "../statistics/index.ts";
import type { Arm, PlannedArm } from "./arm.ts";
import type { Measured } from "./overSeeds.ts";
import type { ReadingValue } from "./readings.ts";
import type { Results } from "./results.ts";
import type { Study } from "./study.ts";

/** An axis of a map: what a paper leaves open, and the values of it that its map visits. */
export interface Axis {
  /** the dotted path of `--set`; of what is read off, which needs no runs of its own, "curve" */
  readonly path: string;
  /** in figures, a few words */
  readonly label: string;
  /** of numbers from low to high */
  readonly levels: readonly ReadingValue[];
  /** place of the headline's value among the levels */
  readonly headline: number;
  /** whether neighbours are alike: numbers */
  readonly isOrdered: boolean;
  /** what speaks for the range */
  readonly why: string;
}

/** A reading as a point of a map's space: the place of a level on each axis. */
export type Place = readonly number[];

/** The value of each axis, by its path. */
export type ReadingValues = Readonly<Record<string, ReadingValue>>;

/** What one arm of a cell is: its configuration as a study plans it. */
export type CellArm = Pick<PlannedArm, "method" | "configuration">;

/** A comparison whose effect is mapped: arms of a reading, and what is read off their results. */
export interface Comparison {
  /** the arms of a reading, by what it sets; those whose configurations are equal are run once */
  arms(reading: ReadingValues): readonly CellArm[];
  /**
   * The effect of the arms, in the claim's unit.
   *
   * @param arms as `arms` gave them
   * @returns undefined where it says nothing there: per cent of a number that is not positive
   */
  effect(results: Results, arms: readonly Arm[], reading: ReadingValues): Measured | undefined;
}

/** A claim whose map is drawn: what it says, over which readings, and how it is measured in each. */
export interface MappedClaim extends Comparison {
  /** as in the ledger, e.g. "C1" */
  readonly id: string;
  readonly statement: string;
  readonly unit: string;
  readonly paper: Claimed;
  readonly tolerance: number;
  readonly study: Study;
  readonly axes: readonly Axis[];
  /** seeds up to which a reading may have more; 20 by default */
  readonly limit?: number;
  /** compared on the same axes: what a gain is when nobody looks, or with as many updates; by their names */
  readonly controls: Readonly<Record<string, Comparison>>;
}
