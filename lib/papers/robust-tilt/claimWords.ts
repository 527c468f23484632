import { mean, median } from "../../statistics/index.ts";
import type { Arm, Results } from "../../study/index.ts";
import { late, type Measure, misled, policyRates, type TiltPolicy } from "./measures.ts";
import { armsIn, MISLED } from "./settings.ts";

/** The share of physical data of both arms and the delay that it costs, in words. */
export function delays(results: Results, ...arms: readonly Arm[]): string {
  const costs = arms.map((arm) => {
    const share = median([...late("share")(results, arm).values()]).toFixed(2);
    return `share ${share}, ${middle(results, arm, "delayMedian")} a transition, ${middle(results, arm, "delay")} an epoch`;
  });
  return costs.join(" against ");
}

/** The width of both arms' boxes, and what needs no learning where it was played, in words. */
export function boxes(results: Results, ours: Arm, theirs: Arm): string {
  const [first, second] = [ours, theirs].map((arm) => median([...late("boundWidth")(results, arm).values()]));
  const widths = `the mean's bounds are ${first.toFixed(2)} against ${second.toFixed(1)} standard deviations wide`;
  const rateOf = (policy: TiltPolicy) => mean(policyRates(results, ours.setting, policy)).toFixed(1);
  if (!results.has(armsIn(ours.setting).policies)) return widths;
  return (
    `${widths}; best fixed tilts reach ${rateOf("best joint tilts")}, an oracle ${rateOf("rate oracle")}, on the twin's ` +
    `positions ${rateOf("rate oracle on the twin's positions")}`
  );
}

/** The rewards of both arms under every condition, in words. */
export function conditions(results: Results, ours: Arm, theirs: Arm): string {
  const measures = {
    exact: misled("exact", 0),
    ...Object.fromEntries((["noise", "attack", "certified"] as const).map((name) => [name, misled(name, MISLED)])),
  };
  return Object.entries(measures)
    .map(([name, measure]) => `${name} ${average(results, ours, measure)} against ${average(results, theirs, measure)}`)
    .join("; ");
}

/** The median over seeds of a metric in the final window, in words. */
export function middle(results: Results, arm: Arm, metric: string): string {
  return short(median([...late(metric)(results, arm).values()]));
}

/** The mean over seeds of a measure, in words. */
export function average(results: Results, arm: Arm, measure: Measure, digits = 1): string {
  const value = mean([...measure(results, arm).values()]);
  return Math.abs(value) >= 1e5 ? short(value) : value.toFixed(digits);
}

/** A number in as many digits as a reader can take in: delays go up to 1e10. */
function short(value: number): string {
  return Math.abs(value) >= 1e5 ? value.toExponential(1) : value.toPrecision(4).replace(/\.?0+$/, "");
}
