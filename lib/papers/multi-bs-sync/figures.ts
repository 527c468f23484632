import { type Figure, lineWithBand } from "../../figures/index.ts";
import { GRU_PREDICTOR_DEFAULTS } from "../../neural/index.ts";
import { mean } from "../../statistics/index.ts";
import { band, type Results, tableOf } from "../../study/index.ts";
import { errorsAhead } from "../synchronisation/errorsAhead.ts";
import { bestPolicy, referenceLines } from "../synchronisation/policyTables.ts";
import { trajectories } from "../synchronisation/trajectories.ts";
import { type LearnerRun, learnerSchema } from "./learnerRuns.ts";
import { complexity } from "./model/complexity.ts";
import { configureMultiBsSync } from "./model/multiBsSyncConfiguration.ts";
import { YARDSTICK } from "./policyGrid.ts";
import {
  BEYOND_ELSEWHERE,
  BOTH,
  BY_USERS,
  BY_WEIGHT,
  FIG_3,
  FIG_6,
  learnerArm,
  METHOD_NAMES,
  METHODS,
  type Method,
  type Setting,
  type Swept,
  usersOf,
} from "./settings.ts";

export { blocksInUse, networkMap, rateAgainstError } from "./policyFigures.ts";

/** Fig. 2: three users' paths and where the twin expects them one step ahead. */
export function predictedPaths(results: Results): Figure {
  return trajectories(results, "multi-bs-sync/predicted-paths", [0.075, 0.188, 0.32]);
}

/** Fig. 2: errors of the GRU that feeds on its own estimates, by slots ahead, beside closed forms. */
export function predictionErrors(results: Results): Figure {
  const shown = ["GRU, printed", "GRU, increments", "mean displacement", "hold-last"];
  return errorsAhead(results, shown, "multi-bs-sync/prediction-errors");
}

/** Fig. 3: greedy team reward over the epochs, VDN and IQL with its three rewards, beside policies. */
export function learningCurves(results: Results): Figure {
  return curves(results, FIG_3, METHOD_NAMES, {
    name: "multi-bs-sync/learning",
    caption:
      "Greedy team reward while learning (weight .3, 12 blocks, 12 users), mean over seeds with 95 % bands: VDN beside IQL " +
      "by its local reward with the penalty for double service (the verdict's), without it, and by the team's reward. The " +
      "grey lines are policies that need no learning.",
  });
}

/** Greedy team reward over the epochs beyond the paper, on the seeds that it was not tuned on. */
export function beyondCurves(results: Results): Figure {
  return curves(results, BEYOND_ELSEWHERE, ["vdn"], {
    name: "multi-bs-sync/learning-age-observed",
    caption:
      "Greedy team reward while learning, age observed, discount .8, the last 32 episodes remembered, seeds 100-109, mean " +
      "with 95 % band; grey: policies.",
  });
}

function curves(
  results: Results,
  setting: Setting,
  methods: readonly Method[],
  labels: { readonly name: string; readonly caption: string },
): Figure {
  const table = methods.flatMap((method) => results.curve(METHODS[method].label, learnerArm(method, setting)));
  return lineWithBand(tableOf(table), {
    ...labels,
    xTitle: "Training epoch",
    yTitle: "Mean team reward a slot",
    references: referenceLines(results, YARDSTICK, setting.policies),
  });
}

/** Fig. 4: rate or error over the weight of the rates, nine blocks. */
export function byWeight(results: Results, metric: "rate" | "twinError"): Figure {
  return sweep(results, metric, BY_WEIGHT, {
    name: `multi-bs-sync/weight-${metric === "rate" ? "rate" : "error"}`,
    xTitle: "Weight of the rates",
    what: "nine blocks, 12 users, the weight varies",
  });
}

/** Fig. 5: rate or error over the number of users, weight .25. */
export function byUsers(results: Results, metric: "rate" | "twinError"): Figure {
  return sweep(results, metric, BY_USERS, {
    name: `multi-bs-sync/users-${metric === "rate" ? "rate" : "error"}`,
    xTitle: "Number of users",
    what: "weight .25, 12 blocks, the number of users varies",
  });
}

function sweep(
  results: Results,
  metric: "rate" | "twinError",
  swept: readonly Swept[],
  { name, xTitle, what }: { readonly name: string; readonly xTitle: string; readonly what: string },
): Figure {
  const table = swept.flatMap(({ value, setting }) => {
    const scale = metric === "rate" ? 1 / usersOf(setting) : 1;
    const learned = BOTH.filter((method) => results.has(learnerArm(method, setting))).map((method) => {
      const values = [...results.perSeed(learnerArm(method, setting), metric).values()].map((number) => number * scale);
      return { method: METHODS[method].label as string, value, ...band(values) };
    });
    const best = bestPolicy(results, YARDSTICK, setting.policies);
    const scaled = (end: "" | "Low" | "High") => scale * best[`${metric}${end}`];
    return [
      ...learned,
      { method: "best policy without learning", value, mean: scaled(""), low: scaled("Low"), high: scaled("High") },
    ];
  });
  return lineWithBand(tableOf(table), {
    name,
    caption:
      `${metric === "rate" ? "Mean data rate of a user" : "Error of the twin"} after learning (${what}): greedy episodes in ` +
      `the last tenth of the epochs, ${effortOf(results, swept)}mean over seeds with 95 % bands.`,
    x: "value",
    xTitle,
    yTitle: metric === "rate" ? "Mean data rate (bit/s/Hz)" : "Error of the twin (m²)",
  });
}

/**
 * The effort of a sweep's learners in words, "525 updates of 16 episodes, "; nothing where the runs' configuration is
 * not known.
 */
function effortOf(results: Results, swept: readonly Swept[]): string {
  const [run] = swept.flatMap(({ setting }) => results.configurationOf<LearnerRun>(learnerArm("vdn", setting)) ?? []);
  if (run === undefined) return "";
  return `${run.epochs * run.updatesPerEpoch} updates of ${run.learner.batchSize} episodes, `;
}

/** Fig. 6: slot by slot, the stations that synchronise or the twin's error: means over episodes, and one episode. */
export function alongEpisode(results: Results, metric: "synchronised" | "twinError"): Figure {
  const table = BOTH.flatMap((method) => {
    const arm = learnerArm(method, FIG_6);
    const { label } = METHODS[method];
    const meanAt = (purpose: string, slot: number) =>
      mean(results.rows(arm, purpose, { slot }).map((row) => row[metric]));
    const episode = results.rows(arm, "median episode", { seed: medianSeed(results, method) });
    return [
      ...episode.map(({ slot }) => {
        const [low, high] = [meanAt("slots, low", slot), meanAt("slots, high", slot)];
        return { method: `${label}, mean`, slot, mean: meanAt("slots", slot), low, high };
      }),
      ...episode.map(({ slot, [metric]: value }) => {
        return { method: `${label}, one episode`, slot, mean: value, low: value, high: value };
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
function medianSeed(results: Results, method: Method): number {
  const rows = results.rows(learnerArm(method, FIG_6), "final").toSorted((a, b) => a.reward - b.reward);
  return rows[Math.floor(rows.length / 2)].seed;
}

/** Operations of a slot over the number of users, B (25) and B (26). */
export function complexityCurves(): Figure {
  const { stations, resourceBlocks: blocks, window } = configureMultiBsSync();
  const { hidden } = learnerSchema.parse({});
  const table = [2, 4, 6, 8, 10, 12, 14].flatMap((users) => {
    const { proposed, standard } = complexity({
      window,
      predictorHidden: GRU_PREDICTOR_DEFAULTS.hidden,
      users,
      stations: stations.length,
      hidden,
      associated: stations.map(() => users / stations.length),
      blocks,
    });
    return [
      { method: "standard, (26)", users, mean: Math.log10(standard) },
      { method: "proposed, (25)", users, mean: Math.log10(proposed) },
    ].map((row) => ({ ...row, low: row.mean, high: row.mean }));
  });
  return lineWithBand(tableOf(table), {
    name: "multi-bs-sync/complexity",
    caption:
      `Operations of a slot, up to a constant, over the number of users, as printed: a network that chooses among ${blocks} ` +
      `blocks itself has ${blocks}^(U+1) actions, one that leaves them to the Hungarian method 2^(U+1).`,
    x: "users",
    xTitle: "Number of users",
    yTitle: "Operations of a slot (log10)",
  });
}
