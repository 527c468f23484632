import type { Transmission } from "./linkRates.ts";
import { shannonRate } from "./shannonRate.ts";

/** A block that nobody uses. */
export const FREE = -1;
/** A block that carries a synchronisation. */
export const SYNCHRONISATION = -2;

/**
 * How a synchronising base station counts in others' interference. "once": as one sender. "literal": the printed sums
 * of B (3) and B (5) repeat it for every user that they run over.
 */
export const SYNCHRONISATION_COUNTS = ["once", "literal"] as const;
/** See `SYNCHRONISATION_COUNTS`. */
export type SynchronisationCount = (typeof SYNCHRONISATION_COUNTS)[number];

/** Base stations that send on the same resource blocks, in one slot. */
export interface SharedBlocks extends Transmission {
  readonly stations: number;
  readonly users: number;
  readonly blocks: number;
  /** [station, user, block] h_m(l_u), linear */
  readonly gain: Float64Array;
  /** [station, block] h_m(l^C), linear */
  readonly cloudGain: Float64Array;
  /** [station, block] the user served on it, FREE or SYNCHRONISATION */
  readonly use: Int32Array;
  readonly count: SynchronisationCount;
}

/** B (3): power that a user served by a station receives on a block from the other stations, but for its own signals. */
export function interferenceAtUser(net: SharedBlocks, station: number, user: number, block: number): number {
  const { stations, users, blocks, gain, use, count } = net;
  const weight = count === "once" ? 1 : users - 1;
  let sum = 0;
  for (let other = 0; other < stations; other++) {
    if (other === station) continue;
    const used = use[other * blocks + block];
    if (used === FREE || used === user) continue;
    const received = gain[(other * users + user) * blocks + block];
    sum += used === SYNCHRONISATION ? weight * received : received;
  }
  return net.power * sum;
}

/** B (5): power at the cloud server on a block from all stations but one. */
export function interferenceAtCloud(net: SharedBlocks, station: number, block: number): number {
  const { stations, users, blocks, cloudGain, use, count } = net;
  const weight = count === "once" ? 1 : users;
  let sum = 0;
  for (let other = 0; other < stations; other++) {
    if (other === station) continue;
    const used = use[other * blocks + block];
    if (used === FREE) continue;
    const received = cloudGain[other * blocks + block];
    sum += used === SYNCHRONISATION ? weight * received : received;
  }
  return net.power * sum;
}

/** B (2) on every block: the rate that a station's user would get there, written from `offset` on. */
export function userRates(net: SharedBlocks, station: number, user: number, out: Float64Array, offset: number): void {
  const { blocks, gain, power, bandwidth, noiseDensity } = net;
  const noise = bandwidth * noiseDensity;
  let lastSinr = Number.NaN;
  let rate = 0;
  for (let block = 0; block < blocks; block++) {
    const received = power * gain[(station * net.users + user) * blocks + block];
    const sinr = received / (interferenceAtUser(net, station, user, block) + noise);
    // Without fading neighbouring blocks are often equal, and a logarithm is dear.
    if (sinr !== lastSinr) rate = shannonRate(bandwidth, sinr);
    lastSinr = sinr;
    out[offset + block] = rate;
  }
}

/** B (4) on one block. */
export function cloudRate(net: SharedBlocks, station: number, block: number): number {
  const { blocks, cloudGain, power, bandwidth, noiseDensity } = net;
  const received = power * cloudGain[station * blocks + block];
  return shannonRate(bandwidth, received / (interferenceAtCloud(net, station, block) + bandwidth * noiseDensity));
}

/** B (2) on one block. */
export function userRate(net: SharedBlocks, station: number, user: number, block: number): number {
  const { users, blocks, gain, power, bandwidth, noiseDensity } = net;
  const received = power * gain[(station * users + user) * blocks + block];
  return shannonRate(bandwidth, received / (interferenceAtUser(net, station, user, block) + bandwidth * noiseDensity));
}
