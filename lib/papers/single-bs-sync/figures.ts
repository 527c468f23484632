import { type Figure, heatmap, intervalDots, linePanels, playMap, scatterWithIntervals } from "../../figures/index.ts";
import { type PolicyMaker, periodic, trace } from "../../policies/index.ts";
import { band, onOtherSeeds, type Results, type Row, tableOf } from "../../study/index.ts";
import { errorsAhead } from "../synchronisation/errorsAhead.ts";
import { bestOfFamilies, bestPlayed, policyRows, ratePoint, referenceLines } from "../synchronisation/policyTables.ts";
import { type LearningOptions, redrawnLearning } from "../synchronisation/redrawn.ts";
import { trajectories } from "../synchronisation/trajectories.ts";
import type { LearnerRun } from "./learnerRuns.ts";
import { SingleBsSync, singleBsSyncSchema } from "./model/singleBsSync.ts";
import { FAMILIES, type Family, YARDSTICK } from "./policyGrid.ts";
import {
  FIG_2_ERRORS,
  learnerArms,
  MAP_CELLS,
  type MAP_TWINS,
  MAP_WEIGHTS,
  METHOD_NAMES,
  METHODS,
  OBSERVING,
  PAYING,
  PRINTED,
  policyArm,
  type Setting,
  TUNED,
  WALKING,
} from "./settings.ts";

/** Fig. 3 in a setting, redrawn: both learners as they act and greedy, beside policies that need no learning. */
export function learningCurves(results: Results, setting: Setting): Figure {
  const [sac, dqn] = learnerArms(setting);
  return figure3(results, {
    name: setting.label,
    label: setting.label,
    arms: [
      ["GRU + SAC", sac],
      ["GRU + DQN", dqn],
    ],
    references: referenceLines(results, YARDSTICK, setting.policies),
  });
}

/** The same of the learners that were tuned with the age observed, on the seeds that they were not chosen on. */
export function tunedCurves(results: Results): Figure {
  return figure3(results, {
    name: `${PAYING.label} age observed`,
    label: `${PAYING.label}, age observed`,
    arms: [
      [METHODS.sac.label, TUNED.sac.confirmed],
      [METHODS.dqn.label, TUNED.dqn.confirmed],
    ],
    references: referenceLines(results, YARDSTICK, onOtherSeeds(PAYING.policies)),
  });
}

function figure3(
  results: Results,
  {
    name,
    label,
    arms,
    references,
  }: Required<Pick<LearningOptions, "name" | "arms" | "references">> & { readonly label: string },
): Figure {
  const run = results.configurationOf<LearnerRun>(arms[0][1]);
  const [judged, final] =
    run === undefined
      ? ["", ""]
      : [`, ${run.evaluationEpisodes} episodes an evaluation`, `, on ${run.finalEpisodes} episodes`];
  return redrawnLearning(results, {
    name: `single-bs-sync/learning-${slug(name)}`,
    caption:
      `Reward over the epochs (${label}): above, as the learners act while they learn; below, greedy${judged}. Means over ` +
      "seeds with 95 % bands. Brackets: the largest gain of SAC over DQN, and in the same epoch the paper's. The grey " +
      `lines are policies that need no learning${final}.`,
    arms,
    paper: { value: 10.31, label: "up to +10.31 %" },
    yTitle: "Mean reward a slot",
    references,
    settledFrom: 0.5,
  });
}

/** Fig. 2: three users' paths and where the twin expects them one step ahead. */
export function predictedPaths(results: Results): Figure {
  return trajectories(results, "single-bs-sync/predicted-paths", FIG_2_ERRORS);
}

/** Fig. 2 further ahead: errors of predictors that feed on their own estimates. */
export function predictionErrors(results: Results): Figure {
  const shown = ["GRU, printed", "GRU, increments", "mean displacement", "hold-last"];
  return errorsAhead(results, shown, "single-bs-sync/prediction-errors");
}

/** The fewest slots at an age that is drawn: of fewer a share says little. */
const ENOUGH_SLOTS = 300;

/**
 * Share of slots in which the tuned learners synchronise at each age of the twin, a panel a regime, on the seeds that
 * they were not chosen on; and the age from which on the best age threshold does.
 */
export function synchronisationByAge(results: Results): Figure {
  const table = METHOD_NAMES.flatMap((method) =>
    sharesByAge(results.rows(TUNED[method].confirmed, "age")).map((row) => ({
      learner: METHODS[method].label,
      ...row,
    })),
  );
  const best = bestOfFamilies(results, FAMILIES, onOtherSeeds(PAYING.policies));
  const places = best.flatMap(({ family, parameter }) =>
    family === "age-threshold" ? [{ label: "best age threshold", value: parameter }] : [],
  );
  const panel = { table: tableOf(table), title: PAYING.label, yTitle: "Share of slots", places };
  return linePanels([panel], {
    name: "single-bs-sync/synchronisation-by-age",
    caption:
      "What the tuned learners have learned: the share of slots in which they synchronise at each age of the twin (slots " +
      "since its last exact status), mean over seeds with 95 % bands, for ages met in 300 slots or more. The best age " +
      "threshold synchronises never before its line and always from there on.",
    x: "age",
    series: "learner",
    xTitle: "Age of the twin (slots)",
  });
}

/** The share at each age that was met often enough; an age of 0 is that of first slots alone, whose twins are exact. */
function sharesByAge(rows: readonly Row[]) {
  const byAge = Map.groupBy(rows, ({ atAge }) => atAge);
  return [...byAge]
    .filter(([age, own]) => age > 0 && own.reduce((sum, { slotsAtAge }) => sum + slotsAtAge, 0) >= ENOUGH_SLOTS)
    .sort(([a], [b]) => a - b)
    .map(([age, own]) => ({ age, ...band(own.map(({ synchronised }) => synchronised)) }));
}

/** What must be observed to wait: rewards of final policies at weight .5, by what each learner observes. */
export function observing(results: Results): Figure {
  const table = OBSERVING.filter((arm) => results.has(arm)).map(({ method, observe, setting }) => {
    const { mean, low, high } = band(results.final({ method, setting }, "reward").values());
    return { category: observe, panel: method.toUpperCase(), mean, low, high };
  });
  return intervalDots(tableOf(table), {
    name: "single-bs-sync/observing",
    caption:
      "Mean reward a slot of the final greedy policy at weight .5, by what is observed beside the positions, mean over seeds with 95 % " +
      "intervals. SAC and DQN act on what they see now; DRQN has a memory. Grey: policies that need no learning.",
    references: referenceLines(results, YARDSTICK, PAYING.policies),
  });
}

const FAMILY_LABELS: Partial<Record<Family, string>> = {
  periodic: "period or age threshold",
  "error-threshold": "error threshold",
  "myopic-oracle": "myopic oracle",
};

/** Every policy of a setting as a point, twin error against rate; the slider moves the weight of C (5). */
export function rateAgainstError(results: Results, setting: string): Figure {
  // A synchronisation never fails in these settings, so an age threshold of k is the period k.
  const rows = policyRows(results, FAMILIES, setting).filter((row) => row.family !== "age-threshold");
  const table = rows.map((row) => ratePoint(row, FAMILY_LABELS[row.family] ?? row.family));
  const suffix = setting === PRINTED.label ? "" : `-${slug(setting)}`;
  return scatterWithIntervals(tableOf(table), {
    name: `single-bs-sync/rate-against-error${suffix}`,
    caption:
      `What synchronising the twin costs and what it buys (${setting}): each point is a policy, with ` +
      "95 % intervals over seeds. The outlined policy is the best at the weight of the slider; the dashed line joins " +
      "equal rewards.",
  });
}

const TWIN_WORDS: Readonly<Record<(typeof MAP_TWINS)[number], string>> = {
  "mean-displacement": "an ideal twin, which knows each user's mean displacement",
  "hold-last": "a twin that holds the last positions",
};

/** Table I's. */
const TABLE_I = singleBsSyncSchema.parse({});

/** The best period for each weight and step length, chosen on the selection episodes. */
export function regimeMap(results: Results, twin: (typeof MAP_TWINS)[number] = "mean-displacement"): Figure {
  const cells = MAP_WEIGHTS.flatMap((weight) =>
    MAP_CELLS.filter(({ predictor, setting }) => predictor === twin && results.has(policyArm(setting))).map(
      ({ stepM, setting }) => {
        const best = bestPlayed(results, setting, { weight, purpose: "selection" });
        return { step: stepM, weight, period: periodOf(best) };
      },
    ),
  );
  return heatmap(tableOf(cells.sort((a, b) => a.step - b.step)), {
    name: `single-bs-sync/regime-map-${twin}`,
    caption:
      "When synchronising pays: the best period in slots for each weight of the rates and each step length of the users " +
      "(Dirichlet(.1) moves, " +
      `${TWIN_WORDS[twin]}). The paper's cell, weight .987 and step 1 m, is outlined.`,
    x: "step",
    y: "weight",
    value: "period",
    xTitle: "Step length (m)",
    yTitle: "Weight of the rates",
    valueTitle: "Best period (slots)",
    marked: { x: TABLE_I.stepM, y: TABLE_I.weight, label: "outlined: the paper's regime" },
  });
}

/** One episode on the map under a policy: users, the twin's belief, errors as whiskers, synchronisations. */
export function networkMap(
  policy: PolicyMaker<SingleBsSync> = periodic(12),
  { label, network }: Setting = WALKING,
  seed = 0,
): Figure {
  const environment = new SingleBsSync(network, { seeds: [seed] });
  const { baseStation, cloud, areaM, horizon } = environment.configuration;
  const side: [number, number] = [-areaM / 2, areaM / 2];
  return playMap(trace(environment, policy, { seed, slots: horizon }), {
    name: "single-bs-sync/network-map",
    caption:
      `One episode (${label}, ideal twin): the twin's belief drifts from the users until a synchronisation through ` +
      "the base station makes it exact.",
    bs: baseStation,
    server: cloud,
    area: { x: side, y: side },
  });
}

function periodOf({ family, parameter }: ReturnType<typeof bestPlayed>): number | null {
  if (family === "never") return null;
  return family === "always" ? 1 : parameter;
}

function slug(name: string): string {
  return name.replace(/[^a-z0-9]+/gi, "-").toLowerCase();
}
