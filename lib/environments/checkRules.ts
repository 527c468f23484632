import { checkCount, shown } from "../random/index.ts";
import { checkShape } from "./checkShape.ts";
import type { EnvironmentRules } from "./defineEnvironment.ts";

/** Rules of an environment that are functions; the last may be left out. */
const FUNCTIONS = ["reset", "observe", "step", "allow"] as const;

/** Numbers that a row remembers at most. */
const MOST_NUMBERS = 1e6;

/**
 * The check of an environment's rules before it is made: what it says of itself, the size of its state, its functions.
 *
 * @throws TypeError for a function that is missing or async, and without a name; RangeError for anything else
 */
export function checkRules(rules: EnvironmentRules): void {
  if (typeof rules !== "object" || rules === null)
    throw new TypeError(`defineEnvironment: rules = ${shown(rules)}: must be an object of rules`);
  checkShape({ ...rules, agents: rules.agents ?? 1, metricNames: rules.metricNames ?? [] });
  if (rules.stateSize !== 0)
    checkCount(rules.stateSize, `${rules.name}: stateSize (or 0, without memory)`, MOST_NUMBERS);
  for (const name of FUNCTIONS) {
    const rule: unknown = rules[name];
    if (name === "allow" && rule === undefined) continue;
    const isAsync = typeof rule === "function" && rule.constructor.name === "AsyncFunction";
    if (typeof rule === "function" && !isAsync) continue;
    throw new TypeError(
      `${rules.name}: ${name} = ${isAsync ? "an async function" : shown(rule)}: must be a function that is done when it ` +
        "returns. Write such a rule.",
    );
  }
}
