import { z } from "zod";
import { count, nonNegative, share } from "../configuration/index.ts";
import { type Rng, rngFrom } from "../random/index.ts";

/** The link from the physical space to the digital one. */
export const linkSchema = z.strictObject({
  /** calls from one synchronisation to the next; 1 = at each */
  period: count(1e6).default(1),
  /** calls that a synchronisation is on its way */
  delay: z.int().min(0).max(1e6).default(0),
  /** probability that it never arrives */
  loss: share.default(0),
  /** paid for each that is sent, arrived or not, in units of the reward */
  price: nonNegative.default(0),
});
/** Options of a link. */
export type LinkOptions = Readonly<z.output<typeof linkSchema>>;

/** A synchronisation on its way. */
interface Sent<T> {
  readonly arrivesAt: number;
  readonly what: T;
}

/** Exact state of a link. */
export interface LinkSnapshot<T> {
  readonly calls: number;
  readonly waiting: readonly (readonly Sent<T>[])[];
  readonly arrived: readonly (T | undefined)[];
  readonly chance: readonly Rng["state"][];
}

/**
 * The link of each replica: what is sent over it arrives late, seldom or not at all, and what arrived last is all that the
 * other end knows.
 *
 * @example
 * const link = new Link<number>({ period: 10, delay: 2, loss: 0.1, price: 1 }, [0, 1], "state");
 * const known = link.carry((replica) => position[replica]); // [replica], undefined where nothing has arrived yet
 */
export class Link<T> {
  readonly #options: LinkOptions;
  readonly #chance: readonly Rng[];
  #calls = 0;
  #waiting: Sent<T>[][];
  #arrived: (T | undefined)[];

  /** @param name of what is sent: links of different names lose different synchronisations */
  constructor(options: LinkOptions, seeds: readonly number[], name: string) {
    this.#options = options;
    this.#chance = seeds.map((seed) => rngFrom(seed, "link", name));
    this.#waiting = seeds.map(() => []);
    this.#arrived = seeds.map(() => undefined);
  }

  /** Paid so far by each replica. */
  get paid(): number {
    return this.#options.price * Math.ceil(this.#calls / this.#options.period);
  }

  /**
   * One call: sends where a synchronisation is due, and returns what has arrived last.
   *
   * @param whatOf what a replica sends; a copy of its own
   */
  carry(whatOf: (replica: number) => T): readonly (T | undefined)[] {
    const { period, delay, loss } = this.#options;
    const isDue = this.#calls % period === 0;
    for (const [replica, waiting] of this.#waiting.entries()) {
      const isLost = isDue && this.#chance[replica].uniform() < loss;
      if (isDue && !isLost) waiting.push({ arrivesAt: this.#calls + delay, what: whatOf(replica) });
      while (waiting.length > 0 && waiting[0].arrivesAt <= this.#calls) {
        this.#arrived[replica] = (waiting.shift() as Sent<T>).what;
      }
    }
    this.#calls++;
    return this.#arrived;
  }

  snapshot(): LinkSnapshot<T> {
    return structuredClone({
      calls: this.#calls,
      waiting: this.#waiting,
      arrived: this.#arrived,
      chance: this.#chance.map(({ state }) => state),
    });
  }

  restore(saved: LinkSnapshot<T>): void {
    const { calls, waiting, arrived, chance } = structuredClone(saved);
    this.#calls = calls;
    this.#waiting = waiting.map((sent) => [...sent]);
    this.#arrived = [...arrived];
    for (const [replica, rng] of this.#chance.entries()) rng.state = chance[replica];
  }
}
