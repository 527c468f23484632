import { claimMap as draw, type MapOptions, type MapReport, readMap } from "../maps/index.ts";
import type { MappedClaim } from "../study/index.ts";
import { PAPERS } from "./index.ts";

/** The claims whose maps are drawn, by paper. */
export const MAPPED: readonly MappedClaim[] = PAPERS.flatMap(({ maps }) => maps);

/**
 * A claim by its identity, e.g. "C1".
 *
 * @throws RangeError for one that has no map
 */
export function mappedClaim(id: string): MappedClaim {
  const found = MAPPED.find((claim) => claim.id === id);
  if (found !== undefined) return found;
  throw new RangeError(`claim "${id}" has no map; ${MAPPED.map((claim) => claim.id).join(", ")} have one`);
}

/**
 * Under which readings a claim holds: the committed map, or drawn now where there is none, or where options ask for another.
 *
 * @param claim the identity of a paper's claim, or a claim of one's own: a study, axes, arms and an effect
 * @example const map = await tw.claimMap("E1"); for (const figure of tw.mapFigures(map)) await tw.show(figure);
 */
export async function claimMap(claim: string | MappedClaim, options?: MapOptions): Promise<MapReport> {
  const mapped = typeof claim === "string" ? mappedClaim(claim) : claim;
  const kept = options === undefined ? readMap(mapped.id)?.report : undefined;
  return kept ?? (await draw(mapped, options));
}
