import { type Observation, RowEnvironment, type RowParts, type Space, type Tell } from "../../../environments/index.ts";
import { checkMovement, concentrationOf, type Movement, RandomWalk } from "../../../mobility/index.ts";
import {
  type Channel,
  type ChannelState,
  constantChannel,
  coverage,
  pathGain,
  rayleighChannel,
  transmissionDelay,
} from "../../../radio/index.ts";
import { holdLast, meanDisplacement, type Predictor, Twin, twinError } from "../../../twin/index.ts";
import { BlockAllocation } from "./blockAllocation.ts";
import {
  configureMultiBsSync,
  type MultiBsSyncConfiguration,
  type MultiBsSyncOptions,
  roomOf,
} from "./multiBsSyncConfiguration.ts";
import {
  branchedReward,
  localReward,
  reportedUsers,
  type ServedSlot,
  serviceCounts,
  teamReward,
} from "./serviceRewards.ts";
import { StationChoices } from "./stationChoices.ts";
import { StationObservations } from "./stationObservations.ts";

const METRICS = [
  "rate",
  "feasibleRate",
  "twinError",
  "age",
  "synchronised",
  "valid",
  "doublyServed",
  "unserved",
  "delay",
  "lateSynchronisations",
] as const;

export interface MultiBsSyncParts extends RowParts {
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
 * synchronising station covers, B (7); rewards B (16), B (17); users move.
 *
 * | of a station m | shape | what |
 * | --- | --- | --- |
 * | observation | 3 U | of each user: covered 0 / 1, (x - x_m) / radius, (y - y_m) / radius; zeros where not covered |
 * | | 1 + U | its last action's bits, 0 at the start |
 * | | (+ 1) | age of the oldest status in its disc / 10 |
 * | | (+ U) | in turn: 1 for each user that an earlier station serves in this slot, once that is told; zeros before, and |
 * | | | always for the first station and in final observations |
 * | action | 1 + U bits | synchronise, serve user 0, ...; literal head: the index that has these bits, lowest first |
 * | mask | as actions | 1 = the station's to choose; what is not has its only value anyway |
 * | reward | row | the team's: eps rate - (1 - eps) twinError where service is valid, penalties otherwise, B (16) |
 * | local reward | row, station | its term of B (17), in one of four forms |
 * | start | | users somewhere in the room, their statuses exact |
 * | end | | never terminates; truncated after T slots |
 *
 * Metrics a slot: `rate` sum of rates, `feasibleRate` the same where it keeps B (8b) and 0 elsewhere, `twinError`
 * (1/U) ||s - s'||^2 in m^2, `age` mean age of the users' statuses, `synchronised` stations that did, `valid` 1 where
 * every user has one station, `doublyServed` and `unserved` users, `delay` largest of the transmissions,
 * `lateSynchronisations` how many end above the limit. B (8b) is on blocks and at most one: a slot with users that nobody
 * serves keeps it and is not valid, and so is one in which a station has no block for a user whom another serves too.
 *
 * @example
 * const environment = new MultiBsSync({ weight: 0.8, resourceBlocks: 9 }, { seeds: [0, 1], copies: 32 });
 * environment.reset(streamsOf([0, 1], 32, "evaluation"));
 */
export class MultiBsSync extends RowEnvironment<typeof METRICS> {
  readonly name = "multi-bs-sync";
  readonly metricNames = METRICS;
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
  /** [row, station, user] 1 = served by the station in the last slot */
  readonly association: Uint8Array;
  /** [row, station, user] block in the last slot, -1 = none */
  readonly blockOf: Int32Array;
  /** [row, station] block of the synchronisation in the last slot, -1 = none */
  readonly synchronisationBlock: Int32Array;

  protected readonly horizon: number;
  protected readonly state: readonly Float64Array[];
  protected override readonly isMasked = true;
  protected override readonly tell: Tell | undefined;
  readonly #observations: StationObservations;
  readonly #choices: StationChoices;
  readonly #channel: Channel;
  readonly #lastActions: Float64Array;
  /** [row, station] r^m */
  readonly #localRewards: Float64Array;
  readonly #link: ChannelState;
  readonly #asked: Uint8Array;
  readonly #synchronises: Uint8Array;
  readonly #isExact: Uint8Array;
  readonly #serviceCount: Int32Array;
  readonly #squaredErrors: Float64Array;
  readonly #isInReach: Uint8Array;

  constructor(configuration: MultiBsSyncOptions = {}, parts: MultiBsSyncParts = {}) {
    super(parts);
    const c = configureMultiBsSync(configuration);
    const { seeds, copies } = this;
    const { users, stepM, stay, start, resourceBlocks: blocks } = c;
    const stations = c.stations.length;
    this.configuration = c;
    this.horizon = c.horizon;
    this.agents = stations;
    const quiet = new Float64Array(blocks);
    this.#channel = parts.channel ?? (c.fading === "constant" ? constantChannel : rayleighChannel)(quiet);

    const concentration = concentrationOf(c.concentration);
    const walk = new RandomWalk({ seeds, copies, users, area: roomOf(c), stepM, concentration, stay, start });
    this.movement = parts.movement ?? walk;
    checkMovement(this.movement, users, this.rows, this.name);
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
    const order = c.order ?? "together";
    this.#choices = new StationChoices({ rows: this.rows, stations, users, head: c.head, choice: c.choice, order });
    this.association = new Uint8Array(links);
    this.blockOf = new Int32Array(links).fill(-1);
    this.synchronisationBlock = new Int32Array(this.rows * stations).fill(-1);
    this.#lastActions = new Float64Array(this.rows * stations * (1 + users));
    const { history, predicted, age } = this.twin;
    this.state = [
      this.positions,
      history,
      predicted,
      age,
      this.slot,
      this.#lastActions,
      ...(this.movement.state ?? []),
    ];

    this.#link = {
      fading: new Float64Array(stations * users * blocks),
      cloudFading: new Float64Array(stations * blocks),
      interference: new Float64Array(blocks),
    };
    this.#asked = new Uint8Array(stations);
    this.#synchronises = new Uint8Array(stations);
    this.#isExact = new Uint8Array(this.rows * users);
    this.#serviceCount = new Int32Array(users);
    this.#squaredErrors = new Float64Array(users);
    this.#isInReach = new Uint8Array(users);

    this.#observations = new StationObservations(c);
    this.observationSpace = this.#observations.space;
    this.tell = this.#observations.tell;
    this.actionSpace =
      c.head === "literal" ? { kind: "discrete", n: 2 ** (1 + users) } : { kind: "multiBinary", size: 1 + users };
    this.#localRewards = new Float64Array(this.rows * stations);
    this.out.localRewards = this.#localRewards;
  }

  /** [row, station, user] 1 = the station chooses whether it serves the user */
  get isFree(): Uint8Array {
    return this.#choices.isFree;
  }

  protected begin(row: number): void {
    const { users } = this.configuration;
    const size = this.agents * (1 + users);
    this.movement.place(row, this.positions, row * 2 * users, this.streams[row]);
    this.twin.begin(row, this.positions);
    this.#lastActions.fill(0, row * size, (row + 1) * size);
  }

  protected play(actions: Float32Array | Int32Array): void {
    for (let row = 0; row < this.rows; row++) {
      this.#decide(row, actions);
      this.#serve(row);
      this.movement.move(row, this.positions, row * 2 * this.movement.users, this.streams[row]);
    }
    this.twin.predict();
  }

  protected observe({ values, mask }: Observation): void {
    for (let row = 0; row < this.rows; row++) this.#observeRow(row, values, mask as Uint8Array);
  }

  /** Reads an action of every station of a row into `association` and the requests to synchronise. */
  #decide(row: number, actions: Float32Array | Int32Array): void {
    const { users } = this.configuration;
    for (let station = 0; station < this.agents; station++) {
      const agent = row * this.agents + station;
      this.#choices.read(agent, actions, this.covered, this.#lastActions);
      const bits = agent * (1 + users);
      this.#asked[station] = this.#lastActions[bits];
      for (let user = 0; user < users; user++)
        this.association[agent * users + user] = this.#lastActions[bits + 1 + user];
    }
  }

  /** Algorithm 1, the twin's status B (7), rewards B (16), B (17) and metrics of one row's slot. */
  #serve(row: number): void {
    const { configuration: c, twin, positions, allocation, agents: stations } = this;
    const { users } = c;
    const { rewards, metrics } = this.out;
    const first = row * stations * users;
    const covered = this.covered.subarray(first, first + stations * users);
    const association = this.association.subarray(first, first + stations * users);
    this.#channel.draw(row, this.streams[row].fading, this.#link);
    this.#setGains(row);
    allocation.allocate(association, this.#asked);
    this.blockOf.set(allocation.blockOf, first);
    this.synchronisationBlock.set(allocation.synchronisationBlock, row * stations);

    let [count, slowest, late] = [0, 0, 0];
    for (let station = 0; station < stations; station++) {
      const isDone = allocation.synchronisationBlock[station] !== -1;
      this.#synchronises[station] = isDone ? 1 : 0;
      if (!isDone) continue;
      const delay = transmissionDelay(c.dataSize, allocation.synchronisationRates[station]);
      count++;
      slowest = Math.max(slowest, delay);
      if (delay > c.delayLimit) late++;
    }
    let age = 0;
    reportedUsers(this.#synchronises, covered, this.#isExact, row * users);
    for (let user = 0; user < users; user++) {
      if (this.#isExact[row * users + user] === 0) age += twin.age[row * users + user];
    }
    twin.update(row, positions, this.#isExact);

    const counts = serviceCounts(association, users, this.#serviceCount);
    const { weight, penalty } = c;
    const slot = { weight, penalty, association, rates: allocation.rates, counts };
    const error = twinError(positions, twin.status, row * 2 * users, 2 * users);
    const isInReach = this.#usersInReach(covered);
    rewards[row] = teamReward(slot, error, isInReach);
    for (let user = 0; user < users; user++) {
      this.#squaredErrors[user] = twinError(positions, twin.status, 2 * (row * users + user), 2);
    }
    for (let station = 0; station < stations; station++)
      this.#localRewards[row * stations + station] = this.#localReward(slot, station, covered, rewards[row]);

    let [doubly, unserved] = [0, 0];
    for (let user = 0; user < users; user++) {
      if (counts[user] > 1) doubly++;
      if (counts[user] === 0 && isInReach?.[user] !== 0) unserved++;
    }
    metrics.rate[row] = allocation.sumRate;
    metrics.feasibleRate[row] = allocation.hasOneStationAUser ? allocation.sumRate : 0;
    metrics.twinError[row] = error;
    metrics.age[row] = age / users;
    metrics.synchronised[row] = count;
    metrics.valid[row] = doubly + unserved === 0 ? 1 : 0;
    metrics.doublyServed[row] = doubly;
    metrics.unserved[row] = unserved;
    metrics.delay[row] = slowest;
    metrics.lateSynchronisations[row] = late;
  }

  /** r^m in the configured form; `squaredErrors` are those of the slot. */
  #localReward(slot: ServedSlot, station: number, covered: Uint8Array, team: number): number {
    const { localReward: form } = this.configuration;
    if (form === "team") return team;
    if (form === "branches") return branchedReward(slot, station, covered, this.#squaredErrors);
    return localReward(slot, station, covered, this.#squaredErrors, form === "penalised");
  }

  /** Users within reach of a station, [user] 1; undefined where all always are. */
  #usersInReach(covered: Uint8Array): Uint8Array | undefined {
    if (this.configuration.room === "covered") return undefined;
    const { users } = this.configuration;
    this.#isInReach.fill(0);
    for (let at = 0; at < covered.length; at++) if (covered[at] === 1) this.#isInReach[at % users] = 1;
    return this.#isInReach;
  }

  #setGains(row: number): void {
    const { configuration: c, positions, allocation } = this;
    const { users, resourceBlocks: blocks } = c;
    const { fading, cloudFading } = this.#link;
    for (let station = 0; station < this.agents; station++) {
      const [x, y] = c.stations[station];
      for (let user = 0; user < users; user++) {
        const from = 2 * (row * users + user);
        const dx = positions[from] - x;
        const dy = positions[from + 1] - y;
        const gain = pathGain(dx, dy, c.distance, c.minimumDistanceM);
        const at = (station * users + user) * blocks;
        for (let n = at; n < at + blocks; n++) allocation.gain[n] = fading[n] * gain;
      }
      const gain = pathGain(c.cloud[0] - x, c.cloud[1] - y, c.distance, c.minimumDistanceM);
      for (let n = station * blocks; n < (station + 1) * blocks; n++) allocation.cloudGain[n] = cloudFading[n] * gain;
    }
  }

  /**
   * Finds the users that each station covers at the positions of a row, and writes the stations' observations and
   * masks.
   */
  #observeRow(row: number, values: Float32Array, mask: Uint8Array): void {
    const { positions, covered, agents: stations } = this;
    const { users, stations: centres, radiusM } = this.configuration;
    coverage(positions, row * 2 * users, users, centres, radiusM, covered, row * stations * users);
    this.#choices.update(row, covered);
    this.#observations.write(row, { positions, covered, age: this.twin.age, lastActions: this.#lastActions }, values);
    for (let station = 0; station < stations; station++) this.#choices.allow(row * stations + station, covered, mask);
  }
}
