import { z } from "zod";
import { valueIteration } from "../../optimization/index.ts";
import { mean } from "../../statistics/index.ts";
import type { RunContext } from "../../study/index.ts";
import { ACCESS_POINT_RULES, ruleOnCells } from "./model/accessPointRules.ts";
import { AccessPointSelection, accessPointSelectionSchema } from "./model/accessPointSelection.ts";
import { taskReward } from "./model/taskReward.ts";

/** A run of policies without learning on the road. */
export const roadPolicyRunSchema = z.strictObject({
  method: z.literal("road policies"),
  road: accessPointSelectionSchema,
  /** of value iteration; 0 where each task starts anew, for then nothing follows from it */
  discount: z.number().min(0).lt(1).default(0),
});

/** Name of the optimum. */
export const OPTIMUM = "value iteration";

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
    const policies: Record<string, Int32Array> = { [OPTIMUM]: valueIteration(model, run.discount).policy };
    for (const [name, rule] of Object.entries(ACCESS_POINT_RULES)) policies[name] = ruleOnCells(rule, road, replica);
    for (const [policy, chosen] of Object.entries(policies)) {
      context.record({ seed, policy, reward: taskReward(road, replica, chosen, model) });
    }
    const always = Array.from({ length: actions }, (_, action) => new Int32Array(states).fill(action));
    const random = mean(always.map((chosen) => taskReward(road, replica, chosen, model)));
    context.record({ seed, policy: "one number always, mean", reward: random });
  }
  context.progress(1);
}
