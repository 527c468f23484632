import pl, { type DataFrame } from "nodejs-polars";
import type { Environment } from "../environments/index.ts";
import { Interrupted, runsToEnd } from "../notebook/index.ts";
import { checkCount, type Purpose } from "../random/index.ts";
import type { PolicyMaker } from "./policy.ts";
import { replicasOf } from "./replicasOf.ts";
import { rollout } from "./rollout.ts";

/** Options of `evaluate`. */
export interface EvaluateOptions {
  /** the environment's own where it knows them; other seeds than these are refused */
  readonly seeds?: readonly number[];
  /** at least, per seed; rounded up to whole episodes of every copy */
  readonly episodes?: number;
  readonly purpose?: Purpose;
  /** slots after which an episode that has not ended is an error, see `rollout` */
  readonly longestEpisode?: number;
}

/** Means over the slots of a seed's episodes. */
export type SeedMeans = Readonly<Record<string, number>> & { readonly seed: number; readonly reward: number };

/** Plays a policy and returns, for each seed, the mean reward and metrics of a slot. */
export function meansBySeed<E extends Environment>(
  environment: E,
  makePolicy: PolicyMaker<E>,
  options: EvaluateOptions = {},
): SeedMeans[] {
  const { episodes = 100, purpose = "evaluation" } = options;
  const { seeds, copies } = replicasOf(environment, options, "evaluate");
  checkCount(episodes, "evaluate: episodes");
  const { slots, sums } = rollout(environment, makePolicy, {
    ...options,
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
 * @throws what `rollout` throws; Interrupted where no policy was judged
 * @example evaluate(new SingleBsSync({}, { seeds: [0, 1, 2] }), { never: never(), "every 12": periodic(12) }, { episodes: 8 });
 */
export function evaluate<E extends Environment>(
  environment: E,
  policies: Readonly<Record<string, PolicyMaker<E>>>,
  options: EvaluateOptions = {},
): DataFrame {
  const names = Object.keys(policies);
  if (names.length === 0) throw new RangeError("evaluate: no policies; give one or more, by name");
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
  options: Omit<EvaluateOptions, "purpose"> = {},
): { best: string; rewards: DataFrame } {
  const table = evaluate(environment, policies, { ...options, purpose: "selection" });
  const rewards = table.groupBy("policy").agg(pl.col("reward").mean()).sort("reward", true);
  return { best: rewards.getColumn("policy").get(0) as string, rewards };
}
