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
  type TitledTable,
} from "../../study/index.ts";
import { claims } from "./claims.ts";
import * as draw from "./figures.ts";
import { runLearner } from "./learnerRuns.ts";
import { learnerRunSchema } from "./learners.ts";
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
import { robustnessTable, tiltLearners, tiltPolicies } from "./tables.ts";

const schema = z.union([policyRunSchema, learnerRunSchema]);
type Planned = PlannedArm<z.input<typeof schema>>;

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

/** The two networks; in the paper profile the sweeps, other readings and what was tried beyond the paper too. */
function arms(profile: Profile): Planned[] {
  const { epochs, points, policyEpisodes, ...episodes } = SIZES[profile];
  const isPaper = profile === "paper";
  const seeds = isPaper ? SEEDS.ten : SEEDS.five;
  const learner = ({ method, setting, given }: LearnerArm, misledBy: number[], own = seeds): Planned => {
    const configuration = { method, ...given, ...(epochs && { epochs }), ...episodes, misledBy };
    return { method, setting, seeds: own, configuration };
  };
  const policies = (setting: string, network: LearnerArm["given"]["network"], own = seeds): Planned => {
    const sizes = { selectionEpisodes: policyEpisodes, evaluationEpisodes: policyEpisodes, points };
    return { method: "policies", setting, seeds: own, configuration: { method: "policies", network, ...sizes } };
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

/** Every figure of a network, and what each draws. */
function figuresOf(network: Network): Needing<Figure>[] {
  const { proposed, random, plain, dqn, policies } = armsIn(network);
  const hierarchies = [proposed, random, plain];
  const penalties = sweepArms(network, "penaltyWeight");
  const users = sweepOf(network, "users").map(({ setting }) => ({ method: "policies", setting }));
  const of = (needs: readonly Arm[], drawn: (results: Results, network: Network) => Figure): Needing<Figure> => {
    return { needs, make: (results) => drawn(results, network) };
  };
  return [
    of(hierarchies, draw.collectionDelays),
    of(hierarchies, draw.level2Returns),
    of([proposed, plain, dqn, policies], draw.level1Rewards),
    of(hierarchies, draw.physicalShares),
    of([proposed, plain], draw.rewardsWhenMisled),
    of(sweepArms(network, "error"), draw.returnsByError),
    of([...sweepArms(network, "users"), ...users], draw.byUsersOfCell),
    of([plain, ...sweepArms(network, "kappa"), policies], draw.rewardsByKappa),
    of(penalties, (results) => draw.byPenaltyWeight(results, network, "return")),
    of(penalties, (results) => draw.byPenaltyWeight(results, network, "share")),
  ];
}

const tables: readonly TitledTable[] = [
  {
    title: "What tilts without learning reach (sum rate of a transition; delay of a physical one)",
    make: tiltPolicies,
  },
  { title: "What the learners reach on exact positions", make: tiltLearners },
  {
    title: `The final policies where what they see is wrong by up to ${MISLED} of the radius`,
    make: (results) => robustnessTable(results, NETWORKS, MISLED),
  },
];

/** Paper A: tilts that need no learning, and learners on two levels, robust or not. */
export const study = studyOf({
  letter: "A",
  name: "robust-tilt",
  title: "Robust hierarchical learning of antenna tilts (paper A)",
  version: 1,
  module: import.meta.url,
  schema,
  tuned: TUNINGS,
  arms,
  run: (configuration, seeds, context) =>
    configuration.method === "policies"
      ? runPolicies(configuration, seeds, context)
      : runLearner(configuration, seeds, context),
  figures: [{ make: draw.tiltMap }, { make: draw.beamPatterns }, ...NETWORKS.flatMap(figuresOf)],
  tables,
  claims: NETWORKS.flatMap(claims),
});
