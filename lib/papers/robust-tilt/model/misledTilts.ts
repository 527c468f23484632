import type { Observation } from "../../../environments/index.ts";
import type { Policy, PolicyMaker } from "../../../policies/index.ts";
import type { RobustTilt } from "./robustTilt.ts";
import { possibleCounts, sectorCounts } from "./sectorCounts.ts";
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
  /** raising either finds worse positions, at its price in time: random points to start from, and steps from each */
  readonly restarts?: number;
  readonly iterations?: number;
  /** of an iteration, in radii */
  readonly stepSize?: number;
}

/** A policy that sees the counts of users whose coordinates are wrong by their own uniform draws from [-radius, radius]. */
export function countedAtRandom(policy: Policy, radius: number): PolicyMaker<RobustTilt> {
  return (environment, streams) => {
    const { rows, configuration } = environment;
    const { users, radiusM } = configuration;
    return seeing(policy, () => {
      const positions = environment.positions.map((metres, i) => {
        const { exploration } = streams[Math.floor(i / (2 * users))];
        return metres + radius * radiusM * (2 * exploration.uniform() - 1);
      });
      return Float32Array.from(
        Array.from({ length: rows }, (_, row) => sectorCounts(positions, configuration, row * 2 * users, users)).flat(),
        (count) => count / users,
      );
    });
  };
}

/** A policy of counts that sees the worst counts that errors of that size can bring about. */
export function miscountedByAttack(
  policy: Policy,
  known: Pick<KnownPolicy, "means">,
  radius: number,
): PolicyMaker<RobustTilt> {
  return (environment) => {
    const worst = worstCounts(environment, known, radius);
    return seeing(policy, worst);
  };
}

/**
 * The attack on a policy of counts, exact: of every count that errors of each coordinate by up to `radius`, in radii, can
 * bring about, the one whose action has the least reward in the transition's first slot. A call writes the shares of the
 * users that each row is to see, [row, sector].
 */
export function worstCounts(
  environment: RobustTilt,
  { means }: Pick<KnownPolicy, "means">,
  radius: number,
): () => Float32Array {
  const { rows, sectors, configuration } = environment;
  const { users, radiusM } = configuration;
  const reward = new SlotReward(environment);
  return () => {
    const possible = Array.from({ length: rows }, (_, row) => {
      const positions = environment.positions.subarray(row * 2 * users, (row + 1) * 2 * users);
      return possibleCounts(positions, radius * radiusM, configuration);
    });
    const most = Math.max(...possible.map(({ length }) => length));
    const worst = new Float32Array(rows * sectors);
    const least = new Float64Array(rows).fill(Infinity);
    for (let k = 0; k < most; k++) {
      const tried = Float32Array.from(
        possible.flatMap((counts) => counts[Math.min(k, counts.length - 1)]),
        (count) => count / users,
      );
      const actions = means(tried);
      for (const [row, counts] of possible.entries()) {
        if (k >= counts.length) continue;
        reward.place(environment.positions, row * 2 * users);
        const got = reward.at(actions, row * sectors);
        if (got >= least[row]) continue;
        least[row] = got;
        worst.set(tried.subarray(row * sectors, (row + 1) * sectors), row * sectors);
      }
    }
    return worst;
  };
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
 * random points and goes along the sign of d reward / d observation = J^T (d reward / d action), for the reward of the
 * transition's first slot. The worst of all points met is shown, the true one among them.
 */
export function misledByAttack(
  policy: Policy,
  known: KnownPolicy,
  { radius, restarts = 3, iterations = 30, stepSize = 0.25 }: AttackOptions,
): PolicyMaker<RobustTilt> {
  return (environment, streams) => {
    const { rows, sectors } = environment;
    const { users } = environment.configuration;
    const reward = new SlotReward(environment);
    const weights = new Float32Array(rows * sectors);
    return seeing(policy, ({ values }) => {
      const features = values.length / rows;
      const worst = values.slice();
      const least = new Float64Array(rows).fill(Infinity);
      const tried = values.slice();
      /** Keeps the points that are worse than all before; writes the slopes of the reward in the actions. */
      const look = () => {
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
      };
      look();
      for (let restart = 0; restart < restarts; restart++) {
        for (const [i, x] of values.entries()) {
          const { exploration } = streams[Math.floor(i / features)];
          tried[i] = x + radius * (2 * exploration.uniform() - 1);
        }
        for (let iteration = 0; iteration < iterations; iteration++) {
          look();
          for (const [i, slope] of known.slopes(tried, weights).entries()) {
            const next = tried[i] - stepSize * radius * Math.sign(slope);
            tried[i] = Math.min(Math.max(next, values[i] - radius), values[i] + radius);
          }
        }
        look();
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
