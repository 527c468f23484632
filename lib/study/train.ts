import { setImmediate } from "node:timers/promises";
import type { DataFrame } from "nodejs-polars";
import { type Learner, play } from "../agents/index.ts";
import { type Environment, hold } from "../environments/index.ts";
import { Interrupted, interruptible, progress } from "../notebook/index.ts";
import { replicasOf } from "../policies/index.ts";
import { checkCount, streamsOf } from "../random/index.ts";
import { addByReplica } from "./addByReplica.ts";
import { tableOf } from "./tableOf.ts";

/** Defaults of `train`. */
export const defaults = {
  /** Time between two turns of the event loop at most, ms, where a slot takes less: an interrupt is seen there. */
  turnMs: 50,
} as const;

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
 * Trains a learner on an environment, with a live progress display. When the cell or the script is interrupted, it ends
 * at the next slot with what there is so far; called again, it starts the environment anew with the learner as it is.
 *
 * @returns a row for each seed and stretch of slots: seed, slot (its last), reward (mean while exploring)
 * @throws Interrupted where no slot was played
 * @throws Error for an environment or a learner that another training uses which has not ended
 * @throws RangeError for seeds that are not the environment's, and for slots or every below 1
 * @example const curve = await train(environment, learner, { seeds, slots: 2000, every: 100 });
 */
export async function train(environment: Environment, learner: Learner, options: TrainOptions): Promise<DataFrame> {
  const { slots, every } = options;
  const { seeds, copies } = replicasOf(environment, options, "train");
  checkCount(slots, "train: slots");
  checkCount(every, "train: every (no more than slots)", slots);
  const release = hold({ environment, learner }, "train");
  try {
    return await interruptible("train", (signal) =>
      trained(environment, learner, { slots, every, seeds, copies }, signal),
    );
  } finally {
    release();
  }
}

async function trained(
  environment: Environment,
  learner: Learner,
  { seeds, copies, slots, every }: Required<TrainOptions> & { readonly copies: number },
  signal: AbortSignal,
): Promise<DataFrame> {
  const display = progress({ total: slots, label: environment.name, unit: "slots" });
  const rows: Record<string, number>[] = [];
  const sums = { reward: new Float64Array(seeds.length) };
  const observation = environment.reset(streamsOf(seeds, copies, "training"));
  let slot = 0;
  let [recorded, turned] = [0, performance.now()];
  const record = () => {
    for (const [replica, seed] of seeds.entries())
      rows.push({ seed, slot, reward: sums.reward[replica] / ((slot - recorded) * copies) });
    sums.reward.fill(0);
    recorded = slot;
  };
  for (const { step } of play(environment, learner, { observation, slots, updates: "each slot" })) {
    slot++;
    addByReplica(sums, { reward: step.rewards }, seeds.length);
    if (slot % every === 0) record();
    if (slot % every !== 0 && performance.now() - turned < defaults.turnMs) continue;
    display.update(slot);
    await setImmediate();
    turned = performance.now();
    if (signal.aborted) break;
  }
  if (signal.aborted && slot > recorded) record();
  display.finish(slot < slots ? `interrupted before slot ${slot + 1} of ${slots}` : undefined);
  if (rows.length === 0) throw new Interrupted("train: interrupted before the first slot; run it again");
  return tableOf(rows);
}
