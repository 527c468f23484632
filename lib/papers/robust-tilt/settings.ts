import type { z } from "zod";
import { mean } from "../../statistics/index.ts";
import { type Arm, type Tuned, tuned } from "../../study/index.ts";
import type { learnerRunSchema, Method } from "./learners.ts";
import { misled } from "./measures.ts";
import type { RobustTiltOptions } from "./model/tiltScenario.ts";

/** The two settings of paper A that every claim is judged in. */
export const NETWORKS = ["benign", "literal"] as const;
export type Network = (typeof NETWORKS)[number];

/** A learner and its network; what is left out is the default of the run's schema. */
export interface LearnerSetting {
  readonly network: RobustTiltOptions;
  readonly learner?: z.input<typeof learnerRunSchema>["learner"];
  readonly penaltyWeight?: number;
  readonly share?: number;
  readonly trajectories?: number;
}

/** An arm of a learner, and the options of its run. */
export interface LearnerArm extends Arm {
  readonly method: Method;
  readonly options: LearnerSetting;
}

/** A sweep of a figure over one parameter. */
export interface SweepOptions {
  /** in names of settings and in legends */
  readonly symbol: string;
  readonly values: readonly number[];
  /** the value among them that a network's own setting has */
  readonly standard: number;
  /** the learners that are run with the other values */
  readonly methods: readonly Method[];
  readonly options: (setting: Network, value: number) => LearnerSetting;
}

/** The sweeps of Figs 6-9: eps, U, kappa and xi. */
const SWEEPS = {
  error: {
    symbol: "eps",
    values: [0.05, 0.15, 0.25],
    standard: 0.25,
    methods: ["robust-ppo"],
    options: (setting, error) => ({ network: { setting, error } }),
  },
  users: {
    symbol: "U",
    values: [4, 6, 8, 10, 12, 15],
    standard: 10,
    methods: ["robust-ppo", "ppo-ppo"],
    options: (setting, users) => ({ network: { setting, users } }),
  },
  kappa: {
    symbol: "kappa",
    values: [0.2, 0.5, 0.8],
    standard: 0.5,
    methods: ["robust-ppo"],
    options: (setting, kappa) => ({ network: { setting }, learner: { kappa } }),
  },
  penaltyWeight: {
    symbol: "xi",
    values: [0.005, 0.05, 0.1],
    standard: 0.005,
    methods: ["robust-ppo"],
    options: (setting, penaltyWeight) => ({ network: { setting }, penaltyWeight }),
  },
} as const satisfies Record<string, SweepOptions>;
export type Sweep = keyof typeof SWEEPS;

/** A value of a sweep, its name in legends, and the setting that it is run in. */
export interface Swept {
  readonly value: number;
  readonly label: string;
  readonly setting: string;
}

/** A value of a sweep in a network; its setting is the network's own where the value is the standard one. */
export function sweptAt(network: Network, sweep: Sweep, value: number): Swept {
  const { symbol, standard } = SWEEPS[sweep];
  const label = `${symbol} = ${value}`;
  return { value, label, setting: value === standard ? network : `${network}, ${label}` };
}

/** All values of a sweep in a network. */
export function sweepOf(network: Network, sweep: Sweep): Swept[] {
  return SWEEPS[sweep].values.map((value) => sweptAt(network, sweep, value));
}

/** The arms of a sweep, the standard value's among them. */
export function sweepArms(network: Network, sweep: Sweep): Arm[] {
  const { methods } = SWEEPS[sweep];
  return sweepOf(network, sweep).flatMap(({ setting }) => methods.map((method) => ({ method, setting })));
}

/** The arms that are compared in a network's own setting; `policies` need no learning. */
export function armsIn(setting: Network) {
  return {
    proposed: { method: "robust-ppo", setting },
    random: { method: "robust-random", setting },
    plain: { method: "ppo-ppo", setting },
    dqn: { method: "dqn", setting },
    policies: { method: "policies", setting },
  } as const satisfies Record<string, Arm>;
}

/** Figs 3-9: the learners of each network's own setting, then those of every sweep. */
export const FIGURE_ARMS: readonly LearnerArm[] = NETWORKS.flatMap((network) => [
  ...(["robust-ppo", "robust-random", "ppo-ppo", "dqn"] as const).map((method): LearnerArm => {
    return { method, setting: network, options: { network: { setting: network } } };
  }),
  ...(Object.keys(SWEEPS) as Sweep[]).flatMap((sweep) => {
    const { standard, methods, options }: SweepOptions = SWEEPS[sweep];
    return sweepOf(network, sweep)
      .filter(({ value }) => value !== standard)
      .flatMap(({ value, setting }) =>
        methods.map((method) => ({ method, setting, options: options(network, value) })),
      );
  }),
]);

/** The largest error of what is observed where final policies are compared, cell radii: the twin's. */
export const MISLED = 0.25;
/** The errors over which the final policies of the two networks are drawn. */
export const MISLED_RADII = [0.05, 0.1, 0.15, 0.2, MISLED];

/** Other readings of the paper, and other values where it is silent. */
const OTHER_READINGS: Readonly<Record<string, LearnerSetting>> = {
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

/** Robust PPO and PPO in every other reading. */
export const ABLATIONS: readonly LearnerArm[] = Object.entries(OTHER_READINGS).flatMap(([setting, options]) =>
  (["robust-ppo", "ppo-ppo"] as const).map((method) => ({ method, setting, options })),
);

/**
 * Options with which policies read positions, beyond the paper: four times the transitions an epoch, a fixed share of
 * physical data.
 */
const READING = { share: 0.3, trajectories: 20 } as const;

/** An arm that was tried, and the label by which it differs from the others. */
export interface TriedArm extends LearnerArm {
  readonly label: string;
}

/** Four settings of each learner that reads positions, with smaller steps than the paper's. */
const TRIED = {
  "robust-ppo": [0.2, 1].flatMap((radiusFactor) =>
    [0.2, 0.5].map((kappa) => ({
      label: `kappa ${kappa}, radius ${radiusFactor} eps`,
      learner: { policyLearningRate: 1e-3, passes: 4, kappa, radiusFactor },
    })),
  ),
  "ppo-ppo": [1e-3, 3e-4].flatMap((policyLearningRate) =>
    [4, 8].map((passes) => ({
      label: `step size ${policyLearningRate}, ${passes} passes`,
      learner: { policyLearningRate, passes },
    })),
  ),
};
export type Reader = keyof typeof TRIED;

/** Labels of the settings that were found best under attack. */
const CHOSEN = {
  benign: { "robust-ppo": "kappa 0.5, radius 1 eps", "ppo-ppo": "step size 0.0003, 4 passes" },
  literal: { "robust-ppo": "kappa 0.2, radius 1 eps", "ppo-ppo": "step size 0.0003, 4 passes" },
} as const satisfies Record<Network, Record<Reader, string>>;

/** The choice of each learner that reads positions in each network, by its mean reward under attack. */
export const TUNED: Readonly<Record<Network, Readonly<Record<Reader, Tuned<TriedArm>>>>> = {
  benign: { "robust-ppo": tunedIn("benign", "robust-ppo"), "ppo-ppo": tunedIn("benign", "ppo-ppo") },
  literal: { "robust-ppo": tunedIn("literal", "robust-ppo"), "ppo-ppo": tunedIn("literal", "ppo-ppo") },
};

/** The four choices of `TUNED` in one list. */
export const TUNINGS: readonly Tuned<TriedArm>[] = NETWORKS.flatMap((network) => Object.values(TUNED[network]));

function tunedIn(network: Network, method: Reader): Tuned<TriedArm> {
  const settingOf = (label: string) => `${network}, reading, ${method === "robust-ppo" ? "robust" : "PPO"}: ${label}`;
  const tried = TRIED[method].map(({ label, learner }): TriedArm => {
    return {
      method,
      setting: settingOf(label),
      label,
      options: { network: { setting: network }, learner, ...READING },
    };
  });
  const attacked = misled("attack", MISLED);
  return tuned(tried, settingOf(CHOSEN[network][method]), (results, arm) => mean([...attacked(results, arm).values()]));
}
