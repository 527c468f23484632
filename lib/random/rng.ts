import { createHash } from "node:crypto";
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";
import { shown } from "./checkSeeds.ts";

/** State of a generator: four 32-bit words. */
export type RngState = readonly [number, number, number, number];

/**
 * One stream of random numbers (xoroshiro128+). Nothing in twinlab draws from anywhere else.
 *
 * @example const rng = rngFrom("dice", 7); const face = 1 + rng.integer(6);
 */
export class Rng {
  #generator: ReturnType<typeof xoroshiro128plusFromState>;

  constructor(state: RngState) {
    this.#generator = xoroshiro128plusFromState(state);
  }

  /** A number in [0, 1), a multiple of 2^-32. */
  uniform(): number {
    return (this.#generator.next() >>> 0) / 4294967296;
  }

  /**
   * A whole number in 0 .. n - 1.
   *
   * @throws RangeError unless n is a whole number from 1 to 2^32
   */
  integer(n: number): number {
    if (!(Number.isInteger(n) && n >= 1 && n <= 4294967296))
      throw new RangeError(`Rng.integer: n = ${shown(n)}: must be a whole number from 1 to 2^32. Give such a number.`);
    return Math.floor(this.uniform() * n);
  }

  /** Standard normal, by Box-Muller; one of the pair is dropped so that the state is all there is to save. */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return radius * Math.cos(2 * Math.PI * this.uniform());
  }

  /** Exponential with mean 1. */
  exponential(): number {
    return -Math.log(1 - this.uniform());
  }

  get state(): RngState {
    return this.#generator.getState() as unknown as RngState;
  }

  set state(state: RngState) {
    this.#generator = xoroshiro128plusFromState(state);
  }
}

/**
 * The generator that belongs to a name, e.g. `rngFrom(seed, "mobility", copy)`. The state is a hash of the words, so
 * small seeds start as well as large ones and streams with different names are unrelated.
 *
 * @throws RangeError for a word that is neither text nor a finite number: JSON has one word for all of these
 */
export function rngFrom(...name: readonly (string | number)[]): Rng {
  const odd = name.findIndex((word) => typeof word !== "string" && !Number.isFinite(word));
  if (odd !== -1)
    throw new RangeError(
      `rngFrom: word ${odd} = ${shown(name[odd])}: must be text or a finite number. Give such a word.`,
    );
  const digest = createHash("sha256").update(JSON.stringify(name)).digest();
  return new Rng([digest.readInt32LE(0), digest.readInt32LE(4), digest.readInt32LE(8), digest.readInt32LE(12)]);
}
