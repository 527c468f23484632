import { shown } from "../random/index.ts";

/** The profiles, from the smallest to the largest. */
export const PROFILES = ["smoke", "quick", "paper"] as const;
/** Amount of runs: a smoke test, a look in a minute or two, or the runs behind figures and verdicts. */
export type Profile = (typeof PROFILES)[number];

/**
 * The profile of a name.
 *
 * @param option that gives it, for the message
 * @throws RangeError for any other name
 */
export function profileNamed(name: unknown, option = "profile"): Profile {
  const profile = PROFILES.find((one) => one === name);
  if (profile === undefined)
    throw new RangeError(
      `${option} ${typeof name === "string" ? name : shown(name)}: allowed are ${PROFILES.join(", ")}. Take one of them.`,
    );
  return profile;
}
