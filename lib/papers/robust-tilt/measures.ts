import { mean, median } from "../../statistics/index.ts";
import type { Arm, Metric, Results } from "../../study/index.ts";

/** One number for each seed of an arm. */
export type Measure = (results: Results, arm: Arm) => Map<number, number>;

/**
 * Conditions of final policies on the same episodes: `exact` observations, `noise` that is uniform, `attack` the worst
 * errors found; `certified` bounds all three from below.
 */
export const CONDITIONS = ["exact", "noise", "attack", "certified"] as const;
export type Condition = (typeof CONDITIONS)[number];

/** Metrics with a heavy tail: a muted sector delays by 1e8, and a mean shows the largest number alone. */
const HEAVY: ReadonlySet<string> = new Set(["return", "trainingReturn", "delay", "penalty", "delayMedian"]);

/** The middle of a metric over epochs or seeds: the median where its tail is heavy, else the mean. */
export function middleOf(metric: string): (values: readonly number[]) => number {
  return HEAVY.has(metric) ? median : mean;
}

/**
 * The rows of an arm that hold a metric over the epochs, and its value in each: `reward` of the greedy policy on exact
 * positions; `return` of level 2, that reward minus the penalty A (20) of the epochs around it; `trainingReturn`, what
 * level 2 trains on; else what training records.
 */
export function overEpochs(results: Results, arm: Arm, metric: string): { purpose: string; value: Metric } {
  if (metric === "reward") return { purpose: "evaluation", value: metric };
  if (metric === "trainingReturn") return { purpose: "training", value: "return" };
  if (metric !== "return") return { purpose: "training", value: metric };
  const training = results.rows(arm, "training");
  const penalties = new Map(training.map(({ seed, epoch, penalty }) => [`${seed}/${epoch}`, penalty]));
  return {
    purpose: "evaluation",
    value: ({ seed, epoch, reward }) => reward - (penalties.get(`${seed}/${epoch}`) ?? Number.NaN),
  };
}

/** A metric over the epochs (see overEpochs) in the final window. */
export function late(metric: string): Measure {
  return within(metric, [0.9, 1]);
}

/** A metric over the epochs in their first tenth. */
export function early(metric: string): Measure {
  return within(metric, [0, 0.1]);
}

function within(metric: string, epochs: readonly [number, number]): Measure {
  return (results, arm) => {
    const { purpose, value } = overEpochs(results, arm, metric);
    return results.perSeed(arm, value, { purpose, epochs, middle: middleOf(metric) });
  };
}

/** Share of the epochs by which a curve is to have settled, and how near to its end it then stays. */
export const SETTLED_SHARE = 0.8;
const NEAR = 0.05;
/** Rows of training that are averaged, of ten epochs each. */
const AVERAGED = 3;

/** The first epoch from which on the return that level 2 trains on stays within 5 % of its end. */
export const epochsToSettle: Measure = (results, arm) => {
  const ends = late("trainingReturn")(results, arm);
  return new Map(
    [...Map.groupBy(results.rows(arm, "training"), (row) => row.seed)].map(([seed, rows]) => {
      const end = ends.get(seed) as number;
      const isFar = rows.map((_, i) => {
        const around = rows.slice(Math.max(0, i + 1 - AVERAGED), i + 1).map((row) => row.return);
        return Math.abs(mean(around) - end) > NEAR * Math.abs(end);
      });
      return [seed, rows[Math.min(isFar.lastIndexOf(true) + 1, rows.length - 1)].epoch];
    }),
  );
};

/** True reward of a final policy where each position that it sees is wrong by up to `radius`, in cell radii. */
export function misled(condition: Condition, radius: number): Measure {
  return (results, arm) => results.final(arm, "reward", "misled", { condition, radius });
}

/** Policies that need no learning. */
export type TiltPolicy =
  | "random tilts"
  | "best common tilt"
  | "best joint tilts"
  | "rate oracle"
  | "rate oracle on the twin's positions"
  | "fullest sector"
  | "fullest sector on the twin's positions"
  | ReturnType<typeof attackedRule>
  | "delay oracle";

/** The fullest-sector rule against its exact attacker, who misplaces users by up to a radius, in cell radii. */
export function attackedRule(radius: number) {
  return `fullest sector, worst errors of ${radius}` as const;
}

/** [seed] sum rates of a policy that needs no learning. */
export function policyRates(results: Results, setting: string, policy: TiltPolicy): number[] {
  return [...results.final({ method: "policies", setting }, "rate", "evaluation", { policy }).values()];
}
