import { type Figure, lineWithBand, raster } from "../../figures/index.ts";
import { GRU_PREDICTOR_DEFAULTS } from "../../neural/index.ts";
import { curve, type Results, type Row, tableOf } from "../../study/index.ts";
import { errorsAhead } from "../synchronisation/errorsAhead.ts";
import { bestPolicy, referenceLines } from "../synchronisation/policyTables.ts";
import { type Labelled, redrawnLearning } from "../synchronisation/redrawn.ts";
import { redrawnSweep, type SweepPanel } from "../synchronisation/redrawnSweep.ts";
import { trajectories } from "../synchronisation/trajectories.ts";
import { type LearnerRun, learnerSchema } from "./learnerRuns.ts";
import { complexity } from "./model/complexity.ts";
import { configureMultiBsSync } from "./model/multiBsSyncConfiguration.ts";
import { YARDSTICK } from "./policyGrid.ts";
import {
  BOTH,
  BRIEF,
  BY_USERS,
  BY_WEIGHT,
  FIG_2_ERRORS,
  FIG_3,
  FIG_6,
  IN_TURN_ELSEWHERE,
  learnerArm,
  METHODS,
  type Method,
  ON_POLICY_ELSEWHERE,
  OTHER_REWARDS,
  policyArm,
  type Setting,
  type Swept,
  usersOf,
} from "./settings.ts";

export { blocksInUse, networkMap, rateAgainstError } from "./policyFigures.ts";

/** Fig. 2: three users' paths and where the twin expects them one step ahead. */
export function predictedPaths(results: Results): Figure {
  return trajectories(results, "multi-bs-sync/predicted-paths", FIG_2_ERRORS);
}

/** Fig. 2 further ahead: errors of the GRU that feeds on its own estimates, by slots ahead, beside closed forms. */
export function predictionErrors(results: Results): Figure {
  const shown = ["GRU, printed", "GRU, increments", "mean displacement", "hold-last"];
  return errorsAhead(results, shown, "multi-bs-sync/prediction-errors");
}

/** Fig. 3, redrawn: team reward over the epochs of VDN and IQL, beside policies. */
export function learningCurves(results: Results): Figure {
  return figure3(results, FIG_3, BOTH, {
    name: "multi-bs-sync/learning",
    what: "as printed",
    methods: "VDN beside IQL by the two cases of (16) for its own users",
  });
}

/** The same with each local reward that IQL may have. */
export function localRewards(results: Results): Figure {
  return figure3(results, BRIEF, [...BOTH, ...OTHER_REWARDS], {
    name: "multi-bs-sync/local-rewards",
    what: "525 updates",
    methods: "VDN beside IQL by each local reward that the paper may mean",
  });
}

function figure3(
  results: Results,
  setting: Setting,
  [first, second, ...others]: readonly Method[],
  about: Readonly<Record<"name" | "what" | "methods", string>>,
): Figure {
  return redrawnLearning(results, {
    name: about.name,
    caption:
      `Team reward over the epochs (weight .3, 12 blocks, 12 users, ${about.what}), means over seeds with 95 % bands: above, ` +
      `as the learners act while they learn; below, greedy. ${about.methods}. Brackets: the largest gain of VDN over the ` +
      "first IQL, and in the same epoch the paper's. The grey lines are policies that need no learning.",
    arms: [labelled(first, setting), labelled(second, setting), ...others.map((method) => labelled(method, setting))],
    paper: { value: 28.96, label: "up to +28.96 %" },
    yTitle: "Team reward a slot",
    references: referenceLines(results, YARDSTICK, setting.policies),
  });
}

/** Greedy team reward over the epochs beyond the paper, on the seeds that it was not tuned on. */
export function beyondCurves(results: Results): Figure {
  const curves = [
    ["VDN", learnerArm("vdn", IN_TURN_ELSEWHERE)],
    ["IPPO", learnerArm("ippo", ON_POLICY_ELSEWHERE)],
  ] as const;
  const table = curves.flatMap(([label, arm]) => results.curve(label, arm));
  return lineWithBand(tableOf(table), {
    name: "multi-bs-sync/learning-in-turn",
    caption:
      "Greedy team reward while learning where stations decide in Algorithm 1's order and hear whom earlier ones serve, age " +
      "observed, discount .8, seeds 100-109, means with 95 % bands: VDN, and PPO on policy with four times as many episodes; " +
      "grey: policies.",
    xTitle: "Training epoch",
    yTitle: "Mean team reward a slot",
    references: referenceLines(results, YARDSTICK, IN_TURN_ELSEWHERE.policies),
  });
}

/** Fig. 4, redrawn: rate and error over the weight of the rates, nine blocks. */
export function byWeight(results: Results): Figure {
  return sweep(results, BY_WEIGHT, {
    name: "multi-bs-sync/weight",
    xTitle: "Weight of the rates",
    what: "nine blocks, 12 users, the weight varies",
    rate: { at: 0.8, value: 31.79, label: "up to +31.79 %, at .8" },
    error: { at: 0.8, label: "higher than IQL's, at .8" },
  });
}

/** Fig. 5, redrawn: rate and error over the number of users, weight .25. */
export function byUsers(results: Results): Figure {
  return sweep(results, BY_USERS, {
    name: "multi-bs-sync/users",
    xTitle: "Number of users",
    what: "weight .25, 12 blocks, the number of users varies",
    rate: { at: 12, value: 10.15, label: "+10.15 %, with 12 users" },
    error: { at: 12, value: 0.2, label: "+0.2 m², with 12 users" },
  });
}

/** What the paper says of VDN against IQL, at a value of a sweep. */
type QuotedAt = Omit<SweepPanel["paper"], "by">;

function sweep(
  results: Results,
  swept: readonly Swept[],
  about: Readonly<Record<"name" | "xTitle" | "what", string>> & Readonly<Record<"rate" | "error", QuotedAt>>,
): Figure {
  const played = swept.filter(({ setting }) => results.has(policyArm(setting)));
  const settings = new Map(played.map(({ value, setting }) => [value, setting]));
  const bestAt = (metric: "rate" | "twinError", scaleOf: (setting: Setting) => number) => (value: number) => {
    const setting = settings.get(value) as Setting;
    const best = bestPolicy(results, YARDSTICK, setting.policies);
    const scaled = (end: "" | "Low" | "High") => scaleOf(setting) * best[`${metric}${end}`];
    return { mean: scaled(""), low: scaled("Low"), high: scaled("High") };
  };
  const aUser = (setting: Setting) => 1 / usersOf(setting);
  const label = "best policy without learning";
  return redrawnSweep(results, {
    name: about.name,
    caption:
      `Mean data rate of a user and error of the twin after learning (${about.what}): greedy episodes in the last tenth of ` +
      `the epochs, ${effortOf(results, swept)}means over seeds with 95 % bands. Brackets: VDN against IQL, ours and the paper's.`,
    xTitle: about.xTitle,
    points: played.map(({ value, setting }) => ({ value, arms: [labelled("vdn", setting), labelled("iql", setting)] })),
    panels: [
      {
        yTitle: "Data rate (bit/s/Hz)",
        unit: "bit/s/Hz",
        metric: (value) => {
          const scale = aUser(settings.get(value) as Setting);
          return ({ rate }) => rate * scale;
        },
        paper: { ...about.rate, by: "gain" },
        beside: { label, at: bestAt("rate", aUser) },
      },
      {
        yTitle: "Error of the twin (m²)",
        unit: "m²",
        metric: () => "twinError",
        paper: { ...about.error, by: "difference" },
        beside: { label, at: bestAt("twinError", () => 1) },
      },
    ],
  });
}

/** A learner in a setting, by its name in figures. */
function labelled(method: Method, setting: Setting): Labelled {
  return [METHODS[method].label, learnerArm(method, setting)];
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

/** Fig. 6: slot by slot within an episode, the stations that synchronise or the twin's error. */
export function alongEpisode(results: Results, metric: "synchronised" | "twinError"): Figure {
  return metric === "synchronised" ? synchronisations(results) : errorsAlong(results);
}

/** The stations that synchronise in each slot of one episode of each seed. */
function synchronisations(results: Results): Figure {
  const { stations } = configureMultiBsSync(FIG_6.network);
  const table = BOTH.flatMap((method) => {
    const [panel, arm] = labelled(method, FIG_6);
    return results.rows(arm, "median episode").map(({ seed, slot, synchronised }) => {
      return { panel, run: seed, slot, count: synchronised };
    });
  });
  return raster(tableOf(table), {
    name: "multi-bs-sync/episode-synchronisations",
    caption:
      `Stations, of ${stations.length}, that synchronise in each slot (weight .25, 12 blocks, 12 users), after learning: a ` +
      "row is the greedy episode of a seed whose reward is the median.",
    yTitle: "Seed",
    most: stations.length,
    inWords: (count) => (count === 0 ? "none" : count === 1 ? "1 station" : String(count)),
  });
}

/** The twin's error in each slot: means over episodes, and one episode of each seed. */
function errorsAlong(results: Results): Figure {
  const drawn = BOTH.map((method) => labelled(method, FIG_6));
  const means = drawn.flatMap(([method, arm]) => curve(method, results.rows(arm, "slots"), slotOf, errorOf));
  const singles = drawn.flatMap(([method, arm]) =>
    results.rows(arm, "median episode").map((row) => ({ method, run: row.seed, x: slotOf(row), y: errorOf(row) })),
  );
  return lineWithBand(tableOf(means), {
    name: "multi-bs-sync/episode-error",
    caption:
      "Error of the twin in each slot of an episode (weight .25, 12 blocks, 12 users), after learning: means over the greedy " +
      "episodes of all seeds with 95 % bands over seeds. Thin: of each seed the episode whose reward is the median.",
    x: "x",
    xTitle: "Slot",
    yTitle: "Error of the twin (m²)",
    singles,
  });
}

const slotOf = ({ slot }: Row) => slot;
const errorOf = ({ twinError }: Row) => twinError;

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
