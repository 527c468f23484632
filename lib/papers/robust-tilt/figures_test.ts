import { join } from "node:path";
import { expect, test } from "vitest";
import { checkFigure } from "../../figures/index.ts";
import { ROOT, readTable } from "../../records/index.ts";
import { gainBySeed, Results } from "../../study/index.ts";
import { beamPatterns, tiltMap } from "./figures.ts";
import { exact, misled } from "./measures.ts";
import { MISLED, NETWORKS, TUNED } from "./settings.ts";
import { study } from "./study.ts";
import * as tables from "./tables.ts";

const results = new Results(readTable(join(ROOT, "data/smoke/robust-tilt.csv")));
const drawn = study.figures(results);
const named = (name: string) => drawn.find((figure) => figure.name === `robust-tilt/${name}`) as (typeof drawn)[number];

test("every figure is sound, is named after the experiment, and has a name of its own", async () => {
  for (const figure of drawn) expect(await checkFigure(figure, [])).toEqual([]);
  expect(new Set(drawn.map(({ name }) => name)).size).toBe(drawn.length);
  expect(drawn.every(({ name }) => name.startsWith("robust-tilt/"))).toBe(true);
});

test("every method of the paper is in the legend, and what needs no learning beside the rewards", async () => {
  for (const network of NETWORKS) {
    const hierarchies = ["robust PPO + PPO", "robust PPO + random", "PPO + PPO"];
    expect(await checkFigure(named(`delay-${network}`), [...hierarchies, "limit"])).toEqual([]);
    expect(await checkFigure(named(`share-${network}`), hierarchies)).toEqual([]);
    const level1 = ["robust PPO + PPO", "PPO + PPO", "DQN (not in paper)", "rate oracle", "best joint tilts"];
    expect(await checkFigure(named(`rewards-${network}`), level1)).toEqual([]);
  }
});

test("the map has a slider for each sector, and both settings stand beside 3GPP's patterns", async () => {
  expect(JSON.stringify(tiltMap().vegaLite).match(/"input":"range"/g)).toHaveLength(3);
  const patterns = ['"benign"', '"literal"', "3GPP TR 36.814", "3GPP TR 38.901"];
  expect(await checkFigure(beamPatterns(), patterns)).toEqual([]);
});

test("an attack leaves no more than what is true, and no less than what is certified", () => {
  for (const network of NETWORKS) {
    for (const method of ["robust-ppo", "ppo-ppo"] as const) {
      const one = { method, setting: network };
      const truth = exact(results, one);
      const attack = misled("attack", MISLED)(results, one);
      const certified = misled("certified", MISLED)(results, one);
      for (const [seed, reward] of attack) {
        expect(reward).toBeLessThan((truth.get(seed) as number) + 5); // other episodes
        expect(certified.get(seed)).toBeLessThanOrEqual(reward + 1e-6);
      }
    }
  }
});

test("a contestant gains nothing over itself; tables hold every policy and learner that ran", () => {
  const robust = exact(results, { method: "robust-ppo", setting: "benign" });
  expect(gainBySeed(robust, robust)).toMatchObject({ value: 0, low: 0, high: 0 });
  expect(tables.policies(results).height).toBe(12);
  expect(tables.learners(results).height).toBe(8);
});

test("robust PPO and PPO get equal networks, transitions, updates and surroundings wherever they are compared", () => {
  const arms = study.plan("paper");
  let compared = 0;
  for (const { setting, configuration, seeds } of arms.filter(({ method }) => method === "ppo-ppo")) {
    const other = arms.find((arm) => arm.method === "robust-ppo" && arm.setting === setting);
    if (other === undefined) continue;
    compared++;
    expect({ ...(other.configuration as object), method: "ppo-ppo" }).toEqual(configuration);
    expect(other.seeds).toEqual(seeds);
  }
  expect(compared).toBe(21);
  for (const network of NETWORKS)
    expect(TUNED[network]["robust-ppo"].tried.length).toBe(TUNED[network]["ppo-ppo"].tried.length);
});
