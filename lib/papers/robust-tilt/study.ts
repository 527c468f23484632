import { z } from "zod";
import type { Figure } from "../../figures/index.ts";
import {
  type Arm,
  type Needing,
  type PlannedArm,
  type Profile,
  type Results,
  SEEDS,
  study as studyOf,
} from "../../study/index.ts";
import { claims } from "./claims.ts";
import * as figures from "./figures.ts";
import { runLearner } from "./learnerRuns.ts";
import { learnerRunSchema } from "./learners.ts";
import type { RobustTiltOptions } from "./model/tiltScenario.ts";
import { policyRunSchema, runPolicies } from "./policyRuns.ts";
import {
  ABLATIONS,
  armsIn,
  FIGURE_ARMS,
  type LearnerArm,
  MISLED,
  MISLED_RADII,
  NETWORKS,
  type Network,
  sweepArms,
  sweepOf,
  sweptAt,
  TUNINGS,
} from "./settings.ts";
import * as tables from "./tables.ts";

const schema = z.union([policyRunSchema, learnerRunSchema]);
type Options = z.input<typeof schema>;

/** Sizes of the profiles. */
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

/**
 * The arms of a profile: learners and policies in the two networks; in the paper profile also the sweeps, other
 * readings and settings that were tried beyond the paper.
 */
function arms(profile: Profile): PlannedArm<Options>[] {
  const { epochs, points, policyEpisodes, ...episodes } = SIZES[profile];
  const isPaper = profile === "paper";
  const seeds = isPaper ? SEEDS.ten : SEEDS.five;
  const learner = (
    { method, setting, options }: LearnerArm,
    misledBy: number[],
    armSeeds = seeds,
  ): PlannedArm<Options> => {
    const configuration = { method, ...options, ...(epochs && { epochs }), ...episodes, misledBy };
    return { method, setting, seeds: armSeeds, configuration };
  };
  const policies = (setting: string, network: RobustTiltOptions, armSeeds = seeds): PlannedArm<Options> => {
    const sizes = { selectionEpisodes: policyEpisodes, evaluationEpisodes: policyEpisodes, points };
    return { method: "policies", setting, seeds: armSeeds, configuration: { method: "policies", network, ...sizes } };
  };
  const isNetwork = ({ setting }: Arm) => NETWORKS.includes(setting as Network);
  if (!isPaper) {
    return [
      ...NETWORKS.map((setting) => policies(setting, { setting })),
      ...FIGURE_ARMS.filter(isNetwork).map((arm) => learner(arm, [MISLED])),
    ];
  }
  return [
    ...NETWORKS.flatMap((setting) => [
      policies(setting, { setting }),
      policies(sweptAt(setting, "error", 0.05).setting, { setting, error: 0.05 }, SEEDS.five),
      ...sweepOf(setting, "users")
        .filter((swept) => swept.setting !== setting)
        .map(({ value: users, setting: name }) => policies(name, { setting, users }, SEEDS.five)),
    ]),
    ...FIGURE_ARMS.map((arm) => learner(arm, isNetwork(arm) ? MISLED_RADII : [MISLED])),
    ...ABLATIONS.map((arm) => learner(arm, [0.05, MISLED], SEEDS.five)),
    ...TUNINGS.flatMap(({ tried }) => tried.map((arm) => learner(arm, [0.05, MISLED]))),
    ...TUNINGS.map(({ confirmed }) => learner(confirmed, [0.05, MISLED], SEEDS.others)),
  ];
}

/** The figures of a network, and the arms that each needs. */
function figuresOf(network: Network): Needing<Figure>[] {
  const { proposed, random, plain, dqn, policies } = armsIn(network);
  const hierarchies = [proposed, random, plain];
  const penalties = sweepArms(network, "penaltyWeight");
  const users = sweepOf(network, "users").map(({ setting }) => ({ method: "policies", setting }));
  const figure = (needs: readonly Arm[], drawn: (results: Results, network: Network) => Figure): Needing<Figure> => {
    return { needs, make: (results) => drawn(results, network) };
  };
  return [
    figure(hierarchies, figures.collectionDelays),
    figure(hierarchies, figures.level2Returns),
    figure([proposed, plain, dqn, policies], figures.level1Rewards),
    figure(hierarchies, figures.physicalShares),
    figure([proposed, plain], figures.rewardsWhenMisled),
    figure(sweepArms(network, "error"), figures.returnsByError),
    figure([...sweepArms(network, "users"), ...users], figures.byUsersOfCell),
    figure([plain, ...sweepArms(network, "kappa"), policies], figures.rewardsByKappa),
    figure(penalties, (results) => figures.byPenaltyWeight(results, network, "return")),
    figure(penalties, (results) => figures.byPenaltyWeight(results, network, "share")),
  ];
}

/** Paper A: tilts that need no learning, and learners on two levels, robust or not. */
export const study = studyOf({
  letter: "A",
  name: "robust-tilt",
  title: "Robust hierarchical learning of antenna tilts (paper A)",
  version: 2,
  // The tables are those of TensorFlow's arithmetic; the kernel's differ in the last digits, which training spreads.
  standIn: 1,
  module: import.meta.url,
  schema,
  tuned: TUNINGS,
  arms,
  run(configuration, seeds, context) {
    if (configuration.method === "policies") return runPolicies(configuration, seeds, context);
    return runLearner(configuration, seeds, context);
  },
  figures: [{ make: figures.tiltMap }, { make: figures.beamPatterns }, ...NETWORKS.flatMap(figuresOf)],
  tables: [
    {
      title: "What tilts without learning reach (sum rate of a transition; delay of a physical one)",
      make: tables.policies,
    },
    { title: "What the learners reach on exact positions", make: tables.learners },
    {
      title: `The final policies where what they see is wrong by up to ${MISLED} of the radius`,
      make: (results) => tables.robustness(results, NETWORKS, MISLED),
    },
  ],
  claims,
});
