import type { Adapters } from "../../golden/adapter.ts";
import { flat, moved, nestedRows, type Point, points, scripted, scriptedMoves } from "../../golden/shapes.ts";
import { moveMoments } from "../../mobility/index.ts";
import { MaximumAssignment } from "../../optimization/index.ts";
import {
  type Channel,
  cloudRate,
  coverage,
  FREE,
  interferenceAtCloud,
  interferenceAtUser,
  linkDistance,
  SYNCHRONISATION,
  transmissionDelay,
  userRate,
} from "../../radio/index.ts";
import { streamsOf } from "../../random/index.ts";
import { Twin, twinError } from "../../twin/index.ts";
import { slowestFeasible } from "../synchronisation/synchronisationRules.ts";
import { tensorB } from "./goldenTensors.ts";
import { allocationFeasible, BlockAllocation } from "./model/blockAllocation.ts";
import { complexity } from "./model/complexity.ts";
import { MultiBsSync } from "./model/multiBsSync.ts";
import { localReward, reportedUsers, serviceCounts, teamReward } from "./model/serviceRewards.ts";

// biome-ignore lint/suspicious/noExplicitAny: the vectors' README describes the inputs of each function
type Inputs = any;

/** Paper B: interference, rates, Algorithm 1, rewards, and the slots of the environment, played by the environment. */
const paperB: Adapters = {
  mobility_step: ({ position, move, step }) => moved(position, move, step),
  mobility_bounded: ({ position, move, step, area }) => moved(position, move, step, area),
  mobility_moments: ({ p, step }) => moveMoments(p, step),
  distance: ({ position, other, mode, d_min }) =>
    linkDistance(position[0] - other[0], position[1] - other[1], mode, d_min),
  channel_gain(i) {
    const one = { positions: [i.position], bs_positions: [i.other], fading: [[[i.fading]]] };
    return gains({ ...i, ...one })[0];
  },
  coverage: (i) => nestedRows(covered(i.positions, i.bs_positions, i.radius), i.positions.length),
  gain_tensor(i) {
    const [users, blocks] = [i.positions.length, i.fading[0][0].length];
    const rows = nestedRows(gains(i), blocks);
    return i.bs_positions.map((_: Point, m: number) => rows.slice(m * users, (m + 1) * users));
  },
  user_rates(i) {
    const net = network(i);
    const rate = (m: number, u: number, n: number) => (n === -1 ? 0 : userRate(net, m, u, n));
    return i.x.map((row: number[], m: number) => row.map((n, u) => rate(m, u, n)));
  },
  sync_rates(i) {
    const net = network(i);
    return i.y.map((n: number, m: number) => (n === -1 ? 0 : cloudRate(net, m, n)));
  },
  interference_user: (i) => interferenceAtUser(network(i), i.bs, i.user, i.rb),
  interference_cloud: (i) => interferenceAtCloud(network(i), i.bs, i.rb),
  dnt_status(i) {
    const users = i.true_positions.length;
    const isExact = new Uint8Array(users);
    reportedUsers(Uint8Array.from(i.sync), bytes(i.covered), isExact);
    const twin = new Twin(1, 2 * users, 1, scripted([i.predicted_positions]), users);
    twin.predict();
    twin.update(0, flat(i.true_positions), isExact);
    return points(twin.status);
  },
  dnt_error: (i) => twinError(flat(i.true_positions), flat(i.dnt_positions)),
  team_reward: (i) => teamReward(servedSlot(i), twinError(flat(i.true_positions), flat(i.dnt_positions))),
  service_counts({ association }) {
    const users = association[0].length;
    return serviceCounts(bytes(association), users, new Int32Array(users));
  },
  local_reward(i) {
    const [exact, twin] = [flat(i.true_positions), flat(i.dnt_positions)];
    const errors = Float64Array.from(i.true_positions, (_, u) => twinError(exact, twin, 2 * u, 2));
    return localReward(servedSlot(i), i.bs, bytes(i.covered), errors, i.penalty !== undefined);
  },
  stage_weights(i) {
    const net = network(i);
    const served = new Uint8Array(net.users);
    for (const user of i.users) served[user] = 1;
    const weights = nestedRows(net.stageWeights(i.bs, served), i.num_rb);
    return i.users.map((user: number) => weights[user]);
  },
  choose_sync_rb(i) {
    const delays = network(i).synchronisationDelays(i.bs);
    const rb = slowestFeasible(delays, i.alpha);
    return { rb, delay: rb === -1 ? null : delays[rb] };
  },
  iterative_hungarian(i) {
    const net = allocation(i);
    net.allocate(bytes(i.association), Uint8Array.from(i.sync));
    const delays = Array.from(net.synchronisationRates, (rate) => transmissionDelay(i.data_size, rate));
    return {
      x: nestedRows(net.blockOf, net.users),
      y: net.synchronisationBlock,
      stage_totals: net.stageTotals,
      rates: nestedRows(net.rates, net.users),
      sync_rates: net.synchronisationRates,
      sync_delays: delays.map((delay, m) => (net.synchronisationBlock[m] === -1 ? null : delay)),
      sum_rate: net.sumRate,
    };
  },
  sync_delay: ({ data_size, sync_rate }) => transmissionDelay(data_size, sync_rate),
  objective(i) {
    const slots: number[] = i.true_positions.map((exact: Point[], t: number) => {
      const counts = new Int32Array(exact.length).fill(1);
      const rates = flat(i.rates[t]);
      const slot = { weight: i.epsilon, penalty: 0, association: new Uint8Array(rates.length), rates, counts };
      return teamReward(slot, twinError(flat(exact), flat(i.dnt_positions[t])));
    });
    return slots.reduce((sum, slot) => sum + slot, 0);
  },
  allocation_feasible: ({ x, y, sync_delays, alpha }) => allocationFeasible(x, y, sync_delays, alpha),
  assignment_max({ weights }) {
    const assignment = new MaximumAssignment(weights.length, weights[0].length);
    const total = assignment.solve(flat(weights));
    return { rb: assignment.columnOf, total };
  },
  environment_trace(i) {
    const plain = playTrace(i, "plain");
    const penalised = playTrace(i, "penalised");
    const slots = plain.slots.map((slot, t) => ({
      ...slot,
      local_rewards_penalty: penalised.slots[t]?.local_rewards,
    }));
    return { slots, final_positions: plain.final_positions };
  },
  complexity: (i) =>
    complexity({
      window: i.K,
      predictorHidden: i.Nh,
      users: i.U,
      stations: i.M,
      hidden: i.theta_h,
      associated: i.associated,
      blocks: i.N,
    }),
};

function playTrace(i: Inputs, local: "plain" | "penalised") {
  const users = i.positions.length;
  const configuration = {
    stations: i.bs_positions,
    radiusM: i.radius,
    cloud: i.cloud_position,
    users,
    resourceBlocks: i.cloud_fading[0][0].length,
    weight: i.epsilon,
    distance: i.distance,
    interference: i.y_count,
    choice: "anybody" as const,
    penalty: i.penalty,
    localReward: local,
    window: 1,
    horizon: i.moves.length + 1,
    power: i.power,
    bandwidth: i.bandwidth,
    noiseDensity: i.noise_density,
    dataSize: i.data_size,
    delayLimit: i.alpha,
    minimumDistanceM: i.d_min,
  };
  const parts = {
    movement: scriptedMoves(i.positions, i.moves, i.step),
    channel: channel(i),
    predictor: scripted(i.predicted),
  };
  const environment = new MultiBsSync(configuration, parts);
  environment.reset(streamsOf([0], 1, "evaluation"));
  environment.twin.predict();
  const slots = i.association.map((association: number[][], t: number) => {
    const positions = points(environment.positions);
    const covered = nestedRows(environment.covered, users);
    const action = association.flatMap((row, m) => [i.sync[t][m], ...row]);
    const { rewards, localRewards, metrics } = environment.step(Int32Array.from(action));
    const { allocation } = environment;
    const synced = Array.from(environment.synchronisationBlock, (block) => (block === -1 ? 0 : 1));
    const delays = Array.from(allocation.synchronisationRates, (rate) => transmissionDelay(i.data_size, rate));
    return {
      positions,
      covered,
      x: nestedRows(environment.blockOf, users),
      y: environment.synchronisationBlock.slice(),
      stage_totals: allocation.stageTotals.slice(),
      rates: nestedRows(allocation.rates, users),
      sum_rate: metrics.rate?.[0],
      synced,
      sync_delays: delays.map((delay, m) => (synced[m] === 1 ? delay : null)),
      dnt: points(environment.twin.status),
      dnt_error: metrics.twinError?.[0],
      team_reward: rewards[0],
      local_rewards: localRewards?.slice(),
    };
  });
  return { slots: slots as Record<string, unknown>[], final_positions: points(environment.positions) };
}

function channel({ fading, cloud_fading }: Inputs): Channel {
  let slot = 0;
  return {
    draw(_row, _rng, state) {
      state.fading.set(flat(fading[slot]));
      state.cloudFading.set(flat(cloud_fading[slot++]));
    },
  };
}

/** Gains as the environment makes them: of one slot with the given fading. */
function gains(i: Inputs): Float64Array {
  const blocks = i.fading[0][0].length;
  const environment = new MultiBsSync(
    {
      stations: i.bs_positions,
      users: i.positions.length,
      resourceBlocks: blocks,
      distance: i.mode,
      minimumDistanceM: i.d_min,
    },
    {
      movement: scriptedMoves(i.positions, [[]], 0),
      channel: channel({ fading: [i.fading], cloud_fading: [i.bs_positions.map(() => new Array(blocks).fill(1))] }),
      predictor: scripted([i.positions]),
    },
  );
  environment.reset(streamsOf([0], 1, "evaluation"));
  environment.step(new Int32Array(i.bs_positions.length * (1 + i.positions.length)));
  return environment.allocation.gain;
}

/** An allocation before anything is allocated. */
function allocation(i: Inputs): BlockAllocation {
  const { gain } = i;
  const net = new BlockAllocation({
    stations: gain.length,
    users: gain[0].length,
    blocks: gain[0][0].length,
    power: i.power,
    bandwidth: i.bandwidth ?? 1,
    noiseDensity: i.noise_density ?? 1,
    dataSize: i.data_size ?? 1,
    delayLimit: i.alpha ?? 1,
    count: i.y_count ?? "once",
  });
  net.gain.set(flat(gain));
  if (i.cloud_gain !== undefined) net.cloudGain.set(flat(i.cloud_gain));
  return net;
}

/** An allocation in which the given blocks are in use. */
function network(i: Inputs): BlockAllocation {
  const { x, y } = i;
  const users = x[0].length;
  const blocks = (i.cloud_gain ?? i.gain[0])[0].length;
  const gain = i.gain ?? x.map(() => Array.from({ length: users }, () => new Array(blocks).fill(1)));
  const net = allocation({ ...i, gain });
  net.use.fill(FREE);
  for (const [m, row] of x.entries()) {
    for (const [u, n] of row.entries()) if (n !== -1) net.use[m * blocks + n] = u;
    if (y[m] !== -1) net.use[m * blocks + y[m]] = SYNCHRONISATION;
  }
  return net;
}

function servedSlot({ epsilon, penalty, rates, association }: Inputs) {
  const users = rates[0].length;
  const z = bytes(association ?? rates.map((row: number[]) => row.map(() => 0)));
  const counts = serviceCounts(z, users, new Int32Array(users));
  return { weight: epsilon, penalty: penalty ?? -1, association: z, rates: flat(rates), counts };
}

function covered(positions: Point[], stations: Point[], radius: number): Uint8Array {
  const out = new Uint8Array(positions.length * stations.length);
  coverage(flat(positions), 0, positions.length, stations, radius, out);
  return out;
}

function bytes(lists: number[][]): Uint8Array {
  return Uint8Array.from(lists.flat());
}

/** Every function of paper B that test vectors are compared with. */
export const golden: Adapters = { ...paperB, ...tensorB };
