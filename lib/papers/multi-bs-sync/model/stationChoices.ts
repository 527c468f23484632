/** Forms of a station's action: one bit for the synchronisation and one for each user, or an index of all subsets. */
export const HEADS = ["factored", "literal"] as const;
/** The users whose service a station decides: those in an overlap, all that it covers, or everybody. */
export const CHOICES = ["overlap", "coverage", "anybody"] as const;
/** Whether all stations decide at once, or one after another, each knowing whom those before it serve. */
export const ORDERS = ["together", "in turn"] as const;

export interface StationChoicesOptions {
  readonly rows: number;
  readonly stations: number;
  readonly users: number;
  readonly head: (typeof HEADS)[number];
  readonly choice: (typeof CHOICES)[number];
  readonly order: (typeof ORDERS)[number];
}

/**
 * The choices that stations have, and the meaning of their actions. An agent is [row, station].
 *
 * In turn a station chooses about the users that a later station covers too and no earlier one serves; the last that
 * covers a user serves whom nobody has served. Every user in reach then has exactly one station, whatever the actions.
 */
export class StationChoices {
  /** [row, station, user] 1 = the station chooses whether it serves the user; in turn, where no earlier one does */
  readonly isFree: Uint8Array;
  readonly #options: StationChoicesOptions;
  readonly #coverCount: Int32Array;

  constructor(options: StationChoicesOptions) {
    const { rows, stations, users } = options;
    this.isFree = new Uint8Array(rows * stations * users);
    this.#options = options;
    this.#coverCount = new Int32Array(users);
  }

  /** Finds what the stations of a row may choose. @param covered [row, station, user] */
  update(row: number, covered: Uint8Array): void {
    const { stations, users, choice, order } = this.#options;
    const first = row * stations * users;
    this.#coverCount.fill(0);
    if (order === "in turn") {
      this.#updateInTurn(first, covered);
      return;
    }
    for (let at = 0; at < stations * users; at++) {
      const user = at % users;
      this.#coverCount[user] = this.#coverCount[user] + covered[first + at];
    }
    for (let at = 0; at < stations * users; at++) {
      const isCovered = covered[first + at] === 1;
      const isShared = this.#coverCount[at % users] > 1;
      const isFree = choice === "anybody" || (isCovered && (choice === "coverage" || isShared));
      this.isFree[first + at] = isFree ? 1 : 0;
    }
  }

  /** Reads an agent's action as bits: whether to synchronise, then whom to serve; in turn, after those before it. */
  read(agent: number, actions: Float32Array | Int32Array, covered: Uint8Array, bits: Float64Array): void {
    const { users, head } = this.#options;
    const first = agent * (1 + users);
    const index = head === "literal" ? actions[agent] : 0;
    const bit = (i: number) => (head === "literal" ? (index >> i) & 1 : actions[first + i]);
    bits[first] = bit(0);
    for (let user = 0; user < users; user++) {
      const at = agent * users + user;
      if (this.#isServedBefore(agent, user, bits)) bits[first + 1 + user] = 0;
      else bits[first + 1 + user] = this.isFree[at] === 1 ? bit(1 + user) : this.#isAutomatic(at, covered);
    }
  }

  /** Writes which bits, or which numbers, an agent may choose. */
  allow(agent: number, covered: Uint8Array, mask: Uint8Array): void {
    const { users, head } = this.#options;
    if (head === "factored") {
      const at = agent * (1 + users);
      mask[at] = 1;
      for (let user = 0; user < users; user++) mask[at + 1 + user] = this.isFree[agent * users + user];
      return;
    }
    let [free, fixed] = [1, 0];
    for (let user = 0; user < users; user++) {
      const at = agent * users + user;
      if (this.isFree[at] === 1) free |= 2 << user;
      else if (this.#isAutomatic(at, covered) === 1) fixed |= 2 << user;
    }
    const count = 2 ** (1 + users);
    for (let action = 0; action < count; action++) mask[agent * count + action] = (action & ~free) === fixed ? 1 : 0;
  }

  #updateInTurn(first: number, covered: Uint8Array): void {
    const { stations, users } = this.#options;
    for (let at = stations * users - 1; at >= 0; at--) {
      const user = at % users;
      const isCovered = covered[first + at] === 1;
      this.isFree[first + at] = isCovered && this.#coverCount[user] > 0 ? 1 : 0;
      if (isCovered) this.#coverCount[user] = this.#coverCount[user] + 1;
    }
  }

  /** Whether an earlier station serves a user, where stations decide in turn. */
  #isServedBefore(agent: number, user: number, bits: Float64Array): boolean {
    const { stations, users, order } = this.#options;
    if (order === "together") return false;
    for (let before = agent - (agent % stations); before < agent; before++)
      if (bits[before * (1 + users) + 1 + user] === 1) return true;
    return false;
  }

  /** The only station that covers a user, or in turn the last one, serves it, where that is not a choice. */
  #isAutomatic(at: number, covered: Uint8Array): number {
    return this.#options.choice === "overlap" && this.isFree[at] === 0 ? covered[at] : 0;
  }
}
