import type { DataFrame } from "nodejs-polars";
import { mean, tInterval } from "../../statistics/index.ts";
import { type Arm, type Results, type Row, tableOf } from "../../study/index.ts";
import { METHODS, type Method } from "./learners.ts";
import { exact, late, type Measure, middleOf, misled } from "./measures.ts";
import { MISLED, TUNINGS } from "./settings.ts";

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

/** Final policies of every learner that has run, on exact positions. */
export function learners(results: Results): DataFrame {
  const bySetting = [...Map.groupBy(results.arms, ({ setting }) => setting).values()].flat();
  return tableOf(
    bySetting.filter(isLearner).map((arm) => {
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
      exact: meanOf(exact, results, arm),
      noise: meanOf(misled("noise", radius), results, arm),
      attack: meanOf(misled("attack", radius), results, arm),
      certified: meanOf(misled("certified", radius), results, arm),
    })),
  );
}

/** Every setting that was tried beyond the paper, with the reward under attack; the chosen ones again on other seeds. */
export function tried(results: Results, radius = MISLED): DataFrame {
  const arms = TUNINGS.flatMap(({ tried, chosen, confirmed }) =>
    tried.flatMap((arm) => (arm === chosen ? [arm, confirmed] : [arm])),
  );
  return tableOf(
    arms.map((arm) => {
      const attack = tInterval([...misled("attack", radius)(results, arm).values()]);
      return {
        setting: arm.setting,
        exact: meanOf(exact, results, arm),
        noise: meanOf(misled("noise", radius), results, arm),
        attack: attack.value,
        low: attack.low,
        high: attack.high,
      };
    }),
  );
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
