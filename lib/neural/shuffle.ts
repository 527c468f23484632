import type { Rng } from "../random/index.ts";

/** Puts values into a random order, all orders equally likely (Fisher and Yates). */
export function shuffle(values: Int32Array, rng: Rng): void {
  for (let i = values.length - 1; i > 0; i--) {
    const j = rng.integer(i + 1);
    const value = values[i];
    values[i] = values[j];
    values[j] = value;
  }
}
