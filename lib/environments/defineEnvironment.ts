import { checkCount, MOST_ROWS, shown } from "../random/index.ts";
import type { Environment, Observation, Tell } from "./environment.ts";
import { checkRules, type EnvironmentRules, type SlotResult } from "./environmentRules.ts";
import { RowEnvironment } from "./rowEnvironment.ts";
import { type Space, width } from "./space.ts";

/**
 * A vectorised environment from the rules of one row: the way to write a small environment in a notebook cell or for a
 * test; `RowEnvironment` is the way to write a fast one. `checkEnvironment` passes if the rules keep nothing outside
 * `state`.
 *
 * @param rules the step draws from the stream "mobility", the reset from any
 * It knows no seeds: who plays it names them.
 *
 * @param rows replica-major
 * @throws TypeError or RangeError for rules that cannot be played, and for rows that are no whole number from 1 on
 */
export function defineEnvironment(rules: EnvironmentRules, rows: number): Environment {
  checkRules(rules);
  checkCount(rows, `${rules.name}: rows`, MOST_ROWS);
  return new RuledEnvironment(rules, rows);
}

class RuledEnvironment extends RowEnvironment {
  override readonly seeds: readonly number[] = [];
  readonly agents: number;
  readonly name: string;
  readonly observationSpace: Space;
  readonly actionSpace: Space;
  readonly metricNames: readonly string[];
  protected readonly horizon: number;
  protected readonly state: readonly Float64Array[];
  protected override readonly isMasked: boolean;
  protected override readonly tell: Tell | undefined;
  readonly #rules: EnvironmentRules;
  /** [row, number] */
  readonly #numbers: Float64Array;
  readonly #action: Float64Array;
  readonly #localRewards: Float64Array;
  readonly #metrics: ReadonlySet<string>;
  /** whether slots have rewards of the agents, once one was played */
  #hasLocalRewards: boolean | undefined;

  constructor(rules: EnvironmentRules, rows: number) {
    super({ copies: rows });
    this.#rules = rules;
    this.name = rules.name;
    this.agents = rules.agents ?? 1;
    this.observationSpace = rules.observationSpace;
    this.actionSpace = rules.actionSpace;
    this.metricNames = rules.metricNames ?? [];
    this.horizon = rules.horizon;
    this.isMasked = rules.allow !== undefined;
    this.tell = rules.tell && ((agent, actions, seen) => this.#tell(agent, actions, seen));
    this.#numbers = new Float64Array(rows * rules.stateSize);
    this.state = [this.#numbers, this.slot];
    this.#action = new Float64Array(this.agents * width(rules.actionSpace));
    this.#localRewards = new Float64Array(rows * this.agents);
    this.#metrics = new Set(this.metricNames);
  }

  protected begin(row: number): void {
    this.#rules.reset(this.#stateOf(row), this.streams[row]);
  }

  protected play(actions: Float32Array | Int32Array): void {
    const { rewards, terminated, metrics } = this.out;
    for (let row = 0; row < this.rows; row++) {
      this.#read(actions, row);
      const written: Record<string, number> = Object.create(null);
      const result = this.#rules.step(this.#stateOf(row), this.#action, this.streams[row].mobility, written);
      this.#check(result, written, row);
      rewards[row] = result.reward;
      terminated[row] = result.terminated ? 1 : 0;
      for (const name of this.metricNames) metrics[name][row] = written[name] ?? 0;
      if (result.localRewards === undefined) continue;
      this.#localRewards.set(result.localRewards, row * this.agents);
      this.out.localRewards = this.#localRewards;
    }
  }

  /** @throws TypeError or RangeError for a slot's result that is not what `SlotResult` says */
  #check(result: SlotResult, written: Readonly<Record<string, number>>, row: number): void {
    const where = `${this.name}, slot ${this.slot[row] + 1} of row ${row}: step`;
    if (typeof result?.reward !== "number") {
      throw new TypeError(
        `${where} returned ${shown(result)} with reward ${shown(result?.reward)}: must be { reward } with a number, at once. ` +
          "Return it, and not from an async function.",
      );
    }
    const { localRewards } = result;
    if (localRewards !== undefined && localRewards.length !== this.agents) {
      throw new RangeError(
        `${where} returned ${localRewards.length} localRewards: must be one for each of ${this.agents} agents`,
      );
    }
    this.#hasLocalRewards ??= localRewards !== undefined;
    if (this.#hasLocalRewards !== (localRewards !== undefined))
      throw new RangeError(`${where} returned localRewards now and then: return them in every slot, or in none`);
    for (const name in written) {
      if (!this.#metrics.has(name))
        throw new RangeError(
          `${where} wrote metric ${shown(name)}: metricNames lists [${this.metricNames}]. Add it there.`,
        );
    }
  }

  protected observe(into: Observation): void {
    const size = into.values.length / this.rows;
    const allowed = (into.mask?.length ?? 0) / this.rows;
    for (let row = 0; row < this.rows; row++) {
      const state = this.#stateOf(row);
      this.#rules.observe(state, into.values.subarray(row * size, (row + 1) * size));
      this.#rules.allow?.(state, (into.mask as Uint8Array).subarray(row * allowed, (row + 1) * allowed));
    }
  }

  #tell(agent: number, actions: Float32Array | Int32Array, { values, mask }: Observation): void {
    const rows = actions.length / this.#action.length;
    const size = values.length / rows;
    const allowed = (mask?.length ?? 0) / rows;
    for (let row = 0; row < rows; row++) {
      this.#read(actions, row);
      const maskOfRow = mask?.subarray(row * allowed, (row + 1) * allowed) ?? new Uint8Array(0);
      this.#rules.tell?.(agent, this.#action, values.subarray(row * size, (row + 1) * size), maskOfRow);
    }
  }

  /** Copies a row's actions into the numbers that rules read. */
  #read(actions: Float32Array | Int32Array, row: number): void {
    const size = this.#action.length;
    for (let i = 0; i < size; i++) this.#action[i] = actions[row * size + i];
  }

  #stateOf(row: number): Float64Array {
    const size = this.#rules.stateSize;
    return this.#numbers.subarray(row * size, (row + 1) * size);
  }
}
