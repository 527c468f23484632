import { join } from "node:path";
import { expect, test } from "vitest";
import { checkFigure } from "../../figures/index.ts";
import { ROOT, readTable } from "../../records/index.ts";
import { figures } from "./figures.ts";
import { lateRateByEpisodes, rateBeyond, rateByEpisodes, rateOfWalking } from "./flightFigures.ts";
import { flightPlay } from "./flightPlay.ts";
import { rewardByConstruction, rewardByError, rewardBySets, rewardOfControls } from "./roadFigures.ts";
import { roadPlay } from "./roadPlay.ts";
import {
  ACTION_COUNTS,
  BEYOND,
  CONTROLS,
  figure4Name,
  figure5Name,
  N_STEP,
  PREDICTION_STEPS,
  WALKING_STEPS,
  walkingName,
} from "./settings.ts";
import { learnedRoads, summary } from "./summary.ts";

const results = readTable(join(ROOT, "data/smoke/twin-enhanced-rl.csv"));

test("Fig. 4 names every n, and the optimum", async () => {
  const names = [...ACTION_COUNTS.map(figure4Name), "value iteration", "cheapest inside"];
  expect(await checkFigure(rewardBySets(results), names)).toEqual([]);
});

test("every control stands beside n = 5, and every way to build a twin beside those that need none", async () => {
  expect(await checkFigure(rewardOfControls(results), ["n = 5", ...Object.keys(CONTROLS)])).toEqual([]);
  expect(await checkFigure(rewardByError(results), ["one domain", "mean of 4 domains", "n = 1, no twin"])).toEqual([]);
  expect(
    await checkFigure(rewardByConstruction(results), ["n = 1", "n = 5", "twin complete at 6,000, waited for"]),
  ).toEqual([]);
});

test("Fig. 5 names every k, n-step learning, walking users and what goes beyond the paper", async () => {
  const all = PREDICTION_STEPS.map(figure5Name);
  expect(await checkFigure(rateByEpisodes(results), [...all, "stay in the hangar"])).toEqual([]);
  expect(await checkFigure(lateRateByEpisodes(results), [...all, N_STEP])).toEqual([]);
  expect(await checkFigure(rateOfWalking(results), WALKING_STEPS.map(walkingName))).toEqual([]);
  expect(await checkFigure(rateBeyond(results), [figure5Name(1), BEYOND])).toEqual([]);
});

test("the road and the flight play, with what the twin tries beside what happens", async () => {
  expect(await checkFigure(roadPlay(), ["on the road", "in the twin", "chosen, success", "vehicle"])).toEqual([]);
  expect(await checkFigure(flightPlay(), ["physical", "in the twin, eight slots ahead", "UAV", "user"])).toEqual([]);
  expect(roadPlay().plotly?.frames).toHaveLength(12);
  expect(flightPlay().plotly?.frames).toHaveLength(7);
});

test("every figure is sound and has a name of its own", async () => {
  const drawn = figures(results);
  for (const figure of drawn) expect(await checkFigure(figure, [])).toEqual([]);
  expect(new Set(drawn.map(({ name }) => name)).size).toBe(drawn.length);
});

test("the tables have a row for each learner of the road, and no null but a reward never reached", () => {
  const table = learnedRoads(results);
  expect(table.height).toBeGreaterThan(35);
  for (const column of table.columns.filter((name) => name !== "sets to 80")) {
    expect(table.getColumn(column).nullCount()).toBe(0);
  }
  expect(Object.keys(summary(results))).toHaveLength(5);
});
