import { checkRows, type Streams } from "../random/index.ts";
import { checkActions } from "./checkActions.ts";
import { checkIndices, checkObservation, checkStep } from "./checkFinite.ts";
import { checkShape } from "./checkShape.ts";
import { copyStep, emptyStep, type StepOf } from "./emptyStep.ts";
import type { Environment, Observation, Snapshot, Step, Tell } from "./environment.ts";
import { RowState } from "./rowState.ts";
import type { Space } from "./space.ts";

/** The rows of an environment: row = replica x copies + copy, a replica is one seed. */
export interface RowParts {
  readonly seeds?: readonly number[];
  /** rows per seed */
  readonly copies?: number;
}

/**
 * The shell of a vectorised environment, and the way to write a fast one: sizes, spaces, `state` and three hooks. All
 * rows step together; a row that ends, terminated by `play` or cut at the horizon, begins anew. `defineEnvironment` is
 * the shorter way where speed does not matter: rules of one row.
 *
 * What rows remember is in the arrays of `state`, and chance is in `streams`; then `checkEnvironment` passes. The shell
 * refuses actions that are not of the space, and rewards, metrics and observations that are not finite.
 *
 * @example
 * class Walk extends RowEnvironment<readonly ["place"]> {
 *   readonly name = "walk";
 *   readonly agents = 1;
 *   readonly observationSpace = { kind: "box", size: 1, low: -100, high: 100 } as const;
 *   readonly actionSpace = { kind: "discrete", n: 3 } as const;
 *   readonly metricNames = ["place"] as const;
 *   readonly places = new Float64Array(this.rows);
 *   protected readonly horizon = 100;
 *   protected readonly state = [this.places, this.slot];
 *
 *   protected begin(row: number) {
 *     this.places[row] = 0;
 *   }
 *
 *   protected play(actions: Int32Array) {
 *     for (const [row, action] of actions.entries()) {
 *       this.places[row] += action - 1;
 *       this.out.rewards[row] = this.out.metrics.place[row] = this.places[row];
 *     }
 *   }
 *
 *   protected observe({ values }: Observation) {
 *     values.set(this.places);
 *   }
 * }
 * checkEnvironment(new Walk({ seeds: [0, 1], copies: 2 }));
 */
export abstract class RowEnvironment<Metrics extends readonly string[] = readonly string[]> implements Environment {
  abstract readonly name: string;
  abstract readonly agents: number;
  abstract readonly observationSpace: Space;
  abstract readonly actionSpace: Space;
  abstract readonly metricNames: Metrics;
  readonly rows: number;
  readonly seeds: readonly number[];

  /** slots after which an episode is cut; Infinity = never */
  protected abstract readonly horizon: number;
  /** [row, width] each: all that rows remember, finite numbers, `slot` among it; registered once, at the first use */
  protected abstract readonly state: readonly Float64Array[];
  /** whether observations have a mask */
  protected readonly isMasked: boolean = false;
  /** what agents tell those who act after them; undefined where they act together */
  protected readonly tell: Tell | undefined = undefined;
  /** [row] slots played of the episode */
  protected readonly slot: Float64Array;
  protected readonly copies: number;
  #rowState: RowState | undefined;
  #out: StepOf<Metrics[number]> | undefined;

  /** @throws RangeError for seeds that are not whole numbers, each once, and for copies below 1 */
  constructor({ seeds = [0], copies = 1 }: RowParts = {}) {
    checkRows(seeds, copies, new.target.name);
    this.seeds = seeds;
    this.copies = copies;
    this.rows = seeds.length * copies;
    this.slot = new Float64Array(this.rows);
  }

  /** Writes the first state of a row's episode. */
  protected abstract begin(row: number): void;

  /** Plays one slot in every row: moves the state, writes rewards, metrics and `terminated` into `out`. */
  protected abstract play(actions: Float32Array | Int32Array): void;

  /** Writes the observations of all rows, masks included: a function of the state alone. */
  protected abstract observe(into: Observation): void;

  /** The buffers of every step. */
  protected get out(): StepOf<Metrics[number]> {
    const { tell } = this;
    this.#out ??= { ...emptyStep(this, this.metricNames, this.isMasked), ...(tell && { tell }) };
    return this.#out;
  }

  /** [row] the random streams; an error before the first reset */
  protected get streams(): readonly Streams[] {
    return this.#memory.streams;
  }

  protected replicaOf(row: number): number {
    return Math.floor(row / this.copies);
  }

  reset(streams: readonly Streams[]): Observation {
    this.#memory.streams = streams;
    for (let row = 0; row < this.rows; row++) this.#begin(row);
    return this.look();
  }

  step(actions: Float32Array | Int32Array): Step {
    this.#memory.requireBegun();
    checkActions(this, actions);
    this.play(actions);
    return this.endSlot();
  }

  snapshot(rows?: Int32Array): Snapshot {
    return this.#memory.snapshot(rows);
  }

  restore(snapshot: Snapshot, rows?: Int32Array): Observation {
    this.#memory.restore(snapshot, rows);
    this.#checkSlots();
    const seen = this.look();
    checkIndices(this, seen);
    return seen;
  }

  aside<T>(work: () => T): T {
    const memory = this.#memory;
    // A step that an interruption broke off left no state that one could go back to.
    if (!memory.hasBegun || this.#rowOfNoSlot() !== -1) return work();
    const { streams } = memory;
    const saved = memory.snapshot();
    const { tell: _, ...buffers } = this.out;
    const step = structuredClone(buffers);
    try {
      return work();
    } finally {
      memory.streams = streams;
      this.restore(saved);
      copyStep(step, this.out);
    }
  }

  /** Observes anew, after a change of state outside a step. */
  protected look(): Observation {
    this.observe(this.out);
    checkObservation(this, this.out, this.slot);
    const { values, mask, tell } = this.out;
    return { values, ...(mask && { mask }), ...(tell && { tell }) };
  }

  /** Ends a slot that was played: cuts at the horizon, final observations, first ones of rows that begin anew. */
  protected endSlot(): Step {
    const { out, slot } = this;
    const { terminated, truncated, final } = out;
    let ended = 0;
    for (let row = 0; row < this.rows; row++) {
      slot[row] = slot[row] + 1;
      truncated[row] = terminated[row] === 0 && slot[row] === this.horizon ? 1 : 0;
      ended += terminated[row] + truncated[row];
    }
    this.observe(final);
    checkStep(this, out, slot);
    if (ended === 0) {
      out.values.set(final.values);
      if (final.mask !== undefined) out.mask?.set(final.mask);
      return out;
    }
    for (let row = 0; row < this.rows; row++) if (terminated[row] === 1 || truncated[row] === 1) this.#begin(row);
    this.observe(out);
    checkObservation(this, out, slot);
    return out;
  }

  #begin(row: number): void {
    this.slot[row] = 0;
    this.begin(row);
  }

  /** A slot that is none of an episode would never come to its end. */
  #checkSlots(): void {
    const { slot, horizon } = this;
    const row = this.#rowOfNoSlot();
    if (row === -1) return;
    throw new RangeError(
      `${this.name}.restore: row ${row} is in slot ${slot[row]}: must be a whole number from 0 to below the horizon, ` +
        `${horizon}. The snapshot is damaged, or of another horizon. Take another.`,
    );
  }

  /** A row whose slot is none of an episode; -1 where there is none. */
  #rowOfNoSlot(): number {
    return this.slot.findIndex((played) => !(Number.isInteger(played) && played >= 0 && played < this.horizon));
  }

  get #memory(): RowState {
    this.#rowState ??= this.#register();
    return this.#rowState;
  }

  #register(): RowState {
    const { name, agents, observationSpace, actionSpace, metricNames, horizon } = this;
    checkShape({ name, agents, observationSpace, actionSpace, metricNames, horizon });
    return new RowState(this.rows, this.state, this.name);
  }
}
