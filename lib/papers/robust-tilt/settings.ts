import type { z } from "zod";
import type { learnerRunSchema, Method } from "./learnerSchema.ts";
import type { RobustTiltOptions } from "./model/tiltScenario.ts";

/** The two settings of paper A that every claim is judged in. */
export const NETWORKS = ["benign", "literal"] as const;
export type Network = (typeof NETWORKS)[number];

/** A learner in a named setting; what it leaves out is the default of the run's schema. */
export interface LearnerSetting {
  readonly network: RobustTiltOptions;
  readonly learner?: z.input<typeof learnerRunSchema>["learner"];
  readonly penaltyWeight?: number;
  readonly share?: number;
  readonly trajectories?: number;
  readonly epochs?: number;
}

/** eps of Fig. 6, U of Fig. 7, kappa of Fig. 8 and xi of Fig. 9; the default is among each. */
export const ERRORS = [0.05, 0.15, 0.25] as const;
export const USERS = [4, 6, 8, 10, 12, 15] as const;
export const KAPPAS = [0.2, 0.5, 0.8] as const;
export const PENALTY_WEIGHTS = [0.005, 0.05, 0.1] as const;
const DEFAULTS = { error: 0.25, users: 10, kappa: 0.5, penaltyWeight: 0.005 };

/** Names of the settings that a figure sweeps over: the default value is the network's own setting. */
export const errorName = (network: Network, error: number) => named(network, "eps", error, DEFAULTS.error);
export const usersName = (network: Network, users: number) => named(network, "U", users, DEFAULTS.users);
export const kappaName = (network: Network, kappa: number) => named(network, "kappa", kappa, DEFAULTS.kappa);
export const penaltyName = (network: Network, xi: number) => named(network, "xi", xi, DEFAULTS.penaltyWeight);

function named(network: Network, symbol: string, value: number, standard: number): string {
  return value === standard ? network : `${network}, ${symbol} = ${value}`;
}

type Planned = readonly [setting: string, LearnerSetting, methods: readonly Method[]];

/** Figs 3-9: every sweep's settings and who is run in them. */
export const FIGURE_SETTINGS: readonly Planned[] = NETWORKS.flatMap((setting): Planned[] => {
  const swept = <T>(values: readonly T[], standard: T) => values.filter((value) => value !== standard);
  return [
    [setting, { network: { setting } }, ["robust-ppo", "robust-random", "ppo-ppo", "dqn"]],
    ...swept(ERRORS, 0.25).map(
      (error): Planned => [errorName(setting, error), { network: { setting, error } }, ["robust-ppo"]],
    ),
    ...swept(USERS, 10).map(
      (users): Planned => [usersName(setting, users), { network: { setting, users } }, ["robust-ppo", "ppo-ppo"]],
    ),
    ...swept(KAPPAS, 0.5).map(
      (kappa): Planned => [kappaName(setting, kappa), { network: { setting }, learner: { kappa } }, ["robust-ppo"]],
    ),
    ...swept(PENALTY_WEIGHTS, 0.005).map(
      (penaltyWeight): Planned => [
        penaltyName(setting, penaltyWeight),
        { network: { setting }, penaltyWeight },
        ["robust-ppo"],
      ],
    ),
  ];
});

/** How far what is observed is wrong where final policies are compared, cell radii: the twin's largest error. */
export const MISLED = 0.25;
/** And over which errors the printed ones are drawn. */
export const MISLED_RADII = [0.05, 0.1, 0.15, 0.2, MISLED];

/** Other readings of the paper, and other values where it is silent; robust PPO and PPO in each. */
export const ABLATIONS: Readonly<Record<string, LearnerSetting>> = {
  "benign, twin's reward at its own state": { network: { setting: "benign", rewardError: "state" } },
  "benign, twin's reward times 1 + u": { network: { setting: "benign", rewardError: "factor" } },
  "benign, mast of 25 m": { network: { setting: "benign", heightM: 25 } },
  "benign, weights of .5": { network: { setting: "benign", weightH: 0.5, weightV: 0.5 } },
  "benign, eps in metres": { network: { setting: "benign", errorUnit: "metre" } },
  "benign, GAE .95": { network: { setting: "benign" }, learner: { lambda: 0.95 } },
  "benign, policy step 3e-4": { network: { setting: "benign" }, learner: { policyLearningRate: 3e-4 } },
  "benign, rewards proportionally fair": { network: { setting: "benign", reward: "proportional" } },
  "literal, rewards proportionally fair": { network: { setting: "literal", reward: "proportional" } },
};

/**
 * Beyond the paper: four times the transitions an epoch and a smaller step, so that a policy learns to read positions at
 * all, with a fixed share of physical data. Four settings of each learner are tried in each network.
 */
interface Tried {
  readonly network: Network;
  readonly method: Method;
  readonly given: LearnerSetting;
}

const READING = { share: 0.3, trajectories: 20 } as const;

export const TRIED: Readonly<Record<string, Tried>> = Object.fromEntries(
  NETWORKS.flatMap((network) => [
    ...[0.2, 1].flatMap((radiusFactor) =>
      [0.2, 0.5].map((kappa) => {
        const learner = { policyLearningRate: 1e-3, passes: 4, kappa, radiusFactor };
        return tried(network, "robust-ppo", `kappa ${kappa}, radius ${radiusFactor} eps`, learner);
      }),
    ),
    ...[1e-3, 3e-4].flatMap((policyLearningRate) =>
      [4, 8].map((passes) => {
        const learner = { policyLearningRate, passes };
        return tried(network, "ppo-ppo", `step size ${policyLearningRate}, ${passes} passes`, learner);
      }),
    ),
  ]),
);

function tried(
  network: Network,
  method: Method,
  what: string,
  learner: NonNullable<LearnerSetting["learner"]>,
): [string, Tried] {
  const name = method === "robust-ppo" ? "robust" : "PPO";
  return [
    `${network}, reading, ${name}: ${what}`,
    { network, method, given: { network: { setting: network }, learner, ...READING } },
  ];
}

/** The best of what was tried under attack on seeds 0-9 (a test recomputes it); runs on seeds 100-109 confirm it. */
export const CHOSEN: Readonly<Record<Network, { readonly robust: string; readonly plain: string }>> = {
  benign: {
    robust: "benign, reading, robust: kappa 0.5, radius 1 eps",
    plain: "benign, reading, PPO: step size 0.0003, 4 passes",
  },
  literal: {
    robust: "literal, reading, robust: kappa 0.2, radius 1 eps",
    plain: "literal, reading, PPO: step size 0.0003, 4 passes",
  },
};

/** Name of a setting where it is run on seeds 100-109. */
export function onOtherSeeds(setting: string): string {
  return `${setting}, seeds 100-109`;
}
