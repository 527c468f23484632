import { createQLearning, type QLearning, type QTable, returnTarget } from "../../agents/index.ts";
import { DigitalSpace } from "../../digital/index.ts";
import { defineEnvironment } from "../../environments/index.ts";
import type { Adapters } from "../../golden/adapter.ts";
import { dbmToWatt, friisGain } from "../../radio/index.ts";
import { streamsOf } from "../../random/index.ts";
import { domainAverage, movingAverage } from "../../statistics/index.ts";
import { AccessPointSelection } from "./model/accessPointSelection.ts";
import { upload } from "./model/accessPoints.ts";
import { UavCoverage } from "./model/uavCoverage.ts";
import { type AirLink, airRate, moveUav, nearestUav } from "./model/uavs.ts";

// biome-ignore lint/suspicious/noExplicitAny: the vectors' README describes the inputs of each function
type Inputs = any;
export type Point = [number, number];

/** Paper E: links, moves and uploads, Q-learning and what it learns from domains, traces played by the environments. */
export const golden: Adapters = {
  dbm_to_watt: ({ dbm }) => dbmToWatt(dbm),
  friis_gain: ({ distance, frequency, gain_tx, gain_rx }) =>
    friisGain(distance, { frequencyHz: frequency, gainTx: gain_tx, gainRx: gain_rx }),
  friis_rate: (i) => networkRates({ ...i, users: [i.user_position], uavs: [i.uav_position] }).mean,
  network_rates: networkRates,
  uav_step({ positions, actions, speed, slot, area }) {
    const at = Float64Array.from(positions.flat());
    for (const [uav, move] of actions.entries())
      moveUav(at, 2 * uav, move, speed * slot, { shape: "rectangle", ...area });
    return points(at);
  },
  uav_trace(i) {
    const flight = { area: i.area, speedMps: i.speed, slotS: i.slot };
    const area = new UavCoverage({ ...coverage(i.radio, i.users, i.uavs), ...flight }, { users: i.users });
    area.reset(streamsOf([0], 1, "evaluation"));
    const slots = i.actions.map((actions: number[]) => {
      const { rewards } = area.step(Int32Array.from(actions));
      return { positions: points(area.uavs), reward: i.radio.bandwidth * rewards[0] };
    });
    return { slots };
  },
  ap_transmission(i) {
    const point = { startM: i.ap_start, endM: i.ap_end, rateMbps: i.rate, cost: i.cost };
    const { success, latencyS, reward } = upload(i.vehicle_x, point, uploadOf(i));
    return { success, latency: latencyS, reward };
  },
  q_update: (i) =>
    updated(i, [{ action: i.action, reward: i.reward, next_state: i.next_state, terminated: i.terminated }]),
  q_update_many: (i) =>
    updated(
      i,
      i.actions.map((action: number, k: number) => {
        return { action, reward: i.rewards[k], next_state: i.next_states[k], terminated: i.terminated[k] };
      }),
    ),
  k_step_target: kStepTarget,
  domain_average({ samples }) {
    const { mean, standardError } = domainAverage(samples);
    return { mean, standard_error: standardError ?? null };
  },
  moving_average: ({ values, window }) => movingAverage(values, window),
  road_trace: roadTrace,
};

function coverage(i: Inputs, users: Point[], uavs: Point[]) {
  const link: AirLink = {
    heightM: i.height,
    powerW: i.power,
    noiseDensityDbmHz: i.noise_density_dbm_hz,
    bandwidthHz: i.bandwidth,
    frequencyHz: i.frequency,
    gainTx: i.gain_tx,
    gainRx: i.gain_rx,
  };
  return { ...link, users: users.length, uavs: uavs.length, hangar: uavs[0] };
}

function networkRates(i: Inputs) {
  const link = coverage(i, i.users, i.uavs);
  const uavs = Float64Array.from(i.uavs.flat());
  const nearest = i.users.map(([x, y]: Point) => nearestUav(x, y, uavs));
  const rates: number[] = nearest.map(({ squaredM }: { squaredM: number }) => airRate(squaredM, link));
  const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
  return { rates, server: nearest.map(({ uav }: { uav: number }) => uav), mean };
}

/** The table of a learner after one outcome after the other. */
function updated(i: Inputs, outcomes: Inputs[]): number[][] {
  const learner = learnerOf(i.q, i);
  for (const { action, reward, next_state, terminated } of outcomes) {
    learner.learn(0, i.state, action, learner.target(0, reward, next_state, terminated));
  }
  return tableOf(learner);
}

/** Domains that pay what the case says, k steps predicted in each, and a learner that takes the target as its value. */
function kStepTarget({ reward_sequences, bootstrap_values, discount, terminated }: Inputs) {
  const domains = reward_sequences.map((rewards: number[], d: number) =>
    defineEnvironment(
      {
        name: "script",
        observationSpace: { kind: "discrete", n: reward_sequences.length + 1 },
        actionSpace: { kind: "discrete", n: 1 },
        horizon: rewards.length,
        stateSize: 1,
        reset: (state) => state.fill(0),
        observe: (state, values) => values.fill(state[0] > 0 ? d + 1 : 0),
        step(state) {
          const made = state[0];
          state[0] = made + 1;
          return { reward: rewards[made], terminated: made + 1 === rewards.length && terminated[d] };
        },
      },
      1,
    ),
  );
  const physical = domains[0];
  physical.reset(streamsOf([0], 1, "training"));
  const space = new DigitalSpace({ seeds: [0], tries: 1, domains, discount });
  const again = { act: () => {}, forget: () => {} };
  const steps = Math.max(...reward_sequences.map((rewards: number[]) => rewards.length));
  const outcomes = space.tryActions(physical, Int32Array.of(0), { steps, policy: again });
  if (outcomes === undefined) throw new Error("the digital space is there from the start");
  const values = [[0], ...bootstrap_values.map((value: number) => [value])];
  const learner = learnerOf(values, { learning_rate: 1, discount });
  const nothing = { ...physical.step(Int32Array.of(0)), rewards: Float64Array.of(0) };
  learner.observe({ values: Float32Array.of(0) }, Int32Array.of(0), nothing, outcomes);
  const per_domain = [...outcomes.returns].map((discounted, d) => {
    const bootstrap = outcomes.terminated[d] === 1 ? 0 : bootstrap_values[d];
    return returnTarget(discounted, discount, outcomes.steps[d], bootstrap);
  });
  return { per_domain, target: learner.table.values[0] };
}

/** A drive in the environment: the physical action there, the others in a digital space of one identical domain. */
function roadTrace(i: Inputs) {
  const road = [
    i.aps.map((ap: Inputs) => ({ startM: ap.start, endM: ap.end, rateMbps: ap.rate, cost: ap.cost })),
  ] as const;
  const configuration = {
    ...uploadOf(i),
    sections: 1,
    sectionM: i.road_end,
    cellM: i.cell,
    observedCellM: i.cell,
    gapS: i.gap,
    next: "drive on" as const,
  };
  let start = i.x;
  const parts = { road, inCells: false, start: () => start };
  const physical = new AccessPointSelection(configuration, parts);
  const tries = i.actions[0].length - 1;
  const domain = tries > 0 ? [new AccessPointSelection(configuration, { ...parts, copies: tries })] : [];
  const space = tries > 0 ? new DigitalSpace({ seeds: [0], tries, domains: domain, discount: i.discount }) : undefined;
  const learner = learnerOf(i.q, i);
  let { values } = physical.reset(streamsOf([0], 1, "evaluation"));
  start = i.restart_x;
  const sets = i.actions.map(([taken, ...others]: number[]) => {
    const [x, state] = [physical.positions[0], values[0]];
    const [seen, action] = [{ values: values.slice() }, Int32Array.of(taken)];
    const outcomes = space?.tryActions(physical, Int32Array.from(others));
    const step = physical.step(action);
    learner.observe(seen, action, step, outcomes);
    const set = {
      x,
      state,
      rewards: [step.rewards[0], ...(outcomes?.returns ?? [])],
      next_x: [physical.reached[0], ...(domain[0]?.reached ?? [])],
      terminated: [step.terminated[0] === 1, ...[...(outcomes?.terminated ?? [])].map((ended) => ended === 1)],
    };
    values = step.values;
    return set;
  });
  return { q: tableOf(learner), sets };
}

function uploadOf(i: Inputs) {
  return {
    speedMps: i.speed,
    dataMbit: i.data_size,
    deadlineS: i.deadline,
    successReward: i.success_reward,
    latencyWeight: i.latency_weight,
    costWeight: i.cost_weight,
    failurePays: "deadline and cost" as const,
  };
}

function learnerOf(q: number[][], { learning_rate, discount }: Inputs): QLearning {
  const task = {
    rows: 1,
    agents: 1,
    observationSpace: { kind: "discrete", n: q.length },
    actionSpace: { kind: "discrete", n: q[0].length },
  } as const;
  const learner = createQLearning(task, streamsOf([0], 1, "training"), { learningRate: learning_rate, discount });
  learner.table.values.set(q.flat());
  return learner;
}

function tableOf({ table }: { readonly table: QTable }): number[][] {
  return Array.from({ length: table.states }, (_, state) => [
    ...table.values.subarray(table.at(0, state), table.at(0, state + 1)),
  ]);
}

function points(flatPoints: Float64Array): Point[] {
  return Array.from({ length: flatPoints.length / 2 }, (_, u) => [flatPoints[2 * u], flatPoints[2 * u + 1]] as Point);
}
