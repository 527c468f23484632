import type { Adapters } from "../../golden/adapter.ts";
import { flat, moved, nestedRows, type Point, points, scriptedMoves } from "../../golden/shapes.ts";
import { moveMoments } from "../../mobility/index.ts";
import {
  SectorLinks,
  type SectorPattern,
  type Site,
  sectorGain,
  servingSector,
  shannonRate,
  siteAngles,
} from "../../radio/index.ts";
import { streamsOf } from "../../random/index.ts";
import { tensorA } from "./goldenTensors.ts";
import { hierarchicalComplexity, trainingComplexity } from "./model/complexity.ts";
import { collectionReward, collectionState, physicalCount } from "./model/dataCollection.ts";
import { type PositionErrors, RobustTilt } from "./model/robustTilt.ts";
import { tiltReward, transitionDelay } from "./model/tiltRewards.ts";

// biome-ignore lint/suspicious/noExplicitAny: the vectors' README describes the inputs of each function
type Inputs = any;

/** Paper A: sector antennas, rates, and transitions physical and of the twin, played by the environment. */
const paperA: Adapters = {
  mobility_step: ({ position, move, step }) => moved(position, move, step),
  mobility_bounded: ({ position, move, step, area }) => moved(position, move, step, area),
  mobility_moments: ({ p, step }) => moveMoments(p, step),
  user_angles(i) {
    const site = siteOf({ position: i.bs_position, bs_height: i.bs_height, user_height: i.user_height, azimuths: [] });
    const { azimuthDeg, depressionDeg, groundM, slantM } = siteAngles(i.position[0], i.position[1], site);
    return { phi: azimuthDeg, psi: depressionDeg, d2: groundM, d3: slantM };
  },
  antenna_gain: (i) => sectorGain(i.psi, i.tilt, i.phi, i.azimuth, patternOf(i)),
  serving_sector: ({ phi, azimuths }) => servingSector(phi, azimuths),
  downlink_sinr(i) {
    const links = linksOf(i);
    const sinr = new Float64Array(links.users);
    links.downlinkSinr(sinr);
    return { sector: links.sector, sinr };
  },
  uplink_sinr(i) {
    const links = linksOf(i);
    const sinr = new Float64Array(links.users);
    links.uplinkSinr(i.form, sinr);
    return { sector: links.sector, sinr };
  },
  rate: ({ sinr, bandwidth }) => sinr.map((ratio: number) => shannonRate(bandwidth, ratio)),
  transition_delay: ({ uplink_rates: rates, data_size }) =>
    transitionDelay(flat(rates), { slots: rates.length, users: rates[0].length, dataSize: data_size }),
  reward_level1: ({ downlink_rates: rates, reward_error }) =>
    tiltReward(flat(rates), { slots: rates.length, users: rates[0].length, reward: "sum" }, 0, reward_error),
  transition,
  epoch({ transitions, settings, tau_max, xi }) {
    const played = transitions.map((one: Inputs) => transition({ ...settings, ...one }));
    const rewards = played.map(({ reward }: Inputs) => reward);
    const physical_delays = played.flatMap(({ delay }: Inputs, b: number) =>
      transitions[b].slot_errors === null ? [delay] : [],
    );
    const price = { delayLimit: tau_max, penaltyWeight: xi };
    return { rewards, physical_delays, ...collectionReward(rewards, physical_delays, price) };
  },
  physical_count: ({ ratio, batch }) => physicalCount(ratio, batch),
  reward_level2: (i) => collectionReward(i.rewards, i.physical_delays, { delayLimit: i.tau_max, penaltyWeight: i.xi }),
  level2_state: ({ policy_loss, rewards }) => collectionState(policy_loss, rewards),
  complexity_level1: (i) => trainingComplexity(i.batch_sizes, [i.policy_layers, i.value_layers]),
  complexity_level2: (i) => hierarchicalComplexity(i.batch_sizes, [i.policy1, i.value1], [i.policy2, i.value2]),
};

/** One transition of one row, with the moves and the errors of the case. */
function transition(i: Inputs) {
  const { site, channel, pattern, area } = i;
  const users = i.positions.length;
  const slots = i.moves.length;
  const environment = new RobustTilt(
    {
      setting: "literal",
      limitsDb: { vertical: pattern.limit_v_db, horizontal: pattern.limit_h_db, total: pattern.limit_db },
      uplink: i.uplink,
      users,
      radiusM: area.radius,
      site: site.position,
      heightM: site.bs_height,
      userHeightM: site.user_height,
      azimuthsDeg: site.azimuths,
      beamwidthVDeg: pattern.theta_v,
      beamwidthHDeg: pattern.theta_h,
      weightV: pattern.lambda_v,
      weightH: pattern.lambda_h,
      power: channel.tx_power,
      userPower: channel.user_power,
      noise: channel.noise,
      bandwidth: i.bandwidth,
      pathLossConstant: channel.path_loss_const,
      pathLossExponent: channel.path_loss_exponent,
      distance: channel.distance,
      minimumDistanceM: channel.d_min,
      slots,
      dataSize: i.data_size,
      horizon: 2,
    },
    {
      movement: scriptedMoves(i.positions, i.moves, i.step, area),
      errors: scriptedErrors(i, users),
      network: linkGains(i),
    },
  );
  environment.reset(streamsOf([0], 1, "evaluation"));
  environment.collect([isTwin(i) ? 0 : Infinity]);
  const state = points(environment.reported);
  const { rewards, metrics } = environment.stepTilts(i.tilts);
  const { positions, sector, downlinkSinr, downlinkRates, uplinkSinr, uplinkRates } = environment.slots;
  const bySlot = (values: ArrayLike<number>) => nestedRows(values, users);
  return {
    slots: Array.from({ length: slots }, (_, n) => ({
      positions: points(positions).slice(n * users, (n + 1) * users),
      sector: bySlot(sector)[n],
      sinr: bySlot(downlinkSinr)[n],
      downlink_rates: bySlot(downlinkRates)[n],
      uplink_sinr: bySlot(uplinkSinr)[n],
      uplink_rates: bySlot(uplinkRates)[n],
    })),
    state,
    next_state: points(environment.reported),
    reward: rewards[0],
    true_reward: metrics.rate?.[0],
    delay: metrics.delay?.[0],
  };
}

function isTwin({ slot_errors }: Inputs): boolean {
  return slot_errors !== undefined && slot_errors !== null;
}

/** The errors of the state, of each slot and of the next state, in the order in which the environment draws them. */
function scriptedErrors(i: Inputs, users: number): PositionErrors {
  const none: Point[] = Array.from({ length: users }, () => [0, 0]);
  const queue: Point[][] = [i.state_errors ?? none, ...(isTwin(i) ? i.slot_errors : []), i.next_state_errors ?? none];
  return { draw: (_row, _rng, out, offset) => out.set(flat(queue.shift() as Point[]), offset) };
}

function siteOf({ position, bs_height, user_height, azimuths }: Inputs): Site {
  return { position, heightM: bs_height, userHeightM: user_height, azimuthsDeg: azimuths };
}

function patternOf(i: Inputs): SectorPattern {
  return {
    beamwidthVDeg: i.theta_v,
    beamwidthHDeg: i.theta_h,
    weightV: i.lambda_v,
    weightH: i.lambda_h,
    limitVDb: i.limit_v_db ?? Infinity,
    limitHDb: i.limit_h_db ?? Infinity,
    limitDb: i.limit_db ?? Infinity,
  };
}

function linkGains({ user_gain, shadowing, shadowing_up }: Inputs) {
  return {
    userGain: user_gain,
    ...(shadowing === undefined ? {} : { shadowing: flat(shadowing) }),
    ...(shadowing_up === undefined ? {} : { uplinkShadowing: flat(shadowing_up) }),
  };
}

function linksOf(i: Inputs): SectorLinks {
  const { channel } = i;
  const links = new SectorLinks({
    users: i.positions.length,
    site: siteOf(i.site),
    pattern: patternOf(i.pattern),
    powers: channel.tx_power,
    userPower: channel.user_power,
    noise: channel.noise,
    pathLossConstant: channel.path_loss_const,
    pathLossExponent: channel.path_loss_exponent,
    distance: channel.distance,
    minimumDistanceM: channel.d_min,
    association: "azimuth",
    ...linkGains(i),
  });
  links.place(flat(i.positions));
  links.aimAll(flat(i.tilts));
  return links;
}

/** Every function of paper A that test vectors are compared with. */
export const golden: Adapters = { ...paperA, ...tensorA };
