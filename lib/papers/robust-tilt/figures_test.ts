import { join } from "node:path";
import { expect, test } from "vitest";
import { checkFigure } from "../../figures/index.ts";
import { ROOT, readTable } from "../../records/index.ts";
import { gainBySeed, Results } from "../../study/index.ts";
import { beamPatterns, tiltMap } from "./figures.ts";
import { misled } from "./measures.ts";
import { COMPARED, MISLED, NETWORKS, PRINTED } from "./settings.ts";
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

test("every method of the paper is in the legend, the control and what needs no learning beside it", async () => {
  for (const network of NETWORKS) {
    const hierarchies = ["robust PPO + PPO", "robust PPO + random", "PPO + PPO", "PPO + random", "blind PPO + PPO"];
    expect(await checkFigure(named(`delay-${network}`), [...hierarchies, "limit"])).toEqual([]);
    expect(await checkFigure(named(`share-${network}`), hierarchies)).toEqual([]);
    const level1 = ["robust PPO + PPO", "PPO + PPO", "DQN (not in paper)", "rate oracle", "best joint tilts"];
    expect(await checkFigure(named(`rewards-${network}`), level1)).toEqual([]);
  }
});

test("the map has a slider for each sector, and the settings stand beside 3GPP's patterns", async () => {
  expect(JSON.stringify(tiltMap().vegaLite).match(/"input":"range"/g)).toHaveLength(3);
  const patterns = ['"benign"', '"as-printed"', "3GPP TR 36.814", "3GPP TR 38.901"];
  expect(await checkFigure(beamPatterns(), patterns)).toEqual([]);
});

test("an attack leaves no more than what is true on the same episodes, and no less than what is certified", () => {
  for (const network of NETWORKS) {
    for (const method of COMPARED) {
      const one = { method, setting: network };
      const truth = misled("exact", 0)(results, one);
      const attack = misled("attack", MISLED)(results, one);
      const certified = misled("certified", MISLED)(results, one);
      expect(attack.size).toBe(5);
      for (const [seed, reward] of attack) {
        // An attacker minds the first slot of a transition alone.
        expect(reward).toBeLessThan((truth.get(seed) as number) + 0.5);
        expect(certified.get(seed)).toBeLessThanOrEqual(reward + 1e-3);
      }
    }
  }
});

test("a contestant gains nothing over itself; tables hold every policy and learner that ran", () => {
  const robust = misled("exact", 0)(results, { method: "robust-ppo", setting: "benign" });
  expect(gainBySeed(robust, robust)).toMatchObject({ value: 0, low: 0, high: 0 });
  expect(tables.policies(results).height).toBe(3 * 13);
  expect(tables.learners(results, NETWORKS).height).toBe(3 * 6);
});

test("one-seed luck counts the pairs of seeds that show a claim", () => {
  const luck = tables.oneSeedLuck(results, PRINTED).toRecords();
  expect(luck).toHaveLength(3);
  for (const row of luck) {
    expect(row.pairs).toBe(25);
    expect(row.somewhere).toBeGreaterThanOrEqual(row["at the end"] as number);
  }
  // Where a muted sector makes returns negative there are no per cent.
  expect(tables.oneSeedLuck(results, "literal").toRecords()[1]).toMatchObject({ "at the end": null, somewhere: null });
});

test("compared learners get equal networks, transitions, updates and surroundings", () => {
  const arms = study.plan("paper");
  const plain = arms.filter(({ method }) => method === "ppo-ppo");
  for (const { setting, configuration, seeds } of plain) {
    for (const method of setting.includes("counts") ? ["attacked-ppo"] : ["robust-ppo", "blind-ppo"]) {
      const other = arms.find((arm) => arm.method === method && arm.setting === setting);
      if (other === undefined) {
        // Blind PPO is the headline's control; readers are confirmed in the setting that was best for each.
        expect(setting).toMatch(/^(literal|benign), U = |seeds 100-109$/);
        continue;
      }
      expect({ ...(other.configuration as object), method: "ppo-ppo" }).toEqual(configuration);
      expect(other.seeds).toEqual(seeds);
    }
  }
  expect(plain.length).toBeGreaterThan(60);
});
