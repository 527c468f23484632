import { z } from "zod";
import { type PlannedArm, PROFILES, type Profile, type Results, SEEDS, study as studyOf } from "../../study/index.ts";
import { policyRunSchema, runPolicies } from "../synchronisation/policyRuns.ts";
import { PREDICTORS } from "../synchronisation/predictionClaims.ts";
import { predictorRunSchema, runPredictor } from "../synchronisation/predictorRuns.ts";
import { claims } from "./claims.ts";
import * as figures from "./figures.ts";
import { learnerRunSchema, NETWORK, runLearner } from "./learnerRuns.ts";
import { multiBsSyncSchema } from "./model/multiBsSyncConfiguration.ts";
import { FAMILIES, SMALL_GRID } from "./policyGrid.ts";
import {
  BOTH,
  BRIEF,
  BY_USERS,
  BY_WEIGHT,
  FIG_3,
  FIG_6,
  IN_TURN_ELSEWHERE,
  learnerArm,
  METHODS,
  type Method,
  ON_POLICY_ELSEWHERE,
  OTHER_REWARDS,
  PLANNED_RUNS,
  type PlannedRun,
  policyArm,
  type Setting,
  type Swept,
} from "./settings.ts";
import * as tables from "./tables.ts";

const schema = z.discriminatedUnion("method", [
  policyRunSchema(multiBsSyncSchema, FAMILIES),
  learnerRunSchema,
  predictorRunSchema(multiBsSyncSchema),
]);
type Options = z.input<typeof schema>;

/** Sizes of the profiles, and the efforts of learners, usual and long. */
const SIZES = {
  smoke: {
    seeds: SEEDS.five,
    selectionEpisodes: 10,
    evaluationEpisodes: 10,
    gruTraining: { trajectories: 20, epochs: 4 },
    hidden: 16,
    long: { epochs: 10, updatesPerEpoch: 2, batchSize: 4, evaluateEvery: 2, evaluationEpisodes: 4 },
    usual: { epochs: 10, updatesPerEpoch: 2, batchSize: 4, evaluateEvery: 2, evaluationEpisodes: 4 },
  },
  quick: {
    seeds: SEEDS.five,
    selectionEpisodes: 20,
    evaluationEpisodes: 40,
    gruTraining: { trajectories: 100, epochs: 30 },
    hidden: 64,
    long: { epochs: 20, updatesPerEpoch: 12, batchSize: 16, evaluateEvery: 2, evaluationEpisodes: 20 },
    usual: { epochs: 20, updatesPerEpoch: 3, batchSize: 16, evaluateEvery: 2, evaluationEpisodes: 20 },
  },
  paper: {
    seeds: SEEDS.ten,
    selectionEpisodes: 30,
    evaluationEpisodes: 100,
    gruTraining: { trajectories: 2000, epochs: 30 },
    hidden: 128,
    long: { epochs: 75, updatesPerEpoch: 27, batchSize: 16, evaluateEvery: 5, evaluationEpisodes: 50 },
    usual: { epochs: 75, updatesPerEpoch: 7, batchSize: 16, evaluateEvery: 5, evaluationEpisodes: 50 },
  },
};
type Size = (typeof SIZES)[Profile];

/** The arms of a profile; a smoke test tries few policies. */
function arms(profile: Profile): PlannedArm<Options>[] {
  const size = SIZES[profile];
  const { selectionEpisodes, evaluationEpisodes, gruTraining } = size;
  const planned = (run: PlannedRun): Omit<PlannedArm<Options>, "seeds"> => {
    if ("learner" in run) {
      return { ...learnerArm(run.learner, run.setting), configuration: learnerRun(run.learner, run.setting, size) };
    }
    if ("predictor" in run) {
      const { predictor } = run;
      const testTrajectories = Math.ceil(gruTraining.trajectories / 20);
      const configuration = { method: "predictor", network: {}, predictor, gruTraining, testTrajectories } as const;
      return { method: "predictor", setting: predictor, configuration };
    }
    const { name: setting, network, predictor = "GRU, printed" } = run.policies;
    const policies = profile === "smoke" ? SMALL_GRID : run.grid;
    const episodes = { selectionEpisodes, evaluationEpisodes };
    const configuration = { method: "policies", network, predictor, gruTraining, policies, ...episodes } as const;
    return { method: "policies", setting, configuration };
  };
  return PLANNED_RUNS.filter(({ from }) => PROFILES.indexOf(from) <= PROFILES.indexOf(profile)).map((run) => {
    return { ...planned(run), seeds: run.seeds ?? size.seeds };
  });
}

function learnerRun(learner: Method, setting: Setting, size: Size): Options {
  const { network, effort, predictor = "GRU, printed", learner: options, slotBySlot = false } = setting;
  const { method, localReward } = METHODS[learner];
  const { batchSize, ...often } = typeof effort === "string" ? size[effort] : effort;
  return {
    method,
    network: { ...network, localReward },
    predictor,
    gruTraining: size.gruTraining,
    learner: { hidden: size.hidden, batchSize, ...options },
    ...often,
    finalEpisodes: size.evaluationEpisodes,
    slotBySlot,
  };
}

const bothIn = (setting: Setting) => BOTH.map((method) => learnerArm(method, setting));
const allIn = (sweep: readonly Swept[]) => sweep.flatMap(({ setting }) => [policyArm(setting), ...bothIn(setting)]);

/** Paper B: policies that need no learning, learned predictors of the twin, VDN and IQL. */
export const study = studyOf({
  letter: "B",
  name: "multi-bs-sync",
  title: "Several base stations keep one twin in step (paper B)",
  version: 3,
  module: import.meta.url,
  schema,
  arms,
  run(configuration, seeds, context) {
    const grid = { families: FAMILIES, copies: 10 };
    if (configuration.method === "policies") return runPolicies(NETWORK, grid, configuration, seeds, context);
    if (configuration.method === "predictor") return runPredictor(NETWORK, configuration, seeds, context);
    return runLearner(configuration, seeds, context);
  },
  figures: [
    { make: () => figures.networkMap() },
    { make: () => figures.blocksInUse() },
    { needs: [policyArm(FIG_3)], make: figures.rateAgainstError },
    { make: () => figures.complexityCurves() },
    { needs: [policyArm(FIG_3), ...bothIn(FIG_3)], make: figures.learningCurves },
    {
      needs: [policyArm(FIG_3), ...[...BOTH, ...OTHER_REWARDS].map((method) => learnerArm(method, BRIEF))],
      make: figures.localRewards,
    },
    { needs: PREDICTORS, make: figures.predictedPaths },
    { needs: PREDICTORS, make: figures.predictionErrors },
    { needs: allIn(BY_WEIGHT), make: figures.byWeight },
    { needs: allIn(BY_USERS), make: figures.byUsers },
    ...(["synchronised", "twinError"] as const).map((metric) => {
      return { needs: bothIn(FIG_6), make: (results: Results) => figures.alongEpisode(results, metric) };
    }),
    {
      needs: [
        learnerArm("vdn", IN_TURN_ELSEWHERE),
        learnerArm("ippo", ON_POLICY_ELSEWHERE),
        policyArm(IN_TURN_ELSEWHERE),
      ],
      make: figures.beyondCurves,
    },
  ],
  tables: [
    { title: "What policies without learning reach", make: tables.policyHeadroom },
    { title: "What the learners reach, and their regret (%) to the best policy", make: tables.regrets },
  ],
  claims,
});
