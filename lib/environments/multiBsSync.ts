import { z } from "zod";
import { ConfigurationError, configure } from "../configuration/index.ts";
import { type Area, type Movement, RandomWalk } from "../mobility/index.ts";
import {
  type Channel,
  type ChannelState,
  constantChannel,
  coverage,
  DISTANCES,
  pathGain,
  rayleighChannel,
  SYNCHRONISATION_COUNTS,
  transmissionDelay,
} from "../radio/index.ts";
import type { Streams } from "../random/index.ts";
import { holdLast, meanDisplacement, type Predictor, Twin, twinError } from "../twin/index.ts";
import { BlockAllocation, SYNCHRONISATION_BLOCKS } from "./blockAllocation.ts";
import { emptyStep } from "./emptyStep.ts";
import type { Environment, Observation, Snapshot, Step } from "./environment.ts";
import { RowState } from "./rowState.ts";
import { localReward, reportedUsers, serviceCounts, teamReward } from "./serviceRewards.ts";
import type { Space } from "./space.ts";

const point = z.tuple([z.number(), z.number()]);

/** Text and Table II of paper B; what it leaves open is marked "chosen". Linear, normalised units; lengths in m. */
export const multiBsSyncSchema = z.strictObject({
  stations: z
    .array(point)
    .min(1)
    .default([
      [-100, 0],
      [0, 0],
      [100, 0],
    ]),
  /** of a station's disc */
  radiusM: z.number().gt(0).default(60),
  /** sides of the area around the origin */
  areaM: z.tuple([z.number().gt(0), z.number().gt(0)]).default([300, 100]),
  cloud: point.default([0, 50]),
  /** U; Table II has 10 */
  users: z.int().min(1).default(12),
  /** N */
  resourceBlocks: z.int().min(1).default(12),
  /** eps of objective (8): weight of the rates against the twin's error */
  weight: z.number().gt(0).lt(1).default(0.3),
  /** Delta l, m; chosen */
  stepM: z.number().gt(0).default(1),
  /** Dirichlet law of the users' move probabilities; chosen */
  concentration: z.union([z.number().gt(0), z.literal("uniform")]).default(0.1),
  /** users stay where a station covers them, or roam the area and count only while covered; chosen */
  room: z.enum(["covered", "area"]).default("covered"),
  /** d of the path gain d^-2: as printed, the root of the norm, or the norm */
  distance: z.enum(DISTANCES).default("printed"),
  /** o: constant 1, or Rayleigh, drawn for each slot, station, user and block; chosen */
  fading: z.enum(["constant", "rayleigh"]).default("constant"),
  /** how often a synchronisation counts in (3) and (5); chosen */
  interference: z.enum(SYNCHRONISATION_COUNTS).default("once"),
  /** which block carries a synchronisation; chosen */
  synchronisationBlock: z.enum(SYNCHRONISATION_BLOCKS).default("slowest"),
  /** of Algorithm 1 */
  rounds: z.int().min(1).default(1),
  /** an agent acts by one bit for the synchronisation and one for each user, or by an index of all 2^(U+1) subsets */
  head: z.enum(["factored", "literal"]).default("factored"),
  /**
   * whose service a station decides: that of users in an overlap (others are served by the station that covers them), of
   * all that it covers, or of everybody; chosen
   */
  choice: z.enum(["overlap", "coverage", "anybody"]).default("overlap"),
  /** rho of (16); chosen */
  penalty: z.number().lt(0).default(-1),
  /** r^m: the term of (17) with the penalty for double service, without, or the team's reward; chosen */
  localReward: z.enum(["penalised", "plain", "team"]).default("penalised"),
  /** appends the age / 10 of the oldest status in a station's part of the twin; beyond the paper */
  observeAge: z.boolean().default(false),
  /** closed-form predictor of the twin, used where no other is handed in */
  predictor: z.enum(["mean-displacement", "hold-last"]).default("mean-displacement"),
  /** K, statuses that the predictor sees */
  window: z.int().min(1).default(5),
  /** T, slots after which an episode is cut */
  horizon: z.int().min(1).default(30),
  power: z.number().gt(0).default(1),
  bandwidth: z.number().gt(0).default(1),
  noiseDensity: z.number().gt(0).default(1e-5),
  /** D_m; chosen, paper C's */
  dataSize: z.number().gt(0).default(0.1),
  /** alpha of (8g); chosen, paper C's */
  delayLimit: z.number().gt(0).default(2.5),
  /** ||l - l'|| counts as at least this, m; chosen */
  minimumDistanceM: z.number().gt(0).default(1),
});
export type MultiBsSyncConfiguration = z.output<typeof multiBsSyncSchema>;
/** The same where what has a default may be left out. */
export type MultiBsSyncOptions = z.input<typeof multiBsSyncSchema>;

const METRICS = [
  "rate",
  "twinError",
  "age",
  "synchronised",
  "valid",
  "doublyServed",
  "unserved",
  "delay",
  "lateSynchronisations",
] as const;

/** Users beyond which the literal head has more actions than anybody would list. */
const MOST_USERS_LITERAL = 14;

export interface MultiBsSyncParts {
  readonly seeds?: readonly number[];
  /** rows per seed */
  readonly copies?: number;
  /** in place of random walks */
  readonly movement?: Movement;
  /** in place of the configured closed form */
  readonly predictor?: Predictor;
  /** in place of the configured fading; its users are [station, user], its cloud links [station] */
  readonly channel?: Channel;
}

/**
 * Paper B: base stations with overlapping discs serve users on shared resource blocks and may each spend one to tell the
 * cloud where the users in their disc are. In a slot: the twin's estimate and the users' positions are known; every
 * station decides; Algorithm 1 allocates and rates follow; the twin's status becomes exact for the users that a
 * synchronising station covers, (7); rewards (16), (17); users move.
 *
 * Observation of a station: for each user covered flag, (x - x_m) / radius, (y - y_m) / radius, zeros where not covered;
 * then its own last action, one bit for the synchronisation and one for each user (+ age / 10).
 * Action: [synchronise, serve user 0, ...] as bits, or with the literal head the number that has these bits, lowest
 * first. The mask of a bit says whether it is the station's to choose; what is not has its only value anyway.
 * Metrics a slot: `rate` sum of rates, `twinError` (1/U) ||s - s'||^2 in m^2, `age` mean age of the users' statuses,
 * `synchronised` stations that did, `valid` 1 where every user has one station, `doublyServed` and `unserved` users,
 * `delay` largest of the transmissions, `lateSynchronisations` how many end above the limit.
 *
 * @example
 * const environment = new MultiBsSync({ weight: 0.8, resourceBlocks: 9 }, { seeds: [0, 1], copies: 32 });
 * environment.reset(streamsOf([0, 1], 32, "evaluation"));
 */
export class MultiBsSync implements Environment {
  readonly name = "multi-bs-sync";
  readonly metricNames = METRICS;
  readonly rows: number;
  readonly agents: number;
  readonly observationSpace: Space;
  readonly actionSpace: Space;
  readonly configuration: MultiBsSyncConfiguration;
  readonly movement: Movement;
  readonly twin: Twin;
  /** Algorithm 1; holds what the row served last got. */
  readonly allocation: BlockAllocation;
  /** [row, user, xy] s_t, m */
  readonly positions: Float64Array;
  /** [row, station, user] 1 = in the disc, at `positions` */
  readonly covered: Uint8Array;
  /** [row, station, user] 1 = the station chooses whether it serves the user */
  readonly isFree: Uint8Array;
  /** [row, station, user] 1 = served by the station in the last slot */
  readonly association: Uint8Array;
  /** [row, station, user] block in the last slot, -1 = none */
  readonly blockOf: Int32Array;
  /** [row, station] block of the synchronisation in the last slot, -1 = none */
  readonly synchronisationBlock: Int32Array;

  readonly #channel: Channel;
  readonly #slot: Float64Array;
  readonly #lastActions: Float64Array;
  readonly #state: RowState;
  readonly #link: ChannelState;
  readonly #asked: Uint8Array;
  readonly #synchronises: Uint8Array;
  readonly #isExact: Uint8Array;
  readonly #coverCount: Int32Array;
  readonly #serviceCount: Int32Array;
  readonly #squaredErrors: Float64Array;
  readonly #isWanted: Uint8Array;
  readonly #step: Step & {
    readonly localRewards: Float64Array;
    readonly metrics: Record<(typeof METRICS)[number], Float64Array>;
  };

  constructor(configuration: MultiBsSyncOptions = {}, parts: MultiBsSyncParts = {}) {
    const c = configure(multiBsSyncSchema, configuration, this.name);
    if (c.head === "literal" && c.users > MOST_USERS_LITERAL) {
      throw new ConfigurationError(
        `multi-bs-sync cannot run:\n  head = "literal" with users = ${c.users}: at most ${MOST_USERS_LITERAL} are allowed, ` +
          'for it lists 2^(users + 1) actions. Take fewer users, or head = "factored".',
      );
    }
    const { seeds = [0], copies = 1 } = parts;
    const { users, stepM, resourceBlocks: blocks } = c;
    const stations = c.stations.length;
    this.configuration = c;
    this.rows = seeds.length * copies;
    this.agents = stations;
    const quiet = new Float64Array(blocks);
    this.#channel = parts.channel ?? (c.fading === "constant" ? constantChannel : rayleighChannel)(quiet);

    const concentration = c.concentration === "uniform" ? Infinity : c.concentration;
    const walk = new RandomWalk({ seeds, copies, users, area: roomOf(c), stepM, concentration });
    this.movement = parts.movement ?? walk;
    const closedForm = () => (c.predictor === "hold-last" ? holdLast() : meanDisplacement(walk));
    this.twin = new Twin(this.rows, 2 * users, c.window, parts.predictor ?? closedForm(), users);
    this.allocation = new BlockAllocation({
      stations,
      users,
      blocks,
      power: c.power,
      bandwidth: c.bandwidth,
      noiseDensity: c.noiseDensity,
      dataSize: c.dataSize,
      delayLimit: c.delayLimit,
      count: c.interference,
      synchronisationBlock: c.synchronisationBlock,
      rounds: c.rounds,
    });

    const links = this.rows * stations * users;
    this.positions = new Float64Array(this.rows * 2 * users);
    this.covered = new Uint8Array(links);
    this.isFree = new Uint8Array(links);
    this.association = new Uint8Array(links);
    this.blockOf = new Int32Array(links).fill(-1);
    this.synchronisationBlock = new Int32Array(this.rows * stations).fill(-1);
    this.#slot = new Float64Array(this.rows);
    this.#lastActions = new Float64Array(this.rows * stations * (1 + users));
    const { history, predicted, age } = this.twin;
    this.#state = new RowState(this.rows, [this.positions, history, predicted, age, this.#slot, this.#lastActions]);

    this.#link = {
      fading: new Float64Array(stations * users * blocks),
      cloudFading: new Float64Array(stations * blocks),
      interference: new Float64Array(blocks),
    };
    this.#asked = new Uint8Array(stations);
    this.#synchronises = new Uint8Array(stations);
    this.#isExact = new Uint8Array(this.rows * users);
    this.#coverCount = new Int32Array(users);
    this.#serviceCount = new Int32Array(users);
    this.#squaredErrors = new Float64Array(users);
    this.#isWanted = new Uint8Array(users);

    const size = 4 * users + 1 + (c.observeAge ? 1 : 0);
    this.observationSpace = { kind: "box", size, low: -1, high: c.observeAge ? Math.max(1, c.horizon / 10) : 1 };
    this.actionSpace =
      c.head === "literal" ? { kind: "discrete", n: 2 ** (1 + users) } : { kind: "multiBinary", size: 1 + users };
    this.#step = { ...emptyStep(this, METRICS, true), localRewards: new Float64Array(this.rows * stations) };
  }

  reset(streams: readonly Streams[]): Observation {
    if (streams.length !== this.rows) {
      throw new RangeError(
        `reset: ${streams.length} sets of streams for ${this.rows} rows; use streamsOf(seeds, copies, purpose)`,
      );
    }
    this.#state.streams = streams;
    for (let row = 0; row < this.rows; row++) this.#begin(row);
    return this.#observeAll();
  }

  step(actions: Float32Array | Int32Array): Step {
    const out = this.#step;
    for (let row = 0; row < this.rows; row++) {
      this.#decide(row, actions);
      this.#serve(row);
      this.movement.move(row, this.positions, row * 2 * this.movement.users, this.#state.streams[row] as Streams);
      this.#slot[row] = (this.#slot[row] as number) + 1;
      out.truncated[row] = this.#slot[row] === this.configuration.horizon ? 1 : 0;
    }
    this.twin.predict();
    for (let row = 0; row < this.rows; row++) this.#observe(row, out.final as Required<Observation>);
    out.values.set(out.final.values);
    out.mask?.set(out.final.mask as Uint8Array);
    for (let row = 0; row < this.rows; row++) {
      if (out.truncated[row] !== 1) continue;
      this.#begin(row);
      this.#observe(row, out as Required<Observation>);
    }
    return out;
  }

  snapshot(rows?: Int32Array): Snapshot {
    return this.#state.snapshot(rows);
  }

  restore(snapshot: Snapshot, rows?: Int32Array): Observation {
    this.#state.restore(snapshot, rows);
    return this.#observeAll();
  }

  #begin(row: number): void {
    const { users } = this.configuration;
    const size = this.agents * (1 + users);
    this.movement.place(row, this.positions, row * 2 * users, this.#state.streams[row] as Streams);
    this.twin.begin(row, this.positions);
    this.#slot[row] = 0;
    this.#lastActions.fill(0, row * size, (row + 1) * size);
  }

  /** Reads an action of every station of a row into `association` and who asks to synchronise. */
  #decide(row: number, actions: Float32Array | Int32Array): void {
    const { users, head } = this.configuration;
    for (let station = 0; station < this.agents; station++) {
      const agent = row * this.agents + station;
      const bits = agent * (1 + users);
      const index = head === "literal" ? (actions[agent] as number) : 0;
      const bit = (i: number) => (head === "literal" ? (index >> i) & 1 : (actions[bits + i] as number));
      this.#asked[station] = bit(0);
      this.#lastActions[bits] = bit(0);
      for (let user = 0; user < users; user++) {
        const at = agent * users + user;
        // The only station that covers a user serves it, where that is not a choice.
        const value = this.isFree[at] === 1 ? bit(1 + user) : this.#isAutomatic(at);
        this.association[at] = value;
        this.#lastActions[bits + 1 + user] = value;
      }
    }
  }

  #isAutomatic(at: number): number {
    return this.configuration.choice === "overlap" && this.isFree[at] === 0 ? (this.covered[at] as number) : 0;
  }

  /** Algorithm 1, the twin's status (7), rewards (16), (17) and metrics of one row's slot. */
  #serve(row: number): void {
    const { configuration: c, twin, positions, allocation, agents: stations } = this;
    const { users } = c;
    const { rewards, localRewards, metrics } = this.#step;
    const first = row * stations * users;
    const covered = this.covered.subarray(first, first + stations * users);
    const association = this.association.subarray(first, first + stations * users);
    this.#channel.draw(row, (this.#state.streams[row] as Streams).fading, this.#link);
    this.#setGains(row);
    allocation.allocate(association, this.#asked);
    this.blockOf.set(allocation.blockOf, first);
    this.synchronisationBlock.set(allocation.synchronisationBlock, row * stations);

    let [count, slowest, late] = [0, 0, 0];
    for (let station = 0; station < stations; station++) {
      const isDone = allocation.synchronisationBlock[station] !== -1;
      this.#synchronises[station] = isDone ? 1 : 0;
      if (!isDone) continue;
      const delay = transmissionDelay(c.dataSize, allocation.synchronisationRates[station] as number);
      count += 1;
      slowest = Math.max(slowest, delay);
      if (delay > c.delayLimit) late += 1;
    }
    let age = 0;
    reportedUsers(this.#synchronises, covered, this.#isExact, row * users);
    for (let user = 0; user < users; user++) {
      if (this.#isExact[row * users + user] === 0) age += twin.age[row * users + user] as number;
    }
    twin.update(row, positions, this.#isExact);

    const counts = serviceCounts(association, users, this.#serviceCount);
    const { weight, penalty } = c;
    const slot = { weight, penalty, association, rates: allocation.rates, counts };
    const error = twinError(positions, twin.status, row * 2 * users, 2 * users);
    const isWanted = this.#whoIsWanted(covered);
    rewards[row] = teamReward(slot, error, isWanted);
    for (let user = 0; user < users; user++) {
      this.#squaredErrors[user] = twinError(positions, twin.status, 2 * (row * users + user), 2);
    }
    for (let station = 0; station < stations; station++) {
      localRewards[row * stations + station] =
        c.localReward === "team"
          ? (rewards[row] as number)
          : localReward(slot, station, covered, this.#squaredErrors, c.localReward === "penalised");
    }

    let [doubly, unserved] = [0, 0];
    for (let user = 0; user < users; user++) {
      if ((counts[user] as number) > 1) doubly += 1;
      if (counts[user] === 0 && isWanted?.[user] !== 0) unserved += 1;
    }
    metrics.rate[row] = allocation.sumRate;
    metrics.twinError[row] = error;
    metrics.age[row] = age / users;
    metrics.synchronised[row] = count;
    metrics.valid[row] = doubly + unserved === 0 ? 1 : 0;
    metrics.doublyServed[row] = doubly;
    metrics.unserved[row] = unserved;
    metrics.delay[row] = slowest;
    metrics.lateSynchronisations[row] = late;
  }

  /** Where users roam, those within reach; undefined where all are. */
  #whoIsWanted(covered: Uint8Array): Uint8Array | undefined {
    if (this.configuration.room === "covered") return undefined;
    const { users } = this.configuration;
    this.#isWanted.fill(0);
    for (let at = 0; at < covered.length; at++) if (covered[at] === 1) this.#isWanted[at % users] = 1;
    return this.#isWanted;
  }

  #setGains(row: number): void {
    const { configuration: c, positions, allocation } = this;
    const { users, resourceBlocks: blocks } = c;
    const { fading, cloudFading } = this.#link;
    for (let station = 0; station < this.agents; station++) {
      const [x, y] = c.stations[station] as [number, number];
      for (let user = 0; user < users; user++) {
        const from = 2 * (row * users + user);
        const dx = (positions[from] as number) - x;
        const dy = (positions[from + 1] as number) - y;
        const gain = pathGain(dx, dy, c.distance, c.minimumDistanceM);
        const at = (station * users + user) * blocks;
        for (let n = at; n < at + blocks; n++) allocation.gain[n] = (fading[n] as number) * gain;
      }
      const gain = pathGain(c.cloud[0] - x, c.cloud[1] - y, c.distance, c.minimumDistanceM);
      for (let n = station * blocks; n < (station + 1) * blocks; n++)
        allocation.cloudGain[n] = (cloudFading[n] as number) * gain;
    }
  }

  #observeAll(): Observation {
    for (let row = 0; row < this.rows; row++) this.#observe(row, this.#step as Required<Observation>);
    return { values: this.#step.values, mask: this.#step.mask as Uint8Array };
  }

  /** Finds who covers whom at the positions of a row, and writes what its stations see and may do. */
  #observe(row: number, { values, mask }: Pick<Required<Observation>, "values" | "mask">): void {
    const { configuration: c, agents: stations } = this;
    const { users, choice } = c;
    coverage(this.positions, row * 2 * users, users, c.stations, c.radiusM, this.covered, row * stations * users);
    this.#coverCount.fill(0);
    for (let at = 0; at < stations * users; at++) {
      const user = at % users;
      this.#coverCount[user] =
        (this.#coverCount[user] as number) + (this.covered[row * stations * users + at] as number);
    }
    const size = 4 * users + 1 + (c.observeAge ? 1 : 0);
    for (let station = 0; station < stations; station++) {
      const agent = row * stations + station;
      const [x, y] = c.stations[station] as [number, number];
      let to = agent * size;
      let oldest = 0;
      for (let user = 0; user < users; user++) {
        const isCovered = this.covered[agent * users + user] as number;
        const shared = (this.#coverCount[user] as number) > 1;
        this.isFree[agent * users + user] =
          choice === "anybody" || (isCovered === 1 && (choice === "coverage" || shared)) ? 1 : 0;
        const from = 2 * (row * users + user);
        values[to++] = isCovered;
        values[to++] = isCovered === 0 ? 0 : ((this.positions[from] as number) - x) / c.radiusM;
        values[to++] = isCovered === 0 ? 0 : ((this.positions[from + 1] as number) - y) / c.radiusM;
        if (isCovered === 1) oldest = Math.max(oldest, this.twin.age[row * users + user] as number);
      }
      const bits = agent * (1 + users);
      for (let i = 0; i < 1 + users; i++) values[to++] = this.#lastActions[bits + i] as number;
      if (c.observeAge) values[to] = oldest / 10;
      this.#allow(agent, mask);
    }
  }

  /** Which bits, or which numbers, a station may choose. */
  #allow(agent: number, mask: Uint8Array): void {
    const { users, head } = this.configuration;
    if (head === "factored") {
      const at = agent * (1 + users);
      mask[at] = 1;
      for (let user = 0; user < users; user++) mask[at + 1 + user] = this.isFree[agent * users + user] as number;
      return;
    }
    let [free, fixed] = [1, 0];
    for (let user = 0; user < users; user++) {
      const at = agent * users + user;
      if (this.isFree[at] === 1) free |= 2 << user;
      else if (this.#isAutomatic(at) === 1) fixed |= 2 << user;
    }
    const count = 2 ** (1 + users);
    for (let action = 0; action < count; action++) mask[agent * count + action] = (action & ~free) === fixed ? 1 : 0;
  }
}

/** Where users start and stay. */
function roomOf({ stations, radiusM: radius, areaM: [width, height], room }: MultiBsSyncConfiguration): Area {
  const x = [-width / 2, width / 2] as const;
  const y = [-height / 2, height / 2] as const;
  if (room === "area") return { shape: "rectangle", x, y };
  return { shape: "discs", x, y, discs: stations.map((center) => ({ shape: "disc", center, radius })) };
}
