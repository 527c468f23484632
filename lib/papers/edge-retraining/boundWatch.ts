import type { Resumable } from "../../study/index.ts";
import type { EdgeRetraining } from "./model/edgeRetraining.ts";

/** How an episode of a seed keeps the bound Cbar on the accuracy. */
export interface BoundKept {
  /** share of users and frames whose mean accuracy, D (13), is below */
  readonly framesBelow: number;
  /** falls below for each slot that a user's model is above: who is always below has none, but no such slot either */
  readonly breakouts: number;
  /** slots until a model that fell is above again, mean; those that end below count what they had */
  readonly recovery: number;
}

/** Count of what an environment's models do about the bound, slot by slot: [row, user] each. */
export class BoundWatch implements Resumable {
  readonly #environment: EdgeRetraining;
  readonly #frameSlots: number;
  /** [row] of the episode: the row may begin another one with its last slot */
  readonly #users: Float64Array;
  readonly #wasBelow: Float64Array;
  readonly #falls: Float64Array;
  readonly #slotsAbove: Float64Array;
  readonly #slotsBelow: Float64Array;
  /** sum of the accuracies of the frame so far, and frames that were below */
  readonly #sum: Float64Array;
  readonly #framesBelow: Float64Array;
  readonly #frames: Float64Array;

  constructor(environment: EdgeRetraining, frameSlots: number) {
    this.#environment = environment;
    this.#frameSlots = frameSlots;
    this.#users = new Float64Array(environment.rows);
    const array = () => new Float64Array(environment.models.accuracy.length);
    this.#wasBelow = array();
    this.#falls = array();
    this.#slotsAbove = array();
    this.#slotsBelow = array();
    this.#sum = array();
    this.#framesBelow = array();
    this.#frames = array();
  }

  begin(): void {
    this.#users.set(this.#environment.world.users);
  }

  /** Counts the slot that comes next: its accuracies are known before it is served. */
  count(slot: number): void {
    const { world, models, configuration } = this.#environment;
    for (const [row, users] of this.#users.entries()) {
      for (let at = world.at(row, 0); at < world.at(row, users); at++) {
        const isBelow = models.accuracy[at] < configuration.accuracyThreshold ? 1 : 0;
        if (slot > 0 && isBelow > this.#wasBelow[at]) this.#falls[at] = this.#falls[at] + 1;
        this.#wasBelow[at] = isBelow;
        this.#slotsBelow[at] = this.#slotsBelow[at] + isBelow;
        this.#slotsAbove[at] = this.#slotsAbove[at] + 1 - isBelow;
        this.#sum[at] = this.#sum[at] + models.accuracy[at];
        if ((slot + 1) % this.#frameSlots !== 0) continue;
        const mean = this.#sum[at] / this.#frameSlots;
        this.#framesBelow[at] = this.#framesBelow[at] + Number(mean < configuration.accuracyThreshold);
        this.#frames[at] = this.#frames[at] + 1;
        this.#sum[at] = 0;
      }
    }
  }

  /** The episode of a row. */
  of(row: number): BoundKept {
    const { world } = this.#environment;
    const total = (values: Float64Array) => {
      return values.subarray(world.at(row, 0), world.at(row, this.#users[row])).reduce((sum, value) => sum + value, 0);
    };
    const falls = total(this.#falls);
    return {
      framesBelow: total(this.#framesBelow) / Math.max(1, total(this.#frames)),
      breakouts: falls / Math.max(1, total(this.#slotsAbove)),
      recovery: total(this.#slotsBelow) / Math.max(1, falls),
    };
  }

  snapshot(): Float64Array[] {
    return this.#state().map((values) => values.slice());
  }

  restore(saved: readonly Float64Array[]): void {
    for (const [i, values] of this.#state().entries()) values.set(saved[i]);
  }

  #state(): Float64Array[] {
    const counts = [this.#falls, this.#slotsAbove, this.#slotsBelow, this.#sum, this.#framesBelow, this.#frames];
    return [this.#users, this.#wasBelow, ...counts];
  }
}
