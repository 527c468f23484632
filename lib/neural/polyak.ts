import { tf } from "./backend.ts";
import type { Parameters } from "./parameters.ts";

/**
 * Moves target networks towards the online ones: target <- target + tau (online - target).
 *
 * @param tau weight of the online parameters; larger follows faster and damps less. 1 copies.
 */
export function polyak(target: Parameters, online: Parameters, tau: number): void {
  for (const [i, v] of target.variables.entries()) {
    tf.tidy(() => v.approach(online.variables[i].read(), tau));
  }
}
