import { type Observation, RowEnvironment, type RowParts, type Space, type Step } from "../../../environments/index.ts";
import { type Area, checkMovement, concentrationOf, type Movement, RandomWalk } from "../../../mobility/index.ts";
import { SectorLinks, type SectorNetwork, shannonRate } from "../../../radio/index.ts";
import type { Rng, Streams } from "../../../random/index.ts";
import { sectorCounts } from "./sectorCounts.ts";
import { tiltReward, transitionDelay } from "./tiltRewards.ts";
import {
  largestErrorM,
  type RobustTiltConfiguration,
  type RobustTiltOptions,
  robustTiltConfiguration,
  sectorNetwork,
} from "./tiltScenario.ts";

/** A sector whose best user gets less is starved, bit/s/Hz. */
const STARVED_RATE = 0.01;

const METRICS = ["rate", "delay", "price", "worstRate", "starved", "physical"] as const;

/** By how much a twin misplaces the users of a row; drawn for each state, and for each slot of a twin's reward. */
export interface PositionErrors {
  /** Writes [user, xy] from `offset` on, m. */
  draw(row: number, rng: Rng, out: Float64Array, offset: number): void;
}

/** Slots of the last transition at the true positions: [row, slot, user, ...]. */
export interface TiltSlots {
  /** [.., xy] m, before the slot's move */
  readonly positions: Float64Array;
  readonly sector: Int32Array;
  readonly downlinkSinr: Float64Array;
  readonly downlinkRates: Float64Array;
  readonly uplinkSinr: Float64Array;
  readonly uplinkRates: Float64Array;
}

export interface RobustTiltParts extends RowParts {
  /** in place of random walks */
  readonly movement?: Movement;
  /** in place of uniform errors */
  readonly errors?: PositionErrors;
  /** parts of the links beyond the configuration: gains of the users' antennas, shadowing */
  readonly network?: Pick<SectorNetwork, "userGain" | "shadowing" | "uplinkShadowing">;
}

/**
 * Paper A: a base station turns the sector antennas of one mast every N slots and serves users that walk around it. In a
 * transition: the tilts are set; in each of the N slots rates and delay follow from where the users are, then they move.
 *
 * Transitions are collected from the physical network or from its twin. The physical ones cost the delay A (7). A twin
 * reports state, next state and reward with errors of their own, for nothing. `collect` says which are which; without
 * it all are physical. Whoever reports a transition reports the state that it begins with.
 *
 * | | shape | what |
 * | --- | --- | --- |
 * | observation | 2 U | x, y of each user from the mast / radius, as reported; a twin's not clipped to the disc |
 * | or, of `observes: "counts"` | C | the share of the users who are nearest to each azimuth, as reported |
 * | action | C | tilt of each antenna in half ranges: middle + half x a, degrees; within A (8c) |
 * | reward | row | A (9), sum of the users' downlink rates over N slots, as reported |
 * | start | | users uniformly in the disc |
 * | end | | never terminates; truncated after `horizon` transitions |
 *
 * Metrics a transition: `rate` the true sum of rates over users and slots, `delay` A (7), `price` what of it was paid, 0 for
 * a twin's, `worstRate` of a slot's users and `starved` sectors, means over the slots, `physical` 0 | 1.
 *
 * @example
 * const environment = new RobustTilt({ setting: "literal", error: 0.05 }, { seeds: [0, 1], copies: 5 });
 * environment.reset(streamsOf([0, 1], 5, "training"));
 * const { rewards } = environment.step(new Float32Array(environment.rows * 3)); // all antennas half way down
 */
export class RobustTilt extends RowEnvironment<typeof METRICS> {
  readonly name = "robust-tilt";
  readonly agents = 1;
  readonly metricNames = METRICS;
  readonly sectors: number;
  readonly observationSpace: Space & { readonly kind: "box" };
  readonly actionSpace: Space & { readonly kind: "box" };
  readonly configuration: RobustTiltConfiguration;
  readonly network: SectorNetwork;
  readonly area: Area;
  readonly movement: Movement;
  /** [row, user, xy] true positions, m */
  readonly positions: Float64Array;
  /** [row, user, xy] positions as they were reported to the agent last, m */
  readonly reported: Float64Array;
  /** [row, sector] tilts of the last transition, degrees */
  readonly tilts: Float64Array;
  readonly slots: TiltSlots;

  protected readonly horizon: number;
  protected readonly state: readonly Float64Array[];
  /** [row] transitions of an episode that are physical, the first ones; at most all */
  readonly #physical: Float64Array;
  /** [row, user, xy] by how much a twin would misreport the state, m */
  readonly #errors: Float64Array;
  readonly #errorSource: PositionErrors;
  readonly #links: SectorLinks;
  /** positions and rates of one row as the twin has them */
  readonly #believed: Float64Array;
  readonly #believedRates: Float64Array;
  readonly #believedTilts: Float64Array;
  /** whether episodes begin because all do, and not because the last one is over */
  #isResetting = false;

  constructor(options: RobustTiltOptions = {}, parts: RobustTiltParts = {}) {
    super(parts);
    const c = robustTiltConfiguration(options);
    const { seeds, copies } = this;
    const { users, stepM, radiusM, layouts } = c;
    const start = layouts === "fixed" ? "fixed" : "random";
    this.configuration = c;
    this.horizon = c.horizon;
    this.sectors = c.azimuthsDeg.length;
    this.network = { ...sectorNetwork(c), ...parts.network };
    this.#links = new SectorLinks(this.network);
    this.area = { shape: "disc", center: c.site, radius: radiusM };
    const concentration = concentrationOf(c.concentration);
    this.movement =
      parts.movement ?? new RandomWalk({ seeds, copies, users, area: this.area, stepM, concentration, start });
    checkMovement(this.movement, users, this.rows, this.name);
    const errorM = largestErrorM(c);
    this.#errorSource = parts.errors ?? uniformErrors(users, errorM);

    const coordinates = this.rows * 2 * users;
    this.positions = new Float64Array(coordinates);
    this.reported = new Float64Array(coordinates);
    this.tilts = new Float64Array(this.rows * this.sectors);
    this.#errors = new Float64Array(coordinates);
    this.#physical = new Float64Array(this.rows).fill(this.horizon);
    this.state = [this.positions, this.#errors, this.#physical, this.slot, ...(this.movement.state ?? [])];
    this.#believed = new Float64Array(2 * users);
    this.#believedRates = new Float64Array(c.slots * users);
    this.#believedTilts = new Float64Array(this.sectors);
    const links = this.rows * c.slots * users;
    this.slots = {
      positions: new Float64Array(2 * links),
      sector: new Int32Array(links),
      downlinkSinr: new Float64Array(links),
      downlinkRates: new Float64Array(links),
      uplinkSinr: new Float64Array(links),
      uplinkRates: new Float64Array(links),
    };
    const bound = 1 + errorM / radiusM;
    this.observationSpace =
      c.observes === "counts"
        ? { kind: "box", size: this.sectors, low: 0, high: 1 }
        : { kind: "box", size: 2 * users, low: -bound, high: bound };
    this.actionSpace = { kind: "box", size: this.sectors, low: -1, high: 1 };
  }

  override reset(streams: readonly Streams[]): Observation {
    this.#isResetting = true;
    try {
      return super.reset(streams);
    } finally {
      this.#isResetting = false;
    }
  }

  protected begin(row: number): void {
    const offset = row * 2 * this.movement.users;
    const streams = this.streams[row];
    if (this.#isResetting || this.configuration.layouts !== "walk on")
      this.movement.place(row, this.positions, offset, streams);
    this.#errorSource.draw(row, streams.fading, this.#errors, offset);
  }

  protected play(actions: Float32Array | Int32Array): void {
    const [low, high] = this.configuration.tiltRangeDeg;
    for (let i = 0; i < this.tilts.length; i++) {
      const a = Math.min(Math.max(actions[i], -1), 1);
      this.tilts[i] = (low + high) / 2 + ((high - low) / 2) * a;
    }
    this.#playTilts();
  }

  protected observe({ values }: Observation): void {
    const { users, radiusM, site, observes } = this.configuration;
    for (let row = 0; row < this.rows; row++) {
      const weight = this.isPhysical(row) ? 0 : 1;
      for (let i = row * 2 * users; i < (row + 1) * 2 * users; i++)
        this.reported[i] = this.positions[i] + weight * this.#errors[i];
      if (observes === "counts") {
        const counts = sectorCounts(this.reported, this.configuration, row * 2 * users, users);
        for (const [c, count] of counts.entries()) values[row * this.sectors + c] = count / users;
      }
    }
    if (observes === "counts") return;
    for (const [i, metres] of this.reported.entries()) values[i] = (metres - site[i % 2]) / radiusM;
  }

  /**
   * Sets which transitions are physical, from the next one on; all others are a twin's. It is part of a row's state: a
   * snapshot carries it along.
   *
   * @param physical [row] transitions of an episode that are, the first ones; Infinity = all, 0 = none
   * @returns what the agent sees now
   */
  collect(physical: ArrayLike<number>): Observation {
    if (physical.length !== this.rows)
      throw new RangeError(`collect: ${physical.length} numbers for ${this.rows} rows; give one for each`);
    const wrong = Array.from(physical).findIndex((count) => !(count >= 0));
    if (wrong !== -1)
      throw new RangeError(`collect: physical[${wrong}] = ${physical[wrong]}: must be a number from 0 on, or Infinity`);
    for (let row = 0; row < this.rows; row++) this.#physical[row] = Math.min(physical[row], this.horizon);
    return this.look();
  }

  /** Whether the next transition of a row is physical; after the last of an episode that is physical throughout, too. */
  isPhysical(row: number): boolean {
    return this.slot[row] < this.#physical[row] || this.#physical[row] === this.horizon;
  }

  /** The share of a replica's transitions that are physical, rho_e. */
  physicalShare(replica: number): number {
    const { copies, horizon } = this;
    const physical = this.#physical.subarray(replica * copies, (replica + 1) * copies);
    return physical.reduce((sum, count) => sum + Math.ceil(count), 0) / (copies * horizon);
  }

  /**
   * A step with tilts in degrees, [row, sector], in or out of the range.
   *
   * @throws RangeError for other than a finite tilt of each antenna of each row
   */
  stepTilts(tiltsDeg: ArrayLike<number>): Step {
    if (tiltsDeg.length !== this.tilts.length || !Array.from(tiltsDeg).every(Number.isFinite)) {
      throw new RangeError(
        `stepTilts: tiltsDeg = [${Array.from(tiltsDeg).slice(0, 8).join(", ")}]: must be a finite tilt for each of ` +
          `${this.rows} rows x ${this.sectors} sectors, degrees`,
      );
    }
    this.tilts.set(tiltsDeg);
    this.#playTilts();
    return this.endSlot();
  }

  #playTilts(): void {
    for (let row = 0; row < this.rows; row++) this.#play(row);
  }

  /** N slots of a row: SINRs and rates A (2), A (4), A (5), A (6), then the moves A (1); reward A (9), delay A (7). */
  #play(row: number): void {
    const { configuration: c, movement } = this;
    const offset = row * 2 * c.users;
    const first = row * c.slots * c.users;
    const streams = this.streams[row];
    const isPhysical = this.isPhysical(row);
    const believes = !isPhysical && (c.rewardError === "positions" || c.rewardError === "state");
    for (let slot = 0; slot < c.slots; slot++) {
      this.#serve(row, first + slot * c.users);
      if (believes) this.#believe(row, slot, streams.fading);
      movement.move(row, this.positions, offset, streams);
    }
    const { metrics, rewards } = this.out;
    const truth = tiltReward(this.slots.downlinkRates, c, first);
    const factor = !isPhysical && c.rewardError === "factor" ? c.error * (2 * streams.fading.uniform() - 1) : 0;
    rewards[row] = believes ? tiltReward(this.#believedRates, c) : truth * (1 + factor);
    this.#errorSource.draw(row, streams.fading, this.#errors, offset);

    const delay = transitionDelay(this.slots.uplinkRates, c, first);
    metrics.rate[row] =
      c.reward === "sum" ? truth : tiltReward(this.slots.downlinkRates, { ...c, reward: "sum" }, first);
    metrics.delay[row] = delay;
    metrics.price[row] = isPhysical ? delay : 0;
    metrics.physical[row] = isPhysical ? 1 : 0;
    this.#measureFairness(row, first);
  }

  /** SINRs and rates of a slot at the true positions, written from `at` on. */
  #serve(row: number, at: number): void {
    const { configuration: c, slots } = this;
    const links = this.#links;
    const offset = row * 2 * c.users;
    for (let i = 0; i < 2 * c.users; i++) slots.positions[2 * at + i] = this.positions[offset + i];
    links.place(this.positions, offset);
    links.aimAll(this.tilts, row * this.sectors);
    slots.sector.set(links.sector, at);
    links.downlinkSinr(slots.downlinkSinr, at);
    links.uplinkSinr(c.uplink, slots.uplinkSinr, at);
    for (let i = at; i < at + c.users; i++) {
      slots.downlinkRates[i] = shannonRate(c.bandwidth, slots.downlinkSinr[i]);
      slots.uplinkRates[i] = shannonRate(c.bandwidth, slots.uplinkSinr[i]);
    }
  }

  /** Downlink rates of a slot as the twin computes them. */
  #believe(row: number, slot: number, rng: Rng): void {
    const { users, bandwidth, rewardError, twinTiltErrorDeg, twinShadowingDb } = this.configuration;
    const offset = row * 2 * users;
    if (rewardError === "positions") this.#errorSource.draw(row, rng, this.#believed, 0);
    else this.#believed.set(this.#errors.subarray(offset, offset + 2 * users));
    for (let i = 0; i < 2 * users; i++) this.#believed[i] = this.#believed[i] + this.positions[offset + i];
    this.#links.place(this.#believed);
    for (let c = 0; c < this.sectors; c++) {
      const error = twinTiltErrorDeg === 0 ? 0 : twinTiltErrorDeg * (2 * rng.uniform() - 1);
      this.#believedTilts[c] = this.tilts[row * this.sectors + c] + error;
    }
    this.#links.aimAll(this.#believedTilts);
    const { gain } = this.#links;
    if (twinShadowingDb > 0)
      for (let link = 0; link < gain.length; link++)
        gain[link] = gain[link] * 10 ** ((twinShadowingDb * rng.normal()) / 10);
    const at = slot * users;
    this.#links.downlinkSinr(this.#believedRates, at);
    for (let i = at; i < at + users; i++) this.#believedRates[i] = shannonRate(bandwidth, this.#believedRates[i]);
  }

  #measureFairness(row: number, first: number): void {
    const { slots: count, users } = this.configuration;
    const { sector, downlinkRates } = this.slots;
    let worst = 0;
    let starved = 0;
    for (let slot = 0; slot < count; slot++) {
      const at = first + slot * users;
      let least = Infinity;
      for (let i = at; i < at + users; i++) least = Math.min(least, downlinkRates[i]);
      worst += least;
      for (let c = 0; c < this.sectors && least < STARVED_RATE; c++) {
        let best = -1;
        for (let i = at; i < at + users; i++) if (sector[i] === c) best = Math.max(best, downlinkRates[i]);
        if (best >= 0 && best < STARVED_RATE) starved++;
      }
    }
    this.out.metrics.worstRate[row] = worst / count;
    this.out.metrics.starved[row] = starved / count;
  }
}

/** Errors of positions: each coordinate is wrong by a uniform draw from [-errorM, errorM], m. */
function uniformErrors(users: number, errorM: number): PositionErrors {
  return {
    draw(_row, rng, out, offset) {
      for (let i = offset; i < offset + 2 * users; i++) out[i] = errorM * (2 * rng.uniform() - 1);
    },
  };
}
