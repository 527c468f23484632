import { type Figure, paths } from "../../figures/index.ts";
import { type Results, tableOf } from "../../study/index.ts";

/** A slot of a user's path, and the estimate of its place; null while the window fills. */
interface Place {
  readonly seed: number;
  readonly user: number;
  readonly slot: number;
  readonly x: number;
  readonly y: number;
  readonly predictedX: number | null;
  readonly predictedY: number | null;
  readonly mse: number;
}

/**
 * Fig. 2 of papers B and C: the paths of three users of the first seed and where a GRU expects them one step ahead, from
 * the well to the badly predicted.
 *
 * @param papers the errors of the paper's three users, smallest first, m²
 * @param setting of the predictor's arm
 */
export function trajectories(
  results: Results,
  name: string,
  papers: readonly number[],
  setting = "GRU, printed",
): Figure {
  const rows = results.rows<Place>({ method: "predictor", setting }, "trajectory");
  const own = rows.filter(({ seed }) => seed === results.seeds[0]);
  const users = [...Map.groupBy(own, ({ user }) => user).values()];
  const table = users.flatMap((places, i) => {
    const [{ user, mse }] = places;
    const panel = `user ${user + 1}: ${short(mse)} m² (paper ${short(papers[i])})`;
    return places.flatMap(({ slot, x, y, predictedX, predictedY }) => {
      const point = { panel, series: "true path", order: slot, x, y };
      if (predictedX === null || predictedY === null) return [point];
      return [point, { ...point, series: "predicted one step ahead", x: predictedX, y: predictedY }];
    });
  });
  return paths(tableOf(table), {
    name,
    caption:
      `Three users of one seed and where the twin's predictor (${setting}) expects them one step ahead: those at the ` +
      "quartiles of the error, which is that of all trajectories, beside the paper's three, smallest first. A ring marks " +
      "the start; each panel is zoomed to its path.",
  });
}

/** Two digits, without the zero before the point: .24. */
function short(mse: number): string {
  return String(Number(mse.toPrecision(2))).replace(/^0/, "");
}
