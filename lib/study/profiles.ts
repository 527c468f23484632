/** The profiles, from the smallest to the largest. */
export const PROFILES = ["smoke", "quick", "paper"] as const;
/** Amount of runs: a smoke test, a look in a minute or two, or the runs behind figures and verdicts. */
export type Profile = (typeof PROFILES)[number];
