import pl, { type DataFrame } from "nodejs-polars";
import { type Figure, lineWithBand, type ReferenceLine } from "../../figures/index.ts";
import { mean } from "../../statistics/index.ts";
import { band } from "../../study/overSeeds.ts";
import { tableOf } from "../../study/tableOf.ts";
import { bestPolicy, finalWindow, hasRun, learnerRows, type Metric, policyRows } from "./learnerTables.ts";
import { complexity } from "./model/complexity.ts";
import {
  BEYOND,
  BEYOND_VARIANT,
  FIG_3,
  FIG_6,
  fig4,
  fig5,
  METHOD_NAMES,
  METHODS,
  type Method,
  NETWORKS,
  onOtherSeeds,
  USERS,
  WEIGHTS,
} from "./settings.ts";

/** Fig. 3 of paper B: greedy team reward over the epochs, VDN and IQL with its three rewards, beside policies. */
export function stationsLearningCurves(results: DataFrame): Figure {
  return curves(results, FIG_3, METHOD_NAMES, FIG_3, {
    name: "multi-bs-sync/learning",
    caption:
      "Greedy team reward while learning (weight .3, 12 blocks, 12 users), mean over seeds with 95 % bands: VDN beside IQL " +
      "by its local reward with the penalty for double service (the verdict's), without it, and by the team's reward. The " +
      "grey lines are policies that need no learning.",
  });
}

/** The same beyond the paper, on the seeds that it was not tuned on. */
export function beyondCurves(results: DataFrame): Figure {
  return curves(results, onOtherSeeds(BEYOND), ["vdn"], onOtherSeeds(FIG_3), {
    name: "multi-bs-sync/learning-age-observed",
    caption: `Greedy team reward while learning, ${BEYOND_VARIANT.label}, seeds 100-109, mean with 95 % band; grey: policies.`,
  });
}

function curves(
  results: DataFrame,
  setting: string,
  methods: readonly Method[],
  policies: string,
  labels: { readonly name: string; readonly caption: string },
): Figure {
  const table = methods
    .filter((method) => hasRun(results, method, setting))
    .flatMap((method) =>
      [...Map.groupBy(learnerRows(results, method, setting, "evaluation"), (row) => row.epoch)].map(([epoch, own]) => ({
        method: METHODS[method].label,
        epoch,
        ...band(own.map((row) => row.reward)),
      })),
    );
  return lineWithBand(tableOf(table), {
    ...labels,
    xTitle: "Training epoch",
    yTitle: "Mean team reward a slot",
    references: referenceLines(results, policies),
  });
}

/** Fig. 4: rate or error over the weight of the rates, nine blocks. */
export function byWeight(results: DataFrame, metric: "rate" | "twinError"): Figure {
  return sweep(results, metric, WEIGHTS, fig4, {
    name: `multi-bs-sync/weight-${metric === "rate" ? "rate" : "error"}`,
    xTitle: "Weight of the rates",
    what: "nine blocks, 12 users, the weight varies",
  });
}

/** Fig. 5: rate or error over the number of users, weight .25. */
export function byUsers(results: DataFrame, metric: "rate" | "twinError"): Figure {
  return sweep(results, metric, USERS, fig5, {
    name: `multi-bs-sync/users-${metric === "rate" ? "rate" : "error"}`,
    xTitle: "Number of users",
    what: "weight .25, 12 blocks, the number of users varies",
  });
}

function sweep(
  results: DataFrame,
  metric: "rate" | "twinError",
  values: readonly number[],
  settingOf: (value: number) => string,
  { name, xTitle, what }: { readonly name: string; readonly xTitle: string; readonly what: string },
): Figure {
  const table = values.flatMap((value) => {
    const setting = settingOf(value);
    const users = NETWORKS[setting]?.users ?? 12;
    const scale = metric === "rate" ? 1 / users : 1;
    const best = bestPolicy(results, setting);
    const learned = (["vdn", "iql"] as const).flatMap((method) => {
      if (!hasRun(results, method, setting)) return [];
      const own = [...finalWindow(results, method, setting, metric).values()].map((number) => number * scale);
      return [{ method: METHODS[method].label as string, value, ...band(own) }];
    });
    const of = (end: "" | "Low" | "High") => scale * best[`${metric}${end}`];
    return [
      ...learned,
      { method: "best policy without learning", value, mean: of(""), low: of("Low"), high: of("High") },
    ];
  });
  return lineWithBand(tableOf(table), {
    name,
    caption:
      `${metric === "rate" ? "Mean data rate of a user" : "Error of the twin"} after learning (${what}): greedy episodes in ` +
      "the last tenth of the epochs, 525 updates of 16 episodes, mean over seeds with 95 % bands.",
    x: "value",
    xTitle,
    yTitle: metric === "rate" ? "Mean data rate (bit/s/Hz)" : "Error of the twin (m²)",
  });
}

/** Fig. 6: slot by slot, the stations that synchronise or the twin's error: means over episodes, and one episode. */
export function alongEpisode(results: DataFrame, metric: "synchronised" | "twinError"): Figure {
  const table = (["vdn", "iql"] as const).flatMap((method) => {
    const median = medianSeed(results, method);
    const slots = (purpose: string) => learnerRows(results, method, FIG_6, purpose).filter((row) => row.slot !== null);
    const chosen = slots("median episode").filter((row) => row.seed === median);
    return [
      ...[...Map.groupBy(slots("slots"), (row) => row.slot)].map(([slot, own]) => {
        const bound = (purpose: string) =>
          mean(slots(purpose).flatMap((row) => (row.slot === slot ? [row[metric]] : [])));
        const average = mean(own.map((row) => row[metric]));
        const [low, high] = [bound("slots, low"), bound("slots, high")];
        return { method: `${METHODS[method].label}, mean`, slot, mean: average, low, high };
      }),
      ...chosen.map((row) => {
        const value = row[metric];
        return {
          method: `${METHODS[method].label}, one episode`,
          slot: row.slot,
          mean: value,
          low: value,
          high: value,
        };
      }),
    ];
  });
  return lineWithBand(tableOf(table), {
    name: `multi-bs-sync/episode-${metric === "synchronised" ? "synchronisations" : "error"}`,
    caption:
      `${metric === "synchronised" ? "Stations that synchronise" : "Error of the twin"} in each slot of an episode (weight ` +
      ".25, 12 blocks, 12 users): mean over the greedy episodes of every seed, bands that a tenth of them lie below and a tenth " +
      "above, and the median episode of the median seed.",
    x: "slot",
    xTitle: "Slot",
    yTitle: metric === "synchronised" ? "Stations that synchronise" : "Error of the twin (m²)",
  });
}

/** The seed whose final reward is the median. */
function medianSeed(results: DataFrame, method: Method): number {
  const rows = learnerRows(results, method, FIG_6, "final").sort((a, b) => a.reward - b.reward);
  return rows[Math.floor(rows.length / 2)]?.seed;
}

/** (25) and (26): operations of a slot over the number of users. */
export function complexityCurves(): Figure {
  const table = Array.from({ length: 7 }, (_, i) => 2 * (i + 1)).flatMap((users) => {
    const associated = [0, 1, 2].map(() => users / 3);
    const { proposed, standard } = complexity({
      window: 5,
      predictorHidden: 128,
      users,
      stations: 3,
      hidden: 128,
      associated,
      blocks: 12,
    });
    return [
      { method: "standard, (26)", users, mean: Math.log10(standard) },
      { method: "proposed, (25)", users, mean: Math.log10(proposed) },
    ].map((row) => ({ ...row, low: row.mean, high: row.mean }));
  });
  return lineWithBand(tableOf(table), {
    name: "multi-bs-sync/complexity",
    caption:
      "Operations of a slot, up to a constant, over the number of users, as printed: a network that chooses among 12 blocks " +
      "itself has 12^(U+1) actions, one that leaves them to the Hungarian method 2^(U+1).",
    x: "users",
    xTitle: "Number of users",
    yTitle: "Operations of a slot (log10)",
  });
}

/** Horizontal lines for a learning curve: the best policy, the trivial ones, and what random allowed actions reach. */
export function referenceLines(results: DataFrame, setting: string): ReferenceLine[] {
  const rows = policyRows(results.filter(pl.col("setting").eq(pl.lit(setting))));
  const rewardOf = (family: string) => mean(rows.filter((row) => row.family === family).map((row) => row.reward));
  const best = bestPolicy(results, setting);
  const others = { always: "always", "random allowed actions": "random", never: "never" };
  const lines = Object.entries(others).map(([label, family]) => ({ label, value: rewardOf(family) }));
  return [{ label: best.policy, value: best.reward }, ...lines.filter(({ label }) => label !== best.policy)];
}

/** Metrics of both learners in the final window, for a notebook. */
export function finalMeans(results: DataFrame, method: Method, setting: string, metric: Metric): number {
  return mean([...finalWindow(results, method, setting, metric).values()]);
}
