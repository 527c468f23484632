import { tf } from "./backend.ts";
import type { Parameters } from "./parameters.ts";
import type { Variable } from "./variable.ts";

/**
 * Moves target networks towards the online ones: target <- target - tau (target - online).
 *
 * @param tau weight of the online parameters; larger follows faster and damps less. 1 copies.
 */
export function polyak(target: Parameters, online: Parameters, tau: number): void {
  tf.tidy(() => {
    const rate = tf.scalar(tau);
    for (const [i, v] of target.variables.entries()) {
      // Inner tidy: a value still held would make the update in place a copy.
      v.subtract(
        rate,
        tf.tidy(() => tf.sub(v.read(), (online.variables[i] as Variable).read())),
      );
    }
  });
}
