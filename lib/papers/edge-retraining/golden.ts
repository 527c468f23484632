import type { Adapters } from "../../golden/adapter.ts";
import { flat, nestedRows } from "../../golden/shapes.ts";
import { type AssociationProblem, associate, loadSolver, relaxedDelay } from "../../optimization/index.ts";
import { dbmToWatt, signalToNoise, uplinkRate } from "../../radio/index.ts";
import { mean } from "../../statistics/index.ts";
import { splitTasks } from "./model/edgeAllocation.ts";
import {
  computeDelay,
  inferenceFlops,
  localDelay,
  offloadDelay,
  trainingFlops,
  userDelay,
  userDelays,
} from "./model/edgeDelays.ts";
import { averageCost, chargedShare, type EdgeCost } from "./model/edgeObjective.ts";
import {
  chooseDistribution,
  classCounts,
  type GeneratedData,
  generateData,
  generatedSize,
  klDivergence,
  smoothDistribution,
} from "./model/generatedData.ts";
import {
  offloadingFeasible,
  printedReward,
  repairedReward,
  resourcesFit,
  stationDelay,
} from "./model/onlyInVectors.ts";
import { frameAccuracy, needsRetraining, predictedAccuracy, retrainingPairs } from "./model/retrainingRules.ts";

// biome-ignore lint/suspicious/noExplicitAny: the vectors' README describes the inputs of each function
type Inputs = any;

const solver = await loadSolver();

/** Paper D: delays, generated data, accuracies, association, rewards, and frames of slots put together from them. */
export const golden: Adapters = {
  dbm_to_watt: ({ dbm }) => dbmToWatt(dbm),
  snr: ({ power, gain, noise }) => signalToNoise(power, gain, noise),
  uplink_rate: ({ bandwidth, connected, snr }) => uplinkRate(bandwidth, connected === 1, snr),
  transmission_delay: (i) => offloadDelay(i.task_bits, i.downlink_bits, i.connected === 1, i.rate),
  local_delay: ({ local_bits, seconds_per_bit }) => localDelay(local_bits, seconds_per_bit),
  inference_flops: (i) => inferenceFlops(i.bits, workOf(i)),
  training_flops: ({ samples, flops_per_sample, epochs }) => trainingFlops(samples, flops_per_sample, epochs),
  bs_delay: ({ flops, resource }) => computeDelay(flops, resource),
  bs_total_delay: ({ bs_delays, trans_delays }) => stationDelay(bs_delays, trans_delays),
  resource_ok: ({ own, per_user, total }) => resourcesFit(own, per_user, total),
  class_counts: ({ labels, classes }) => classCounts(labels, classes),
  smooth_distribution: ({ counts, smoothing }) => smoothDistribution(counts, smoothing),
  kl: ({ p, q }) => klDivergence(p, q),
  choose_distribution({ candidates, q }) {
    try {
      return chooseDistribution(candidates, q);
    } catch (error) {
      if (error instanceof RangeError) return { index: null, divergence: null };
      throw error;
    }
  },
  generated_size({ delta, p, counts, form }) {
    const { perClass, total } = generatedSize(delta, p, counts, form);
    return { per_class: perClass, total };
  },
  user_delay: ({ local, bs_delays, trans_delays, connected }) => userDelay(local, bs_delays, trans_delays, connected),
  objective: (i) => averageCost(costOf(i)),
  reward_literal: (i) => printedReward(costOf(i), tasksOf(i), i.delta_q),
  reward_corrected: (i) => repairedReward(costOf(i), tasksOf(i), i.rho),
  frame_accuracy: ({ slot_accuracies }) => frameAccuracy(slot_accuracies),
  predicted_accuracy: ({ predicted }) => predictedAccuracy(flat(predicted), predicted.length),
  retrain_decision: ({ accuracy, threshold }) => Number(needsRetraining(accuracy, threshold)),
  retrain_pairs: (i) => nestedRows(pairsOf(i.accuracies, i), i.accuracies.length),
  associate: (i) => associationOf(i, "mean"),
  associate_minmax: (i) => associationOf(i, "largest").eta,
  associate_relaxed(i) {
    const eta = relaxedDelay(solver, problemOf(i));
    return { status: eta === undefined ? "infeasible" : "optimal", eta: eta ?? null };
  },
  allocation_feasible(i) {
    const { connected, resource, reserved, capacity } = i;
    const allocation = { connected: bytes(connected), resource: flat(resource), reserved, capacity, ...tasksOf(i) };
    const { isServed, isWhole, fits, isCoupled } = offloadingFeasible(allocation);
    return { "11d": isServed, "11e": isWhole, "11f": fits, coupled: isCoupled };
  },
  frame,
};

/** A frame: what is retrained with which data, then the slots, charged in both ways. */
function frame(i: Inputs) {
  const slots = i.tasks.length;
  const users = i.tasks[0].length;
  const accuracy = predictedAccuracy(flat(i.predicted), slots);
  const retrained = pairsOf([...accuracy], i);
  const options = { candidates: i.candidates, smoothing: i.smoothing, delta: i.delta, form: i.size_form };
  const data: (GeneratedData | undefined)[] = i.counts
    .flat()
    .map((counts: number[], link: number) => (retrained[link] === 1 ? generateData(counts, options) : undefined));
  const generated = data.map((one) => one?.total ?? 0);
  const training = Float64Array.from(generated, (samples) => trainingFlops(samples, i.flops_per_sample, i.epochs));
  const played = i.tasks.map((_: unknown, slot: number) => {
    const delays = slotDelays(i, slot);
    const resource = flat(i.resource[slot]);
    const cost = (charge: "once" | "every-slot") =>
      averageCost({
        userDelays: delays,
        retrained: chargedShare(charge, slot, 1) > 0 ? retrained : new Uint8Array(retrained.length),
        trainingFlops: training,
        resource,
      });
    return { delays, once: cost("once"), every: cost("every-slot") };
  });
  const once: number[] = played.map((slot: Inputs) => slot.once);
  const every: number[] = played.map((slot: Inputs) => slot.every);
  return {
    accuracy,
    retrain: nestedRows(retrained, users),
    distribution: nestedRows(
      data.map((one) => one?.index ?? -1),
      users,
    ),
    generated: nestedRows(generated, users),
    user_delays: played.map((slot: Inputs) => slot.delays),
    once_per_frame: once,
    every_slot: every,
    mean_once_per_frame: mean(once),
    mean_every_slot: mean(every),
  };
}

function slotDelays(i: Inputs, slot: number): Float64Array {
  const connected = bytes(i.connected);
  const [stations, users] = [i.connected.length, i.tasks[0].length];
  const noise = dbmToWatt(i.noise_dbm);
  const power = dbmToWatt(i.tx_power_dbm);
  const rates = flat(i.gain[slot]).map((gain, link) =>
    uplinkRate(i.bandwidth, connected[link] === 1, signalToNoise(power, gain, noise)),
  );
  const shares = { local: flat(i.local_share[slot]), offloaded: flat(i.offload_share[slot]) };
  const bits = splitTasks(i.tasks[slot], shares);
  return userDelays({ stations, users, connected, rates, resource: flat(i.resource[slot]), ...bits }, workOf(i));
}

function pairsOf(accuracies: number[], { threshold, connected }: Inputs): Uint8Array {
  const isRetrained = accuracies.map((accuracy) => Number(needsRetraining(accuracy, threshold)));
  return retrainingPairs(isRetrained, bytes(connected));
}

function associationOf(i: Inputs, goal: "mean" | "largest") {
  const result = associate(solver, problemOf(i), goal);
  if (result.status === "infeasible") return { status: "infeasible", eta: null, connected: null };
  return { status: "optimal", eta: result.eta, connected: nestedRows(result.connected, i.cost[0].length) };
}

function problemOf({ cost, load, capacity }: Inputs): AssociationProblem {
  const problem = { stations: cost.length, users: cost[0].length, costs: flat(cost) };
  return {
    ...problem,
    ...(load === undefined ? {} : { loads: flat(load) }),
    ...(capacity === undefined ? {} : { capacities: flat(capacity) }),
  };
}

function workOf(i: Inputs) {
  return {
    bitsPerSample: i.bits_per_sample,
    flopsPerSample: i.flops_per_sample,
    secondsPerBit: i.seconds_per_bit,
    downlinkBits: i.downlink_bits,
  };
}

function costOf({ user_delays, retrain, training_flops, resource }: Inputs): EdgeCost {
  return {
    userDelays: flat(user_delays),
    retrained: bytes(retrain),
    trainingFlops: flat(training_flops),
    resource: flat(resource),
  };
}

function tasksOf({ tasks, local = [], offloaded }: Inputs) {
  return { taskBits: flat(tasks), localBits: flat(local), offloadedBits: flat(offloaded) };
}

function bytes(lists: number[][]): Uint8Array {
  return Uint8Array.from(lists.flat());
}
