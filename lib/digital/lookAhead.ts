import type { Outcomes } from "../agents/index.ts";
import type { Environment } from "../environments/index.ts";
import type { Policy, PolicyMaker } from "../policies/index.ts";
import { DigitalSpace } from "./digitalSpace.ts";

export interface LookAheadOptions<E extends Environment> {
  readonly seeds: readonly number[];
  /** Slots that every action is followed for; larger sees later benefits. */
  readonly steps: number;
  /** Futures that are averaged; more see less of one chance. */
  readonly domains: number;
  readonly discount?: number;
  /** A domain: an environment like the physical one, with so many rows a seed. */
  readonly makeDomain: (seeds: readonly number[], copies: number) => E;
  /** Who acts after the first action, in a domain. */
  readonly follow: PolicyMaker<E>;
}

/**
 * Tries every action of the one agent in a digital space, follows each for some slots in several futures, and takes the
 * best on average: one step of policy improvement over `follow`. It knows the model and the state, not the future.
 *
 * @example
 * const makeDomain = (seeds: readonly number[], copies: number) => new SingleBsSync({ weight: 0.5 }, { seeds, copies });
 * const oracle = lookAhead({ seeds, steps: 12, domains: 4, makeDomain, follow: errorThreshold(2) });
 */
export function lookAhead<E extends Environment>(options: LookAheadOptions<E>): PolicyMaker {
  const { seeds, steps, domains, discount = 1, makeDomain, follow } = options;
  return (physical, streams) => {
    const { actionSpace: space, rows } = physical;
    if (space.kind !== "discrete" || physical.agents !== 1) {
      throw new TypeError(`lookAhead: ${physical.name} has no discrete action of one agent to try`);
    }
    const copies = (rows / seeds.length) * space.n;
    const twins = Array.from({ length: domains }, () => makeDomain(seeds, copies));
    const digital = new DigitalSpace({ seeds, tries: space.n, domains: twins, discount });
    const followers = twins.map((twin) => follow(twin, streams));
    const policy = eachItsDomain(followers, twins);
    const actions = Int32Array.from({ length: rows * space.n }, (_, i) => i % space.n);
    return {
      act(_observation, out) {
        const { returns } = digital.tryActions(physical, actions, { steps, policy }) as Outcomes;
        for (let row = 0; row < rows; row++) {
          let best = -Infinity;
          for (let action = 0; action < space.n; action++) {
            const at = (row * space.n + action) * domains;
            const value = returns.subarray(at, at + domains).reduce((sum, r) => sum + r, 0);
            if (value <= best) continue;
            best = value;
            out[row] = action;
          }
        }
      },
      forget() {},
    };
  };
}

/** One policy for actions [row, try, domain] out of one for each domain; policies here look at their domain itself. */
function eachItsDomain(followers: readonly Policy[], twins: readonly Environment[]): Policy {
  return {
    act({ values }, out) {
      for (const [d, follower] of followers.entries()) {
        const { rows } = twins[d];
        const features = values.length / out.length;
        const seen = new Float32Array(rows * features);
        const own = new Int32Array(rows);
        for (let i = 0; i < rows; i++) {
          const from = (i * followers.length + d) * features;
          seen.set(values.subarray(from, from + features), i * features);
        }
        follower.act({ values: seen }, own, "exploit");
        for (let i = 0; i < rows; i++) out[i * followers.length + d] = own[i];
      }
    },
    forget() {},
  };
}
