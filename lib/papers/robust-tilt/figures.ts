import type { DataFrame } from "nodejs-polars";
import type { Figure } from "../../figures/index.ts";
import { networkFigures } from "./learnerFigures.ts";
import { beamPatterns, tiltMap } from "./sceneFigures.ts";
import { NETWORKS } from "./settings.ts";

/** Every figure of paper A that the results are enough for: sweeps run in the paper profile alone. */
export function figures(results: DataFrame): Figure[] {
  return [tiltMap(), beamPatterns(), ...NETWORKS.flatMap((network) => networkFigures(results, network))];
}
