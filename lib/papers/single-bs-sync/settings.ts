import type { z } from "zod";
import { mean } from "../../statistics/index.ts";
import { type Arm, onOtherSeeds, type Results, tuned } from "../../study/index.ts";
import type { LearnerRun, learnerSchema } from "./learnerRuns.ts";
import type { SingleBsSyncOptions } from "./model/singleBsSync.ts";

/** The named settings of paper C; every result names its own. */
export const SETTINGS = {
  printed: { label: "printed: weight .987, step 1 m", network: {} },
  "printed, hold-last twin": { label: "printed, hold-last twin", network: { predictor: "hold-last" } },
  "printed, Euclidean distance": { label: "printed, Euclidean distance", network: { distance: "euclidean" } },
  "sync pays, weight .5": { label: "weight .5, step 1 m", network: { weight: 0.5 } },
  "sync pays, weight .5, hold-last twin": {
    label: "weight .5, step 1 m, hold-last twin",
    network: { weight: 0.5, predictor: "hold-last" },
  },
  "sync pays, step 5": {
    label: "weight .987, step 5 m, uniform moves",
    network: { stepM: 5, concentration: "uniform" },
  },
  "step 5, skewed moves": { label: "weight .987, step 5 m, skewed moves", network: { stepM: 5 } },
  "step 5, skewed moves, hold-last twin": {
    label: "weight .987, step 5 m, skewed moves, hold-last twin",
    network: { stepM: 5, predictor: "hold-last" },
  },
} as const satisfies Record<string, { label: string; network: SingleBsSyncOptions }>;
export type Setting = keyof typeof SETTINGS;

/** Cells of the regime map by step length, m; its other axis, the weight, needs no runs of its own. */
export const MAP_CELLS = [0.5, 1, 2, 3, 5, 8, 10].map((stepM) => ({ stepM, setting: `map, step ${stepM}` }));
export const MAP_WEIGHTS = [0.2, 0.5, 0.8, 0.9, 0.95, 0.987, 0.995];

/** The learners, and their names in figures. */
export const METHODS = { sac: { label: "SAC" }, dqn: { label: "DQN" } } as const satisfies Record<
  LearnerRun["method"],
  { label: string }
>;
export type Method = keyof typeof METHODS;
export const METHOD_NAMES = Object.keys(METHODS) as Method[];

/** A learner in a setting: its network and options, and the policies that it is compared with. */
export interface LearnerSetting {
  readonly label: string;
  /** the setting of the policies that it is compared with */
  readonly policies: Setting;
  readonly network: SingleBsSyncOptions;
  readonly predictor?: LearnerRun["predictor"];
  readonly learner?: z.input<typeof learnerSchema>;
}

/** Learners as printed: positions alone, Table I's values; both learners in each. */
export const LEARNER_SETTINGS: Readonly<Record<string, LearnerSetting>> = {
  "printed, GRU twin": {
    label: "printed",
    policies: "printed",
    network: {},
    predictor: "GRU, printed",
  },
  "printed, mean-displacement twin": { label: "printed, ideal twin", policies: "printed", network: {} },
  "printed, Euclidean distance": {
    label: "printed, Euclidean distance",
    policies: "printed, Euclidean distance",
    network: { distance: "euclidean" },
  },
  "weight .5, positions": { label: "weight .5", policies: "sync pays, weight .5", network: { weight: 0.5 } },
  "step 5, positions": {
    label: "step 5 m",
    policies: "sync pays, step 5",
    network: { stepM: 5, concentration: "uniform" },
  },
};

/** Beyond the paper: the age of the twin is observed, rewards are standardised, and four settings of each are tried. */
export const REGIMES = {
  "weight .5, age": {
    label: "weight .5, age observed",
    short: "weight .5",
    policies: "sync pays, weight .5",
    network: { weight: 0.5, observeAge: true },
  },
  "step 5, age": {
    label: "step 5 m, age observed",
    short: "step 5",
    policies: "sync pays, step 5",
    network: { stepM: 5, concentration: "uniform", observeAge: true },
  },
} as const satisfies Record<string, LearnerSetting & { readonly short: string }>;
export type Regime = keyof typeof REGIMES;
export const REGIME_NAMES = Object.keys(REGIMES) as Regime[];

/** A learner that was tried in a regime. */
export type Tried = LearnerSetting & Arm & { readonly method: Method };

/**
 * The arms that are tried in a regime, equally many for both learners: two discounts by two temperatures (SAC) or two
 * step sizes (DQN).
 */
const triedIn = (regime: Regime): readonly Tried[] =>
  [0.8, 0.95].flatMap((discount) => [
    ...[0.05, 0.5].map((temperature) => {
      const learner = { rewards: "standardised", discount, temperature, policyLearningRate: 1e-3 } as const;
      return tried(regime, "sac", `discount ${discount}, temperature ${temperature}`, learner);
    }),
    ...[1e-3, 3e-4].map((criticLearningRate) => {
      const learner = { rewards: "standardised", discount, criticLearningRate } as const;
      return tried(regime, "dqn", `discount ${discount}, step size ${criticLearningRate}`, learner);
    }),
  ]);
export const TRIED: readonly Tried[] = REGIME_NAMES.flatMap(triedIn);

function tried(regime: Regime, method: Method, what: string, learner: z.input<typeof learnerSchema>): Tried {
  const { short: _, ...common } = REGIMES[regime];
  return { ...common, method, setting: `${regime}, ${method}: ${what}`, learner };
}

/** Mean reward of the final policies. */
const finalReward = (results: Results, arm: Arm): number => mean([...results.final(arm, "reward").values()]);

const chosenIn = (regime: Regime, best: Readonly<Record<Method, string>>) => {
  const chosen = (method: Method) => {
    const arms = triedIn(regime).filter((arm) => arm.method === method);
    return tuned(arms, `${regime}, ${method}: ${best[method]}`, finalReward);
  };
  return { sac: chosen("sac"), dqn: chosen("dqn") };
};

/** The best of what was tried on seeds 0-9 in each regime; runs on seeds 100-109 confirm it. */
export const TUNED = {
  "weight .5, age": chosenIn("weight .5, age", {
    sac: "discount 0.95, temperature 0.5",
    dqn: "discount 0.95, step size 0.001",
  }),
  "step 5, age": chosenIn("step 5, age", {
    sac: "discount 0.95, temperature 0.5",
    dqn: "discount 0.95, step size 0.0003",
  }),
} as const satisfies Record<Regime, unknown>;

const ABLATED = { rewards: "standardised", discount: 0.95, policyLearningRate: 1e-3 } as const;

/** SAC's critics towards their own targets, as printed, and a learned temperature. */
export const ABLATIONS: readonly Tried[] = [
  tried("weight .5, age", "sac", "own target", { ...ABLATED, temperature: 0.5, target: "own" }),
  tried("weight .5, age", "sac", "learned temperature", { ...ABLATED, temperature: "learned" }),
];

/** Both learners in a setting. */
export function learnerArms(setting: string): Arm[] {
  return METHOD_NAMES.map((method) => ({ method, setting }));
}

/** The policies that are played in a setting. */
export function policyArm(setting: string): Arm {
  return { method: "policies", setting };
}

/** Both tuned learners of a regime and the policies beside them, on the seeds that nothing was chosen on. */
export function confirmedArms(regime: Regime): Arm[] {
  const learners = METHOD_NAMES.map((method) => TUNED[regime][method].confirmed);
  return [...learners, policyArm(onOtherSeeds(REGIMES[regime].policies))];
}

/** Name of the setting in which policies are played with a learner's own twin. */
export function ownPolicies(setting: string): string {
  return `policies, ${setting}`;
}

/** The setting of the policies that a learner is held against: with its own twin, if they were run, else its setting's. */
export function policiesOf(results: Results, setting: string, { policies }: LearnerSetting): string {
  const withOwnTwin = ownPolicies(setting);
  return results.has(policyArm(withOwnTwin)) ? withOwnTwin : policies;
}
