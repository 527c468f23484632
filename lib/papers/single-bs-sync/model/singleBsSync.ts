import { z } from "zod";
import {
  ConfigurationError,
  configure,
  count,
  metres,
  nonNegative,
  pair,
  positive,
  share,
  slots,
} from "../../../configuration/index.ts";
import { type Observation, RowEnvironment, type RowParts, type Space } from "../../../environments/index.ts";
import { checkMovement, concentrationOf, type Movement, RandomWalk, STARTS, square } from "../../../mobility/index.ts";
import { MaximumAssignment } from "../../../optimization/index.ts";
import {
  type Channel,
  type ChannelState,
  constantChannel,
  DISTANCES,
  linkRates,
  pathGain,
  rayleighChannel,
  transmissionDelay,
} from "../../../radio/index.ts";
import { holdLast, meanDisplacement, type Predictor, Twin, twinError } from "../../../twin/index.ts";
import { slowestFeasible, synchronisationReward } from "../../synchronisation/synchronisationRules.ts";

/**
 * What is observed: the users' positions, as printed, alone or with one number beside them: how far the episode is
 * (slot / T), whether the last slot synchronised (0 | 1), the age of the twin's status / 10, or its root mean square
 * error / 10 m.
 */
export const OBSERVED = ["positions", "slot", "last action", "age", "error"] as const;

/** Table I of paper C; what it leaves open is marked "chosen". Linear, normalised units as there; lengths in m. */
export const singleBsSyncSchema = z.strictObject({
  /** U */
  users: count().default(10),
  /** N */
  resourceBlocks: count().default(6),
  /** eps of C (5): weight of the rates against the twin's error */
  weight: z.number().gt(0).lt(1).default(0.987),
  /** Delta l, m; chosen. Larger steps let the twin fall behind sooner. */
  stepM: metres.default(1),
  /** Dirichlet law of the users' move probabilities; chosen. Small: each user has a habit; "uniform": none has */
  concentration: z.union([positive, z.literal("uniform")]).default(0.1),
  /** p_u of staying, chosen: "drawn" by that law; a number: uniform from there to 1, the law spreads the rest over directions */
  stay: z.union([z.literal("drawn"), share.lt(1)]).default("drawn"),
  /** users start each episode anywhere, or each at one place of its own; chosen */
  start: z.enum(STARTS).default("random"),
  /** d of the path gain d^-2: as printed, the root of the norm, or the norm */
  distance: z.enum(DISTANCES).default("printed"),
  /** o: 1 as printed, or Rayleigh, drawn for each slot, user and block */
  fading: z.enum(["constant", "rayleigh"]).default("constant"),
  /** I_n, one for all blocks or a list; chosen */
  interference: z.union([nonNegative, z.array(nonNegative)]).default(0),
  /** what an agent decides: on which block to synchronise, if at all, as printed (y), or only whether to, on R's block */
  action: z.enum(["block", "synchronise"]).default("block"),
  /** where the error stands in the reward: once a slot, as in C (15), or within the sum over users, as in C (5) */
  errorTerm: z.enum(["once", "each user"]).default("once"),
  /** what the agent observes; all but the positions is beyond the paper */
  observe: z.enum(OBSERVED).default("positions"),
  /** closed-form predictor of the twin, used where no other is handed in */
  predictor: z.enum(["mean-displacement", "hold-last"]).default("mean-displacement"),
  /** M, statuses that the predictor sees */
  window: count().default(5),
  /** T, slots after which an episode is cut */
  horizon: slots.default(30),
  areaM: metres.default(100),
  baseStation: pair.default([0, 0]),
  cloud: pair.default([20, 20]),
  power: positive.default(1),
  bandwidth: positive.default(1),
  noiseDensity: positive.default(1e-5),
  /** D */
  dataSize: positive.default(0.1),
  /** gamma of C (5e) */
  delayLimit: positive.default(2.5),
  /** ||l - l'|| counts as at least this, m; chosen */
  minimumDistanceM: metres.default(1),
});
export type SingleBsSyncConfiguration = z.output<typeof singleBsSyncSchema>;
/** A configuration in which all that has a default may be left out. */
export type SingleBsSyncOptions = z.input<typeof singleBsSyncSchema>;

const METRICS = ["rate", "twinError", "age", "synchronised", "price", "delay"] as const;

export interface SingleBsSyncParts extends RowParts {
  /** in place of random walks */
  readonly movement?: Movement;
  /** in place of the configured closed form */
  readonly predictor?: Predictor;
  /** in place of the configured fading and interference */
  readonly channel?: Channel;
}

/**
 * Paper C: one base station serves users on resource blocks and may spend one of them to synchronise their digital twin
 * in the cloud. In a slot: the twin's estimate and the users' positions are known; the agent decides; blocks are
 * allocated and rates follow; the twin's status becomes exact or estimated, C (4); users move. Blocks are
 * allocated by a maximum assignment: C (14), and C (16) without the block of C (16a) where it is synchronised.
 *
 * | | shape | what |
 * | --- | --- | --- |
 * | observation | 2 U (+ 1) | x, y of each user / half the area's side, in [-1, 1] (+ one number of `OBSERVED`) |
 * | action | index | "block": 0 no, 1 + n on block n; "synchronise": 0 no, 1 on the slowest block that is fast enough |
 * | reward | row | eps rate - (1 - eps) twinError, C (15); eps rate where synchronised, C (17) |
 * | start | | users somewhere in the area, their status exact |
 * | end | | never terminates; truncated after T slots |
 *
 * Metrics a slot: `rate` sum of rates, `twinError` (1/U) ||s - s'||^2 in m^2, `age` of the twin's status in slots,
 * `synchronised` 0 | 1, `price` rate given up for it, `delay` of its transmission (0 without).
 *
 * @example
 * const environment = new SingleBsSync({ weight: 0.5 }, { seeds: [0, 1], copies: 32 });
 * environment.reset(streamsOf([0, 1], 32, "evaluation"));
 * const { rewards, metrics } = environment.step(new Int32Array(environment.rows)); // nobody synchronises
 */
export class SingleBsSync extends RowEnvironment<typeof METRICS> {
  readonly name = "single-bs-sync";
  readonly agents = 1;
  readonly metricNames = METRICS;
  readonly observationSpace: Space;
  readonly actionSpace: Space;
  readonly configuration: SingleBsSyncConfiguration;
  readonly movement: Movement;
  readonly twin: Twin;
  /** [row, user, xy] s_t, m */
  readonly positions: Float64Array;
  /** [row, user] block of each user in the last slot, -1 = not served */
  readonly allocation: Int32Array;
  /** [row] block that carried the synchronisation in the last slot, -1 = none */
  readonly synchronisationBlock: Int32Array;

  protected readonly horizon: number;
  protected readonly state: readonly Float64Array[];
  /** [row] 1 = synchronised in the last slot */
  readonly #synchronised: Uint8Array;
  /** [row] the same as a state, 0 at the start of an episode */
  readonly #lastAction: Float64Array;
  readonly #channel: Channel;
  readonly #link: ChannelState;
  readonly #rates: Float64Array;
  readonly #cloudRates: Float64Array;
  readonly #assignment: MaximumAssignment;

  constructor(configuration: SingleBsSyncOptions = {}, parts: SingleBsSyncParts = {}) {
    super(parts);
    const c = configure(singleBsSyncSchema, configuration, this.name);
    this.configuration = c;
    this.horizon = c.horizon;
    const interference = blockInterference(c);
    this.#channel = parts.channel ?? (c.fading === "constant" ? constantChannel : rayleighChannel)(interference);

    const { seeds, copies } = this;
    const { users, stepM, stay, start } = c;
    const area = square(c.areaM);
    const concentration = concentrationOf(c.concentration);
    const walk = new RandomWalk({ seeds, copies, users, area, stepM, concentration, stay, start });
    this.movement = parts.movement ?? walk;
    checkMovement(this.movement, users, this.rows, this.name);
    const closedForm = () => (c.predictor === "hold-last" ? holdLast() : meanDisplacement(walk));
    this.twin = new Twin(this.rows, 2 * users, c.window, parts.predictor ?? closedForm());

    this.positions = new Float64Array(this.rows * 2 * users);
    this.allocation = new Int32Array(this.rows * users);
    this.synchronisationBlock = new Int32Array(this.rows).fill(-1);
    this.#synchronised = new Uint8Array(this.rows);
    this.#lastAction = new Float64Array(this.rows);
    const { history, predicted, age } = this.twin;
    const known = [this.positions, history, predicted, age];
    this.state = [...known, this.slot, this.#lastAction, ...(this.movement.state ?? [])];

    const blocks = c.resourceBlocks;
    this.#link = {
      fading: new Float64Array(users * blocks),
      cloudFading: new Float64Array(blocks),
      interference: new Float64Array(blocks),
    };
    this.#rates = new Float64Array(users * blocks);
    this.#cloudRates = new Float64Array(blocks);
    this.#assignment = new MaximumAssignment(users, blocks);

    const size = 2 * users + (c.observe === "positions" ? 0 : 1);
    const most = { positions: 1, slot: 1, "last action": 1, age: c.horizon / 10, error: c.areaM / 5 }[c.observe];
    this.observationSpace = { kind: "box", size, low: -1, high: Math.max(1, most) };
    this.actionSpace = { kind: "discrete", n: c.action === "synchronise" ? 2 : 1 + blocks };
  }

  protected begin(row: number): void {
    this.movement.place(row, this.positions, row * 2 * this.movement.users, this.streams[row]);
    this.twin.begin(row, this.positions);
    this.#lastAction[row] = 0;
  }

  protected play(actions: Float32Array | Int32Array): void {
    for (let row = 0; row < this.rows; row++) this.#serve(row, actions[row]);
    for (let row = 0; row < this.rows; row++) {
      this.twin.update(row, this.positions, this.#synchronised);
      this.movement.move(row, this.positions, row * 2 * this.movement.users, this.streams[row]);
    }
    this.twin.predict();
  }

  protected observe({ values }: Observation): void {
    const { users, areaM, observe } = this.configuration;
    const size = 2 * users + (observe === "positions" ? 0 : 1);
    for (let row = 0; row < this.rows; row++) {
      for (let i = 0; i < 2 * users; i++) {
        values[row * size + i] = this.positions[row * 2 * users + i] / (areaM / 2);
      }
      if (observe !== "positions") values[row * size + 2 * users] = this.#beside(row, observe);
    }
  }

  /** The number that is observed beside the positions. */
  #beside(row: number, observed: Exclude<(typeof OBSERVED)[number], "positions">): number {
    if (observed === "slot") return this.slot[row] / this.horizon;
    if (observed === "last action") return this.#lastAction[row];
    if (observed === "age") return this.twin.age[row] / 10;
    const width = 2 * this.configuration.users;
    return Math.sqrt(twinError(this.positions, this.twin.predicted, row * width, width)) / 10;
  }

  /** Rates C (2), C (3), allocation C (14), C (16), reward C (15), C (17) and metrics of one row's slot. */
  #serve(row: number, action: number): void {
    const { configuration: c, twin, positions } = this;
    const { metrics, rewards } = this.out;
    const width = 2 * c.users;
    this.#channel.draw(row, this.streams[row].fading, this.#link);
    const { fading, cloudFading, interference } = this.#link;
    const [bsX, bsY] = c.baseStation;
    for (let user = 0; user < c.users; user++) {
      const at = row * width + 2 * user;
      const dx = positions[at] - bsX;
      const dy = positions[at + 1] - bsY;
      const gain = pathGain(dx, dy, c.distance, c.minimumDistanceM);
      linkRates(c, gain, fading, interference, this.#rates, user * c.resourceBlocks);
    }

    const block =
      action === 0 ? -1 : this.#chooseBlock(c.action === "block" ? action - 1 : -1, cloudFading, interference);
    const synchronised = block !== -1;
    const unsynchronised = synchronised ? this.#assignment.solve(this.#rates) : 0;
    const rate = this.#assignment.solve(this.#rates, block);
    this.allocation.set(this.#assignment.columnOf, row * c.users);
    this.synchronisationBlock[row] = block;
    this.#synchronised[row] = this.#lastAction[row] = synchronised ? 1 : 0;
    const error = synchronised ? 0 : twinError(positions, twin.predicted, row * width, width);

    rewards[row] = synchronisationReward(c.weight, rate, c.errorTerm === "once" ? error : c.users * error);
    metrics.rate[row] = rate;
    metrics.twinError[row] = error;
    metrics.age[row] = synchronised ? 0 : twin.age[row];
    metrics.synchronised[row] = synchronised ? 1 : 0;
    metrics.price[row] = synchronised ? unsynchronised - rate : 0;
    metrics.delay[row] = synchronised ? transmissionDelay(c.dataSize, this.#cloudRates[block]) : 0;
  }

  /** The block that carries the synchronisation: the wanted one (-1 = by the paper's rule) if fast enough; -1 = none. */
  #chooseBlock(wanted: number, cloudFading: Float64Array, interference: Float64Array): number {
    const { configuration: c } = this;
    const dx = c.cloud[0] - c.baseStation[0];
    const dy = c.cloud[1] - c.baseStation[1];
    linkRates(c, pathGain(dx, dy, c.distance, c.minimumDistanceM), cloudFading, interference, this.#cloudRates);
    const delays = this.#cloudRates.map((rate) => transmissionDelay(c.dataSize, rate));
    if (wanted !== -1) return delays[wanted] < c.delayLimit ? wanted : -1;
    return slowestFeasible(delays, c.delayLimit);
  }
}

function blockInterference({ interference, resourceBlocks }: SingleBsSyncConfiguration): Float64Array {
  if (typeof interference === "number") return new Float64Array(resourceBlocks).fill(interference);
  if (interference.length === resourceBlocks) return Float64Array.from(interference);
  throw new ConfigurationError(
    `single-bs-sync cannot run:\n  interference has ${interference.length} values: one number, or one for each of the ` +
      `${resourceBlocks} resourceBlocks, is allowed. Give as many as there are blocks.`,
  );
}
