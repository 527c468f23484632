import type { z } from "zod";
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

/** Step lengths of the regime map, m; its other axis, the weight, needs no runs of its own. */
export const MAP_STEPS = [0.5, 1, 2, 3, 5, 8, 10];
export const MAP_WEIGHTS = [0.2, 0.5, 0.8, 0.9, 0.95, 0.987, 0.995];

/** What a learner is given in a setting. */
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

const TUNED = { rewards: "standardised", discount: 0.95, policyLearningRate: 1e-3 } as const;

/** Beyond the paper: the age of the twin is observed, rewards are standardised, and four settings of each are tried. */
const REGIMES = {
  "weight .5, age": {
    label: "weight .5, age observed",
    policies: "sync pays, weight .5",
    network: { weight: 0.5, observeAge: true },
  },
  "step 5, age": {
    label: "step 5 m, age observed",
    policies: "sync pays, step 5",
    network: { stepM: 5, concentration: "uniform", observeAge: true },
  },
} as const satisfies Record<string, LearnerSetting>;
export type Regime = keyof typeof REGIMES;
export const REGIME_NAMES = Object.keys(REGIMES) as Regime[];

type Tried = LearnerSetting & { readonly regime: Regime; readonly method: LearnerRun["method"] };

/** Equally many for both learners: two discounts by two temperatures (SAC) or two step sizes (DQN). */
export const TRIED: Readonly<Record<string, Tried>> = Object.fromEntries(
  REGIME_NAMES.flatMap((regime) =>
    [0.8, 0.95].flatMap((discount) => [
      ...[0.05, 0.5].map((temperature) => {
        const learner = { rewards: "standardised", discount, temperature, policyLearningRate: 1e-3 } as const;
        return tried(regime, "sac", `discount ${discount}, temperature ${temperature}`, learner);
      }),
      ...[1e-3, 3e-4].map((criticLearningRate) => {
        const learner = { rewards: "standardised", discount, criticLearningRate } as const;
        return tried(regime, "dqn", `discount ${discount}, step size ${criticLearningRate}`, learner);
      }),
    ]),
  ),
);

/** SAC's critics towards their own targets, as printed, and a learned temperature. */
export const ABLATIONS: Readonly<Record<string, Tried>> = Object.fromEntries([
  tried("weight .5, age", "sac", "own target", { ...TUNED, temperature: 0.5, target: "own" }),
  tried("weight .5, age", "sac", "learned temperature", { ...TUNED, temperature: "learned" }),
]);

function tried(
  regime: Regime,
  method: LearnerRun["method"],
  what: string,
  learner: z.input<typeof learnerSchema>,
): [string, Tried] {
  return [`${regime}, ${method}: ${what}`, { ...REGIMES[regime], regime, method, learner }];
}

/** The best of what was tried on seeds 0-9 (a test recomputes it); runs on seeds 100-109 confirm it. */
export const CHOSEN: Readonly<Record<Regime, Readonly<Record<LearnerRun["method"], string>>>> = {
  "weight .5, age": {
    sac: "weight .5, age, sac: discount 0.95, temperature 0.5",
    dqn: "weight .5, age, dqn: discount 0.95, step size 0.001",
  },
  "step 5, age": {
    sac: "step 5, age, sac: discount 0.95, temperature 0.5",
    dqn: "step 5, age, dqn: discount 0.95, step size 0.0003",
  },
};

/** Name of a setting where it is run on seeds 100-109. */
export function onOtherSeeds(setting: string): string {
  return `${setting}, seeds 100-109`;
}
