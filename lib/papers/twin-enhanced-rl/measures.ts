import { largest, mean } from "../../statistics/index.ts";
import type { Arm, Results, Window } from "../../study/index.ts";
import { FIGURE_SETS } from "./roadSettings.ts";

/** A look at a learner of the road. */
export interface RoadRow {
  readonly seed: number;
  readonly set: number;
  /** mean reward of a task under the greedy policy, exactly */
  readonly reward: number;
  readonly failures: number;
  readonly updates: number;
  readonly digitalSteps: number;
}

/** A training episode or a greedy evaluation of a flight, bit/s/Hz. */
export interface FlightRow {
  readonly seed: number;
  readonly episode: number;
  readonly rate: number;
  readonly lateRate: number;
  readonly digitalSteps: number;
}

/** The greedy flights of the last tenth of the episodes, in which a learner is judged. */
export const FINAL: Window = { clock: "episode" };

/** The looks at a learner of the road, up to a number of sets. */
export function roadRows(results: Results, arm: Arm, sets = Infinity): RoadRow[] {
  return results.rows<RoadRow>(arm).filter((row) => row.set <= sets);
}

/** The looks at a learner at the end of Fig. 4's sets, one a seed, or as late as there are any. */
export function lastLooks(results: Results, arm: Arm): RoadRow[] {
  const rows = roadRows(results, arm, FIGURE_SETS);
  const last = largest(rows.map(({ set }) => set));
  return rows.filter(({ set }) => set === last);
}

/** The reward of each seed after a number of sets, or at the last look before. */
export function rewardsAt(results: Results, arm: Arm, sets: number): Map<number, number> {
  return new Map(roadRows(results, arm, sets).map(({ seed, reward }) => [seed, reward]));
}

/** Sets that each seed takes to a reward; undefined for one that never comes to it. */
export function setsTo(results: Results, arm: Arm, reward: number): Map<number, number | undefined> {
  const bySeed = Map.groupBy(roadRows(results, arm), (row) => row.seed);
  return new Map([...bySeed].map(([seed, looks]) => [seed, looks.find((row) => row.reward >= reward)?.set]));
}

/** Mean over seeds of a policy without learning. */
export function policyMean(results: Results, arm: Arm, policy: string, column: "reward" | "rate" | "lateRate"): number {
  return mean([...results.final(arm, column, "", { policy }).values()]);
}

/** The mean over seeds, in words. */
export function meanOf(perSeed: ReadonlyMap<number, number>, decimals: number): string {
  return mean([...perSeed.values()]).toFixed(decimals);
}
