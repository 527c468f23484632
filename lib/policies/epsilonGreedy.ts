import { type Rng, shown } from "../random/index.ts";
import type { Policy } from "./policy.ts";

/**
 * Another policy's best actions, and with probability epsilon a uniformly random one in their place, agent by agent.
 *
 * @param epsilon raising it explores more; read at each call
 * @param rngOf the stream that belongs to entry i of `rows` entries of the actions
 */
export function epsilonGreedy(
  policy: Policy,
  actions: number,
  epsilon: () => number,
  rngOf: (i: number, entries: number) => Rng,
): Policy {
  return {
    act(observation, out) {
      policy.act(observation, out, "exploit");
      const share = epsilon();
      if (!(share >= 0 && share <= 1))
        throw new RangeError(`epsilonGreedy: epsilon = ${shown(share)}: must be from 0 to 1`);
      for (let i = 0; i < out.length; i++) {
        const rng = rngOf(i, out.length);
        if (rng.uniform() < share) out[i] = rng.integer(actions);
      }
    },
    forget: (rows) => policy.forget(rows),
  };
}
