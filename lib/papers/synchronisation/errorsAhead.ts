import pl, { type DataFrame } from "nodejs-polars";
import { type Figure, lineWithBand } from "../../figures/index.ts";
import { band } from "../../study/overSeeds.ts";
import { tableOf } from "../../study/tableOf.ts";
import { HORIZONS } from "./predictors.ts";

/** Errors of predictors that feed on their own estimates, by slots ahead. */
export function errorsAhead(results: DataFrame, shown: readonly string[], name: string): Figure {
  const ahead = results.filter(pl.col("purpose").eq(pl.lit("open loop")));
  const rows = ahead.select("predictor", "seed", "horizon", "mse").toRecords() as {
    predictor: string;
    horizon: number;
    mse: number;
  }[];
  const table = shown.flatMap((predictor) =>
    HORIZONS.map((horizon) => {
      const own = rows.filter((row) => row.predictor === predictor && row.horizon === horizon);
      return { predictor, horizon, ...band(own.map((row) => row.mse)) };
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
