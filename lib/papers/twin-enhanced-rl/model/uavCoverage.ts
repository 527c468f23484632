import { z } from "zod";
import {
  ConfigurationError,
  configure,
  count,
  decibels,
  metres,
  pair,
  positive,
  slots,
} from "../../../configuration/index.ts";
import { type Observation, RowEnvironment, type RowParts, type Space, width } from "../../../environments/index.ts";
import { type Area, contains, placeUniformly } from "../../../mobility/index.ts";
import { type Rng, rngFrom } from "../../../random/index.ts";
import { airRateAt, moveUav, nearestUav, snrAtOneMetre, UAV_MOVES } from "./uavs.ts";

/** Study 2 of paper E; what the paper leaves open is marked "chosen". */
export const uavCoverageSchema = z.strictObject({
  /** M */
  uavs: count(100).default(4),
  users: count().default(10),
  /** m; chosen */
  area: z.strictObject({ x: pair, y: pair }).default({ x: [0, 400], y: [0, 400] }),
  /** where every flight starts, m; chosen */
  hangar: pair.default([0, 0]),
  heightM: metres.default(5),
  speedMps: metres.default(8),
  /** chosen */
  slotS: metres.default(1),
  /** N, slots of an episode */
  horizon: slots.default(100),
  powerW: positive.default(0.1),
  noiseDensityDbmHz: decibels.default(-174),
  /** of each user, and carrier; chosen */
  bandwidthHz: positive.default(1e6),
  frequencyHz: positive.default(2.4e9),
  gainTx: positive.default(1),
  gainRx: positive.default(1),
  /** 0: users stand still; else each walks in a direction of its own, drawn for each episode; chosen */
  userSpeedMps: z.number().min(0).max(1e9).default(0),
  /** an agent for each UAV with five moves, or one agent with 5^M; chosen */
  control: z.enum(["per UAV", "joint"]).default("per UAV"),
  /** what an agent sees: where all are, as in the paper, or what every UAV would give every user as well; beyond it */
  observe: z.enum(["positions", "positions and rates"]).default("positions"),
  /** standard deviation of each coordinate at which a digital domain believes a user to be; 0 = the physical space */
  userErrorM: z.number().min(0).max(1e9).default(0),
  /** number of the domain among many equally wrong ones; each has errors of its own */
  domain: z.int().min(0).default(0),
});
export type UavCoverageConfiguration = z.output<typeof uavCoverageSchema>;
export type UavCoverageOptions = z.input<typeof uavCoverageSchema>;

const METRICS = ["rate", "worstRate"] as const;

export interface UavCoverageParts extends RowParts {
  /** copies, the last ones, that start each episode with their UAVs anywhere: domains that explore on their own */
  readonly exploringCopies?: number;
  /** [user][xy] m, in place of the seed's own, the same for all seeds */
  readonly users?: readonly (readonly [number, number])[];
}

/** UAVs beyond which joint control has more actions than anybody would list. */
const MOST_UAVS_JOINT = 7;

/**
 * Completes and checks a configuration.
 *
 * @throws ConfigurationError for a wrong field, a side of the area without extent, a hangar outside, and too many UAVs under
 *   joint control
 */
function configureUavCoverage(options: UavCoverageOptions): UavCoverageConfiguration {
  const c = configure(uavCoverageSchema, options, "uav-coverage");
  const { area, hangar, uavs, control } = c;
  const problems: string[] = [];
  for (const side of ["x", "y"] as const) {
    const [low, high] = area[side];
    if (!(high - low >= 1e-9))
      problems.push(`area.${side} = [${low}, ${high}]: the first must be below the second. Give such a range.`);
  }
  if (problems.length === 0 && !contains({ shape: "rectangle", ...area }, hangar[0], hangar[1])) {
    problems.push(
      `hangar = [${hangar.join(", ")}]: must lie in the area, x [${area.x.join(", ")}] and y [${area.y.join(", ")}]. Move it there.`,
    );
  }
  if (control === "joint" && uavs > MOST_UAVS_JOINT) {
    problems.push(
      `uavs = ${uavs} with control = "joint": at most ${MOST_UAVS_JOINT} are allowed, for it lists 5^uavs actions. Take ` +
        'fewer, or control = "per UAV".',
    );
  }
  if (problems.length > 0) throw new ConfigurationError(`uav-coverage cannot run:\n  ${problems.join("\n  ")}`);
  return c;
}

/** @throws RangeError for users that are not as many as configured or not in the area, and for more exploring copies than there are */
function checkParts(
  { users, exploringCopies = 0 }: UavCoverageParts,
  c: UavCoverageConfiguration,
  copies: number,
): void {
  const area: Area = { shape: "rectangle", ...c.area };
  const outside = users?.findIndex(([x, y]) => !contains(area, x, y)) ?? -1;
  if (users !== undefined && (users.length !== c.users || outside !== -1)) {
    throw new RangeError(
      `uav-coverage: places of ${users.length} users for users = ${c.users}${outside === -1 ? "" : `, [${users[outside]}] outside`}: ` +
        "must be one in the area for each",
    );
  }
  if (!(Number.isInteger(exploringCopies) && exploringCopies >= 0 && exploringCopies <= copies))
    throw new RangeError(
      `uav-coverage: exploringCopies = ${exploringCopies}: must be a whole number from 0 to ${copies} copies`,
    );
}

/**
 * Paper E, study 2: UAVs fly from a hangar and serve the users of an area without a base station; each user takes the
 * UAV that gives it most. In a slot all UAVs move, then the rates are what the positions reached give.
 *
 * | of an agent | shape | what |
 * | --- | --- | --- |
 * | observation | M | its identity as one-hot; not there in joint control |
 * | | 2 M | x, y of the UAVs, its own first, scaled to [-1, 1] by the area |
 * | | 2 U | x, y of the users, scaled likewise |
 * | | (+ M U) | rate that each UAV would give each user, its own first, 1 = right below, -1 = none |
 * | action | index | 5 moves: stay, +x, -x, +y, -y; joint control: 5^M, the first UAV's move counts 1 |
 * | reward | row | mean rate of the users, bit/s/Hz |
 * | start | | UAVs at the hangar, exploring copies' anywhere; users where the seed alone puts them |
 * | end | | never terminates; truncated after N slots |
 *
 * Metrics a slot: `rate` the same mean, `worstRate` of the user served worst, bit/s/Hz.
 *
 * @example const area = new UavCoverage({ userSpeedMps: 1 }, { seeds: [0, 1, 2, 3, 4] });
 */
export class UavCoverage extends RowEnvironment<typeof METRICS> {
  readonly name = "uav-coverage";
  readonly metricNames = METRICS;
  readonly agents: number;
  readonly observationSpace: Space & { readonly kind: "box" };
  readonly actionSpace: Space & { readonly kind: "discrete" };
  readonly configuration: UavCoverageConfiguration;
  readonly area: Area;
  /** [row, UAV, xy] m */
  readonly uavs: Float64Array;
  /** [row, user, xy] m */
  readonly users: Float64Array;

  protected readonly horizon: number;
  protected readonly state: readonly Float64Array[];
  /** [replica, user, xy] where users start, and by how much this domain misplaces them, m */
  readonly #drops: Float64Array;
  readonly #errors: Float64Array;
  readonly #snr: number;
  readonly #fromHangar: number;
  readonly #headings: Float64Array;
  /** a row's positions and rates, [UAV, user], as all its agents see them */
  readonly #seenUavs: Float64Array;
  readonly #seenUsers: Float64Array;
  readonly #seenRates: Float64Array;

  constructor(configuration: UavCoverageOptions = {}, parts: UavCoverageParts = {}) {
    super(parts);
    const c = configureUavCoverage(configuration);
    checkParts(parts, c, this.copies);
    const { seeds } = this;
    this.configuration = c;
    this.horizon = c.horizon;
    this.#fromHangar = this.copies - (parts.exploringCopies ?? 0);
    this.area = { shape: "rectangle", ...c.area };
    this.#snr = snrAtOneMetre(c);
    const isJoint = c.control === "joint";
    this.agents = isJoint ? 1 : c.uavs;
    const rates = c.observe === "positions" ? 0 : c.uavs * c.users;
    const size = (isJoint ? 0 : c.uavs) + 2 * (c.uavs + c.users) + rates;
    this.observationSpace = { kind: "box", size, low: -1, high: 1 };
    this.actionSpace = { kind: "discrete", n: UAV_MOVES.length ** (isJoint ? c.uavs : 1) };

    this.#drops = new Float64Array(seeds.length * 2 * c.users);
    this.#errors = new Float64Array(seeds.length * 2 * c.users);
    for (const [replica, seed] of seeds.entries()) {
      const at = replica * 2 * c.users;
      const drop = parts.users?.flat() ?? uniformUsers(c.users, this.area, rngFrom(seed, "users"));
      this.#drops.set(drop, at);
      const rng = rngFrom(seed, "domain", c.domain);
      for (let i = 0; i < 2 * c.users; i++) this.#errors[at + i] = c.userErrorM * rng.normal();
    }
    this.uavs = new Float64Array(this.rows * 2 * c.uavs);
    this.users = new Float64Array(this.rows * 2 * c.users);
    this.#headings = new Float64Array(this.rows * c.users);
    this.#seenUavs = new Float64Array(2 * c.uavs);
    this.#seenUsers = new Float64Array(2 * c.users);
    this.#seenRates = new Float64Array(rates);
    this.state = [this.uavs, this.users, this.#headings, this.slot];
  }

  protected begin(row: number): void {
    const { uavs, users, hangar } = this.configuration;
    const isExploring = row % this.copies >= this.#fromHangar;
    for (let uav = 0; uav < uavs; uav++) {
      const at = 2 * (row * uavs + uav);
      this.uavs.set(hangar, at);
      if (isExploring) this.#scatter(at, this.streams[row].start);
    }
    const drop = this.replicaOf(row) * 2 * users;
    this.users.set(this.#drops.subarray(drop, drop + 2 * users), row * 2 * users);
    const { mobility } = this.streams[row];
    for (let user = 0; user < users; user++) this.#headings[row * users + user] = 2 * Math.PI * mobility.uniform();
  }

  protected play(actions: Float32Array | Int32Array): void {
    for (let row = 0; row < this.rows; row++) {
      this.#fly(row, actions);
      this.#walk(row);
      this.#serve(row);
    }
  }

  protected observe({ values }: Observation): void {
    const { uavs, users, control, observe } = this.configuration;
    const size = width(this.observationSpace);
    const identities = control === "joint" ? 0 : uavs;
    for (let row = 0; row < this.rows; row++) {
      this.#scale(this.uavs, row, this.#seenUavs);
      this.#scale(this.users, row, this.#seenUsers);
      if (observe !== "positions") this.#scaleRates(row);
      for (let self = 0; self < this.agents; self++) {
        let to = (row * this.agents + self) * size;
        for (let uav = 0; uav < identities; uav++) values[to++] = uav === self ? 1 : 0;
        for (let m = 0; m < uavs; m++) {
          const at = 2 * ((self + m) % uavs);
          values[to++] = this.#seenUavs[at];
          values[to++] = this.#seenUavs[at + 1];
        }
        for (let k = 0; k < 2 * users; k++) values[to++] = this.#seenUsers[k];
        if (observe === "positions") continue;
        for (let m = 0; m < uavs; m++) {
          const first = ((self + m) % uavs) * users;
          for (let user = first; user < first + users; user++) values[to++] = this.#seenRates[user];
        }
      }
    }
  }

  /** Scales the positions of a row to [-1, 1] by the area. */
  #scale(positions: Float64Array, row: number, out: Float64Array): void {
    const { x, y } = this.configuration.area;
    const first = row * out.length;
    for (let k = 0; k < out.length; k++) {
      const side = k % 2 === 0 ? x : y;
      out[k] = (2 * (positions[first + k] - side[0])) / (side[1] - side[0]) - 1;
    }
  }

  /** Rates that each UAV of a row would give each user, scaled to [-1, 1]: 1 is a user right below it. */
  #scaleRates(row: number): void {
    const { uavs, users } = this.configuration;
    const below = airRateAt(0, this.configuration, this.#snr);
    for (let uav = 0; uav < uavs; uav++) {
      const from = 2 * (row * uavs + uav);
      for (let user = 0; user < users; user++) {
        const at = 2 * (row * users + user);
        const squaredM = (this.users[at] - this.uavs[from]) ** 2 + (this.users[at + 1] - this.uavs[from + 1]) ** 2;
        this.#seenRates[uav * users + user] = (2 * airRateAt(squaredM, this.configuration, this.#snr)) / below - 1;
      }
    }
  }

  /** Moves a UAV to a random place that it could fly to. */
  #scatter(at: number, rng: Rng): void {
    const { area, speedMps, slotS } = this.configuration;
    const step = speedMps * slotS;
    for (const [k, [low, high]] of [area.x, area.y].entries()) {
      const from = this.uavs[at + k];
      const first = Math.ceil((low - from) / step);
      this.uavs[at + k] = from + step * (first + rng.integer(Math.floor((high - from) / step) - first + 1));
    }
  }

  #fly(row: number, actions: Float32Array | Int32Array): void {
    const { uavs, speedMps, slotS, control } = this.configuration;
    let joint = control === "joint" ? actions[row] : 0;
    for (let uav = 0; uav < uavs; uav++) {
      const move = control === "joint" ? joint % UAV_MOVES.length : actions[row * uavs + uav];
      joint = Math.floor(joint / UAV_MOVES.length);
      moveUav(this.uavs, 2 * (row * uavs + uav), move, speedMps * slotS, this.area);
    }
  }

  #walk(row: number): void {
    const { users, userSpeedMps, slotS } = this.configuration;
    if (userSpeedMps === 0) return;
    for (let user = 0; user < users; user++) {
      const at = 2 * (row * users + user);
      const heading = this.#headings[row * users + user];
      const x = this.users[at] + userSpeedMps * slotS * Math.cos(heading);
      const y = this.users[at + 1] + userSpeedMps * slotS * Math.sin(heading);
      if (contains(this.area, x, y)) this.users.set([x, y], at);
    }
  }

  #serve(row: number): void {
    const { uavs, users, bandwidthHz } = this.configuration;
    const error = this.replicaOf(row) * 2 * users;
    let sum = 0;
    let worst = Infinity;
    for (let user = 0; user < users; user++) {
      const at = 2 * (row * users + user);
      const x = this.users[at] + this.#errors[error + 2 * user];
      const y = this.users[at + 1] + this.#errors[error + 2 * user + 1];
      const { squaredM } = nearestUav(x, y, this.uavs, row * uavs, uavs);
      const rate = airRateAt(squaredM, this.configuration, this.#snr) / bandwidthHz;
      sum += rate;
      worst = Math.min(worst, rate);
    }
    const { rewards, metrics } = this.out;
    rewards[row] = sum / users;
    metrics.rate[row] = sum / users;
    metrics.worstRate[row] = worst;
  }
}

function uniformUsers(users: number, area: Area, rng: Rng): Float64Array {
  const drop = new Float64Array(2 * users);
  for (let user = 0; user < users; user++) placeUniformly(area, rng, drop, 2 * user);
  return drop;
}
