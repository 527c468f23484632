import { z } from "zod";
import { meanReward, valueIteration } from "../../optimization/index.ts";
import type { RunContext } from "../../study/experiment.ts";
import { ACCESS_POINT_RULES, ruleOnCells } from "./model/accessPointRules.ts";
import { AccessPointSelection, accessPointSelectionSchema } from "./model/accessPointSelection.ts";

export const roadPolicyRunSchema = z.strictObject({
  method: z.literal("road policies"),
  road: accessPointSelectionSchema,
  discount: z.number().min(0).lt(1).default(0.9),
});
export type RoadPolicyRun = z.output<typeof roadPolicyRunSchema>;

/** What needs no learning on a road, exactly: a row for each policy and seed. */
export async function runRoadPolicies(
  { road: configuration, discount }: RoadPolicyRun,
  seeds: readonly number[],
  context: RunContext,
): Promise<void> {
  const road = new AccessPointSelection(configuration, { seeds });
  for (const [replica, seed] of seeds.entries()) {
    const model = road.model(replica);
    const { states, actions } = model;
    const policies: Record<string, Int32Array> = {
      "value iteration": valueIteration(model, discount).policy,
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
