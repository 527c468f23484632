import type { Observation } from "../../../environments/index.ts";
import type { Policy, PolicyMaker } from "../../../policies/index.ts";
import type { RobustTilt } from "./robustTilt.ts";
import { SlotReward } from "./slotReward.ts";

/** A policy as an attacker knows it: its actions, and the slopes of a weighted sum of them in the observation. */
export interface KnownPolicy {
  /** [row, feature] to [row, sector], not clipped */
  means(observations: Float32Array): Float32Array;
  /** J^T v: [row, feature] */
  slopes(observations: Float32Array, weights: Float32Array): Float32Array;
}

export interface AttackOptions {
  /** largest change of each number that is observed */
  readonly radius: number;
  /** raising it finds worse positions, at its price in time */
  readonly iterations?: number;
  /** of an iteration, in radii */
  readonly stepSize?: number;
}

/** A policy that sees every coordinate wrong by its own uniform draw from [-radius, radius]. */
export function misledAtRandom(policy: Policy, radius: number): PolicyMaker<RobustTilt> {
  return ({ rows }, streams) =>
    seeing(policy, (observation) => {
      const features = observation.values.length / rows;
      return observation.values.map((x, i) => {
        const { exploration } = streams[Math.floor(i / features)];
        return x + radius * (2 * exploration.uniform() - 1);
      });
    });
}

/**
 * A policy that sees the worst positions that projected gradient descent finds in a box around the true ones: it starts at
 * a random point and goes along the sign of d reward / d observation = J^T (d reward / d action), for the reward of the
 * transition's first slot. The worst of all points met is shown, the true one among them.
 */
export function misledByAttack(
  policy: Policy,
  known: KnownPolicy,
  { radius, iterations = 10, stepSize = 0.25 }: AttackOptions,
): PolicyMaker<RobustTilt> {
  return (environment, streams) => {
    const { rows, sectors } = environment;
    const { users } = environment.configuration;
    const reward = new SlotReward(environment);
    const weights = new Float32Array(rows * sectors);
    return seeing(policy, ({ values }) => {
      const worst = values.slice();
      const least = new Float64Array(rows).fill(Infinity);
      const tried = values.slice();
      const features = values.length / rows;
      for (let iteration = 0; iteration <= iterations; iteration++) {
        if (iteration === 1) {
          for (const [i, x] of values.entries()) {
            const { exploration } = streams[Math.floor(i / features)];
            tried[i] = x + radius * (2 * exploration.uniform() - 1);
          }
        }
        const actions = known.means(tried);
        for (let row = 0; row < rows; row++) {
          reward.place(environment.positions, row * 2 * users);
          const got = reward.at(actions, row * sectors);
          if (got < least[row]) {
            least[row] = got;
            worst.set(tried.subarray(row * features, (row + 1) * features), row * features);
          }
          reward.slopes(clipped(actions), weights, row * sectors);
        }
        const slopes = known.slopes(tried, weights);
        for (const [i, slope] of slopes.entries()) {
          const x = values[i];
          const next = tried[i] - stepSize * radius * Math.sign(slope);
          tried[i] = Math.min(Math.max(next, x - radius), x + radius);
        }
      }
      return worst;
    });
  };
}

function clipped(actions: Float32Array): Float32Array {
  return actions.map((a) => Math.min(Math.max(a, -1), 1));
}

/** A policy that is shown other observations than there are. */
function seeing(policy: Policy, show: (observation: Observation) => Float32Array): Policy {
  return {
    act: (observation, out, mode) => policy.act({ ...observation, values: show(observation) }, out, mode),
    forget: (rows) => policy.forget(rows),
  };
}
