import { type Environment, emptyActions, type Observation, refuseHeld, type Step } from "../environments/index.ts";
import { checkCount, type Purpose, streamsOf } from "../random/index.ts";
import { playable } from "./playable.ts";
import type { Policy, PolicyMaker } from "./policy.ts";
import { replicasOf } from "./replicasOf.ts";

/** Slots after which an episode that goes on is given up, unless told otherwise. */
const LONGEST_EPISODE = 1e5;

/** Options of `rollout`. */
export interface RolloutOptions {
  /** the environment's own where it knows them */
  readonly seeds?: readonly number[];
  /** rows per seed of the environment */
  readonly copies?: number;
  readonly purpose: Purpose;
  /** episodes played in every row */
  readonly episodes: number;
  /** slots after which an episode that has not ended is an error, 100,000 by default */
  readonly longestEpisode?: number;
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

/**
 * Plays a policy until every row has finished its episodes; slots played beyond them are not counted. An environment in
 * which something else is played, a training, is left as it was.
 *
 * @throws RangeError for seeds that are not the environment's, episodes below 1, and an episode that never ends; TypeError
 *   for a policy that cannot be played
 */
export function rollout<E extends Environment>(
  environment: E,
  makePolicy: PolicyMaker<E>,
  options: RolloutOptions,
): RolloutSums {
  refuseHeld(environment, "rollout");
  const { seeds, copies } = replicasOf(environment, options, "rollout");
  checkCount(options.episodes, "rollout: episodes");
  if (options.longestEpisode !== undefined) checkCount(options.longestEpisode, "rollout: longestEpisode");
  const streams = streamsOf(seeds, copies, options.purpose);
  const work = () => {
    const observation = environment.reset(streams);
    return playEpisodes(environment, playable(makePolicy, environment, streams), observation, options);
  };
  return environment.aside === undefined ? work() : environment.aside(work);
}

function playEpisodes(
  environment: Environment,
  policy: Policy,
  first: Observation,
  { episodes, longestEpisode = LONGEST_EPISODE, onStep }: RolloutOptions,
): RolloutSums {
  const { name, rows, metricNames } = environment;
  policy.forget(new Uint8Array(rows).fill(1)); // a learner's policy has played before
  let observation = first;
  const actions = emptyActions(environment);
  const slots = new Float64Array(rows);
  const sums = Object.fromEntries(["reward", ...metricNames].map((name) => [name, new Float64Array(rows)]));
  const left = new Float64Array(rows).fill(episodes);
  const ended = new Uint8Array(rows);
  const lasting = new Float64Array(rows);
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
      lasting[row] = ended[row] === 1 ? 0 : lasting[row] + 1;
      if (ended[row] === 1) {
        left[row] = left[row] - 1;
        if (left[row] === 0) open--;
      } else if (lasting[row] === longestEpisode) {
        throw new RangeError(
          `rollout: the episode of row ${row} of ${name} goes on after ${longestEpisode} slots: give the environment a ` +
            "horizon or an end, or raise longestEpisode.",
        );
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
