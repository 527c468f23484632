import { MaximumAssignment } from "../../../optimization/index.ts";
import {
  cloudRate,
  FREE,
  type SharedBlocks,
  SYNCHRONISATION,
  type SynchronisationCount,
  type Transmission,
  transmissionDelay,
  userRate,
  userRates,
} from "../../../radio/index.ts";
import { slowestFeasible } from "../../synchronisation/synchronisationRules.ts";

/**
 * Rules for the block that carries a station's synchronisation, of those fast enough: the slowest (C's rule), the
 * fastest, or the one whose loss costs the station's own users least.
 */
export const SYNCHRONISATION_BLOCKS = ["slowest", "fastest", "cheapest"] as const;
export type SynchronisationBlock = (typeof SYNCHRONISATION_BLOCKS)[number];

export interface BlockAllocationOptions extends Transmission {
  readonly stations: number;
  readonly users: number;
  readonly blocks: number;
  /** D_m */
  readonly dataSize: number;
  /** alpha of B (8g), strict */
  readonly delayLimit: number;
  readonly count?: SynchronisationCount;
  readonly synchronisationBlock?: SynchronisationBlock;
  /** times that every station allocates; from the second on it knows what all others use */
  readonly rounds?: number;
}

/**
 * Algorithm 1 of paper B: station after station first gives a block that is fast enough, B (8g), to its synchronisation,
 * then solves B (17): it matches its users to the blocks that are left by the Hungarian method, with the weights B (18),
 * the interference of the stations before it included. A matching keeps B (8c) and B (8f).
 *
 * @example
 * const allocation = new BlockAllocation({ stations: 3, users: 12, blocks: 12, ...transmission, dataSize, delayLimit });
 * allocation.gain.set(gains); allocation.cloudGain.set(cloudGains);
 * allocation.allocate(association, asked); // then read rates, blockOf, synchronisationBlock
 */
export class BlockAllocation implements SharedBlocks {
  readonly stations: number;
  readonly users: number;
  readonly blocks: number;
  readonly power: number;
  readonly bandwidth: number;
  readonly noiseDensity: number;
  readonly count: SynchronisationCount;
  /** [station, user, block] h_m(l_u); to be set before `allocate` */
  readonly gain: Float64Array;
  /** [station, block] h_m(l^C); to be set before `allocate` */
  readonly cloudGain: Float64Array;
  /** [station, block] who uses it */
  readonly use: Int32Array;
  /** [station, user] block, -1 = none */
  readonly blockOf: Int32Array;
  /** [station] block of the synchronisation, -1 = none */
  readonly synchronisationBlock: Int32Array;
  /** [station] largest sum of rates of its own matching, given the stations before it */
  readonly stageTotals: Float64Array;
  /** [station, user] c_um with everybody's interference */
  readonly rates: Float64Array;
  /** [station] rate to the cloud with everybody's interference, 0 without synchronisation */
  readonly synchronisationRates: Float64Array;
  readonly #options: Required<BlockAllocationOptions>;
  readonly #weights: Float64Array;
  readonly #delays: Float64Array;
  readonly #assignment: MaximumAssignment;

  constructor(options: BlockAllocationOptions) {
    const all = { count: "once", synchronisationBlock: "slowest", rounds: 1, ...options } as const;
    const { stations, users, blocks } = all;
    this.#options = all;
    this.stations = stations;
    this.users = users;
    this.blocks = blocks;
    this.power = all.power;
    this.bandwidth = all.bandwidth;
    this.noiseDensity = all.noiseDensity;
    this.count = all.count;
    this.gain = new Float64Array(stations * users * blocks);
    this.cloudGain = new Float64Array(stations * blocks);
    this.use = new Int32Array(stations * blocks).fill(FREE);
    this.blockOf = new Int32Array(stations * users).fill(-1);
    this.synchronisationBlock = new Int32Array(stations).fill(-1);
    this.stageTotals = new Float64Array(stations);
    this.rates = new Float64Array(stations * users);
    this.synchronisationRates = new Float64Array(stations);
    this.#weights = new Float64Array(users * blocks);
    this.#delays = new Float64Array(blocks);
    this.#assignment = new MaximumAssignment(users, blocks);
  }

  /**
   * @param association [station, user] z, 1 = the station serves the user
   * @param asked [station] |y|, 1 = it wants to synchronise
   */
  allocate(association: Uint8Array, asked: Uint8Array): void {
    this.use.fill(FREE);
    for (let round = 0; round < this.#options.rounds; round++) {
      for (let station = 0; station < this.stations; station++) {
        const served = association.subarray(station * this.users, (station + 1) * this.users);
        this.#allocateOne(station, served, asked[station] === 1);
      }
    }
    this.#measure();
  }

  /**
   * Weights of a station's matching, B (18): each user's rate on each block, given what the other stations use; [user,
   * block].
   */
  stageWeights(station: number, served: Uint8Array): Float64Array {
    for (let user = 0; user < this.users; user++) {
      if (served[user] === 1) userRates(this, station, user, this.#weights, user * this.blocks);
    }
    return this.#weights;
  }

  /** Sum of all rates. */
  get sumRate(): number {
    let sum = 0;
    for (let at = 0; at < this.rates.length; at++) sum += this.rates[at];
    return sum;
  }

  /** Whether no user has blocks of two stations, B (8b); users without a block keep it. */
  get hasOneStationAUser(): boolean {
    for (let user = 0; user < this.users; user++) {
      let given = 0;
      for (let at = user; at < this.blockOf.length; at += this.users) if (this.blockOf[at] !== -1) given++;
      if (given > 1) return false;
    }
    return true;
  }

  /** Delays, B (6), on every block, given what the other stations use; [block]. */
  synchronisationDelays(station: number): Float64Array {
    for (let block = 0; block < this.blocks; block++)
      this.#delays[block] = transmissionDelay(this.#options.dataSize, cloudRate(this, station, block));
    return this.#delays;
  }

  #allocateOne(station: number, served: Uint8Array, asks: boolean): void {
    const { users, blocks, use } = this;
    const first = station * blocks;
    use.fill(FREE, first, first + blocks);
    const weights = this.stageWeights(station, served);
    const block = asks ? this.#chooseBlock(station, weights, served) : -1;
    this.synchronisationBlock[station] = block;
    if (block !== -1) use[first + block] = SYNCHRONISATION;
    this.stageTotals[station] = this.#assignment.solve(weights, block, served);
    const { columnOf } = this.#assignment;
    for (let user = 0; user < users; user++) {
      const given = columnOf[user];
      this.blockOf[station * users + user] = given;
      if (given !== -1) use[first + given] = user;
    }
  }

  #chooseBlock(station: number, weights: Float64Array, served: Uint8Array): number {
    const { delayLimit, synchronisationBlock: rule } = this.#options;
    const delays = this.synchronisationDelays(station);
    if (rule === "slowest") return slowestFeasible(delays, delayLimit);
    let [chosen, best] = [-1, -Infinity];
    for (let block = 0; block < this.blocks; block++) {
      const delay = delays[block];
      if (!(delay < delayLimit)) continue;
      const merit = rule === "fastest" ? -delay : this.#assignment.solve(weights, block, served);
      if (merit > best) [chosen, best] = [block, merit];
    }
    return chosen;
  }

  #measure(): void {
    const { stations, users, blockOf, synchronisationBlock } = this;
    for (let station = 0; station < stations; station++) {
      for (let user = 0; user < users; user++) {
        const block = blockOf[station * users + user];
        this.rates[station * users + user] = block === -1 ? 0 : userRate(this, station, user, block);
      }
      const block = synchronisationBlock[station];
      this.synchronisationRates[station] = block === -1 ? 0 : cloudRate(this, station, block);
    }
  }
}

/**
 * Feasibility of an allocation by B (8b), B (8c), B (8f) and B (8g); alpha may be met. Only tests and test vectors call
 * it.
 *
 * @param blockOf [station][user] block, -1 = none
 * @param synchronisationBlock [station] block, -1 = none
 * @param delays [station] of the synchronisation, null where nothing is sent
 */
export function allocationFeasible(
  blockOf: readonly (readonly number[])[],
  synchronisationBlock: readonly number[],
  delays: readonly (number | null)[],
  delayLimit: number,
): { readonly "8b": boolean; readonly "8c": boolean; readonly "8f": boolean; readonly "8g": boolean } {
  const given = blockOf.map((row) => row.filter((block) => block !== -1));
  const users = blockOf[0]?.length ?? 0;
  const servedBy = (user: number) => blockOf.filter((row) => row[user] !== -1).length;
  return {
    "8b": Array.from({ length: users }, (_, user) => servedBy(user)).every((stations) => stations <= 1),
    "8c": given.every((blocks) => new Set(blocks).size === blocks.length),
    "8f": given.every((blocks, station) => !blocks.includes(synchronisationBlock[station])),
    "8g": delays.every((delay) => delay === null || delay <= delayLimit),
  };
}
