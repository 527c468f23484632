import type { Adapters } from "../../golden/adapter.ts";
import { neuralAdapters } from "../../golden/neuralAdapters.ts";
import { flat, moved, type Point, points, scripted, scriptedMoves } from "../../golden/shapes.ts";
import { kernels, flat as numbersOf, within } from "../../golden/tensors.ts";
import { moveMoments } from "../../mobility/index.ts";
import { GruPredictor, Parameters, type tf } from "../../neural/index.ts";
import { MaximumAssignment } from "../../optimization/index.ts";
import { type Channel, linkRates, pathGain, transmissionDelay } from "../../radio/index.ts";
import { streamsOf } from "../../random/index.ts";
import { type Predictor, twinError } from "../../twin/index.ts";
import { slowestFeasible, synchronisationReward } from "../synchronisation/synchronisationRules.ts";
import { tensorC } from "./goldenTensors.ts";
import { SingleBsSync } from "./model/singleBsSync.ts";

// biome-ignore lint/suspicious/noExplicitAny: the vectors' README describes the inputs of each function
type Inputs = any;

/** Paper C: mobility, rates, allocation, rewards, and the slots of the environment, played by the environment itself. */
const paperC: Adapters = {
  mobility_step: ({ position, move, step }) => moved(position, move, step),
  mobility_bounded: ({ position, move, step, area }) => moved(position, move, step, area),
  mobility_moments: ({ p, step }) => moveMoments(p, step),
  user_rates: (i) => i.positions.map((at: Point, u: number) => rates(i, at, i.fading[u])),
  cloud_rates: (i) => rates(i, i.cloud_position, i.fading_cloud),
  allocate({ rates: matrix, blocked_rb }) {
    const assignment = new MaximumAssignment(matrix.length, matrix[0].length);
    const total = assignment.solve(flat(matrix), blocked_rb);
    return { rb: assignment.columnOf, total };
  },
  sync_rb({ delays, limit }) {
    const rb = slowestFeasible(delays, limit);
    return { rb, delay: rb === -1 ? null : delays[rb] };
  },
  sync_delay: ({ data_size, sync_rate }) => transmissionDelay(data_size, sync_rate),
  reward(i) {
    const error = i.synced ? 0 : twinError(flat(i.true_positions), flat(i.predicted_positions));
    return synchronisationReward(i.epsilon, i.sum_rate, error);
  },
  objective(i) {
    const errors = i.true_positions.map((exact: Point[], t: number) =>
      twinError(flat(exact), flat(i.dnt_positions[t])),
    );
    const slots: number[] = i.sum_rates.map((rate: number, t: number) =>
      synchronisationReward(i.epsilon, rate, errors[t]),
    );
    return slots.reduce((sum, slot) => sum + slot, 0);
  },
  environment_slot(i) {
    const { fading, fading_cloud, interference } = i;
    const one = {
      sync: [i.sync],
      moves: [[]],
      fading: [fading],
      fading_cloud: [fading_cloud],
      interference: [interference],
    };
    return playTrace({ ...i, ...one }, scripted([i.predicted])).slots[0];
  },
  environment_trace: (i) => playTrace(i, scripted(i.predicted)),
};

/** Plays the given decisions, moves and channel states in the environment, with the given predictor in its twin. */
/** The environment with a GRU in its twin. */
const withGru: Adapters = within({
  gru_environment_trace(i) {
    const values = Object.values(kernels(i)) as tf.Tensor3D[];
    const numbers = Float32Array.from(values.flatMap(numbersOf));
    const parameters = new Parameters(
      values.map(({ shape }) => shape),
      numbers,
    );
    const window = i.history.length;
    const predictor = new GruPredictor(parameters, {
      users: i.positions.length,
      window,
      scale: i.scale,
      hidden: i.Ur.length,
    });
    const trace = playTrace(i, predictor);
    predictor.dispose();
    return trace;
  },
});

function playTrace(i: Inputs, predictor: Predictor): { slots: unknown[]; final_positions: Point[] } {
  const users = i.positions.length;
  const configuration = {
    users,
    resourceBlocks: i.fading[0][0].length,
    weight: i.epsilon,
    action: "synchronise" as const,
    distance: i.distance,
    minimumDistanceM: i.d_min,
    window: i.history?.length ?? 1,
    horizon: i.sync.length + 1,
    baseStation: i.bs_position,
    cloud: i.cloud_position,
    power: i.power,
    bandwidth: i.bandwidth,
    noiseDensity: i.noise_density,
    dataSize: i.data_size,
    delayLimit: i.delay_limit,
  };
  const environment = new SingleBsSync(configuration, {
    movement: scriptedMoves(i.positions, i.moves, i.step, i.area),
    channel: channel(i),
    predictor,
  });
  environment.reset(streamsOf([0], 1, "evaluation"));
  const { twin } = environment;
  if (i.history !== undefined) twin.history.set(flat(i.history));
  twin.predict();
  const slots = i.sync.map((asked: number) => {
    const positions = points(environment.positions);
    const predicted = points(twin.predicted);
    const { rewards, metrics } = environment.step(Int32Array.of(asked));
    const sync_rb = environment.synchronisationBlock[0];
    const synced = sync_rb !== -1;
    const delay = synced ? metrics.delay?.[0] : null;
    const dnt = points(twin.history.subarray(-2 * users));
    const allocation = environment.allocation.slice();
    return {
      positions,
      predicted,
      sync_rb,
      synced,
      delay,
      allocation,
      sum_rate: metrics.rate?.[0],
      dnt,
      reward: rewards[0],
    };
  });
  return { slots, final_positions: points(environment.positions) };
}

function channel({ fading, fading_cloud, interference }: Inputs): Channel {
  let slot = 0;
  return {
    draw(_row, _rng, state) {
      state.fading.set(flat(fading[slot]));
      state.cloudFading.set(fading_cloud[slot]);
      state.interference.set(interference[slot++]);
    },
  };
}

function rates(i: Inputs, [x, y]: Point, fading: number[]): Float64Array {
  const out = new Float64Array(fading.length);
  const link = { power: i.power, bandwidth: i.bandwidth, noiseDensity: i.noise_density };
  const gain = pathGain(x - i.bs_position[0], y - i.bs_position[1], i.distance, i.d_min);
  linkRates(link, gain, Float64Array.from(fading), Float64Array.from(i.interference), out);
  return out;
}

/** Every function of paper C that test vectors are compared with. */
export const golden: Adapters = { ...paperC, ...neuralAdapters, ...tensorC, ...withGru };
