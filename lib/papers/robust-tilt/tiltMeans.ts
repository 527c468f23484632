import type { Step } from "../../environments/index.ts";
import { type PolicyMaker, rollout } from "../../policies/index.ts";
import { mean, median } from "../../statistics/index.ts";
import type { RobustTilt } from "./model/robustTilt.ts";

/** Means over the transitions of a policy's episodes of one seed, and the median that a mean of a heavy tail hides. */
export interface TiltMeans {
  readonly seed: number;
  readonly reward: number;
  /** true sum of rates over users and slots, whoever reports and whatever is rewarded */
  readonly rate: number;
  /** of a transition's delay, A (7), paid or not */
  readonly delay: number;
  readonly delayMedian: number;
  readonly worstRate: number;
  readonly starved: number;
}

export interface Playing {
  readonly seeds: readonly number[];
  /** per seed, at least; rounded up to whole episodes of every copy */
  readonly episodes: number;
  readonly purpose?: "selection" | "evaluation";
  readonly onStep?: (step: Step) => void;
}

/** [seed] means over the episodes that a policy plays; it sees exact positions, and may mislead itself. */
export function tiltMeans(
  environment: RobustTilt,
  policy: PolicyMaker<RobustTilt>,
  { seeds, episodes, purpose = "evaluation", onStep }: Playing,
): TiltMeans[] {
  const copies = environment.rows / seeds.length;
  const delays: number[][] = seeds.map(() => []);
  const { sums, slots } = rollout(environment, policy, {
    seeds,
    copies,
    purpose,
    episodes: Math.ceil(episodes / copies),
    onStep(step) {
      for (const [row, delay] of step.metrics.delay.entries()) delays[Math.floor(row / copies)]?.push(delay);
      onStep?.(step);
    },
  });
  return seeds.map((seed, replica) => {
    const meanOf = (name: string) => {
      const rowsOf = (values: Float64Array) => [...values.subarray(replica * copies, (replica + 1) * copies)];
      return mean(rowsOf(sums[name])) / mean(rowsOf(slots));
    };
    return {
      seed,
      reward: meanOf("reward"),
      rate: meanOf("rate"),
      delay: meanOf("delay"),
      delayMedian: median(delays[replica]),
      worstRate: meanOf("worstRate"),
      starved: meanOf("starved"),
    };
  });
}
