import { expect, test } from "vitest";
import { meansBySeed } from "../../../policies/index.ts";
import { streamsOf } from "../../../random/index.ts";
import { bestCountMap } from "./countMaps.ts";
import { fullestSector } from "./fullestSector.ts";
import { RobustTilt } from "./robustTilt.ts";

const placed = (setting: "literal" | "as-printed", copies: number) => {
  const environment = new RobustTilt({ setting }, { seeds: [0], copies });
  environment.reset(streamsOf([0], copies, "selection"));
  return environment;
};

test("the rule is worth what the policy of that name gets, attacked and not", () => {
  const { rule } = bestCountMap(placed("literal", 800), { radius: 0.1 });
  const literal = new RobustTilt({ setting: "literal" }, { seeds: [0, 1], copies: 10 });
  const rewardOf = (attackedBy: number) => {
    const means = meansBySeed(literal, fullestSector({ attackedBy }), { episodes: 20 });
    return (means[0].reward + means[1].reward) / 6; // three slots, two seeds
  };
  expect(Math.abs(rule.exact - rewardOf(0))).toBeLessThan(2.5);
  expect(Math.abs(rule.attacked - rewardOf(0.1))).toBeLessThan(2.5);
});

test("where errors are small nothing that goes by counts beats the rule; where they are large, another map does", () => {
  const small = bestCountMap(placed("literal", 4000), { radius: 0.1 });
  expect(small.best.attacked / small.rule.attacked).toBeLessThan(1.01);
  const large = bestCountMap(placed("literal", 4000), { radius: 0.25 });
  expect(large.best.attacked).toBeGreaterThan(large.rule.attacked);
});
