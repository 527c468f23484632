import { largest, mean } from "../../statistics/index.ts";
import { type Arm, bySeed, type Results, type Window } from "../../study/index.ts";
import { FIGURE_SETS } from "./roadSettings.ts";

/** A look at a learner of the road. */
export interface RoadRow {
  readonly seed: number;
  readonly set: number;
  /** mean reward of a task under the greedy policy, exactly */
  readonly reward: number;
  /** mean reward of the sets since the look before, as the learner explores */
  readonly earned: number;
  readonly failures: number;
  readonly updates: number;
  readonly digitalSteps: number;
  /** for synchronisations */
  readonly paid: number;
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

/** The curves that Fig. 4 may show: rewards of the greedy policy, or those earned while learning. */
export type RoadCurve = "reward" | "earned";

/** Sets over whose rewards while learning a mean is taken. */
export const EARNED_OVER = 1000;

/** The reward of each seed after a number of sets: of the greedy policy then, or earned in the last 1,000 of them. */
export function rewardsAt(results: Results, arm: Arm, sets: number, curve: RoadCurve = "reward"): Map<number, number> {
  const rows = roadRows(results, arm, sets);
  if (curve === "reward") return new Map(rows.map(({ seed, reward }) => [seed, reward]));
  const last = largest(rows.map(({ set }) => set));
  return bySeed(
    rows.filter(({ set }) => set > last - EARNED_OVER),
    ({ earned }) => earned,
  );
}

/** Sets that each seed takes to a reward; undefined for one that never comes to it. */
export function setsTo(
  results: Results,
  arm: Arm,
  reward: number,
  curve: RoadCurve = "reward",
): Map<number, number | undefined> {
  const looks = Map.groupBy(roadRows(results, arm), (row) => row.seed);
  return new Map([...looks].map(([seed, rows]) => [seed, rows.find((row) => row[curve] >= reward)?.set]));
}

/** Shares of the optimum, %, that the greedy policy is short of after a number of sets, by seed. */
export function regretsAt(results: Results, arm: Arm, optima: ReadonlyMap<number, number>, sets: number): number[] {
  return [...rewardsAt(results, arm, sets)].map(([seed, reward]) => {
    return 100 * (1 - reward / (optima.get(seed) ?? Number.NaN));
  });
}

/** The rates of a policy without learning above an area, by seed. */
export function policyRates(
  results: Results,
  arm: Arm,
  policy: string,
  column: "rate" | "lateRate",
): Map<number, number> {
  return results.final(arm, column, "", { policy });
}

/** The training episode of each seed by which it flies as well as a share of a rate; the last one where it never does. */
export function episodesTo(
  results: Results,
  arm: Arm,
  rates: ReadonlyMap<number, number>,
  share: number,
): Map<number, number> {
  const rows = Map.groupBy(results.rows<FlightRow>(arm, "training"), ({ seed }) => seed);
  return new Map(
    [...rows].map(([seed, episodes]) => {
      const first = episodes.find(({ rate }) => rate >= share * (rates.get(seed) ?? Number.NaN));
      return [seed, first?.episode ?? largest(episodes.map(({ episode }) => episode))];
    }),
  );
}

/** A number of each seed of a policy without learning. */
export function policyPerSeed(
  results: Results,
  arm: Arm,
  policy: string,
  column: "reward" | "rate" | "lateRate",
): Map<number, number> {
  return results.final(arm, column, "", { policy });
}

/** Mean over seeds of a policy without learning. */
export function policyMean(results: Results, arm: Arm, policy: string, column: "reward" | "rate" | "lateRate"): number {
  return mean([...policyPerSeed(results, arm, policy, column).values()]);
}

/** The mean over seeds, in words. */
export function meanOf(perSeed: ReadonlyMap<number, number>, decimals: number): string {
  return mean([...perSeed.values()]).toFixed(decimals);
}
