import { z } from "zod";
import {
  armKey,
  onOtherSeeds,
  type PlannedArm,
  type Profile,
  type Results,
  SEEDS,
  study as studyOf,
} from "../../study/index.ts";
import { policyRunSchema, runPolicies } from "../synchronisation/policyRuns.ts";
import { PREDICTED, PREDICTORS, predictorArm } from "../synchronisation/predictionClaims.ts";
import { predictorRunSchema, runPredictor } from "../synchronisation/predictorRuns.ts";
import { claims } from "./claims.ts";
import * as figures from "./figures.ts";
import { COPIES, learnerRunSchema, NETWORK, runLearner } from "./learnerRuns.ts";
import { singleBsSyncSchema } from "./model/singleBsSync.ts";
import { FAMILIES, FULL_GRID, PERIOD_GRID, type PolicyGrid, SMALL_GRID } from "./policyGrid.ts";
import {
  COMPARED,
  CONFIRMED,
  learnerArms,
  MAP_CELLS,
  MAP_TWINS,
  METHOD_NAMES,
  OBSERVING,
  PAYING,
  POOR_TWIN,
  PRINTED,
  policyArm,
  type Setting,
  STAYING,
  TRIED,
  TUNED,
  WALKING,
  WORLDS,
} from "./settings.ts";
import * as tables from "./tables.ts";

const schema = z.discriminatedUnion("method", [
  policyRunSchema(singleBsSyncSchema, FAMILIES),
  learnerRunSchema,
  predictorRunSchema(singleBsSyncSchema),
]);
type Options = z.input<typeof schema>;

/** Sizes of the profiles, and the settings that are compared in them. */
const SIZES = {
  smoke: {
    seeds: SEEDS.five,
    selectionEpisodes: 8,
    evaluationEpisodes: 8,
    grid: SMALL_GRID,
    cells: MAP_CELLS.filter(({ stepM }) => stepM === 1 || stepM === 5),
    compared: [PRINTED],
    worlds: [PRINTED],
    epochs: 10,
    gruTraining: { trajectories: 20, epochs: 4 },
  },
  quick: {
    seeds: SEEDS.five,
    selectionEpisodes: 40,
    evaluationEpisodes: 80,
    grid: FULL_GRID,
    cells: MAP_CELLS,
    compared: [PRINTED, PAYING],
    worlds: [PRINTED, PAYING],
    epochs: 20,
    gruTraining: { trajectories: 100, epochs: 30 },
  },
  paper: {
    seeds: SEEDS.ten,
    selectionEpisodes: 200,
    evaluationEpisodes: 200,
    grid: FULL_GRID,
    cells: MAP_CELLS,
    compared: COMPARED,
    worlds: WORLDS,
    epochs: 100,
    gruTraining: { trajectories: 2000, epochs: 30 },
  },
};

/** Worlds whose policies are drawn. */
const CLOSELY: readonly Setting[] = [PRINTED, PAYING, WALKING];

/** The arms of a profile: policies, predictors, learners; in the paper profile the tuned ones too. */
function arms(profile: Profile): PlannedArm<Options>[] {
  const { seeds, selectionEpisodes, evaluationEpisodes, grid, cells, compared, worlds, epochs, gruTraining } =
    SIZES[profile];
  const arm = (setting: string, configuration: Options, armSeeds: readonly number[] = seeds) => {
    return { method: configuration.method, setting, seeds: armSeeds, configuration };
  };
  /** Policies leave the synchronisation's block to the paper's rule R. */
  const policies = (
    setting: string,
    { network, predictor = "GRU, printed" }: Pick<Setting, "network" | "predictor">,
    tried: PolicyGrid = grid,
    armSeeds = seeds,
  ) => {
    const played = { method: "policies", selectionEpisodes, evaluationEpisodes, policies: tried } as const;
    const configuration = {
      ...played,
      network: { ...network, action: "synchronise" as const },
      predictor,
      gruTraining,
    };
    return arm(setting, configuration, armSeeds);
  };
  const learner = (
    method: "sac" | "dqn" | "drqn",
    setting: string,
    { network, predictor = "GRU, printed", learner = {} }: Pick<Setting, "network" | "predictor" | "learner">,
    armSeeds = seeds,
  ) => {
    const often = {
      epochs,
      evaluateEvery: profile === "paper" ? 4 : 2,
      evaluationEpisodes: 16,
      finalEpisodes: evaluationEpisodes,
    };
    return arm(setting, { method, network, predictor, gruTraining, learner, ...often }, armSeeds);
  };
  const predictor = (form: (typeof PREDICTED)[number], { label, network }: Setting = PRINTED) => {
    const testTrajectories = Math.ceil(gruTraining.trajectories / 20);
    const { setting } = predictorArm(form, label === PRINTED.label ? undefined : label);
    return arm(setting, { method: "predictor", network, predictor: form, gruTraining, testTrajectories });
  };
  const beyond = [
    ...PREDICTED.map((form) => predictor(form, STAYING)),
    ...[...new Map([...TRIED, ...OBSERVING].map((tried) => [armKey(tried), tried])).values()].map((tried) => {
      return learner(tried.method, tried.setting, tried);
    }),
    ...METHOD_NAMES.map((method) => {
      const { confirmed } = TUNED[method];
      return learner(method, confirmed.setting, confirmed, SEEDS.others);
    }),
    // What the tuned learners are held against on the other seeds.
    policies(onOtherSeeds(PAYING.policies), PAYING, grid, SEEDS.others),
  ];
  return [
    ...compared.flatMap((setting) => {
      return (setting.changes ?? METHOD_NAMES).map((method) => learner(method, setting.label, setting));
    }),
    ...worlds.map((world) => policies(world.label, world, CLOSELY.includes(world) ? grid : SMALL_GRID)),
    ...PREDICTED.map((form) => predictor(form)),
    ...cells.map(({ setting, stepM, predictor }) => {
      return policies(setting, { network: { stepM, predictor }, predictor: "closed form" }, PERIOD_GRID);
    }),
    ...(profile === "paper" ? beyond : []),
  ];
}

/** Paper C: policies that need no learning, learned predictors of the twin, and the two learners. */
export const study = studyOf({
  letter: "C",
  name: "single-bs-sync",
  title: "One base station keeps a twin in step (paper C)",
  version: 4,
  module: import.meta.url,
  schema,
  tuned: METHOD_NAMES.map((method) => TUNED[method]),
  arms,
  run(configuration, seeds, context) {
    const grid = { families: FAMILIES, copies: COPIES };
    if (configuration.method === "policies") return runPolicies(NETWORK, grid, configuration, seeds, context);
    if (configuration.method === "predictor") return runPredictor(NETWORK, configuration, seeds, context);
    return runLearner(configuration, seeds, context);
  },
  figures: [
    { make: () => figures.networkMap() },
    ...[PRINTED, WALKING].map(({ label }) => ({
      needs: [policyArm(label)],
      make: (results: Results) => figures.rateAgainstError(results, label),
    })),
    ...MAP_TWINS.map((twin) => ({
      needs: MAP_CELLS.filter(({ stepM }) => stepM === 1).map(({ setting }) => policyArm(setting)),
      make: (results: Results) => figures.regimeMap(results, twin),
    })),
    { needs: PREDICTORS, make: figures.predictedPaths },
    { needs: PREDICTORS, make: figures.predictionErrors },
    ...[PRINTED, PAYING, POOR_TWIN].map((setting) => ({
      needs: [...learnerArms(setting), policyArm(setting.policies)],
      make: (results: Results) => figures.learningCurves(results, setting),
    })),
    { needs: CONFIRMED, make: figures.tunedCurves },
    { needs: CONFIRMED, make: figures.synchronisationByAge },
    { needs: [...OBSERVING, policyArm(PAYING.policies)], make: figures.observing },
  ],
  tables: [
    { title: "What policies without learning reach", needs: [policyArm(PRINTED.label)], make: tables.policyHeadroom },
    {
      title: "What the learners reach, and their regret (%) to the best policy",
      needs: [...learnerArms(PRINTED), policyArm(PRINTED.label)],
      make: tables.regrets,
    },
  ],
  claims,
});
