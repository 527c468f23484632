/** One method in one setting, to which a row of results belongs. Its names are made from data and never parsed. */
export interface Arm {
  readonly method: string;
  readonly setting: string;
}

/** An arm as it is planned: with the configuration of its run and its seeds. */
export interface PlannedArm<C = unknown> extends Arm {
  readonly configuration: C;
  /** whole blocks: 0-4, 5-9, ... */
  readonly seeds: readonly number[];
  /** seeds up to which blocks are added while a claim that needs the arm is not settled; 20 by default */
  readonly limit?: number;
}

/** The seeds after which an arm's claims are judged as they stand, unless it has a limit of its own. */
const SEED_LIMIT = 20;

/** An arm with the block of seeds that follows its last one; undefined where its limit is reached. */
export function withNextBlock(arm: PlannedArm): PlannedArm | undefined {
  const { seeds, limit = SEED_LIMIT } = arm;
  if (seeds.length + BLOCK > limit) return undefined;
  return { ...arm, seeds: [...seeds, ...seedsFrom(Math.max(...seeds) + 1, BLOCK)] };
}

/** The seeds of a study: five for results without a verdict, ten for verdicts, ten others to confirm a choice. */
export const SEEDS = {
  five: seedsFrom(0, 5),
  ten: seedsFrom(0, 10),
  others: seedsFrom(100, 10),
} as const;

/**
 * Seeds run five at a time: a seed always sits in the same row of tensors of the same shape, whichever other seeds are
 * run.
 */
export const BLOCK = 5;

/** Name of a setting that is run on the seeds 100-109, on which nothing was chosen. */
export function onOtherSeeds(setting: string): string {
  return `${setting}, seeds 100-109`;
}

/** Method and setting as one string, unlike that of any other arm. */
export function armKey({ method, setting }: Arm): string {
  return `${method}\n${setting}`;
}

function seedsFrom(first: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => first + i);
}
