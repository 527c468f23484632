import type { Profile, Task } from "../../study/experiment.ts";
import { PREDICTOR_FORMS } from "../synchronisation/predictors.ts";
import type { LearnerRun } from "./learnerRuns.ts";
import type { SingleBsSyncOptions } from "./model/singleBsSync.ts";
import { FULL_GRID, PERIOD_GRID, type PolicyGrid, SMALL_GRID } from "./policyGrid.ts";
import { type Run, type RunOptions, schema } from "./schema.ts";
import {
  ABLATIONS,
  CHOSEN,
  LEARNER_SETTINGS,
  type LearnerSetting,
  MAP_STEPS,
  onOtherSeeds,
  REGIME_NAMES,
  SETTINGS,
  TRIED,
} from "./settings.ts";

const FIRST: readonly number[] = [0, 1, 2, 3, 4];
const TEN: readonly number[] = [...FIRST, 5, 6, 7, 8, 9];
/** Where what was chosen on the first ten seeds is confirmed. */
const OTHERS = TEN.map((seed) => 100 + seed);

const SIZES = {
  smoke: {
    selectionEpisodes: 8,
    evaluationEpisodes: 8,
    grid: SMALL_GRID,
    steps: [1, 5],
    epochs: 4,
    trajectories: 20,
    seeds: FIRST,
  },
  quick: {
    selectionEpisodes: 40,
    evaluationEpisodes: 80,
    grid: FULL_GRID,
    steps: MAP_STEPS,
    epochs: 20,
    trajectories: 40,
    seeds: FIRST,
  },
  paper: {
    selectionEpisodes: 200,
    evaluationEpisodes: 200,
    grid: FULL_GRID,
    steps: MAP_STEPS,
    epochs: 100,
    trajectories: 2000,
    seeds: TEN,
  },
};

/** What is run in a profile: policies, predictors, learners as printed; in the paper profile the tuned ones too. */
export function plan(profile: Profile): Task<Run>[] {
  const { selectionEpisodes, evaluationEpisodes, grid, steps, epochs, trajectories, seeds } = SIZES[profile];
  const task = (setting: string, configuration: RunOptions, of: readonly number[] = seeds): Task<Run> => {
    return { method: configuration.method, setting, seeds: of, configuration: schema.parse(configuration) };
  };
  const policies = (setting: string, network: SingleBsSyncOptions, tried: PolicyGrid = grid, of = seeds) => {
    return task(setting, { method: "policies", network, policies: tried, selectionEpisodes, evaluationEpisodes }, of);
  };
  const learner = (method: LearnerRun["method"], [setting, given]: [string, LearnerSetting], of = seeds) => {
    const { network, predictor = "closed form", learner = {} } = given;
    const evaluation = { evaluateEvery: 2, evaluationEpisodes: 16, finalEpisodes: evaluationEpisodes };
    return task(setting, { method, network, predictor, trajectories, learner, epochs, ...evaluation }, of);
  };
  // A variant that does not learn, and one without a figure of its own, need no ten seeds.
  const few: readonly string[] = ["GRU, SGD", "GRU, per user"];
  const predictor = (form: (typeof PREDICTOR_FORMS)[number] | "closed form") => {
    const testTrajectories = Math.ceil(trajectories / 20);
    const run = { method: "predictor", network: {}, predictor: form, trajectories, testTrajectories } as const;
    return task(form, run, few.includes(form) ? FIRST : seeds);
  };
  const printed = Object.entries(LEARNER_SETTINGS).flatMap((one) => [learner("sac", one), learner("dqn", one)]);
  const beyond = [
    ...Object.entries({ ...TRIED, ...ABLATIONS }).map((one) => learner(one[1].method, one)),
    ...Object.values(CHOSEN).flatMap((chosen) =>
      Object.values(chosen).map((setting) => {
        const given = TRIED[setting];
        return learner(given.method, [onOtherSeeds(setting), given], OTHERS);
      }),
    ),
    // What the learners are held against on the other seeds.
    ...REGIME_NAMES.map((regime) => {
      const [given] = Object.values(TRIED).filter((one) => one.regime === regime);
      const { policies: setting } = given as LearnerSetting;
      return policies(onOtherSeeds(setting), SETTINGS[setting].network, grid, OTHERS);
    }),
  ];
  const withGru = Object.entries(LEARNER_SETTINGS).flatMap(([setting, { network, predictor: form }]) => {
    if (form === undefined || form === "closed form") return [];
    const size = { selectionEpisodes, evaluationEpisodes };
    const run = { method: "policies", network, predictor: form, trajectories, policies: SMALL_GRID, ...size } as const;
    return [task(`policies, ${setting}`, run)];
  });
  return [
    ...Object.entries(SETTINGS).map(([setting, { network }]) => policies(setting, network)),
    ...steps.map((stepM) => policies(`map, step ${stepM}`, { stepM }, PERIOD_GRID)),
    ...["closed form" as const, ...PREDICTOR_FORMS].map(predictor),
    ...withGru,
    ...printed,
    ...(profile === "paper" ? beyond : []),
  ];
}
