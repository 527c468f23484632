import type { Outcomes } from "../agents/index.ts";
import { type Interval, mean, wilsonInterval } from "../statistics/index.ts";

/** What the domains say of an action before it is taken. */
export interface ActionRisk {
  /** probability that it fails: the share of domains in which it has, with its interval */
  readonly failure: Interval;
  /** mean over domains */
  readonly meanReturn: number;
}

/**
 * The risk of every action that was tried, [row, try]: the same action in many domains, each with chance of its own, shows
 * how likely a failure is that the physical space would see too rarely to learn of (paper E, Fig. 2).
 *
 * @param isFailure whether a return is that of a failure
 * @example const risks = risksOf(space.tryActions(road, everyAction), (reward) => reward < 0);
 */
export function risksOf({ domains, returns }: Outcomes, isFailure: (total: number) => boolean): ActionRisk[] {
  return Array.from({ length: returns.length / domains }, (_, i) => {
    const ofDomains = returns.subarray(i * domains, (i + 1) * domains);
    const failed = ofDomains.filter(isFailure).length;
    return { failure: wilsonInterval(failed, domains), meanReturn: mean([...ofDomains]) };
  });
}

/** The number of a risk that a bound is held against: the share itself, or the upper end of its interval. */
export type JudgedBy = "value" | "high";

/**
 * The action of the largest mean return among those whose risk does not exceed the bound; of none, the one of least risk.
 *
 * @param risks of a row's actions
 */
export function bestWithin(risks: readonly ActionRisk[], bound: number, by: JudgedBy): number {
  const allowed = risks.filter(({ failure }) => failure[by] <= bound);
  const best =
    allowed.length > 0
      ? allowed.reduce((best, risk) => (risk.meanReturn > best.meanReturn ? risk : best))
      : risks.reduce((least, risk) => (isSafer(risk, least, by) ? risk : least));
  return risks.indexOf(best);
}

/** Whether a risk is less, and of equal ones pays more. */
function isSafer(one: ActionRisk, other: ActionRisk, by: JudgedBy): boolean {
  const difference = one.failure[by] - other.failure[by];
  return difference < 0 || (difference === 0 && one.meanReturn > other.meanReturn);
}
