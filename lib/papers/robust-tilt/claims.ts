import type { Claim, Needing, Results } from "../../study/index.ts";
import { underAttack, whileReading } from "./attackClaims.ts";
import { claimOf } from "./comparison.ts";
import { ofFigures } from "./figureClaims.ts";
import { controls, headlines, inReading } from "./headlineClaims.ts";
import { LABELLED_READINGS, type ReadingLabel } from "./labelledReadings.ts";
import { FRESH, firstEditionIn, NETWORKS, PRINTED } from "./settings.ts";

/** A1-A8 as printed, in the two other networks, on fresh seeds and in every other reading, and what is beyond them. */
export const claims: readonly Needing<Claim | readonly Claim[]>[] = [
  ...NETWORKS.flatMap((network) => [...headlines(network, network), ...ofFigures(network), ...underAttack(network)]),
  ...controls(),
  ...headlines(FRESH, `${PRINTED}, seeds 200-219`),
  ...(["literal", "benign"] as const).flatMap((network) => {
    const setting = firstEditionIn(network);
    return [...headlines(setting, setting), ...underAttack(setting)];
  }),
  ...(Object.keys(LABELLED_READINGS) as ReadingLabel[]).flatMap(inReading),
  ...(["as-printed", "literal"] as const).flatMap(whileReading),
].map(({ ours, theirs, besides = [], ...comparison }) => {
  const make = (results: Results) => claimOf(results, { ours, theirs, ...comparison });
  return { needs: [ours[1], theirs[1], ...besides], make };
});
