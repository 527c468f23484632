import { join } from "node:path";
import { expect, test } from "vitest";
import { checkFigure } from "../../figures/checkFigure.ts";
import { readTable, ROOT } from "../../records/index.ts";
import { figures, networkMap, rateAgainstError, regimeMap } from "./figures.ts";
import { SETTINGS, type Setting } from "./settings.ts";
import { bestOfFamilies, policyRows, summary } from "./summary.ts";

const results = readTable(join(ROOT, "data/smoke/single-bs-sync.csv"));

test("every setting has its figure, with every family of policies in the legend", async () => {
  const families = ["never", "always", "random", "period or age threshold", "error threshold", "myopic oracle"];
  for (const setting of Object.keys(SETTINGS) as Setting[]) {
    expect(await checkFigure(rateAgainstError(results, setting), families)).toEqual([]);
  }
}, 120_000);

test("the regime map has a cell for each weight and step, and never synchronises where that is best", async () => {
  expect(await checkFigure(regimeMap(results), ["never", "0.987", "Step length (m)"])).toEqual([]);
});

test("the network plays, and its strip shows users, twin, base station and server", async () => {
  const figure = networkMap();
  expect(await checkFigure(figure, ["user", "user in the twin", "base station", "server of the twin"])).toEqual([]);
  expect(figure.plotly?.frames).toHaveLength(30);
});

test("figures are named after the experiment and differ", () => {
  const names = Object.values(figures).map((figure) => figure(results).name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.every((name) => name.startsWith("single-bs-sync/"))).toBe(true);
});

test("the best of a family is chosen by its selection episodes, and each setting has one row in the summary", () => {
  const chosen = bestOfFamilies(results).find((row) => row.setting === "sync pays, step 5" && row.family === "periodic");
  const periods = policyRows(results, { purpose: "selection" }).filter(
    (row) => row.setting === "sync pays, step 5" && row.family === "periodic",
  );
  const best = periods.reduce((a, b) => (b.reward > a.reward ? b : a));
  expect(chosen?.parameter).toBe(best.parameter);
  expect(chosen?.reward).not.toBe(best.reward);
  expect(summary(results).getColumn("setting").toArray()).toEqual(Object.keys(SETTINGS));
});

test("another weight judges rates and errors anew", () => {
  const [own] = policyRows(results);
  const [judged] = policyRows(results, { weight: 0.5 });
  expect(judged?.reward).toBeCloseTo(0.5 * ((own?.rate ?? 0) - (own?.twinError ?? 0)), 3);
});
