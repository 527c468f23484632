import { ConfigurationError } from "../../../configuration/index.ts";
import { type Observation, RowEnvironment, type RowParts, type Space } from "../../../environments/index.ts";
import { type Associate, associateByMatching } from "../../../optimization/index.ts";
import type { Classifiers } from "./classifiers.ts";
import { sharesOf, splitTasks } from "./edgeAllocation.ts";
import { EdgeAssociation } from "./edgeAssociation.ts";
import { delayParts, type EdgeWork } from "./edgeDelays.ts";
import { EdgeModels } from "./edgeModels.ts";
import { averageCost, chargedShare, retrainingDelay } from "./edgeObjective.ts";
import {
  bitsOf,
  configureEdgeRetraining,
  type EdgeRetrainingConfiguration,
  type EdgeRetrainingOptions,
  edgeWork,
} from "./edgeRetrainingConfiguration.ts";
import { EdgeWorld } from "./edgeWorld.ts";
import { byMeasurement, byPrediction, byRecent, type RetrainingRule, retrainingPairs } from "./retrainingRules.ts";

const METRICS = [
  "delay",
  "local",
  "transmission",
  "compute",
  "retraining",
  "accuracy",
  "below",
  "retrained",
  "late",
  "offloaded",
  "users",
] as const;

const RULES = { predicted: byPrediction, measured: byMeasurement, recent: byRecent } as const;

/** Rates are observed in multiples of this many bit/s/Hz, and clipped at twice that. */
const OBSERVED_EFFICIENCY = 10;

export interface EdgeRetrainingParts extends RowParts {
  /** the classifiers of the users' images */
  readonly classifiers: Classifiers;
  /** in place of a matching, which finds the same: Algorithm 1, `byBranchAndBound(await loadSolver())` */
  readonly associate?: Associate;
  /** in place of D (15) on the configured accuracy */
  readonly retraining?: RetrainingRule;
}

/** The slot that a row plays next, as policies without learning see it. */
export interface SlotView {
  readonly users: number;
  /** [station, user] v */
  readonly connected: Uint8Array;
  /** [station, user] bit/s, connected or not */
  readonly rates: Float64Array;
  /** [user] Q_n, bit */
  readonly taskBits: Float64Array;
  /** [user] FLOP of a retraining that is charged in this slot */
  readonly trainingFlops: Float64Array;
  /** an association and decisions to retrain begin with this slot */
  readonly beginsFrame: boolean;
}

/**
 * Paper D: users classify images, at home and at the base station they are connected to, with models of their own that
 * grow stale where users change zone.
 *
 * At the start of a frame users are associated, D (12a), by the delays of the last frame; the twin says what accuracy is
 * to come, D (14); models that fall to the threshold are retrained, D (15), on the slot's data and those that the twin
 * generates, D (8), D (9), and serve when their training is over, D (10). In every slot the agent splits each user's task and each station's resource, so that
 * D (11e), D (11f) and D (16b) hold whatever it does; delays D (3), D (4), D (5) follow.
 *
 * | of each user | shape | what |
 * | --- | --- | --- |
 * | observation, D (17) | 1 | task Q_n / largest |
 * | | 1 | work of a retraining charged in this slot / largest: of the data in D (17) only the size moves a delay |
 * | | M | rate to each station if connected / (10 bit/s/Hz x B), at most 2; else 0 |
 * | action, D (18) | 2, in [-1, 1] | logit of offloading its task, logit of its part of the station's resource, see `sharesOf` |
 * | reward | row | minus D (16a): mean over the users of delay and retraining, s |
 * | start | | N users in the first zone, or anywhere, with the pre-trained model; a frame begins |
 * | end | | never terminates; truncated after `horizon` slots |
 *
 * Users beyond the episode's N are absent: all 0, and what is done for them is ignored.
 * Metrics a slot, means over the users: `delay` L_n in s and its parts `local`, `transmission` and `compute`, of which the
 * first runs beside the others; `retraining` L^DT in s, `accuracy`, `below` the threshold, `late` L_n beyond the slot,
 * `offloaded` share; and the numbers of models `retrained` at its start and of `users`.
 *
 * @example
 * const environment = new EdgeRetraining({}, { classifiers, seeds: [0, 1] });
 * environment.reset(streamsOf([0, 1], 1, "training"));
 * environment.step(new Float32Array(environment.rows * 20)); // half of every task, equal shares
 */
export class EdgeRetraining extends RowEnvironment<typeof METRICS> {
  readonly name = "edge-retraining";
  readonly agents = 1;
  readonly metricNames = METRICS;
  readonly observationSpace: Space & { readonly kind: "box" };
  readonly actionSpace: Space & { readonly kind: "box" };
  readonly configuration: EdgeRetrainingConfiguration;
  /** the places of the users and the images that they meet */
  readonly world: EdgeWorld;
  /** the models that they classify images with */
  readonly models: EdgeModels;
  readonly work: EdgeWork;
  /** lambda_m^BS - lambda_m: resource that the users of a station share, FLOP/s */
  readonly freeFlops: number;
  protected readonly horizon: number;
  protected readonly state: readonly Float64Array[];
  readonly #association: EdgeAssociation;

  /** @throws ConfigurationError where the configuration cannot run, or the classifiers have no class or no zone */
  constructor(options: EdgeRetrainingOptions, parts: EdgeRetrainingParts) {
    super(parts);
    const c = configureEdgeRetraining(options);
    const { seeds, copies } = this;
    const { classifiers, associate = associateByMatching } = parts;
    const { classes, zones } = classifiers;
    if (!(classes >= 1 && zones >= 1)) {
      throw new ConfigurationError(
        `edge-retraining cannot run:\n  classifiers of ${classes} classes and ${zones} zones: both must be at least 1. Give others.`,
      );
    }
    this.configuration = c;
    this.horizon = c.horizon;
    this.work = edgeWork(c);
    this.freeFlops = c.stationFlops - c.reservedFlops;
    this.world = new EdgeWorld(c, { seeds, copies, zones, classes });
    const rule = parts.retraining ?? RULES[c.decision];
    this.models = new EdgeModels(this.world, classifiers, rule);
    this.#association = new EdgeAssociation(this.world, associate, this.work, this.freeFlops);
    const { world, models } = this;
    this.state = [this.slot, ...world.state, ...models.state, ...this.#association.state];
    this.observationSpace = { kind: "box", size: world.maxUsers * (2 + world.stations), low: 0, high: 2 };
    this.actionSpace = { kind: "box", size: 2 * world.maxUsers, low: -1, high: 1 };
  }

  protected begin(row: number): void {
    this.world.begin(row, this.streams[row]);
    this.models.begin(row);
    this.#association.begin(row);
    this.#beginSlot(row, 0);
  }

  protected play(actions: Float32Array | Int32Array): void {
    for (let row = 0; row < this.rows; row++) {
      this.#serve(row, actions);
      this.#beginSlot(row, this.slot[row] + 1);
    }
  }

  protected observe({ values }: Observation): void {
    const { configuration: c, world, models } = this;
    const size = 2 + world.stations;
    values.fill(0);
    for (let row = 0; row < this.rows; row++) {
      const { users, connected, rates, taskBits, trainingFlops: charged } = this.view(row);
      for (let user = 0; user < users; user++) {
        const at = world.at(row, user) * size;
        values[at] = taskBits[user] / bitsOf(c.taskMB[1]);
        values[at + 1] = charged[user] / models.mostFlops;
        for (let station = 0; station < world.stations; station++) {
          const link = station * users + user;
          const efficiency = rates[link] / (OBSERVED_EFFICIENCY * c.bandwidthHz);
          values[at + 2 + station] = connected[link] * Math.min(efficiency, 2);
        }
      }
    }
  }

  /** The slot that a row plays next. */
  view(row: number): SlotView {
    const { configuration: c, world, models } = this;
    const users = world.users[row];
    if (!(Number.isInteger(users) && users >= 1 && users <= world.maxUsers)) {
      throw new RangeError(
        `${this.name}: row ${row} has ${users} users: there must be 1 to ${world.maxUsers}. Its snapshot is damaged, restore another.`,
      );
    }
    const [first, link] = [row * world.maxUsers, row * world.maxUsers * world.stations];
    const slotOfFrame = this.slot[row] % c.frameSlots;
    const share = chargedShare(c.charge, slotOfFrame, c.frameSlots);
    return {
      users,
      connected: this.#association.connectedIn(row),
      rates: world.rates.subarray(link, link + users * world.stations),
      taskBits: world.taskBits.subarray(first, first + users),
      trainingFlops: models.trainingFlops.slice(first, first + users).map((flops) => share * flops),
      beginsFrame: slotOfFrame === 0,
    };
  }

  /**
   * Draws what comes before the agent's decision: scenes, channels and tasks; where a frame begins, retrains and
   * associates.
   */
  #beginSlot(row: number, slot: number): void {
    const { frameSlots, sceneSlots } = this.configuration;
    const streams = this.streams[row];
    if (slot > 0 && slot % sceneSlots === 0) this.world.changeScenes(row, streams);
    this.world.beginSlot(row, streams);
    this.models.beginSlot(row, slot, streams.start);
    if (slot % frameSlots !== 0) return;
    const first = row * this.world.maxUsers;
    this.#association.decide(row, this.models.trainingFlops.subarray(first, first + this.world.maxUsers));
  }

  /** Serves the slot: shares, delays D (3), D (4), D (5), cost D (11a). */
  #serve(row: number, actions: Float32Array | Int32Array): void {
    const { configuration: c, world, work } = this;
    const { users, connected, rates, taskBits, trainingFlops: charged, beginsFrame } = this.view(row);
    const { stations } = world;
    const shares = sharesOf(actions, row * 2 * world.maxUsers, connected, users);
    const bits = splitTasks(taskBits, shares);
    const resource = shares.resource.map((share) => share * this.freeFlops);
    const parts = delayParts({ stations, users, connected, rates, resource, ...bits }, work);
    const delays = parts.total;
    const isRetrained = charged.map((flops) => (flops > 0 ? 1 : 0));
    const cost = {
      userDelays: delays,
      retrained: retrainingPairs(isRetrained, connected),
      trainingFlops: Float64Array.from(connected, (_, link) => charged[link % users]),
      resource,
    };
    const first = row * world.maxUsers;
    const accuracy = this.models.accuracy.subarray(first, first + users);
    const { rewards, metrics } = this.out;
    rewards[row] = -averageCost(cost);
    metrics.retraining[row] = retrainingDelay(cost) / users;
    metrics.delay[row] = meanOf(delays, (delay) => delay);
    for (const part of ["local", "transmission", "compute"] as const)
      metrics[part][row] = meanOf(parts[part], (delay) => delay);
    metrics.accuracy[row] = meanOf(accuracy, (share) => share);
    metrics.below[row] = meanOf(accuracy, (share) => Number(share < c.accuracyThreshold));
    metrics.late[row] = meanOf(delays, (delay) => Number(delay > c.slotS));
    metrics.offloaded[row] = 1 - meanOf(shares.local, (share) => share);
    metrics.retrained[row] = 0;
    if (beginsFrame) {
      const isBegun = this.models.isBegun.subarray(first, first + users);
      metrics.retrained[row] = users * meanOf(isBegun, (begun) => begun);
      for (let user = 0; user < users; user++) {
        if (isBegun[user] === 1) this.models.train(row, user, this.slot[row], resourceOf(resource, users, user));
      }
    }
    metrics.users[row] = users;
    this.#association.remember(row, taskBits, resource);
  }
}

/** FLOP/s that all stations give a user. */
function resourceOf(resource: Float64Array, users: number, user: number): number {
  let sum = 0;
  for (let link = user; link < resource.length; link += users) sum += resource[link];
  return sum;
}

function meanOf(values: Float64Array, metric: (value: number) => number): number {
  return values.reduce((sum, value) => sum + metric(value), 0) / values.length;
}
