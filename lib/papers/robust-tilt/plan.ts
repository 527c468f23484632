import type { Profile, Task } from "../../study/experiment.ts";
import type { Method } from "./learnerSchema.ts";
import { type Run, type RunOptions, schema } from "./schema.ts";
import {
  ABLATIONS,
  CHOSEN,
  errorName,
  FIGURE_SETTINGS,
  type LearnerSetting,
  MISLED,
  MISLED_RADII,
  NETWORKS,
  onOtherSeeds,
  TRIED,
  USERS,
  usersName,
} from "./settings.ts";

const FIRST: readonly number[] = [0, 1, 2, 3, 4];
const TEN: readonly number[] = [...FIRST, 5, 6, 7, 8, 9];
/** Where what was chosen on the first ten seeds is confirmed. */
const OTHERS = TEN.map((seed) => 100 + seed);

const SIZES = {
  smoke: { epochs: 20, evaluationEpisodes: 10, finalEpisodes: 10, misledEpisodes: 10, points: 4, policyEpisodes: 10 },
  quick: { epochs: 60, evaluationEpisodes: 10, finalEpisodes: 40, misledEpisodes: 10, points: 7, policyEpisodes: 20 },
  paper: {
    epochs: undefined,
    evaluationEpisodes: 20,
    finalEpisodes: 100,
    misledEpisodes: 20,
    points: 13,
    policyEpisodes: 40,
  },
} as const;

/** What is run in a profile: the two settings; in the paper profile the sweeps, the ablations and what was tried beyond. */
export function plan(profile: Profile): Task<Run>[] {
  const { epochs, evaluationEpisodes, finalEpisodes, misledEpisodes, points, policyEpisodes } = SIZES[profile];
  const isPaper = profile === "paper";
  const few = isPaper ? TEN : FIRST;
  const task = (setting: string, run: RunOptions, seeds: readonly number[]): Task<Run> => {
    return { method: run.method, setting, seeds, configuration: schema.parse(run) };
  };
  const learner = (method: Method, setting: string, given: LearnerSetting, seeds = few, misledBy = [0.05, MISLED]) => {
    const sizes = { evaluationEpisodes, finalEpisodes, misledEpisodes, misledBy };
    return task(setting, { method, ...given, ...(epochs && { epochs }), ...sizes }, seeds);
  };
  const policies = (setting: string, network: LearnerSetting["network"], seeds = few) => {
    const sizes = { selectionEpisodes: policyEpisodes, evaluationEpisodes: policyEpisodes, points };
    return task(setting, { method: "policies", network, ...sizes }, seeds);
  };
  const shown = isPaper ? FIGURE_SETTINGS : FIGURE_SETTINGS.filter(([setting]) => NETWORKS.includes(setting as never));
  const figures = shown.flatMap(([setting, given, methods]) => {
    const isBase = NETWORKS.includes(setting as never);
    return methods.map((method) => learner(method, setting, given, few, isBase && isPaper ? MISLED_RADII : [MISLED]));
  });
  const beside = NETWORKS.flatMap((setting) => [
    policies(setting, { setting }),
    ...(isPaper
      ? [
          policies(errorName(setting, 0.05), { setting, error: 0.05 }, FIRST),
          ...USERS.filter((users) => users !== 10).map((users) =>
            policies(usersName(setting, users), { setting, users }, FIRST),
          ),
        ]
      : []),
  ]);
  const beyond = [
    ...Object.entries(ABLATIONS).flatMap(([setting, given]) =>
      (["robust-ppo", "ppo-ppo"] as const).map((method) => learner(method, setting, given, FIRST)),
    ),
    ...Object.entries(TRIED).map(([setting, given]) => learner(given.method, setting, given.given)),
    ...Object.values(CHOSEN).flatMap((chosen) =>
      [chosen.robust, chosen.plain].map((setting) => {
        const { method, given } = TRIED[setting];
        return learner(method, onOtherSeeds(setting), given, OTHERS);
      }),
    ),
  ];
  return [...beside, ...figures, ...(isPaper ? beyond : [])];
}
