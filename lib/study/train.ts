import { setImmediate } from "node:timers/promises";
import type { DataFrame } from "nodejs-polars";
import { type Learner, play } from "../agents/index.ts";
import type { Environment } from "../environments/index.ts";
import { progress } from "../notebook/index.ts";
import { replicasOf } from "../policies/index.ts";
import { checkCount, streamsOf } from "../random/index.ts";
import { addByReplica } from "./addByReplica.ts";
import { tableOf } from "./tableOf.ts";

/** Options of `train`. */
export interface TrainOptions {
  /** the environment's own where it knows them; other seeds than these are refused */
  readonly seeds?: readonly number[];
  /** slots of each copy; the learner is updated once a slot */
  readonly slots: number;
  /** slots that a row of the table is the mean of */
  readonly every: number;
}

/**
 * Trains a learner on an environment, with a live progress display.
 *
 * @throws RangeError for seeds that are not the environment's, and for slots or every below 1
 * @returns a row for each seed and stretch of slots: seed, slot (its last), reward (mean while exploring)
 * @example const curve = await train(environment, learner, { seeds, slots: 2000, every: 100 });
 */
export async function train(environment: Environment, learner: Learner, options: TrainOptions): Promise<DataFrame> {
  const { slots, every } = options;
  const { seeds, copies } = replicasOf(environment, options, "train");
  checkCount(slots, "train: slots");
  checkCount(every, "train: every (no more than slots)", slots);
  const display = progress({ total: slots, label: environment.name, unit: "slots" });
  const rows: Record<string, number>[] = [];
  const sums = { reward: new Float64Array(seeds.length) };
  const observation = environment.reset(streamsOf(seeds, copies, "training"));
  let slot = 0;
  for (const { step } of play(environment, learner, { observation, slots, updates: "each slot" })) {
    slot++;
    addByReplica(sums, { reward: step.rewards }, seeds.length);
    if (slot % every !== 0) continue;
    for (const [replica, seed] of seeds.entries())
      rows.push({ seed, slot, reward: sums.reward[replica] / (every * copies) });
    sums.reward.fill(0);
    display.update(slot);
    await setImmediate();
  }
  display.finish();
  return tableOf(rows);
}
