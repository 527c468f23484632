import type { z } from "zod";
import { type Arm, SEEDS } from "../../study/index.ts";
import type { flightRunSchema } from "./flightRuns.ts";
import { type PolicyArm, unlearned } from "./policyArm.ts";

export type FlightOptions = Omit<z.input<typeof flightRunSchema>, "method" | "evaluateEvery">;

/** A way to learn to fly, with as many episodes as the paper profile gives it. */
export interface FlightArm extends Arm {
  readonly method: "flight";
  readonly options: FlightOptions;
  /** at most these, where it bears no claim; all of the profile if absent */
  readonly seeds?: readonly number[];
}

function flight(setting: string, options: Partial<FlightOptions> & Pick<FlightOptions, "episodes">): FlightArm {
  return { method: "flight", setting, options: { area: {}, learner: {}, ...options } };
}

/** The arm that predicts over k slots; k = 1 is the physical learner. */
function predicting(k: number) {
  return { ...flight(k === 1 ? "physical, k = 1" : `k = ${k}`, { predictionSteps: k, episodes: 300 }), k };
}

/** The arm of deep Q-learning without a twin. */
export const PHYSICAL = predicting(1);
/** The arms of Fig. 5, by k. */
export const FIGURE_5 = [PHYSICAL, predicting(2), predicting(4), predicting(8)] as const;

export const N_STEP: FlightArm = {
  ...flight("n-step learning, n = 4", {
    predictionSteps: 4,
    domains: 1,
    continuation: "as physically",
    episodes: 300,
  }),
  seeds: SEEDS.five,
};

/** Walking users, whom k-step prediction foresees. */
const WALKING_AREA = { userSpeedMps: 1 };
function walking(k: number) {
  return { ...flight(`walking users, k = ${k}`, { area: WALKING_AREA, predictionSteps: k, episodes: 150 }), k };
}
export const WALKING = { physical: walking(1), twin: walking(4) } as const;

/** Beyond the paper: rates are observed, three domains explore on their own, and step sizes fall. */
export const BEYOND = flight("rates observed, three exploring domains", {
  area: { observe: "positions and rates" },
  learner: { discount: 0.9, finalLearningRate: 1e-5, batchSize: 128 },
  exploringDomains: 3,
  episodes: 500,
});

/** Every way to learn to fly. */
export const FLIGHTS: readonly FlightArm[] = [
  ...FIGURE_5,
  N_STEP,
  WALKING.physical,
  WALKING.twin,
  BEYOND,
  { ...flight("one agent with 625 actions", { area: { control: "joint" }, episodes: 150 }), seeds: SEEDS.five },
];

/** Policies without learning in the areas of standing and of walking users. */
export const STANDING = unlearned("users that stand", { method: "flight policies", area: {} });
export const STROLLING = unlearned("users that walk", { method: "flight policies", area: WALKING_AREA });
export const FLIGHTS_WITHOUT_LEARNING: readonly PolicyArm[] = [STANDING, STROLLING];
