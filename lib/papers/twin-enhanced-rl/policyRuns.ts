import { z } from "zod";
import { meanReward, valueIteration } from "../../optimization/index.ts";
import { constant, type PolicyMaker, rowwise } from "../../policies/index.ts";
import { type Streams, streamsOf } from "../../random/index.ts";
import type { RunContext } from "../../study/index.ts";
import { flownRates } from "./flightRuns.ts";
import { ACCESS_POINT_RULES, ruleOnCells } from "./model/accessPointRules.ts";
import { AccessPointSelection, accessPointSelectionSchema } from "./model/accessPointSelection.ts";
import { bestHover, flyTo } from "./model/flights.ts";
import { UavCoverage, uavCoverageSchema } from "./model/uavCoverage.ts";

/** A run of policies without learning on the road. */
export const roadPolicyRunSchema = z.strictObject({
  method: z.literal("road policies"),
  road: accessPointSelectionSchema,
  discount: z.number().min(0).lt(1).default(0.9),
});

/** A run of policies without learning in an area. */
export const flightPolicyRunSchema = z.strictObject({ method: z.literal("flight policies"), area: uavCoverageSchema });

/** Name of the bound that no flight passes while users stand still; it is not flown. */
export const STATIC = "best placement, static";

/** Records the exact rewards of policies without learning on a road: a row for each policy and seed. */
export async function runRoadPolicies(
  run: z.output<typeof roadPolicyRunSchema>,
  seeds: readonly number[],
  context: RunContext,
): Promise<void> {
  const road = new AccessPointSelection(run.road, { seeds });
  for (const [replica, seed] of seeds.entries()) {
    const model = road.model(replica);
    const { states, actions } = model;
    const policies: Record<string, Int32Array> = {
      "value iteration": valueIteration(model, run.discount).policy,
      "this task alone": valueIteration(model, 0).policy,
    };
    for (const [name, rule] of Object.entries(ACCESS_POINT_RULES)) policies[name] = ruleOnCells(rule, road, replica);
    for (const [policy, chosen] of Object.entries(policies)) {
      context.record({ seed, policy, reward: meanReward(model, chosen) });
    }
    const all = Array.from({ length: actions }, (_, action) => new Int32Array(states).fill(action));
    const random = all.reduce((sum, chosen) => sum + meanReward(model, chosen), 0) / actions;
    context.record({ seed, policy: "one number always, mean", reward: random });
  }
  context.progress(1);
}

/** Flies policies without learning in an area: a row for each policy and seed. */
export async function runFlightPolicies(
  run: z.output<typeof flightPolicyRunSchema>,
  seeds: readonly number[],
  context: RunContext,
): Promise<void> {
  const area = new UavCoverage(run.area, { seeds });
  area.reset(streamsOf(seeds, 1, "evaluation"));
  const placements = seeds.map((_, row) => bestHover(area, row));
  const single = seeds.map((_, row) => bestHover(area, row, 1));
  const policies: Record<string, PolicyMaker<UavCoverage>> = {
    "stay in the hangar": constant(0),
    "random flight": randomFlight,
    "all to the best single point": flyTo((row) => single[row].points),
    "fly to the best placement": flyTo((row) => placements[row].points),
  };
  for (const [policy, make] of Object.entries(policies)) {
    for (const [i, rates] of flownRates(area, make, seeds).entries()) {
      context.record({ seed: seeds[i], policy, ...rates });
    }
  }
  for (const [i, { rate }] of placements.entries()) {
    context.record({ seed: seeds[i], policy: STATIC, rate, lateRate: rate });
  }
  context.progress(1);
}

function randomFlight({ agents, actionSpace }: UavCoverage, streams: readonly Streams[]) {
  return rowwise((entry) => streams[Math.floor(entry / agents)].exploration.integer(actionSpace.n));
}
