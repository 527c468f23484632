import { sha256 } from "../records/index.ts";
import type { Axis, MappedClaim } from "../study/index.ts";

/** What may be chosen of a map. */
export interface DesignOptions {
  /** runs of five seeds that it may take, those that there are counted too; cells kept from it and controls come on top */
  readonly budget?: number;
  /** the paths of its axes, where not all */
  readonly over?: readonly string[];
}

/** How a map is made: written down before its first run. */
export interface Design extends Required<Pick<DesignOptions, "budget">> {
  readonly id: string;
  readonly study: string;
  readonly paper: MappedClaim["paper"];
  readonly tolerance: number;
  readonly axes: readonly Axis[];
  readonly controls: readonly string[];
  /** axes that screening keeps at most, and the share of the claimed value that a change must reach to count */
  readonly kept: number;
  readonly counts: number;
  /** readings of the space-filling start, and those of each batch after it */
  readonly start: number;
  readonly batch: number;
  /** seeds of a reading at first, and up to which a reading may have more; of the headline from the beginning */
  readonly seeds: readonly number[];
  readonly limit: number;
  /** readings that are kept from the map, and their seeds */
  readonly heldOut: number;
  readonly heldOutSeeds: readonly number[];
  /** runs before which it does not stop */
  readonly least: number;
  /** it stops where fewer than this share of the readings are expected to be called wrong */
  readonly wrong: number;
}

/** The design of a claim's map. */
export function designOf(claim: MappedClaim, { budget = 200, over }: DesignOptions = {}): Design {
  const unknown = over?.find((path) => !claim.axes.some((axis) => axis.path === path));
  if (unknown !== undefined) {
    const known = claim.axes.map(({ path }) => path).join(", ");
    throw new RangeError(`map ${claim.id}: --over ${unknown} is none of its axes; they are ${known}`);
  }
  if (!Number.isInteger(budget) || budget < LEAST_BUDGET)
    throw new RangeError(`map ${claim.id}: --budget ${budget}: give a whole number of blocks from ${LEAST_BUDGET} on`);
  return {
    id: claim.id,
    study: claim.study.name,
    paper: claim.paper,
    tolerance: claim.tolerance,
    axes: over === undefined ? claim.axes : claim.axes.filter(({ path }) => over.includes(path)),
    controls: Object.keys(claim.controls),
    budget,
    kept: 14,
    counts: 0.1,
    start: 24,
    batch: 4,
    seeds: [0, 1, 2, 3, 4],
    limit: claim.limit ?? 20,
    heldOut: 30,
    heldOutSeeds: [100, 101, 102, 103, 104, 105, 106, 107, 108, 109],
    least: Math.round(LEAST_SHARE * budget),
    wrong: 0.05,
  };
}

/** Share of the budget that a map takes at least: one that holds nearly nowhere is called right by saying so everywhere. */
const LEAST_SHARE = 0.7;
/** Blocks without which there is no start. */
const LEAST_BUDGET = 20;

/** The hash of a design; words may be mended. */
export function hashOf({ axes, ...design }: Design): string {
  const space = axes.map(({ path, levels, headline }) => ({ path, levels, headline }));
  return sha256(JSON.stringify({ ...design, axes: space }));
}
