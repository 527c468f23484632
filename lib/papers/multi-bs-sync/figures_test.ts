import { join } from "node:path";
import { expect, test } from "vitest";
import { checkFigure } from "../../figures/index.ts";
import { ROOT, readTable } from "../../records/index.ts";
import { figures } from "./figures.ts";
import { stationsLearningCurves } from "./learnerFigures.ts";
import { bestPolicy, paired, room, stationsRegrets } from "./learnerTables.ts";
import { plan } from "./plan.ts";
import { blocksInUse, stationsMap, stationsRateAgainstError } from "./policyFigures.ts";
import { FIG_3, FIG_6 } from "./settings.ts";

const results = readTable(join(ROOT, "data/smoke/multi-bs-sync.csv"));

test("every figure is sound, is named after the experiment, and has a name of its own", async () => {
  const drawn = figures(results);
  for (const figure of drawn) expect(await checkFigure(figure, [])).toEqual([]);
  expect(new Set(drawn.map(({ name }) => name)).size).toBe(drawn.length);
  expect(drawn.every(({ name }) => name.startsWith("multi-bs-sync/"))).toBe(true);
});

test("both learners, and policies that need no learning, are in the legend of the learning curves", async () => {
  const legend = ["GRU + VDN", "GRU + IQL", "always", "random allowed actions"];
  expect(await checkFigure(stationsLearningCurves(results), legend)).toEqual([]);
});

test("every family of policies is in the legend of rate against error", async () => {
  const families = ["never, always, in turn", "periodic", "greedy, local", "greedy, team"];
  expect(await checkFigure(stationsRateAgainstError(results), families)).toEqual([]);
});

test("the network plays with a link for each station; the grid shows who uses a block, alone or not", async () => {
  const figure = stationsMap();
  expect(await checkFigure(figure, ["user", "user in the twin", "base station", "server of the twin"])).toEqual([]);
  expect(figure.plotly?.frames).toHaveLength(30);
  expect(await checkFigure(blocksInUse(), ["a user, alone", "a synchronisation"])).toEqual([]);
});

test("a learner is held against the best policy that stations could follow, and regret is 0 for that policy alone", () => {
  expect(bestPolicy(results, FIG_3).family).not.toBe("look-ahead");
  for (const row of stationsRegrets(results)) {
    expect(row.regret).toBeCloseTo((100 * (row.best - row.reward)) / Math.abs(row.best), 9);
    expect(row.reward).toBeLessThan(row.best);
  }
  expect(room(results).getColumn("setting").toArray()).toContain(FIG_6);
});

test("a contestant gains nothing over itself, and a gap changes sign with its sides", () => {
  const [vdn, iql] = [
    { method: "vdn", setting: FIG_3 },
    { method: "iql", setting: FIG_3 },
  ] as const;
  expect(paired(results, vdn, vdn, "reward", true)).toEqual({ value: 0, low: 0, high: 0, seeds: 5 });
  const gap = paired(results, vdn, iql, "twinError", false);
  expect(paired(results, iql, vdn, "twinError", false).value).toBeCloseTo(-gap.value, 12);
});

test("VDN and IQL get equal networks, episodes, updates and surroundings wherever they are compared", () => {
  const tasks = plan("paper").filter(({ method }) => method === "vdn");
  let compared = 0;
  for (const { setting, configuration, seeds } of tasks) {
    const other = plan("paper").find((task) => task.method === "iql" && task.setting === setting);
    if (other === undefined) continue;
    compared++;
    expect({ ...other.configuration, method: "vdn" }).toEqual(configuration);
    expect(other.seeds).toEqual(seeds);
  }
  expect(compared).toBe(17);
});
