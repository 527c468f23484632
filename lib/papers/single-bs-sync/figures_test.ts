import { join } from "node:path";
import { expect, test } from "vitest";
import { checkFigure } from "../../figures/index.ts";
import { ROOT, readTable } from "../../records/index.ts";
import { figures } from "./figures.ts";
import { learningCurves } from "./learnerFigures.ts";
import { networkMap, rateAgainstError, regimeMap } from "./policyFigures.ts";
import { bestOfFamilies, policyRows, room } from "./policyTables.ts";
import { SETTINGS, type Setting } from "./settings.ts";

const results = readTable(join(ROOT, "data/smoke/single-bs-sync.csv"));

test("every setting has its figure, with every family of policies in the legend", async () => {
  const families = ["never", "always", "random", "period or age threshold", "error threshold", "myopic oracle"];
  for (const setting of Object.keys(SETTINGS) as Setting[]) {
    expect(await checkFigure(rateAgainstError(results, setting), families)).toEqual([]);
  }
});

test("the regime map has a cell for each weight and step, and never synchronises where that is best", async () => {
  expect(await checkFigure(regimeMap(results), ["never", "0.987", "Step length (m)"])).toEqual([]);
});

test("the network plays, and its strip shows users, twin, base station and server", async () => {
  const figure = networkMap();
  expect(await checkFigure(figure, ["user", "user in the twin", "base station", "server of the twin"])).toEqual([]);
  expect(figure.plotly?.frames).toHaveLength(30);
});

test("every figure is sound, is named after the experiment, and has a name of its own", async () => {
  const drawn = figures(results);
  for (const figure of drawn) expect(await checkFigure(figure, [])).toEqual([]);
  expect(new Set(drawn.map(({ name }) => name)).size).toBe(drawn.length);
  expect(drawn.every(({ name }) => name.startsWith("single-bs-sync/"))).toBe(true);
});

test("learning curves have both learners in the legend and the policies that need no learning beside them", async () => {
  const curves = learningCurves(results, "printed, GRU twin");
  expect(await checkFigure(curves, ["GRU + SAC", "GRU + DQN", "never", "always"])).toEqual([]);
});

test("the best of a family is chosen by its selection episodes, and each setting has one row in the table", () => {
  const chosen = bestOfFamilies(results).find(
    (row) => row.setting === "sync pays, step 5" && row.family === "periodic",
  );
  const periods = policyRows(results, { purpose: "selection" }).filter(
    (row) => row.setting === "sync pays, step 5" && row.family === "periodic",
  );
  const best = periods.reduce((a, b) => (b.reward > a.reward ? b : a));
  expect(chosen?.parameter).toBe(best.parameter);
  expect(chosen?.reward).not.toBe(best.reward);
  expect(room(results).getColumn("setting").toArray()).toEqual(Object.keys(SETTINGS));
});

test("another weight judges rates and errors anew", () => {
  const [own] = policyRows(results);
  const [judged] = policyRows(results, { weight: 0.5 });
  expect(judged?.reward).toBeCloseTo(0.5 * ((own?.rate ?? 0) - (own?.twinError ?? 0)), 3);
});
