import { emptyActions, type Observation } from "../../../environments/index.ts";
import type { PolicyMaker } from "../../../policies/index.ts";
import { streamsOf } from "../../../random/index.ts";
import type { EdgeRetraining } from "./edgeRetraining.ts";
import { leastCost } from "./optimalSplit.ts";

/** What a policy pays in an episode above the least that each of its slots could cost, [replica], 0.01 = 1 %. */
export function slotRegret(environment: EdgeRetraining, make: PolicyMaker<EdgeRetraining>): number[] {
  const { seeds, rows, configuration } = environment;
  const copies = rows / seeds.length;
  const streams = streamsOf(seeds, copies, "evaluation");
  const policy = make(environment, streams);
  const [paid, least] = [new Float64Array(seeds.length), new Float64Array(seeds.length)];
  const actions = emptyActions(environment);
  let observation: Observation = environment.reset(streams);
  for (let slot = 0; slot < configuration.horizon; slot++) {
    const due = Float64Array.from({ length: rows }, (_, row) => leastCost(environment, row));
    policy.act(observation, actions, "exploit");
    const step = environment.step(actions);
    for (const [row, reward] of step.rewards.entries()) {
      const replica = Math.floor(row / copies);
      paid[replica] = paid[replica] - reward;
      least[replica] = least[replica] + due[row];
    }
    observation = step;
  }
  return Array.from(paid, (cost, replica) => cost / least[replica] - 1);
}
