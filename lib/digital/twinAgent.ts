import { QTable } from "../agents/index.ts";
import type { Policy } from "../policies/index.ts";
import { Link, type LinkOptions, type LinkSnapshot } from "./link.ts";

/**
 * The twin of an agent with a table (paper E, Fig. 1: when the physical agent updates its parameters, the twin agent copies
 * them): it acts greedily in digital domains by the table that has arrived last, its first one until then.
 *
 * @example
 * const twin = new TwinAgent(learner.table, { period: 100, delay: 0, loss: 0, price: 0 }, seeds);
 * twin.follow(learner.table); // once a set
 * space.tryOthers(road, actions, { steps: 4, policy: twin.policy });
 */
export class TwinAgent {
  readonly policy: Policy = {
    act: ({ values }, out) => {
      const rows = out.length / this.table.replicas;
      for (let row = 0; row < out.length; row++) {
        out[row] = this.table.greedy(Math.floor(row / rows), values[row]);
      }
    },
    forget: () => {},
  };
  /** the copy */
  readonly table: QTable;
  readonly #link: Link<Float64Array>;

  /** @param first the table that both begin with */
  constructor(first: QTable, link: LinkOptions, seeds: readonly number[]) {
    this.table = new QTable(first.replicas, first.states, first.actions);
    this.table.values.set(first.values);
    this.#link = new Link(link, seeds, "parameters");
  }

  /** Paid for synchronisations so far, by each replica. */
  get paid(): number {
    return this.#link.paid;
  }

  /** One call: sends the physical agent's table where a synchronisation is due, and takes in what arrives. */
  follow({ values, states, actions }: QTable): void {
    const size = states * actions;
    const known = this.#link.carry((replica) => values.slice(replica * size, (replica + 1) * size));
    for (const [replica, table] of known.entries())
      if (table !== undefined) this.table.values.set(table, replica * size);
  }

  snapshot(): { readonly values: Float64Array; readonly link: LinkSnapshot<Float64Array> } {
    return { values: this.table.values.slice(), link: this.#link.snapshot() };
  }

  restore({ values, link }: ReturnType<TwinAgent["snapshot"]>): void {
    this.table.values.set(values);
    this.#link.restore(link);
  }
}
