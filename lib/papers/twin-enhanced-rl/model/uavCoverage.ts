import { type Observation, RowEnvironment, type RowParts, type Space, width } from "../../../environments/index.ts";
import { type Area, contains, placeUniformly } from "../../../mobility/index.ts";
import { type Rng, rngFrom } from "../../../random/index.ts";
import { oneByOne } from "./placements.ts";
import {
  configureUavCoverage,
  type UavCoverageConfiguration,
  type UavCoverageOptions,
} from "./uavCoverageConfiguration.ts";
import { UavSight } from "./uavSight.ts";
import { airRateAt, moveUav, nearestUav, snrAtOneMetre, UAV_MOVES, walk } from "./uavs.ts";

const METRICS = ["rate", "worstRate"] as const;

export interface UavCoverageParts extends RowParts {
  /** copies, the last ones, that start each episode with their UAVs anywhere: domains that explore on their own */
  readonly exploringCopies?: number;
  /** [user][xy] m, in place of the seed's own, the same for all seeds */
  readonly users?: readonly (readonly [number, number])[];
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
 * | | (+ 2 U) | x, y of the users in `foreseenSlots`, if they walk on as they do |
 * | | (+ M U) | rate that each UAV would give each user, its own first, 1 = right below, -1 = none |
 * | | (+ 88) | tanh of the rise of the mean rate, bit/s/Hz, with the UAV at each of `placesAround` it |
 * | action | index | 5 moves: stay, +x, -x, +y, -y; joint control: 5^M, the first UAV's move counts 1 |
 * | reward | row | mean rate of the users, bit/s/Hz, or its rise since the step before |
 * | own reward | | as `ownReward` says |
 * | start | | UAVs at the hangar, exploring copies' anywhere; users where the seed alone puts them, or anew |
 * | end | | never terminates; truncated after N slots |
 *
 * Metrics a slot: `rate` the mean, `worstRate` of the user served worst, bit/s/Hz.
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
  /** [row] mean rate before the step, from which a rise counts */
  readonly #before: Float64Array;
  readonly #own: Float64Array | undefined;
  /** [row, UAV, xy] points to be approached, m */
  readonly #points: Float64Array;
  readonly #sight: UavSight;

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
    this.#sight = new UavSight(c);
    this.observationSpace = { kind: "box", size: this.#sight.size, low: -1, high: 1 };
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
    this.#before = new Float64Array(this.rows);
    this.#points = new Float64Array(c.ownReward === "approach" ? this.uavs.length : 0);
    if (c.ownReward !== "none") this.#own = new Float64Array(this.rows * this.agents);
    this.state = [this.uavs, this.users, this.#headings, this.#before, this.slot];
    if (this.#points.length > 0) this.state = [...this.state, this.#points];
  }

  protected begin(row: number): void {
    const { uavs, users, hangar } = this.configuration;
    const isExploring = row % this.copies >= this.#fromHangar;
    for (let uav = 0; uav < uavs; uav++) {
      const at = 2 * (row * uavs + uav);
      this.uavs.set(hangar, at);
      if (isExploring) this.#scatter(at, this.streams[row].start);
    }
    const own = this.replicaOf(row) * 2 * users;
    const { mobility, start } = this.streams[row];
    const isNew = this.configuration.drop === "each episode";
    const drop = isNew ? uniformUsers(users, this.area, start) : this.#drops.subarray(own, own + 2 * users);
    this.users.set(drop, row * 2 * users);
    for (let user = 0; user < users; user++) this.#headings[row * users + user] = 2 * Math.PI * mobility.uniform();
    this.#before[row] = this.#served(row).mean;
    if (this.#points.length > 0) this.#points.set(oneByOne(this, row).points.flat(), 2 * row * uavs);
  }

  protected play(actions: Float32Array | Int32Array): void {
    for (let row = 0; row < this.rows; row++) {
      const farther = this.#points.length > 0 ? this.#steps(row) : [];
      this.#fly(row, actions);
      this.#walk(row);
      const { mean, worst } = this.#served(row);
      const { rewards, metrics } = this.out;
      rewards[row] = this.configuration.reward === "rate" ? mean : mean - this.#before[row];
      metrics.rate[row] = mean;
      metrics.worstRate[row] = worst;
      this.#before[row] = mean;
      if (this.#own === undefined) continue;
      const own = farther.length > 0 ? this.#steps(row).map((steps, m) => farther[m] - steps) : this.#differences(row);
      this.#own.set(own, row * this.agents);
    }
    if (this.#own !== undefined) this.out.localRewards = this.#own;
  }

  /** Steps that each UAV of a row is away from its point. */
  #steps(row: number): number[] {
    const { uavs, speedMps, slotS } = this.configuration;
    return Array.from({ length: uavs }, (_, uav) => {
      const at = 2 * (row * uavs + uav);
      const metres = Math.abs(this.uavs[at] - this.#points[at]) + Math.abs(this.uavs[at + 1] - this.#points[at + 1]);
      return Math.round(metres / (speedMps * slotS));
    });
  }

  /** What the mean rate of a row would lack without each UAV, bit/s/Hz. */
  #differences(row: number): Float64Array {
    const { uavs, users, bandwidthHz } = this.configuration;
    const differences = new Float64Array(uavs);
    for (let user = 0; user < users; user++) {
      const [x, y] = this.users.subarray(2 * (row * users + user));
      const { uav, squaredM, nextSquaredM } = nearestUav(x, y, this.uavs, row * uavs, uavs);
      const [own, next] = [squaredM, nextSquaredM].map((squared) => airRateAt(squared, this.configuration, this.#snr));
      differences[uav] += (own - next) / bandwidthHz / users;
    }
    return differences;
  }

  protected observe({ values }: Observation): void {
    const { uavs, users } = this.configuration;
    const size = this.agents * width(this.observationSpace);
    for (let row = 0; row < this.rows; row++) {
      const ofRow = {
        uavs: this.uavs.subarray(2 * row * uavs, 2 * (row + 1) * uavs),
        users: this.users.subarray(2 * row * users, 2 * (row + 1) * users),
        headings: this.#headings.subarray(row * users, (row + 1) * users),
        rate: this.#before[row],
      };
      this.#sight.write(ofRow, values.subarray(row * size, (row + 1) * size));
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
    for (let i = row * users; i < (row + 1) * users; i++) {
      walk(this.users, 2 * i, this.#headings[i], userSpeedMps * slotS, this.configuration.area);
    }
  }

  /** Rates of the users of a row where all are now, bit/s/Hz. */
  #served(row: number): { readonly mean: number; readonly worst: number } {
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
    return { mean: sum / users, worst };
  }
}

function uniformUsers(users: number, area: Area, rng: Rng): Float64Array {
  const drop = new Float64Array(2 * users);
  for (let user = 0; user < users; user++) placeUniformly(area, rng, drop, 2 * user);
  return drop;
}
