import { type Observation, type Space, type Step, width } from "../environments/index.ts";
import type { Actions } from "../policies/index.ts";
import { shown } from "../random/index.ts";
import type { LearnerSnapshot, Outcomes } from "./learner.ts";
import type { LearningTask } from "./learningTask.ts";

/** The numbers of a step's observation that are not its next one. */
type Numbers = Actions | Uint8Array;

/**
 * The check of all that a learner is told in a slot: as many numbers as its task has, finite also in 32 bits, indices of
 * states and actions that exist. The first that is not stops the run before anything is learned from it.
 */
export class SlotCheck {
  readonly #learner: string;
  readonly #rows: number;
  readonly #copies: number;
  readonly #agents: number;
  readonly #seen: Space;
  readonly #acted: Space;
  readonly #beside: number;

  /** @param beside numbers of an action that are not the environment's, such as a density */
  constructor(learner: string, task: LearningTask, replicas: number, beside = 0) {
    this.#learner = learner;
    this.#rows = task.rows;
    this.#copies = task.rows / replicas;
    this.#agents = task.agents;
    this.#seen = task.observationSpace;
    this.#acted = task.actionSpace;
    this.#beside = beside;
  }

  /**
   * @param steps that the learner has taken in before this one
   * @throws RangeError that names the learner, the replica, the step, the number, and what is allowed
   */
  check(steps: number, seen: Observation, actions: Actions, step: Step, outcomes?: Outcomes): void {
    const agents = this.#rows * this.#agents;
    this.#space("observations", this.#seen, seen.values, this.#rows, agents, steps);
    this.#actions(actions, this.#rows, agents, steps);
    this.#finite("rewards", step.rewards, this.#rows, this.#rows, steps);
    if (step.localRewards !== undefined) this.#finite("localRewards", step.localRewards, this.#rows, agents, steps);
    this.#length("terminated", step.terminated, this.#rows, steps);
    this.#length("truncated", step.truncated, this.#rows, steps);
    this.#space("final observations", this.#seen, step.final.values, this.#rows, agents, steps);
    if (outcomes !== undefined) this.#outcomes(outcomes, steps);
  }

  #outcomes(
    { tries, domains, seen, actions, returns, steps: made, terminated, observations }: Outcomes,
    steps: number,
  ): void {
    if (seen !== undefined) {
      this.#space("starts of outcomes", this.#seen, seen, this.#rows, this.#rows * this.#agents, steps);
    }
    const tried = this.#rows * tries;
    const ends = tried * domains;
    this.#actions(actions, tried, tried * this.#agents, steps);
    this.#finite("returns of outcomes", returns, ends, ends, steps);
    this.#length("steps of outcomes", made, ends, steps);
    this.#length("terminated of outcomes", terminated, ends, steps);
    this.#space("observations of outcomes", this.#seen, observations, ends, ends * this.#agents, steps);
  }

  #actions(actions: Actions, rows: number, points: number, steps: number): void {
    const space = this.#acted;
    if (space.kind !== "box") this.#space("actions", space, actions, rows, points, steps);
    else this.#finite("actions", actions, rows, points * (space.size + this.#beside), steps);
  }

  /** Whether numbers are points of a space: indices that it has, bits, or finite numbers. */
  #space(name: string, space: Space, values: Numbers, rows: number, points: number, steps: number): void {
    if (space.kind === "box") {
      this.#finite(name, values, rows, points * space.size, steps);
      return;
    }
    const n = space.kind === "discrete" ? space.n : 2;
    this.#length(name, values, points * width(space), steps);
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      if (value >= 0 && value < n && Math.floor(value) === value) continue;
      this.#refuse(name, values, i, rows, `whole numbers from 0 to ${n - 1}`, steps);
    }
  }

  #finite(name: string, values: Numbers, rows: number, length: number, steps: number): void {
    this.#length(name, values, length, steps);
    const at = firstNotFinite(values);
    if (at !== -1) this.#refuse(name, values, at, rows, "finite numbers, in 32 bits too", steps);
  }

  #length(name: string, values: ArrayLike<number>, length: number, steps: number): void {
    if (values.length === length) return;
    throw new RangeError(
      `${this.#learner}: ${values.length} ${name} in step ${steps + 1} of ${this.#rows} rows x ${this.#agents} agents, where ` +
        `${length} are allowed: give \`observe\` what this learner's task made.`,
    );
  }

  #refuse(name: string, values: Numbers, at: number, rows: number, allowed: string, steps: number): never {
    const row = Math.floor(at / (values.length / this.#rows));
    throw new RangeError(
      `${this.#learner}: ${name}[${at}] = ${values[at]} in step ${steps + 1}, replica ${Math.floor(row / this.#copies)} ` +
        `(row ${row}${rows === this.#rows ? "" : ", in a domain"}); allowed are ${allowed}. Nothing was learned from it: see ` +
        `${name === "actions" ? "what the policy acted on" : "by checkEnvironment what makes it"}.`,
    );
  }
}

/** Index of the first number that is not finite in 32 bits, -1 where all are. */
export function firstNotFinite(values: ArrayLike<number>): number {
  if (values instanceof Float32Array ? areFinite(values) : areFiniteIn32Bits(values)) return -1;
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(Math.fround(values[i]))) return i;
  return -1;
}

/** Whether all are finite: x * 0 is NaN for the others alone. Observations are many, so it goes by pairs. */
function areFinite(values: Float32Array): boolean {
  const pairs = values.length - (values.length % 2);
  let [even, odd] = [0, 0];
  for (let i = 0; i < pairs; i += 2) {
    even += values[i] * 0;
    odd += values[i + 1] * 0;
  }
  const last = pairs < values.length ? values[pairs] : 0;
  return even + odd + last * 0 === 0;
}

function areFiniteIn32Bits(values: ArrayLike<number>): boolean {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += Math.fround(values[i]) * 0;
  return sum === 0;
}

/**
 * The check of what an update has made of each replica.
 *
 * @param update how many there were, this one included
 * @param losses by name, [replica x any] each
 * @throws RangeError that names the learner, the replica, the update and the loss
 */
export function checkLosses(
  learner: string,
  replicas: number,
  update: number,
  losses: Readonly<Record<string, ArrayLike<number>>>,
): void {
  for (const name in losses) {
    const at = firstNotFinite(losses[name]);
    if (at === -1) continue;
    const replica = Math.floor(at / (losses[name].length / replicas));
    throw new RangeError(
      `${learner}: ${name} = ${losses[name][at]} in update ${update}, replica ${replica}: what it has learned is lost. ` +
        "Begin anew with a lower learning rate or smaller rewards, or go on from an earlier snapshot.",
    );
  }
}

/**
 * A snapshot all of whose numbers are finite, for `snapshot` to give and `restore` to take.
 *
 * @throws RangeError that names the learner, the entry and the number
 */
export function finiteSnapshot(learner: string, snapshot: LearnerSnapshot): LearnerSnapshot {
  if (typeof snapshot !== "object" || snapshot === null)
    throw new RangeError(
      `${learner}: ${shown(snapshot)} is no snapshot; take one from snapshot(), of the same learner`,
    );
  for (const [name, values] of Object.entries(snapshot)) {
    const at = values instanceof Float32Array || values instanceof Float64Array ? notFinite(values) : -1;
    if (at === -1) continue;
    throw new RangeError(
      `${learner}: ${name}[${at}] of a snapshot = ${values[at]}; allowed are finite numbers. Go on from an earlier snapshot, ` +
        "or begin anew with a lower learning rate or smaller rewards.",
    );
  }
  return snapshot;
}

function notFinite(values: Float32Array | Float64Array): number {
  return values.findIndex((value) => !Number.isFinite(value));
}
