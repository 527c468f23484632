import pl, { type DataFrame } from "nodejs-polars";
import type { Environment } from "../environments/index.ts";
import { Interrupted, runsToEnd } from "../notebook/index.ts";
import type { Purpose } from "../random/index.ts";
import type { PolicyMaker } from "./policy.ts";
import { rollout } from "./rollout.ts";

/** Options of `evaluate`. */
export interface EvaluateOptions {
  readonly seeds: readonly number[];
  /** at least, per seed; rounded up to whole episodes of every copy */
  readonly episodes?: number;
  readonly purpose?: Purpose;
}

/** Means over the slots of a seed's episodes. */
export type SeedMeans = Readonly<Record<string, number>> & { readonly seed: number; readonly reward: number };

/** Plays a policy and returns, for each seed, the mean reward and metrics of a slot. */
export function meansBySeed<E extends Environment>(
  environment: E,
  makePolicy: PolicyMaker<E>,
  { seeds, episodes = 100, purpose = "evaluation" }: EvaluateOptions,
): SeedMeans[] {
  const copies = environment.rows / seeds.length;
  if (!Number.isInteger(copies)) {
    throw new RangeError(
      `evaluate: ${environment.rows} rows for ${seeds.length} seeds; make the environment with the same seeds, or with ` +
        "seeds x copies rows",
    );
  }
  const { slots, sums } = rollout(environment, makePolicy, {
    seeds,
    copies,
    purpose,
    episodes: Math.ceil(episodes / copies),
  });
  return seeds.map((seed, replica) => {
    const total = (values: Float64Array) =>
      values.subarray(replica * copies, (replica + 1) * copies).reduce((a, b) => a + b, 0);
    const means = Object.entries(sums).map(([name, values]) => [name, total(values) / total(slots)] as const);
    return { seed, ...Object.fromEntries(means) } as SeedMeans;
  });
}

/**
 * Compares policies on the same episodes: a table with a row per policy and seed, columns policy, seed, reward and the
 * environment's metrics, all means over slots. When a cell or a script is interrupted, those judged so far.
 *
 * @throws Interrupted when that is none
 * @example evaluate(environment, { never: never(), "every 12": periodic(12) }, { seeds: [0, 1, 2, 3, 4] });
 */
export function evaluate<E extends Environment>(
  environment: E,
  policies: Readonly<Record<string, PolicyMaker<E>>>,
  options: EvaluateOptions,
): DataFrame {
  const names = Object.keys(policies);
  const judged: string[] = [];
  const rows: Record<string, unknown>[] = [];
  const isWhole = runsToEnd("evaluate", () => {
    for (const policy of names) {
      const means = meansBySeed(environment, policies[policy], options);
      rows.push(...means.map((mean) => ({ policy, ...mean })));
      judged.push(policy);
    }
  });
  if (!isWhole) {
    const message = `evaluate: interrupted with ${judged.length} of ${names.length} policies judged`;
    if (judged.length === 0) throw new Interrupted(`${message}; run it again with fewer episodes`);
    console.error(`${message}: ${judged.join(", ")}`);
  }
  return pl.readRecords(rows, { inferSchemaLength: rows.length });
}

/**
 * The best of some policies by mean reward on episodes of their own ("selection"), so that judging it on "evaluation"
 * episodes is fair.
 *
 * @returns the name of the best policy and every policy's mean reward
 */
export function searchBest<E extends Environment>(
  environment: E,
  policies: Readonly<Record<string, PolicyMaker<E>>>,
  options: Omit<EvaluateOptions, "purpose">,
): { best: string; rewards: DataFrame } {
  const table = evaluate(environment, policies, { ...options, purpose: "selection" });
  const rewards = table.groupBy("policy").agg(pl.col("reward").mean()).sort("reward", true);
  return { best: rewards.getColumn("policy").get(0) as string, rewards };
}
