import { z } from "zod";
import {
  ConfigurationError,
  configure,
  count,
  metres,
  nonNegative,
  positive,
  real,
  share,
} from "../../../configuration/index.ts";
import { type Observation, RowEnvironment, type RowParts, type Space } from "../../../environments/index.ts";
import type { DeterministicModel } from "../../../optimization/index.ts";
import { rngFrom, type Streams } from "../../../random/index.ts";
import {
  ACCESS_POINT_KINDS,
  type AccessPoint,
  drawRoad,
  FAILURE_PAYS,
  misjudged,
  upload,
  uploadOdds,
} from "./accessPoints.ts";

/** Study 1 of paper E, which gives no numbers: all are chosen. */
export const accessPointSelectionSchema = z.strictObject({
  sections: count(10_000).default(5),
  sectionM: metres.default(1000),
  /** the vehicle's position is kept in cells of this length */
  cellM: metres.default(10),
  /** and seen by the agent in cells of this one; longer, it sees only a part of the state */
  observedCellM: metres.default(10),
  speedMps: positive.default(20),
  dataMbit: positive.default(10),
  deadlineS: positive.default(2),
  /** from the end of an upload to the next */
  gapS: nonNegative.default(1),
  successReward: real.default(100),
  /** per s */
  latencyWeight: nonNegative.default(10),
  costWeight: nonNegative.default(1),
  /** what a failed upload is charged for */
  failurePays: z.enum(FAILURE_PAYS).default("deadline and cost"),
  /** the largest probability that an access point is blocked; with it tasks must start anew */
  blockage: share.default(0),
  /** after an upload: start anew at a random place, or drive on to the end of the road */
  next: z.enum(["restart", "drive on"]).default("restart"),
  /** errors of a digital domain in what it believes of edges (m) and rates (dB); 0 = the physical road */
  edgeErrorM: z.number().min(0).max(1e9).default(0),
  rateErrorDb: z.number().min(0).max(300).default(0),
  /** number of the domain among many equally wrong ones; each has errors of its own */
  domain: z.int().min(0).default(0),
});
export type AccessPointSelectionConfiguration = z.output<typeof accessPointSelectionSchema>;
export type AccessPointSelectionOptions = z.input<typeof accessPointSelectionSchema>;

const METRICS = ["success", "latency", "cost"] as const;

export interface AccessPointSelectionParts extends RowParts {
  /** [section][access point] in place of the seed's own, the same for all seeds */
  readonly road?: readonly (readonly AccessPoint[])[];
  /** where a row starts, m, in place of a uniformly random cell */
  readonly start?: (streams: Streams) => number;
  /** false: positions between the middles of cells count, the observation stays the cell */
  readonly inCells?: boolean;
}

/** Cells beyond which nobody would keep a table of them. */
const MOST_CELLS = 1e6;

/** @throws ConfigurationError for a wrong field, and for more cells than a table holds */
function configureRoad(options: AccessPointSelectionOptions): AccessPointSelectionConfiguration {
  const c = configure(accessPointSelectionSchema, options, "access-point-selection");
  const metresLong = c.sections * c.sectionM;
  const problems = (["cellM", "observedCellM"] as const)
    .filter((name) => metresLong / c[name] > MOST_CELLS)
    .map((name) => `${name} = ${c[name]} on a road of ${metresLong} m: at most 1e6 cells are allowed. Raise it.`);
  if (c.blockage > 0 && c.next === "drive on")
    problems.push(
      `blockage = ${c.blockage} while driving on: where a drive leads has then no certain answer. Set next to "restart".`,
    );
  if (problems.length > 0)
    throw new ConfigurationError(`access-point-selection cannot run:\n  ${problems.join("\n  ")}`);
  return c;
}

/** @throws RangeError for a road of other than the configured sections, or with other numbers of access points in them */
function checkRoad(road: AccessPointSelectionParts["road"], sections: number): void {
  if (road === undefined) return;
  const counts = new Set(road.map((points) => points.length));
  if (road.length === sections && counts.size === 1 && !counts.has(0)) return;
  throw new RangeError(
    `access-point-selection: a road of ${road.length} sections with ${[...counts].join(", ")} access points for sections = ` +
      `${sections}: must be as many, with equally many access points each, one or more`,
  );
}

/**
 * Paper E, study 1: a vehicle drives along a road and has to upload a task before a deadline. It chooses one of the
 * access points of its section; they differ in coverage, rate and cost. One task is one slot.
 *
 * | | shape | what |
 * | --- | --- | --- |
 * | observation | index | the observed cell of the vehicle, from 0 |
 * | action | index | an access point of the section |
 * | reward | row | successReward x success - latencyWeight x latency - costWeight x cost; of a failure, what it pays |
 * | start | | the middle of a uniformly random cell |
 * | end | | terminates at the end of the road; truncated after each task that restarts |
 *
 * Metrics of a task: `success` 0 | 1, `latency` s, `cost`.
 *
 * @example
 * const road = new AccessPointSelection({}, { seeds: [0], copies: 8 });
 * const { values: [cell] } = road.reset(streamsOf([0], 8, "evaluation"));
 */
export class AccessPointSelection extends RowEnvironment<typeof METRICS> {
  readonly name = "access-point-selection";
  readonly agents = 1;
  readonly metricNames = METRICS;
  readonly observationSpace: Space & { readonly kind: "discrete" };
  readonly actionSpace: Space & { readonly kind: "discrete" };
  readonly configuration: AccessPointSelectionConfiguration;
  /** [row] of the vehicle, m */
  readonly positions: Float64Array;
  /** [row] where the last task left the vehicle, before a restart, m */
  readonly reached: Float64Array;
  /** [replica][section][access point] those that are there, or those that this domain believes in */
  readonly roads: (readonly (readonly AccessPoint[])[])[];

  protected readonly horizon: number;
  protected readonly state: readonly Float64Array[];
  readonly #parts: AccessPointSelectionParts;

  constructor(configuration: AccessPointSelectionOptions = {}, parts: AccessPointSelectionParts = {}) {
    super(parts);
    const c = configureRoad(configuration);
    const { road } = parts;
    checkRoad(road, c.sections);
    this.configuration = c;
    this.horizon = c.next === "restart" ? 1 : Infinity;
    this.#parts = parts;
    this.roads = [];
    this.misjudge(1);
    const cells = Math.ceil((c.sections * c.sectionM) / c.observedCellM);
    const points = road?.[0]?.length ?? Object.values(ACCESS_POINT_KINDS).reduce((sum, kind) => sum + kind.count, 0);
    this.observationSpace = { kind: "discrete", n: cells };
    this.actionSpace = { kind: "discrete", n: points };
    this.positions = new Float64Array(this.rows);
    this.reached = new Float64Array(this.rows);
    this.state = [this.positions]; // what slot it is matters with neither horizon
  }

  protected begin(row: number): void {
    const streams = this.streams[row];
    this.positions[row] =
      this.#parts.start?.(streams) ?? this.#place(streams.start.integer(this.cells) * this.configuration.cellM);
  }

  protected play(actions: Float32Array | Int32Array): void {
    const { rewards, terminated, metrics } = this.out;
    const { sections, sectionM, speedMps, gapS } = this.configuration;
    for (let row = 0; row < this.rows; row++) {
      const x = this.positions[row];
      const point = this.pointsAt(row)[actions[row]];
      const { blockage } = point;
      const isBlocked = blockage !== undefined && this.streams[row].fading.uniform() < blockage;
      const { success, latencyS, reward } = upload(x, point, this.configuration, isBlocked);
      rewards[row] = reward;
      metrics.success[row] = success ? 1 : 0;
      metrics.latency[row] = latencyS;
      metrics.cost[row] = point.cost;
      const reached = this.#place(x + speedMps * (latencyS + gapS));
      this.reached[row] = reached;
      this.positions[row] = reached;
      terminated[row] = reached >= sections * sectionM ? 1 : 0;
    }
  }

  protected observe({ values }: Observation): void {
    for (let row = 0; row < this.rows; row++) values[row] = this.#observed(this.positions[row]);
  }

  /**
   * Sets the share of its errors that this domain still has, 1 .. 0: a twin that is being built knows more and more.
   */
  misjudge(share: number): void {
    const { sections, sectionM, domain, blockage } = this.configuration;
    for (const [replica, seed] of this.seeds.entries()) {
      const rng = rngFrom(seed, "domain", domain);
      const exact = this.#parts.road ?? drawRoad(seed, sections, sectionM, blockage);
      this.roads[replica] = exact.map((points) =>
        points.map((point) => misjudged(point, this.configuration, rng, share)),
      );
    }
  }

  /** Number of cells that the vehicle can be in. */
  get cells(): number {
    const { sections, sectionM, cellM } = this.configuration;
    return Math.ceil((sections * sectionM) / cellM);
  }

  /** The agent's observation in each cell, [cell]. */
  get observedIn(): Int32Array {
    return Int32Array.from({ length: this.cells }, (_, cell) =>
      this.#observed((cell + 0.5) * this.configuration.cellM),
    );
  }

  /** The decision process of a replica on its cells, for oracles: mean rewards; driving on, the end of the road ends the task. */
  model(replica: number): DeterministicModel {
    const { cellM, speedMps, gapS } = this.configuration;
    const [states, actions] = [this.cells, this.actionSpace.n];
    const rewards = new Float64Array(states * actions);
    const nextStates = new Int32Array(states * actions);
    for (let cell = 0; cell < states; cell++) {
      const x = (cell + 0.5) * cellM;
      for (let action = 0; action < actions; action++) {
        const point = this.pointsIn(replica, x)[action];
        const { latencyS } = upload(x, point, this.configuration);
        const { reward } = uploadOdds(x, point, this.configuration);
        const next = Math.floor((x + speedMps * (latencyS + gapS)) / cellM);
        rewards[cell * actions + action] = reward;
        nextStates[cell * actions + action] = next < states ? next : -1;
      }
    }
    return { states, actions, rewards, nextStates };
  }

  /** The access points of the section that a row's vehicle is in. */
  pointsAt(row: number): readonly AccessPoint[] {
    return this.pointsIn(this.replicaOf(row), this.positions[row]);
  }

  /** The access points of the section that x lies in, on a replica's road. */
  pointsIn(replica: number, x: number): readonly AccessPoint[] {
    const road = this.roads[replica];
    return road[Math.min(Math.floor(x / this.configuration.sectionM), road.length - 1)];
  }

  /** The middle of the cell that a position lies in. */
  #place(x: number): number {
    const { cellM } = this.configuration;
    return this.#parts.inCells === false ? x : (Math.floor(x / cellM) + 0.5) * cellM;
  }

  #observed(x: number): number {
    return Math.min(Math.floor(x / this.configuration.observedCellM), this.observationSpace.n - 1);
  }
}
