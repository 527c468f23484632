import { join } from "node:path";
import pl from "nodejs-polars";
import { expect, test } from "vitest";
import { checkFigure } from "../../figures/index.ts";
import { ROOT, readTable } from "../../records/index.ts";
import { type Arm, Results } from "../../study/index.ts";
import * as figures from "./figures.ts";
import { MYOPIC, ONE_BY_ONE, STATIC } from "./policyRuns.ts";
import { CONTROLS, FIGURE_4, FIGURE_5, FOUR_UPDATES, N_STEP, PHYSICAL, RISE, TAUGHT } from "./settings.ts";
import { study } from "./study.ts";
import { learnedRoads } from "./tables.ts";

const results = new Results(readTable(join(ROOT, "data/smoke/twin-enhanced-rl.csv")));
const namesOf = (arms: readonly Arm[]) => arms.map(({ setting }) => setting);

test("Fig. 4 names every n, and the optimum", async () => {
  const names = [...namesOf(FIGURE_4), "value iteration", "Greedy policy", "As the learner explores"];
  expect(await checkFigure(figures.rewardBySets(results), names)).toEqual([]);
});

test("what a link, a price and a bound do is named", async () => {
  expect(await checkFigure(figures.rewardByLink(results), ["period", "delay", "n = 1, no twin"])).toEqual([]);
  expect(await checkFigure(figures.rewardByPrice(results), ["for nothing", "price 50"])).toEqual([]);
  expect(await checkFigure(figures.rewardByRisk(results), ["share of 10 domains", "upper end, 100 domains"])).toEqual(
    [],
  );
  expect(await checkFigure(figures.riskEstimates(results), ["in 10 domains", "true risk 0."])).toEqual([]);
});

test("every control stands beside n = 5, and every way to build a twin beside those that need none", async () => {
  expect(await checkFigure(figures.rewardOfControls(results), ["n = 5", ...namesOf(CONTROLS)])).toEqual([]);
  const errors = ["one domain", "mean of 4 domains", "n = 1, no twin"];
  expect(await checkFigure(figures.rewardByError(results), errors)).toEqual([]);
  const built = ["n = 1", "n = 5", "twin complete at 6,000, waited for"];
  expect(await checkFigure(figures.rewardByConstruction(results), built)).toEqual([]);
});

test("Fig. 5 names every k in both readings, moving users, what goes beyond the paper and unseen drops", async () => {
  const all = namesOf(FIGURE_5);
  const both = [...all, "stored, k = 1", FOUR_UPDATES.setting, "k slots in the target"];
  expect(await checkFigure(figures.rateByEpisodes(results), [...both, MYOPIC])).toEqual([]);
  expect(await checkFigure(figures.lateRateByEpisodes(results), [...both, N_STEP.setting, MYOPIC, STATIC])).toEqual([]);
  expect(await checkFigure(figures.rateBySchedule(results), namesOf(FIGURE_5))).toEqual([]);
  expect(await checkFigure(figures.rateOfMovingUsers(results), ["physical", "k = 16"])).toEqual([]);
  expect(await checkFigure(figures.rateBeyond(results), namesOf([PHYSICAL, RISE, TAUGHT]))).toEqual([]);
  expect(await checkFigure(figures.rateOnUnseenDrops(results), [PHYSICAL.label, ONE_BY_ONE])).toEqual([]);
});

test("the road and the flight play, with what the twin tries beside what happens", async () => {
  const [road, flight] = [figures.roadPlay(), figures.flightPlay()];
  expect(await checkFigure(road, ["on the road", "in the twin", "chosen, success", "vehicle"])).toEqual([]);
  expect(await checkFigure(flight, ["physical", "in the twin, eight slots ahead", "UAV", "user"])).toEqual([]);
  expect(road.plotly?.frames).toHaveLength(12);
  expect(flight.plotly?.frames).toHaveLength(7);
});

test("every figure is sound and has a name of its own", async () => {
  const drawn = study.figures(results);
  for (const figure of drawn) expect(await checkFigure(figure, [])).toEqual([]);
  expect(new Set(drawn.map(({ name }) => name)).size).toBe(25);
});

test("the tables have a row for each learner of the road, and no null but a reward never reached", () => {
  const table = learnedRoads(results);
  expect(table.height).toBeGreaterThan(35);
  for (const column of table.columns.filter((name) => name !== "sets to 80")) {
    expect(table.getColumn(column).nullCount()).toBe(0);
  }
  expect(Object.keys(study.summary(results))).toHaveLength(12);
});

test("one setting alone gives the table of its kind, and no claim or figure that needs others", () => {
  const alone = new Results(results.table.filter(pl.col("setting").eq(pl.lit(N_STEP.setting))));
  expect(Object.keys(study.summary(alone))).toEqual(["Learned flights (bit/s/Hz)"]);
  expect(study.claims(alone)).toEqual([]);
  expect(study.figures(alone)).toHaveLength(5); // those that show no results
});
