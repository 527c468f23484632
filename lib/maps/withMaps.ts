import type { LedgerClaim } from "../study/index.ts";
import { readMap } from "./mapFile.ts";

/** Axes that are named as deciding. */
const NAMED = 3;

/** Claims of the ledger, those headlines whose map was drawn with the share of readings in which they hold, and what decides. */
export function withMaps(claims: readonly LedgerClaim[]): LedgerClaim[] {
  return claims.map((claim) => {
    const report = claim.isHeadline === true ? readMap(claim.id)?.report : undefined;
    if (report === undefined || report.statement !== claim.statement) return claim;
    const { value, low, high } = report.shares["in size"];
    return {
      ...claim,
      map: { value, low, high, decidedBy: report.decidedBy.slice(0, NAMED).map(({ label }) => label) },
    };
  });
}
