import { join } from "node:path";
import { expect, test } from "vitest";
import { checkFigure } from "../../figures/checkFigure.ts";
import { ROOT, readTable } from "../../records/index.ts";
import { Results } from "../../study/index.ts";
import { policyRows } from "../synchronisation/policyTables.ts";
import { learningCurves, networkMap, rateAgainstError, regimeMap } from "./figures.ts";
import { FAMILIES } from "./policyGrid.ts";
import { PRINTED } from "./settings.ts";
import { study } from "./study.ts";
import { bestPolicies, policies, policyHeadroom } from "./tables.ts";

const results = new Results(readTable(join(ROOT, "data/smoke/single-bs-sync.csv")));

test("the printed setting has its figure, with every family of policies in the legend", async () => {
  const families = [
    "Sum of the data rates",
    "never",
    "always",
    "random",
    "period or age threshold",
    "error threshold",
    "myopic oracle",
  ];
  expect(await checkFigure(rateAgainstError(results, PRINTED.label), families)).toEqual([]);
});

test("the regime map has a cell for each weight and step, and never synchronises where that is best", async () => {
  expect(await checkFigure(regimeMap(results), ["never", "0.987", "Step length (m)", "the paper's regime"])).toEqual(
    [],
  );
});

test("the network plays, and its strip shows users, twin, base station and server", async () => {
  const figure = networkMap();
  expect(await checkFigure(figure, ["user", "user in the twin", "base station", "server of the twin"])).toEqual([]);
  expect(figure.plotly?.frames).toHaveLength(30);
});

test("every figure is sound, is named after the experiment, and has a name of its own", async () => {
  const drawn = study.figures(results);
  for (const figure of drawn) expect(await checkFigure(figure, [])).toEqual([]);
  expect(new Set(drawn.map(({ name }) => name)).size).toBe(drawn.length);
  expect(drawn.every(({ name }) => name.startsWith("single-bs-sync/"))).toBe(true);
});

test("learning curves have both learners in the legend and the policies that need no learning beside them", async () => {
  const curves = learningCurves(results, PRINTED);
  expect(await checkFigure(curves, ["GRU + SAC", "GRU + DQN", "never", "always", "paper: up to +10.31 %"])).toEqual([]);
});

test("the best of a family is chosen by its selection episodes, and each setting has one row in the table", () => {
  const setting = PRINTED.label;
  const chosen = bestPolicies(results, setting).find((row) => row.family === "periodic");
  const periods = policyRows(results, FAMILIES, setting, { purpose: "selection" }).filter(
    (row) => row.family === "periodic",
  );
  const best = periods.reduce((a, b) => (b.reward > a.reward ? b : a));
  expect(chosen?.parameter).toBe(best.parameter);
  expect(chosen?.reward).not.toBe(best.reward);
  expect(policyHeadroom(results)).toMatchObject([{ setting }]);
});

test("another weight judges rates and errors anew", () => {
  const [own] = policies(results, PRINTED.label);
  const [judged] = policies(results, PRINTED.label, 0.5);
  expect(judged.reward).toBeCloseTo(0.5 * (own.rate - own.twinError), 3);
});
