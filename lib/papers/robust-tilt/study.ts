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
import { COUNTING_ARMS, READ_RADIUS, TUNINGS } from "./readers.ts";
import { robustLossRunSchema, runRobustLoss } from "./robustLossRuns.ts";
import {
  armsIn,
  FIRST_EDITION_ARMS,
  FRESH_ARMS,
  FRESH_SEEDS,
  type LearnerArm,
  MISLED,
  MISLED_RADII,
  NETWORKS,
  type Network,
  OWN_ARMS,
  READING_ARMS,
  ROBUST_LOSS,
  ROBUST_LOSS_RADII,
  SWEEP_ARMS,
  sweepArms,
  sweepOf,
  sweptAt,
} from "./settings.ts";
import * as tables from "./tables.ts";

const schema = z.union([policyRunSchema, robustLossRunSchema, learnerRunSchema]);
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

/** Errors of those who read counts. */
const READ_RADII = [READ_RADIUS / 2, READ_RADIUS];

/** Episodes of the learners that no figure shows. */
const SELDOM = { evaluateEvery: 20, evaluationEpisodes: 10, finalEpisodes: 20 } as const;

/**
 * The arms of a profile: learners and policies in the three networks; in the paper profile also the sweeps, the headline on
 * fresh seeds, and other readings.
 */
function arms(profile: Profile): PlannedArm<Options>[] {
  const { epochs, points, policyEpisodes, ...episodes } = SIZES[profile];
  const isPaper = profile === "paper";
  const seeds = isPaper ? SEEDS.ten : SEEDS.five;
  const learner = (
    { method, setting, options }: LearnerArm,
    misledBy: readonly number[],
    others: { readonly seeds?: readonly number[] } & Partial<typeof SELDOM> = {},
  ): PlannedArm<Options> => {
    const { seeds: armSeeds = seeds, ...seldom } = others;
    const configuration = { method, ...options, ...(epochs && { epochs }), ...episodes, ...seldom };
    return { method, setting, seeds: armSeeds, configuration: { ...configuration, misledBy: [...misledBy] } };
  };
  const policies = (setting: string, network: RobustTiltOptions, armSeeds = seeds): PlannedArm<Options> => {
    const sizes = { selectionEpisodes: policyEpisodes, evaluationEpisodes: policyEpisodes, points };
    return { method: "policies", setting, seeds: armSeeds, configuration: { method: "policies", network, ...sizes } };
  };
  const own = OWN_ARMS.map((arm) => learner(arm, isPaper ? MISLED_RADII : [MISLED]));
  const inNetworks = NETWORKS.map((setting) => policies(setting, { setting }));
  const robustLoss = {
    ...ROBUST_LOSS,
    seeds,
    configuration: { method: "robust-loss", radii: ROBUST_LOSS_RADII } as const,
  };
  if (!isPaper) return [...own, ...inNetworks, robustLoss];
  return [
    ...own,
    ...inNetworks,
    robustLoss,
    ...NETWORKS.flatMap((setting) => [
      policies(sweptAt(setting, "error", 0.05).setting, { setting, error: 0.05 }, SEEDS.five),
      ...sweepOf(setting, "users")
        .filter((swept) => swept.setting !== setting)
        .map(({ value: users, setting: name }) => policies(name, { setting, users }, SEEDS.five)),
    ]),
    ...SWEEP_ARMS.map((arm) => learner(arm, [])),
    ...FRESH_ARMS.map((arm) => learner(arm, [], { seeds: FRESH_SEEDS })),
    ...FIRST_EDITION_ARMS.map((arm) => learner(arm, [MISLED])),
    ...READING_ARMS.map((arm) => learner(arm, [], SELDOM)),
    ...COUNTING_ARMS.map((arm) => learner(arm, READ_RADII)),
    ...TUNINGS.flatMap(({ tried }) => tried.map((arm) => learner(arm, READ_RADII))),
    ...TUNINGS.map(({ confirmed }) => learner(confirmed, READ_RADII, { seeds: SEEDS.others })),
  ];
}

/** The figures of a network, and the arms that each needs. */
function figuresOf(network: Network): Needing<Figure>[] {
  const { proposed, random, plain, plainRandom, blind, dqn, policies } = armsIn(network);
  const hierarchies = [proposed, random, plain, plainRandom, blind];
  const penalties = sweepArms(network, "penaltyWeight");
  const users = sweepOf(network, "users").map(({ setting }) => ({ method: "policies", setting }));
  const figure = (needs: readonly Arm[], drawn: (results: Results, network: Network) => Figure): Needing<Figure> => {
    return { needs, make: (results) => drawn(results, network) };
  };
  return [
    figure(hierarchies, figures.collectionDelays),
    figure(hierarchies, figures.level2Returns),
    figure([proposed, plain, blind, dqn, policies], figures.level1Rewards),
    figure(hierarchies, figures.physicalShares),
    figure([proposed, plain], figures.boxWidths),
    figure([proposed, plain, blind, policies], figures.rewardsWhenMisled),
    figure(sweepArms(network, "error"), figures.returnsByError),
    figure([...sweepArms(network, "users"), ...users], figures.byUsersOfCell),
    figure([plain, blind, ...sweepArms(network, "kappa"), policies], figures.rewardsByKappa),
    figure(penalties, figures.returnsByPenaltyWeight),
  ];
}

/** Paper A: tilts that need no learning, and learners on two levels, robust or not. */
export const study = studyOf({
  letter: "A",
  name: "robust-tilt",
  title: "Robust hierarchical learning of antenna tilts (paper A)",
  version: 3,
  module: import.meta.url,
  schema,
  tuned: TUNINGS,
  arms,
  run(configuration, seeds, context) {
    if (configuration.method === "robust-loss") return runRobustLoss(configuration, seeds, context);
    if (configuration.method === "policies") return runPolicies(configuration, seeds, context);
    return runLearner(configuration, seeds, context);
  },
  figures: [
    { make: () => figures.tiltMap() },
    { make: () => figures.tiltMap("literal") },
    { make: figures.beamPatterns },
    { needs: [ROBUST_LOSS], make: figures.robustLossGradient },
    { needs: [...READING_ARMS, ...OWN_ARMS], make: figures.gainsByReading },
    ...NETWORKS.flatMap(figuresOf),
  ],
  tables: [
    {
      title: "What tilts without learning reach (sum rate of a transition; delay of a physical one)",
      make: tables.policies,
    },
    { title: "What the learners reach on exact positions", make: (results) => tables.learners(results, NETWORKS) },
    {
      title: `The final policies where what they see is wrong by up to ${MISLED} of the radius`,
      make: (results) => tables.robustness(results, NETWORKS, MISLED),
    },
  ],
  claims,
});
