import { expect, test } from "vitest";
import { checkFigure, LacksRows } from "../../figures/index.ts";
import { Results, tableOf } from "../../study/index.ts";
import { trajectories } from "./trajectories.ts";

/** Two seeds of three users that walk to the right, and are believed half a metre further up from slot 2 on. */
const rows = [4, 6].flatMap((seed) =>
  [2, 0, 7].flatMap((user, i) =>
    [0, 1, 2, 3].map((slot) => {
      const arm = { method: "predictor", setting: "GRU, printed", purpose: "trajectory", seed, user };
      const predicted = slot < 2 ? [null, null] : [slot, 0.5 + 10 * user];
      return {
        ...arm,
        slot,
        x: slot,
        y: 10 * user,
        predictedX: predicted[0],
        predictedY: predicted[1],
        mse: [0.0123, 0.2, 1.5][i],
      };
    }),
  ),
);
const papers = [0.007, 0.07, 0.24];

test("three users of the first seed, each with our error and the paper's, the well predicted first", async () => {
  const figure = trajectories(new Results(tableOf(rows)), "test/trajectories", papers);
  const titles = ["user 3: .012 m² (paper .007)", "user 1: .2 m² (paper .07)", "user 8: 1.5 m² (paper .24)"];
  expect(await checkFigure(figure, [...titles, "true path", "predicted one step ahead"])).toEqual([]);
  const { values } = (
    figure.vegaLite as unknown as { data: { values: { panel: string; series: string; role: string }[] } }
  ).data;
  const points = values.filter(({ role }) => role === "point");
  expect([...new Set(points.map(({ panel }) => panel))]).toEqual(titles);
  expect(points.filter(({ series }) => series === "true path")).toHaveLength(3 * 4);
  expect(points.filter(({ series }) => series !== "true path")).toHaveLength(3 * 2);
});

test("runs that keep no trajectories have no such figure", () => {
  const others = new Results(tableOf(rows.map((row) => ({ ...row, purpose: "one step" }))));
  expect(() => trajectories(others, "test/trajectories", papers)).toThrow(LacksRows);
});
