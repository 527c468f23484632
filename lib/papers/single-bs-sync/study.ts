import type { z } from "zod";
import {
  type Arm,
  onOtherSeeds,
  type PlannedArm,
  type Profile,
  type Results,
  SEEDS,
  study as studyOf,
} from "../../study/index.ts";
import { runPolicies } from "../synchronisation/policyRuns.ts";
import { runPredictor } from "../synchronisation/predictorRuns.ts";
import { PREDICTOR_FORMS } from "../synchronisation/predictors.ts";
import { predictionErrors, sacOverDqn, tunedSacOverDqn } from "./claims.ts";
import * as figures from "./figures.ts";
import type { SingleBsSyncOptions } from "./model/singleBsSync.ts";
import { FAMILIES, FULL_GRID, PERIOD_GRID, type PolicyGrid, SMALL_GRID } from "./policyGrid.ts";
import { COPIES, NETWORK, runLearner, schema } from "./runs.ts";
import {
  ABLATIONS,
  LEARNER_SETTINGS,
  type LearnerSetting,
  MAP_CELLS,
  METHOD_NAMES,
  type Method,
  ownPolicies,
  REGIME_NAMES,
  REGIMES,
  SETTINGS,
  TRIED,
  TUNED,
} from "./settings.ts";
import { policyHeadroom, regrets } from "./tables.ts";

const SIZES = {
  smoke: {
    selectionEpisodes: 8,
    evaluationEpisodes: 8,
    grid: SMALL_GRID,
    cells: MAP_CELLS.filter(({ stepM }) => stepM === 1 || stepM === 5),
    epochs: 4,
    trajectories: 20,
    seeds: SEEDS.five,
  },
  quick: {
    selectionEpisodes: 40,
    evaluationEpisodes: 80,
    grid: FULL_GRID,
    cells: MAP_CELLS,
    epochs: 20,
    trajectories: 40,
    seeds: SEEDS.five,
  },
  paper: {
    selectionEpisodes: 200,
    evaluationEpisodes: 200,
    grid: FULL_GRID,
    cells: MAP_CELLS,
    epochs: 100,
    trajectories: 2000,
    seeds: SEEDS.ten,
  },
};

/** Predictors that do not learn, and that have no figure of their own: they need no ten seeds. */
const FEW: readonly string[] = ["GRU, SGD", "GRU, per user"];

/** Everything that a profile runs: policies, predictors, learners as printed; in the paper profile the tuned ones too. */
function arms(profile: Profile): PlannedArm<z.input<typeof schema>>[] {
  const { selectionEpisodes, evaluationEpisodes, grid, cells, epochs, trajectories, seeds } = SIZES[profile];
  const arm = (setting: string, configuration: z.input<typeof schema>, own: readonly number[] = seeds) => {
    return { method: configuration.method, setting, seeds: own, configuration };
  };
  const played = { method: "policies", selectionEpisodes, evaluationEpisodes } as const;
  const policies = (setting: string, network: SingleBsSyncOptions, tried: PolicyGrid = grid, own = seeds) =>
    arm(setting, { ...played, network, policies: tried }, own);
  const learner = (method: Method, setting: string, given: LearnerSetting, own = seeds) => {
    const { network, predictor = "closed form", learner = {} } = given;
    const evaluation = { evaluateEvery: 2, evaluationEpisodes: 16, finalEpisodes: evaluationEpisodes };
    return arm(setting, { method, network, predictor, trajectories, learner, epochs, ...evaluation }, own);
  };
  const predictor = (form: (typeof PREDICTOR_FORMS)[number] | "closed form") => {
    const testTrajectories = Math.ceil(trajectories / 20);
    const run = { method: "predictor", network: {}, predictor: form, trajectories, testTrajectories } as const;
    return arm(form, run, FEW.includes(form) ? SEEDS.five : seeds);
  };
  const withOwnTwin = Object.entries(LEARNER_SETTINGS).flatMap(([setting, { network, predictor: form }]) =>
    form === undefined || form === "closed form"
      ? []
      : [arm(ownPolicies(setting), { ...played, network, predictor: form, trajectories, policies: SMALL_GRID })],
  );
  const beyond = [
    ...[...TRIED, ...ABLATIONS].map((one) => learner(one.method, one.setting, one)),
    ...REGIME_NAMES.flatMap((regime) =>
      METHOD_NAMES.map((method) => {
        const { confirmed } = TUNED[regime][method];
        return learner(method, confirmed.setting, confirmed, SEEDS.others);
      }),
    ),
    // What the learners are held against on the other seeds.
    ...REGIME_NAMES.map((regime) => {
      const setting = REGIMES[regime].policies;
      return policies(onOtherSeeds(setting), SETTINGS[setting].network, grid, SEEDS.others);
    }),
  ];
  return [
    ...Object.entries(SETTINGS).map(([setting, { network }]) => policies(setting, network)),
    ...cells.map(({ setting, stepM }) => policies(setting, { stepM }, PERIOD_GRID)),
    ...["closed form" as const, ...PREDICTOR_FORMS].map(predictor),
    ...withOwnTwin,
    ...Object.entries(LEARNER_SETTINGS).flatMap(([setting, given]) =>
      METHOD_NAMES.map((method) => learner(method, setting, given)),
    ),
    ...(profile === "paper" ? beyond : []),
  ];
}

const learners = (setting: string): Arm[] => METHOD_NAMES.map((method) => ({ method, setting }));
const policies = (setting: string): Arm => ({ method: "policies", setting });
const confirmed = (regime: (typeof REGIME_NAMES)[number]): Arm[] => [
  ...METHOD_NAMES.map((method) => TUNED[regime][method].confirmed),
  policies(onOtherSeeds(REGIMES[regime].policies)),
];
const predictors: Arm[] = ["closed form", "GRU, printed", "GRU, increments"].map((setting) => ({
  method: "predictor",
  setting,
}));

/** Paper C: policies that need no learning, learned predictors of the twin, and the two learners. */
export const study = studyOf({
  letter: "C",
  name: "single-bs-sync",
  title: "One base station keeps a twin in step (paper C)",
  version: 2,
  module: import.meta.url,
  schema,
  tuned: REGIME_NAMES.flatMap((regime) => METHOD_NAMES.map((method) => TUNED[regime][method])),
  arms,
  async run(configuration, seeds, context) {
    const grid = { families: FAMILIES, copies: COPIES };
    if (configuration.method === "policies") return runPolicies(NETWORK, grid, configuration, seeds, context);
    if (configuration.method === "predictor") return runPredictor(NETWORK, configuration, seeds, context);
    return runLearner(configuration, seeds, context);
  },
  figures: [
    { make: () => figures.networkMap() },
    ...(["printed", "sync pays, step 5"] as const).map((setting) => ({
      needs: [policies(setting)],
      make: (results: Results) => figures.rateAgainstError(results, setting),
    })),
    { needs: [policies(MAP_CELLS[1].setting)], make: figures.regimeMap },
    { needs: predictors, make: figures.predictionErrors },
    ...Object.entries(LEARNER_SETTINGS).map(([setting, given]) => ({
      needs: [...learners(setting), policies(given.policies)],
      make: (results: Results) => figures.learningCurves(results, setting),
    })),
    ...REGIME_NAMES.map((regime) => ({
      needs: confirmed(regime),
      make: (results: Results) => figures.tunedCurves(results, regime),
    })),
    { needs: REGIME_NAMES.flatMap(confirmed), make: figures.synchronisationByAge },
  ],
  tables: [
    { title: "What policies without learning reach", needs: [policies("printed")], make: policyHeadroom },
    {
      title: "What the learners reach, and their regret (%) to the best policy",
      needs: [...learners("printed, GRU twin"), policies("printed")],
      make: regrets,
    },
  ],
  claims: [
    ...Object.keys(LEARNER_SETTINGS).map((setting) => ({
      needs: learners(setting),
      make: (results: Results) => sacOverDqn(results, setting),
    })),
    ...REGIME_NAMES.map((regime) => ({
      needs: confirmed(regime),
      make: (results: Results) => tunedSacOverDqn(results, regime),
    })),
    { needs: predictors, make: predictionErrors },
  ],
});
