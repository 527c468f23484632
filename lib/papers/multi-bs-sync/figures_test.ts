import { join } from "node:path";
import { expect, test } from "vitest";
import { checkFigure } from "../../figures/index.ts";
import { ROOT, readTable } from "../../records/index.ts";
import { Results } from "../../study/index.ts";
import { bestPolicy } from "../synchronisation/policyTables.ts";
import { alongEpisode, blocksInUse, byUsers, learningCurves, networkMap, rateAgainstError } from "./figures.ts";
import { YARDSTICK } from "./policyGrid.ts";
import { FIG_3, FIG_6, LEARNED, learnerArm, policyArm } from "./settings.ts";
import { study } from "./study.ts";
import { policyHeadroom, regrets } from "./tables.ts";

const results = new Results(readTable(join(ROOT, "data/smoke/multi-bs-sync.csv")));

test("every figure is sound, is named after the experiment, and has a name of its own", async () => {
  const drawn = study.figures(results);
  for (const figure of drawn) expect(await checkFigure(figure, [])).toEqual([]);
  expect(new Set(drawn.map(({ name }) => name)).size).toBe(drawn.length);
  expect(drawn.every(({ name }) => name.startsWith("multi-bs-sync/"))).toBe(true);
});

test("both learners, and policies that need no learning, are in the legend of the learning curves", async () => {
  const legend = ["GRU + VDN", "GRU + IQL", "always", "random allowed actions"];
  expect(await checkFigure(learningCurves(results), legend)).toEqual([]);
});

test("what the paper says stands in the figures of its Figs. 3, 4 and 5, beside ours where both learners have run", async () => {
  expect(await checkFigure(learningCurves(results), ["paper: up to +28.96 %", "ours: "])).toEqual([]);
  expect(await checkFigure(byUsers(results), ["paper: +10.15 %", "paper: +0.2 m²", "ours: ", "m² ("])).toEqual([]);
});

test("synchronisations within an episode are a row of cells for each seed and learner", () => {
  const { data } = alongEpisode(results, "synchronised").vegaLite as unknown as {
    data: { values: { panel: string; run: number; slot: number }[] };
  };
  expect(new Set(data.values.map(({ panel, run }) => `${panel} ${run}`)).size).toBe(2 * results.seeds.length);
  expect(data.values).toHaveLength(2 * results.seeds.length * 30);
});

test("never and always are two policies: each has its name, and no line joins them", async () => {
  expect(await checkFigure(rateAgainstError(results), ["never", "always"])).toEqual([]);
});

test("every family of policies is in the legend of rate against error", async () => {
  const families = ["never, always, in turn", "periodic", "greedy, local", "oracle of the team"];
  expect(await checkFigure(rateAgainstError(results), families)).toEqual([]);
});

test("the network plays with a link for each station; the grid shows who uses a block, alone or not", async () => {
  const figure = networkMap();
  expect(await checkFigure(figure, ["user", "user in the twin", "base station", "server of the twin"])).toEqual([]);
  expect(figure.plotly?.frames).toHaveLength(30);
  expect(await checkFigure(blocksInUse(), ["user, alone", "user, shared", "synchronisation", "station 3"])).toEqual([]);
});

test("a learner is held against the best policy that stations could follow, and regret is 0 for that policy alone", () => {
  expect(bestPolicy(results, YARDSTICK, FIG_3.name).family).not.toBe("look-ahead");
  for (const row of regrets(results)) {
    expect(row.regret).toBeCloseTo((100 * (row.best - row.reward)) / Math.abs(row.best), 9);
    expect(row.reward).toBeLessThan(row.best);
  }
  expect(policyHeadroom(results)).toContainEqual(expect.objectContaining({ setting: FIG_6.name }));
});

test("a contestant gains nothing over itself, and a gap changes sign with its sides", () => {
  const [vdn, iql] = [learnerArm("vdn", FIG_3), learnerArm("iql", FIG_3)];
  expect(results.gain(vdn, vdn, "rate")).toMatchObject({ value: 0, low: 0, high: 0 });
  const gap = results.paired(vdn, iql, "twinError");
  expect(results.paired(iql, vdn, "twinError").value).toBeCloseTo(-gap.value, 12);
});

test("VDN and IQL get equal networks, episodes, updates and surroundings wherever they are compared", () => {
  const arms = study.plan("paper");
  let compared = 0;
  for (const { setting, configuration, seeds } of arms.filter(({ method }) => method === "vdn")) {
    const other = arms.find((arm) => arm.method === "iql" && arm.setting === setting);
    if (other === undefined) continue;
    compared++;
    expect({ ...(other.configuration as object), method: "vdn" }).toEqual(configuration);
    expect(other.seeds).toEqual(seeds);
  }
  expect(compared).toBe(12);
});

test("every setting of learners is held against policies that the same profile plays", () => {
  const played = new Set(
    study.plan("paper").flatMap(({ method, setting }) => (method === "policies" ? [setting] : [])),
  );
  expect(LEARNED.filter((setting) => !played.has(policyArm(setting).setting))).toEqual([]);
  expect(LEARNED).toHaveLength(15);
});
