import type { DataFrame } from "nodejs-polars";
import { mean, tInterval } from "../../statistics/index.ts";
import { type Arm, pairedBySeed, type Results, tableOf } from "../../study/index.ts";
import { policyPerSeed, regretsAt, rewardsAt, roadRows } from "./measures.ts";
import { earnedOverAll } from "./roadFrameworkFigures.ts";
import { FOLLOWERS, PERIODS, RISKS } from "./roadLinkSettings.ts";
import { OPTIMUM } from "./roadPolicyRuns.ts";
import { CONTROLS, FIGURE_4, PLAIN, ROAD_POLICIES, SOONER } from "./roadSettings.ts";

/** Sets at which regrets are told; the last are beyond Fig. 4. */
const MOMENTS = [0, 1000, 2000, 6000, 20_000, 60_000];

/** How far the greedy policy is below the optimum after some sets, % of it, means over seeds. */
export function regrets(results: Results): DataFrame {
  const optima = policyPerSeed(results, ROAD_POLICIES, OPTIMUM, "reward");
  const rows = [...FIGURE_4, ...SOONER].map((arm) => {
    const { setting } = arm;
    const last = Math.max(...roadRows(results, arm).map(({ set }) => set));
    const columns = MOMENTS.map((sets) => {
      const regret = sets > last ? null : mean(regretsAt(results, arm, optima, sets));
      return [`after ${sets.toLocaleString("en")} sets`, regret] as const;
    });
    return { setting, ...Object.fromEntries(columns) };
  });
  return tableOf(rows);
}

/** What learners of the road have paid until their greedy policy earns 80, means over seeds; none where a seed never does. */
export function paidUntil(results: Results, reward = 80): DataFrame {
  const rows = [...FIGURE_4, ...CONTROLS].map((arm) => {
    const looks = [...Map.groupBy(roadRows(results, arm), ({ seed }) => seed).values()];
    const first = looks.map((rows) => rows.find((row) => row.reward >= reward)).filter((row) => row !== undefined);
    const of = (metric: "set" | "failures" | "updates") =>
      first.length < looks.length ? null : mean(first.map((row) => row[metric]));
    return {
      setting: arm.setting,
      "physical sets": of("set"),
      "failed uploads": of("failures"),
      updates: of("updates"),
    };
  });
  return tableOf(rows);
}

/** Learners over a link: reward after 6,000 sets, reward while learning, and the price at which the twin gains nothing. */
export function prices(results: Results): DataFrame {
  const plain = earnedOverAll(results, PLAIN);
  const rows = PERIODS.map((arm) => {
    const { value, low, high } = pairedBySeed(earnedOverAll(results, arm), plain);
    return {
      setting: arm.setting,
      "reward after 6,000 sets": mean([...rewardsAt(results, arm, 6000).values()]),
      "gain a set over n = 1, while learning": value,
      low,
      high,
      "price of one at which nothing is gained": value * arm.x,
    };
  });
  return tableOf(rows);
}

/** Rewards with a twin agent whose table is as of its last synchronisation, vehicles driving on, discount .9. */
export function followers(results: Results): DataFrame {
  const rows = FOLLOWERS.map((arm) => ({ setting: arm.setting, ...rewardsAfter(results, arm, [2000, 6000, 20_000]) }));
  return tableOf(rows);
}

function rewardsAfter(results: Results, arm: Arm, moments: readonly number[]) {
  const columns = moments.map((sets) => {
    return [`after ${sets.toLocaleString("en")} sets`, mean([...rewardsAt(results, arm, sets).values()])] as const;
  });
  return Object.fromEntries(columns);
}

/** How often the intervals of estimated risks hold the true one, by the number of domains. */
export function heldRisks(results: Results): DataFrame {
  const rows = RISKS.map((arm) => {
    const { value, low, high } = tInterval([...results.final(arm, "held", "held").values()]);
    return { domains: arm.domains, "intervals that hold the true risk": value, low, high };
  });
  return tableOf(rows);
}
