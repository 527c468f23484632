import type { DataFrame } from "nodejs-polars";
import type { Figure } from "../../figures/index.ts";
import { flightFigures } from "./flightFigures.ts";
import { flightPlay } from "./flightPlay.ts";
import { roadFigures } from "./roadFigures.ts";
import { roadPlay } from "./roadPlay.ts";

/** Every figure of paper E that the results are enough for. */
export function figures(results: DataFrame): Figure[] {
  return [roadPlay(), flightPlay(), ...roadFigures(results), ...flightFigures(results)];
}
