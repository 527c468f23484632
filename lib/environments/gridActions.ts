import { checkActions } from "./checkActions.ts";
import type { Environment, Observation, Snapshot, Step } from "./environment.ts";
import type { Space } from "./space.ts";

/** More choices than this are no table and no output layer. */
const MOST_CHOICES = 1e5;

/**
 * An environment that acts in a box, for learners that choose from a list: every number of the action takes one of some
 * values, evenly spread from the lowest to the highest. A choice is the joint action's index; its last number changes
 * first.
 *
 * @example new GridActions(new RobustTilt(), 5); // 125 joint tilts of three antennas
 */
export class GridActions<E extends Environment = Environment> implements Environment {
  readonly name: string;
  readonly rows: number;
  readonly agents: number;
  readonly observationSpace: Space;
  readonly actionSpace: Space & { readonly kind: "discrete" };
  readonly metricNames: readonly string[];
  readonly seeds?: readonly number[];
  readonly inner: E;
  readonly points: number;
  readonly #box: Space & { readonly kind: "box" };
  readonly #actions: Float32Array;

  /**
   * @param points values of each number, at least two
   * @throws Error where the environment does not act in a box, RangeError for more than 100,000 choices
   */
  constructor(inner: E, points: number) {
    const { actionSpace: box } = inner;
    if (box.kind !== "box")
      throw new Error(`GridActions: "${inner.name}" acts in a ${box.kind}; only a box can be cut into a grid`);
    const count = points ** box.size;
    if (!Number.isInteger(points) || points < 2 || count > MOST_CHOICES)
      throw new RangeError(`GridActions: points = ${points} gives ${count} choices; take from 2 points to 1e5 choices`);
    this.inner = inner;
    this.points = points;
    this.name = inner.name;
    this.rows = inner.rows;
    this.agents = inner.agents;
    this.observationSpace = inner.observationSpace;
    this.metricNames = inner.metricNames;
    if (inner.seeds !== undefined) this.seeds = inner.seeds;
    this.actionSpace = { kind: "discrete", n: count };
    this.#box = box;
    this.#actions = new Float32Array(inner.rows * inner.agents * box.size);
  }

  reset(...[streams]: Parameters<Environment["reset"]>): Observation {
    return this.inner.reset(streams);
  }

  step(choices: Float32Array | Int32Array): Step {
    checkActions(this, choices);
    return this.inner.step(this.actionsOf(choices));
  }

  /** The actions in the box that choices stand for, [row, agent, size]; overwritten by the next call. */
  actionsOf(choices: Float32Array | Int32Array): Float32Array {
    const { size, low, high } = this.#box;
    for (const [i, choice] of choices.entries()) {
      let rest = choice;
      for (let k = size - 1; k >= 0; k--) {
        const value = low + ((high - low) * (rest % this.points)) / (this.points - 1);
        this.#actions[i * size + k] = value;
        rest = Math.floor(rest / this.points);
      }
    }
    return this.#actions;
  }

  snapshot(rows?: Int32Array): Snapshot {
    return this.inner.snapshot(rows);
  }

  restore(snapshot: Snapshot, rows?: Int32Array): Observation {
    return this.inner.restore(snapshot, rows);
  }

  aside<T>(work: () => T): T {
    return this.inner.aside === undefined ? work() : this.inner.aside(work);
  }
}
