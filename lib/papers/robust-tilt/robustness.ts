import type { PpoLearner } from "../../agents/index.ts";
import type { RunContext } from "../../study/index.ts";
import type { LearnerRun } from "./learners.ts";
import type { Condition } from "./measures.ts";
import { countedAtRandom, miscountedByAttack, misledAtRandom, misledByAttack } from "./model/misledTilts.ts";
import type { RobustTilt } from "./model/robustTilt.ts";
import { SlotReward } from "./model/slotReward.ts";
import { tiltMeans } from "./tiltMeans.ts";

/**
 * Records true rewards of the final policy where it is misled and where it is not, on the same episodes, and the reward
 * that no error of that size can take from it.
 */
export function recordRobustness(
  { policy, mean }: PpoLearner,
  judge: RobustTilt,
  { misledBy, misledEpisodes: episodes, epochs: epoch }: LearnerRun,
  seeds: readonly number[],
  context: RunContext,
): void {
  const playing = { seeds, episodes };
  const record = (condition: Condition, radius: number, rows: readonly object[]) => {
    for (const row of rows) context.record({ purpose: "misled", condition, radius, epoch, ...row });
  };
  if (misledBy.length > 0)
    record(
      "exact",
      0,
      tiltMeans(judge, () => policy, playing),
    );
  if (judge.configuration.observes === "counts") {
    for (const radius of misledBy) {
      record("noise", radius, tiltMeans(judge, countedAtRandom(policy, radius), playing));
      record("attack", radius, tiltMeans(judge, miscountedByAttack(policy, mean, radius), playing));
    }
    return;
  }
  for (const radius of misledBy) {
    record("noise", radius, tiltMeans(judge, misledAtRandom(policy, radius), playing));
    record("attack", radius, tiltMeans(judge, misledByAttack(policy, mean, { radius }), playing));
    record("certified", radius, certified(judge, { policy, mean }, radius, playing));
  }
}

/** [seed] mean over transitions of the least reward that any error of that size in the observation could have left. */
function certified(
  judge: RobustTilt,
  { policy, mean }: Pick<PpoLearner, "policy" | "mean">,
  radius: number,
  { seeds, episodes }: { readonly seeds: readonly number[]; readonly episodes: number },
): { readonly seed: number; readonly reward: number }[] {
  const { slots, users } = judge.configuration;
  const reward = new SlotReward(judge);
  const copies = judge.rows / seeds.length;
  const sums = new Float64Array(seeds.length);
  let transitions = 0;
  let box: ReturnType<typeof mean.bounds> = { lower: new Float32Array(0), upper: new Float32Array(0) };
  const watched = {
    act: (...[observation, out, mode]: Parameters<typeof policy.act>) => {
      box = mean.bounds(observation.values, radius);
      policy.act(observation, out, mode);
    },
    forget: (rows: Uint8Array) => policy.forget(rows),
  };
  const onStep = () => {
    transitions += copies;
    for (let row = 0; row < judge.rows; row++) {
      for (let slot = 0; slot < slots; slot++) {
        reward.place(judge.slots.positions, 2 * (row * slots + slot) * users);
        const replica = Math.floor(row / copies);
        sums[replica] += reward.lowest(box.lower, box.upper, row * judge.sectors);
      }
    }
  };
  tiltMeans(judge, () => watched, { seeds, episodes, onStep });
  return seeds.map((seed, i) => ({ seed, reward: sums[i] / transitions }));
}
