import { z } from "zod";
import {
  onOtherSeeds,
  type PlannedArm,
  type Profile,
  type Results,
  SEEDS,
  study as studyOf,
} from "../../study/index.ts";
import { policyRunSchema, runPolicies } from "../synchronisation/policyRuns.ts";
import { PREDICTORS } from "../synchronisation/predictionClaims.ts";
import { predictorRunSchema, runPredictor } from "../synchronisation/predictorRuns.ts";
import { PREDICTOR_FORMS } from "../synchronisation/predictors.ts";
import { claims } from "./claims.ts";
import * as figures from "./figures.ts";
import { COPIES, learnerRunSchema, NETWORK, runLearner } from "./learnerRuns.ts";
import { type SingleBsSyncOptions, singleBsSyncSchema } from "./model/singleBsSync.ts";
import { FAMILIES, FULL_GRID, PERIOD_GRID, type PolicyGrid, SMALL_GRID } from "./policyGrid.ts";
import {
  ABLATIONS,
  confirmedArms,
  LEARNER_SETTINGS,
  type LearnerSetting,
  learnerArms,
  MAP_CELLS,
  METHOD_NAMES,
  type Method,
  ownPolicies,
  policyArm,
  REGIME_NAMES,
  REGIMES,
  SETTINGS,
  TRIED,
  TUNED,
} from "./settings.ts";
import * as tables from "./tables.ts";

const schema = z.discriminatedUnion("method", [
  policyRunSchema(singleBsSyncSchema, FAMILIES),
  learnerRunSchema,
  predictorRunSchema(singleBsSyncSchema),
]);
type Options = z.input<typeof schema>;

/** Sizes of the profiles. */
const SIZES = {
  smoke: {
    selectionEpisodes: 8,
    evaluationEpisodes: 8,
    grid: SMALL_GRID,
    cells: MAP_CELLS.filter(({ stepM }) => stepM === 1 || stepM === 5),
    epochs: 4,
    gruTraining: { trajectories: 20, epochs: 4 },
    seeds: SEEDS.five,
  },
  quick: {
    selectionEpisodes: 40,
    evaluationEpisodes: 80,
    grid: FULL_GRID,
    cells: MAP_CELLS,
    epochs: 20,
    gruTraining: { trajectories: 40, epochs: 30 },
    seeds: SEEDS.five,
  },
  paper: {
    selectionEpisodes: 200,
    evaluationEpisodes: 200,
    grid: FULL_GRID,
    cells: MAP_CELLS,
    epochs: 100,
    gruTraining: { trajectories: 2000, epochs: 30 },
    seeds: SEEDS.ten,
  },
};

/** Predictors that do not learn, and that no figure shows: they need no ten seeds. */
const FEW: readonly string[] = ["GRU, SGD", "GRU, per user"];

/** The arms of a profile: policies, predictors, learners as printed; in the paper profile the tuned ones too. */
function arms(profile: Profile): PlannedArm<Options>[] {
  const { selectionEpisodes, evaluationEpisodes, grid, cells, epochs, gruTraining, seeds } = SIZES[profile];
  const arm = (setting: string, configuration: Options, armSeeds: readonly number[] = seeds) => {
    return { method: configuration.method, setting, seeds: armSeeds, configuration };
  };
  const played = { method: "policies", selectionEpisodes, evaluationEpisodes } as const;
  const policies = (setting: string, network: SingleBsSyncOptions, tried: PolicyGrid = grid, armSeeds = seeds) =>
    arm(setting, { ...played, network, policies: tried }, armSeeds);
  const learner = (method: Method, setting: string, learnerSetting: LearnerSetting, armSeeds = seeds) => {
    const { network, predictor = "closed form", learner = {} } = learnerSetting;
    const evaluation = { evaluateEvery: 2, evaluationEpisodes: 16, finalEpisodes: evaluationEpisodes };
    return arm(setting, { method, network, predictor, gruTraining, learner, epochs, ...evaluation }, armSeeds);
  };
  const predictor = (form: (typeof PREDICTOR_FORMS)[number] | "closed form") => {
    const testTrajectories = Math.ceil(gruTraining.trajectories / 20);
    const run = { method: "predictor", network: {}, predictor: form, gruTraining, testTrajectories } as const;
    return arm(form, run, FEW.includes(form) ? SEEDS.five : seeds);
  };
  const withOwnTwin = Object.entries(LEARNER_SETTINGS).flatMap(([setting, { network, predictor: form }]) =>
    form === undefined || form === "closed form"
      ? []
      : [arm(ownPolicies(setting), { ...played, network, predictor: form, gruTraining, policies: SMALL_GRID })],
  );
  const beyond = [
    ...[...TRIED, ...ABLATIONS].map((tried) => learner(tried.method, tried.setting, tried)),
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
    ...Object.entries(LEARNER_SETTINGS).flatMap(([setting, learnerSetting]) =>
      METHOD_NAMES.map((method) => learner(method, setting, learnerSetting)),
    ),
    ...(profile === "paper" ? beyond : []),
  ];
}

/** Paper C: policies that need no learning, learned predictors of the twin, and the two learners. */
export const study = studyOf({
  letter: "C",
  name: "single-bs-sync",
  title: "One base station keeps a twin in step (paper C)",
  version: 3,
  // The tables are those of TensorFlow's arithmetic; the kernel's differ in the last digits, which training spreads.
  standIn: 2,
  module: import.meta.url,
  schema,
  tuned: REGIME_NAMES.flatMap((regime) => METHOD_NAMES.map((method) => TUNED[regime][method])),
  arms,
  run(configuration, seeds, context) {
    const grid = { families: FAMILIES, copies: COPIES };
    if (configuration.method === "policies") return runPolicies(NETWORK, grid, configuration, seeds, context);
    if (configuration.method === "predictor") return runPredictor(NETWORK, configuration, seeds, context);
    return runLearner(configuration, seeds, context);
  },
  figures: [
    { make: () => figures.networkMap() },
    ...(["printed", "sync pays, step 5"] as const).map((setting) => ({
      needs: [policyArm(setting)],
      make: (results: Results) => figures.rateAgainstError(results, setting),
    })),
    { needs: [policyArm(MAP_CELLS[1].setting)], make: figures.regimeMap },
    { needs: PREDICTORS, make: figures.predictedPaths },
    { needs: PREDICTORS, make: figures.predictionErrors },
    ...Object.entries(LEARNER_SETTINGS).map(([setting, { policies }]) => ({
      needs: [...learnerArms(setting), policyArm(policies)],
      make: (results: Results) => figures.learningCurves(results, setting),
    })),
    ...REGIME_NAMES.map((regime) => ({
      needs: confirmedArms(regime),
      make: (results: Results) => figures.tunedCurves(results, regime),
    })),
    { needs: REGIME_NAMES.flatMap(confirmedArms), make: figures.synchronisationByAge },
  ],
  tables: [
    { title: "What policies without learning reach", needs: [policyArm("printed")], make: tables.policyHeadroom },
    {
      title: "What the learners reach, and their regret (%) to the best policy",
      needs: [...learnerArms("printed, GRU twin"), policyArm("printed")],
      make: tables.regrets,
    },
  ],
  claims,
});
