import type { DataFrame } from "nodejs-polars";
import { mean, median, tInterval } from "../../statistics/index.ts";
import { type Arm, gainBySeed, type Results, type Row, tableOf } from "../../study/index.ts";
import { METHODS, type Method } from "./learners.ts";
import { late, type Measure, middleOf, misled, overEpochs } from "./measures.ts";
import { COUNTING_ARMS, READ_RADIUS, TUNINGS } from "./readers.ts";
import { armsIn, MISLED, READING_SETTINGS } from "./settings.ts";

/** Metrics of a policy that stand beside its rate: the worst user's rate, starved sectors, delays. */
const BESIDE = ["worstRate", "starved", "delayMedian", "delay"] as const;

/** Policies that need no learning, in every setting that they were played in: the worst user's rate beside every sum. */
export function policies(results: Results): DataFrame {
  return tableOf(
    results.settings("policies").flatMap((setting) => {
      const rows = results.rows<Row & { policy: unknown }>({ method: "policies", setting }, "evaluation");
      return [...Map.groupBy(rows, ({ policy }) => policy)].map(([policy, seeds]) => {
        return { setting, policy, ...summedUp(seeds) };
      });
    }),
  );
}

/** Final policies of every learner that has run in some settings, on exact positions. */
export function learners(results: Results, settings: readonly string[]): DataFrame {
  const arms = settings.flatMap((setting) => results.arms.filter((arm) => arm.setting === setting));
  return tableOf(
    arms.filter(isLearner).map((arm) => {
      const rows = results.rows(arm, "final");
      const share = meanOf(late("share"), results, arm);
      return { setting: arm.setting, learner: METHODS[arm.method].label, seeds: rows.length, ...summedUp(rows), share };
    }),
  );
}

/**
 * Rewards of final policies on exact positions, with uniform errors and with the worst errors found, and the reward
 * that is certain.
 */
export function robustness(results: Results, settings: readonly string[], radius = MISLED): DataFrame {
  const arms = results.arms.filter((arm) => settings.includes(arm.setting) && results.has(arm, "misled"));
  return tableOf(
    arms.filter(isLearner).map((arm) => ({
      setting: arm.setting,
      learner: METHODS[arm.method].label,
      radius,
      exact: meanOf(misled("exact", 0), results, arm),
      noise: meanOf(misled("noise", radius), results, arm),
      attack: meanOf(misled("attack", radius), results, arm),
      certified: meanOf(misled("certified", radius), results, arm),
    })),
  );
}

/**
 * What "up to" from one run is worth: of all pairs of one seed of each learner, the share that shows the paper's number at
 * the end of the curve as the learners act, and the share that shows it somewhere along the curve, means of 30 epochs; none
 * of returns that can be negative.
 */
export function oneSeedLuck(results: Results, setting: string): DataFrame {
  const { proposed, plain } = armsIn(setting);
  const claimed = [
    { claim: "A1: 28.01 % less delay", metric: "delay", reaches: (ratio: number) => ratio <= 1 - 0.2801 },
    { claim: "A3: 77.81 % more return", metric: "trainingReturn", reaches: (ratio: number) => ratio >= 1.7781 },
    { claim: "A4: 38.51 % more reward", metric: "trainingReward", reaches: (ratio: number) => ratio >= 1.3851 },
  ];
  return tableOf(
    claimed.map(({ claim, metric, reaches }) => {
      const [ours, theirs] = [proposed, plain].map((arm) => smoothedBySeed(results, arm, metric));
      const pairs = ours.flatMap((one) => theirs.map((other) => one.map((value, i) => value / other[i])));
      const isRatio = [...ours, ...theirs].flat().every((value) => value > 0);
      const share = (isSo: (ratios: readonly number[]) => boolean) =>
        isRatio ? pairs.filter(isSo).length / pairs.length : null;
      return {
        claim,
        pairs: pairs.length,
        "at the end": share((ratios) => reaches(ratios[ratios.length - 1])),
        somewhere: share((ratios) => ratios.some(reaches)),
      };
    }),
  );
}

/** Every setting of a learner that reads counts, with the reward under the exact attacker; the chosen ones again elsewhere. */
export function tried(results: Results): DataFrame {
  const arms = TUNINGS.flatMap(({ tried, chosen, confirmed }) =>
    tried.flatMap((arm) => (arm === chosen ? [arm, confirmed] : [arm])),
  );
  return tableOf(
    [...COUNTING_ARMS, ...arms].map((arm) => {
      const attack = tInterval([...misled("attack", READ_RADIUS)(results, arm).values()]);
      return {
        setting: arm.setting,
        learner: METHODS[arm.method].short,
        exact: meanOf(misled("exact", 0), results, arm),
        noise: meanOf(misled("noise", READ_RADIUS), results, arm),
        attack: attack.value,
        low: attack.low,
        high: attack.high,
      };
    }),
  );
}

/** Every other reading: what the three compared learners reach as they act, how wide their boxes end, and what delays. */
export function byReading(results: Results): DataFrame {
  return tableOf(
    READING_SETTINGS.map(([reading, setting]) => {
      const { proposed, plain, blind } = armsIn(setting);
      const [robust, vanilla, unseeing] = [proposed, plain, blind].map((arm) => late("trainingReward")(results, arm));
      const gain = gainBySeed(robust, vanilla);
      return {
        reading,
        "robust PPO": mean([...robust.values()]),
        PPO: mean([...vanilla.values()]),
        "blind PPO": mean([...unseeing.values()]),
        "gain %": gain.value,
        low: gain.low,
        high: gain.high,
        "width, robust": median([...late("boundWidth")(results, proposed).values()]),
        "width, PPO": median([...late("boundWidth")(results, plain).values()]),
        "delay, robust": median([...late("delay")(results, proposed).values()]),
        "delay, PPO": median([...late("delay")(results, plain).values()]),
      };
    }),
  );
}

/** [seed][epoch] means of three rows of training, 30 epochs, or of all where there are fewer. */
function smoothedBySeed(results: Results, arm: Arm, metric: string): number[][] {
  const { purpose, value } = overEpochs(results, arm, metric);
  const read = typeof value === "string" ? (row: Row) => row[value] : value;
  return [...Map.groupBy(results.rows(arm, purpose), ({ seed }) => seed).values()].map((rows) => {
    const averaged = Math.min(3, rows.length);
    return rows.slice(averaged - 1).map((_, i) => mean(rows.slice(i, i + averaged).map(read)));
  });
}

function isLearner(arm: Arm): arm is Arm & { readonly method: Method } {
  return arm.method in METHODS;
}

function meanOf(measure: Measure, results: Results, arm: Arm): number {
  return mean([...measure(results, arm).values()]);
}

function summedUp(rows: readonly Row[]): Readonly<Record<string, number>> {
  const { value, low, high } = tInterval(rows.map((row) => row.rate));
  const beside = BESIDE.map((name) => [name, middleOf(name)(rows.map((row) => row[name]))] as const);
  return { rate: value, low, high, ...Object.fromEntries(beside) };
}
