import { type Figure, lineWithBand } from "../../figures/index.ts";
import { band, type Results, tableOf } from "../../study/index.ts";
import { PREDICTOR_FORMS } from "./predictors.ts";
import { HORIZONS } from "./recordPredictions.ts";

/** Errors of predictors that feed on their own estimates, by slots ahead. */
export function errorsAhead(results: Results, shown: readonly string[], name: string): Figure {
  const rows = ["closed form", ...PREDICTOR_FORMS].flatMap((setting) => {
    return results.rows<{ predictor: string; horizon: number; mse: number }>(
      { method: "predictor", setting },
      "open loop",
    );
  });
  const table = shown.flatMap((predictor) =>
    HORIZONS.map((horizon) => {
      const atHorizon = rows.filter((row) => row.predictor === predictor && row.horizon === horizon);
      const { mean, low, high } = band(atHorizon.map((row) => row.mse));
      // A logarithmic axis has no place for a band that reaches 0.
      return { predictor, horizon, mean, low: Math.max(low, mean / 10), high };
    }),
  );
  return lineWithBand(tableOf(table), {
    name,
    caption:
      "Predicting from predictions: mean squared error of a position (m²) by slots ahead, mean over seeds with 95 % bands. " +
      "The closed forms need no training.",
    x: "horizon",
    series: "predictor",
    xTitle: "Slots ahead",
    yTitle: "Error of a position (m²)",
    yScale: "log",
  });
}
