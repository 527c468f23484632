import type { Environment } from "../environments/index.ts";
import { type Streams, shown } from "../random/index.ts";
import type { Policy, PolicyMaker } from "./policy.ts";

/**
 * A policy made for an environment, checked: it has `act` and `forget`, acts at once, and writes an action for every row.
 *
 * @throws TypeError for what is no policy, or acts later; RangeError, when it acts, for actions that it leaves unwritten
 */
export function playable<E extends Environment>(
  makePolicy: PolicyMaker<E>,
  environment: E,
  streams: readonly Streams[],
): Policy {
  if (typeof makePolicy !== "function") {
    throw new TypeError(
      `policy = ${shown(makePolicy)}: must be a function that makes one for an environment. Write () => policy.`,
    );
  }
  const policy = makePolicy(environment, streams);
  for (const name of ["act", "forget"] as const) {
    if (typeof policy?.[name] !== "function")
      throw new TypeError(`policy.${name} = ${shown(policy?.[name])}: must be a function. Give the policy one.`);
  }
  return {
    act(observation, out, mode) {
      out.fill(UNWRITTEN);
      const acted: unknown = policy.act(observation, out, mode);
      if (typeof (acted as PromiseLike<unknown> | undefined)?.then === "function")
        throw new TypeError(
          "policy.act is async: must write its actions before it returns. Take what it awaits beforehand.",
        );
      const at = out.indexOf(UNWRITTEN);
      if (at === -1) return;
      throw new RangeError(
        `policy.act wrote nothing to actions[${at}] of ${out.length}. Write an action of every row.`,
      );
    },
    forget: (rows) => policy.forget(rows),
  };
}

/** A number that is no action, and fits both kinds of arrays. */
const UNWRITTEN = -(2 ** 31);
