import { type Environment, emptyActions, type Observation, refuseHeld, type Step } from "../environments/index.ts";
import { type Purpose, streamsOf } from "../random/index.ts";
import type { PolicyMaker } from "./policy.ts";

/** Options of `rollout`. */
export interface RolloutOptions {
  readonly seeds: readonly number[];
  /** rows per seed of the environment */
  readonly copies: number;
  readonly purpose: Purpose;
  /** episodes played in every row */
  readonly episodes: number;
  /** Called after every slot with the step and the actions that led to it. */
  readonly onStep?: (step: Step, actions: Float32Array | Int32Array) => void;
}

/** Sums over a row's episodes. */
export interface RolloutSums {
  /** [row] */
  readonly slots: Float64Array;
  /** [row] each: reward and every metric of the environment */
  readonly sums: Readonly<Record<string, Float64Array>>;
}

/** Plays a policy until every row has finished its episodes; slots played beyond them are not counted. */
export function rollout<E extends Environment>(
  environment: E,
  makePolicy: PolicyMaker<E>,
  { seeds, copies, purpose, episodes, onStep }: RolloutOptions,
): RolloutSums {
  refuseHeld(environment, "rollout");
  const { rows, metricNames } = environment;
  const streams = streamsOf(seeds, copies, purpose);
  let observation: Observation = environment.reset(streams);
  const policy = makePolicy(environment, streams);
  policy.forget(new Uint8Array(rows).fill(1)); // a learner's policy has played before
  const actions = emptyActions(environment);
  const slots = new Float64Array(rows);
  const sums = Object.fromEntries(["reward", ...metricNames].map((name) => [name, new Float64Array(rows)]));
  const left = new Int32Array(rows).fill(episodes);
  const ended = new Uint8Array(rows);
  for (let open = rows; open > 0; ) {
    policy.act(observation, actions, "exploit");
    const step = environment.step(actions);
    onStep?.(step, actions);
    for (let row = 0; row < rows; row++) {
      ended[row] = step.terminated[row] | step.truncated[row];
      if (left[row] === 0) continue;
      add(slots, row, 1);
      add(sums.reward as Float64Array, row, step.rewards[row]);
      for (const name of metricNames) add(sums[name] as Float64Array, row, step.metrics[name][row]);
      if (ended[row] === 1) {
        left[row] = left[row] - 1;
        if (left[row] === 0) open--;
      }
    }
    policy.forget(ended);
    observation = step;
  }
  return { slots, sums };
}

function add(sums: Float64Array, row: number, value: number): void {
  sums[row] = sums[row] + value;
}
