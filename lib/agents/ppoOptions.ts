import type { LinearSchedule } from "./schedule.ts";

/** Options of PPO and of its robust form, paper A. */
export interface PpoOptions {
  /** lambda^T; larger looks further ahead. */
  readonly discount: number;
  /** Trace of the advantages: 0 is one-step TD, A (10); towards 1 they lean on rewards and not on values. */
  readonly lambda: number;
  /** alpha^P and alpha^V */
  readonly policyLearningRate: number;
  readonly valueLearningRate: number;
  /** eta: smaller keeps the policy nearer to the one that acted. */
  readonly clip: number;
  /** Weight of the worst case in A (16); 0 is PPO. */
  readonly kappa: number;
  /** Half width of the box around an observation that is not exact, in its own units; by updates, where it is a schedule. */
  readonly radius: number | LinearSchedule;
  /** The metric that is 1 where an observation was exact; without such a metric all are. */
  readonly exactMetric: string;
  /** Largest ratio that counts; Infinity = none. */
  readonly ratioCap: number;
  /** Whether the worst case leaves the standard deviations alone. */
  readonly detachStd: boolean;
  /** Steps of each copy between updates. */
  readonly steps: number;
  /** Passes of an update over its transitions, and minibatches of a pass. */
  readonly passes: number;
  readonly minibatches: number;
  /** Largest norm of a network's gradient. */
  readonly gradientNorm: number;
  /** `normalised`: mean 0 and deviation 1 over an update's transitions. Their signs then choose the worst case. */
  readonly advantages: "raw" | "normalised";
  /** `standardised`: by the running mean and deviation, where nothing terminates; see ExperienceOptions. */
  readonly rewards: "raw" | "standardised";
  /** Logarithm of the standard deviations, in units of a (see squash): its start and its bounds. */
  readonly logStd: { readonly start: number; readonly low: number; readonly high: number };
  /**
   * How the Gaussian's number a becomes an action in a box: clipped in half ranges around its middle, or by the sigmoid, 0
   * in the middle. Densities are always those of a.
   */
  readonly squash: "clip" | "sigmoid";
  /** Widths of the hidden layers of both networks, with tanh. */
  readonly hidden: readonly number[];
  readonly adamEpsilon: number;
}

/** Defaults of PPO: paper A's Table II where it gives a value. */
export const PPO_DEFAULTS: PpoOptions = {
  discount: 0.99,
  lambda: 0,
  policyLearningRate: 3e-3,
  valueLearningRate: 3e-4,
  clip: 0.2,
  kappa: 0,
  radius: 0,
  exactMetric: "physical",
  ratioCap: 10,
  detachStd: true,
  steps: 20,
  passes: 8,
  minibatches: 4,
  gradientNorm: 0.5,
  advantages: "normalised",
  rewards: "raw",
  logStd: { start: -0.7, low: -3, high: 0 },
  squash: "clip",
  hidden: [64, 64],
  adamEpsilon: 1e-5,
};
