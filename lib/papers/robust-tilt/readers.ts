import { mean } from "../../statistics/index.ts";
import { type Tuned, tuned } from "../../study/index.ts";
import type { Method } from "./learners.ts";
import { misled } from "./measures.ts";
import type { RobustTiltOptions } from "./model/tiltScenario.ts";
import type { LearnerArm, Network } from "./settings.ts";

/** Beyond the paper: counts of users by sector in place of positions, exact, a layout anew each second transition. */
const READING = {
  share: 1,
  trajectories: 130,
  learner: { rewards: "standardised", advantages: "normalised" },
} as const;
/** The error that an attacker may choose there, cell radii: below .14 reading beats blindness even at the worst. */
export const READ_RADIUS = 0.1;
type Reader = Extract<Method, "attacked-ppo" | "ppo-ppo">;
/** The networks that they read in. */
export type ReadNetwork = Extract<Network, "as-printed" | "literal">;

/** An arm that was tried, and the label by which it differs from the others. */
export interface TriedArm extends LearnerArm {
  readonly label: string;
}

/** The grid of both learners. */
const TRIED = [3e-3, 1e-3, 3e-4].flatMap((policyLearningRate) =>
  [4, 8].map((passes) => {
    return { label: `step size ${policyLearningRate}, ${passes} passes`, learner: { policyLearningRate, passes } };
  }),
);

/** Labels of the settings that were found best under attack. */
const CHOSEN = {
  "as-printed": { "attacked-ppo": "step size 0.0003, 4 passes", "ppo-ppo": "step size 0.0003, 4 passes" },
  literal: { "attacked-ppo": "step size 0.003, 8 passes", "ppo-ppo": "step size 0.003, 4 passes" },
} as const satisfies Record<ReadNetwork, Record<Reader, string>>;

/** The choice of each learner that reads counts in each network, by its mean reward under the exact attacker. */
export const TUNED: Readonly<Record<ReadNetwork, Readonly<Record<Reader, Tuned<TriedArm>>>>> = {
  "as-printed": { "attacked-ppo": tunedIn("as-printed", "attacked-ppo"), "ppo-ppo": tunedIn("as-printed", "ppo-ppo") },
  literal: { "attacked-ppo": tunedIn("literal", "attacked-ppo"), "ppo-ppo": tunedIn("literal", "ppo-ppo") },
};

/** The choices of `TUNED` in one list. */
export const TUNINGS: readonly Tuned<TriedArm>[] = Object.values(TUNED).flatMap((readers) => Object.values(readers));

/** The printed robust loss and the blind control where counts are observed. */
export const COUNTING_ARMS: readonly LearnerArm[] = (["as-printed", "literal"] as const).flatMap((network) =>
  (["robust-ppo", "blind-ppo"] as const).map((method) => ({
    method,
    setting: counting(network),
    options: { ...READING, network: countingNetwork(network) },
  })),
);
function counting(network: ReadNetwork): string {
  return `${network}, counts`;
}

function countingNetwork(setting: ReadNetwork): RobustTiltOptions {
  return { setting, observes: "counts", horizon: 2, error: READ_RADIUS };
}

function tunedIn(network: ReadNetwork, method: Reader): Tuned<TriedArm> {
  const settingOf = (label: string) => `${counting(network)}, ${label}`;
  const tried = TRIED.map(({ label, learner }): TriedArm => {
    const options = { ...READING, network: countingNetwork(network), learner: { ...READING.learner, ...learner } };
    return { method, setting: settingOf(label), label, options };
  });
  const attacked = misled("attack", READ_RADIUS);
  return tuned(tried, settingOf(CHOSEN[network][method]), (results, arm) => mean([...attacked(results, arm).values()]));
}
