import { meanReward } from "../../../optimization/index.ts";
import { mean } from "../../../statistics/index.ts";
import type { AccessPointSelection } from "./accessPointSelection.ts";

/**
 * Mean reward of a task under a policy of access points, exactly: of tasks in uniformly random cells where each task
 * starts anew, else of all tasks on drives from every cell to the end of the road.
 *
 * @param policy [cell] action
 */
export function taskReward(
  road: AccessPointSelection,
  replica: number,
  policy: Int32Array,
  model = road.model(replica),
): number {
  if (road.configuration.next === "drive on") return meanReward(model, policy);
  return mean([...policy].map((action, cell) => model.rewards[cell * model.actions + action]));
}
