import pl, { type DataFrame } from "nodejs-polars";
import { checkSeeds } from "../random/index.ts";
import type { Job } from "./job.ts";
import type { Profile } from "./profiles.ts";
import { blocksOf, restricted } from "./reproduce.ts";
import { Results } from "./results.ts";
import { missingOf, type RunJobsOptions, runJobs } from "./runJobs.ts";
import { recordOf } from "./runTask.ts";
import type { Study } from "./study.ts";
import { columnOf, type Over, type SweptArm, sweptArms } from "./sweepCells.ts";
import { meansOfCells, type SweptMetric } from "./sweepMeans.ts";
import { withFields } from "./withFields.ts";

type SweptJob = Job & { readonly arm: SweptArm };

/** Options of `sweep`. */
export interface SweepOptions extends RunJobsOptions {
  readonly study: Study;
  /** the setting whose configurations are changed */
  readonly setting: string;
  /** one of its methods; all by default */
  readonly method?: string;
  /** values of each key, by its dotted path in the configuration */
  readonly over: Over;
  /** fields that are the same in every cell */
  readonly set?: Readonly<Record<string, unknown>>;
  /** whose configurations they are; `quick` by default */
  readonly profile?: Profile;
  /** any; those of the setting by default */
  readonly seeds?: readonly number[];
  /** the column of which cells are told the mean; `reward` by default */
  readonly metric?: string;
}

/** What a sweep found. */
export interface Sweep {
  /** every row of every run: method, setting, a column a key, seed, and the columns of the metrics */
  readonly table: DataFrame;
  /** a row a cell and method: method, a column a key, mean, low, high, seeds: the metric in the final window */
  readonly cells: DataFrame;
  readonly metric: string;
  /** columns of the keys */
  readonly keys: readonly string[];
  /** the same rows, with arms whose settings have the cell in their name */
  readonly results: Results;
}

/**
 * A plain grid: runs the arms of a setting in every combination of some values, and tells a metric of each. Records are
 * kept, and found again, as those of any run.
 *
 * @throws RangeError for a setting, method, metric or seed that there is not, and for keys without values
 * @throws ConfigurationError for a key that a configuration does not have, or a value that its schema refuses
 * @example const { cells } = await sweep({ study, setting: "drift", over: { price: [1, 4], episodes: [5, 10] } });
 */
export async function sweep(options: SweepOptions): Promise<Sweep> {
  const { study, setting, method, over, set = {}, profile = "quick", seeds } = options;
  if (seeds !== undefined) checkSeeds(seeds, "sweep");
  const part = restricted(study, profile, { setting, ...(method !== undefined && { method }) });
  const arms = sweptArms(
    study,
    part.plan(profile).map((arm) => withFields(study, arm, set)),
    over,
  );
  const jobs = arms.flatMap((arm) => blocksOf(seeds ?? arm.seeds).map((block): SweptJob => ({ arm, seeds: block })));
  const missing = missingOf(study, jobs);
  if (missing.length > 0) await runJobs(study, missing, options);
  const [keys, columns] = [Object.keys(over).map(columnOf), columnsOver(over)];
  const table = pl.concat(
    jobs.map((job) => tableOfJob(study, job, seeds ?? job.arm.seeds, columns)),
    { how: "diagonal" },
  );
  const results = new Results(table, arms);
  const wanted: SweptMetric = { results, arms, keys, ...(options.metric !== undefined && { metric: options.metric }) };
  const { metric, cells } = meansOfCells(wanted);
  return { table, cells, metric, keys, results };
}

function tableOfJob(
  study: Study,
  { arm, seeds }: SweptJob,
  wanted: readonly number[],
  columns: (arm: SweptArm) => Readonly<Record<string, string | number>>,
): DataFrame {
  const table = recordOf(study, arm, seeds).table();
  if (table === undefined)
    throw new Error(`${study.name} ${arm.setting}: its table was lost meanwhile; the same call computes it anew`);
  const added = { method: arm.method, setting: arm.setting, ...columns(arm) };
  return table
    .filter(pl.col("seed").isIn([...wanted]))
    .withColumns(...Object.entries(added).map(([name, value]) => pl.lit(value).alias(name)));
}

/** The columns that a cell adds: of a key whose values are all numbers the number, else a text. */
function columnsOver(over: Over): (arm: SweptArm) => Readonly<Record<string, string | number>> {
  const isNumeric = (key: string) => over[key].every((value) => typeof value === "number");
  const textOf = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
  return ({ cell }) =>
    Object.fromEntries(
      Object.entries(cell).map(([key, value]) => [columnOf(key), isNumeric(key) ? (value as number) : textOf(value)]),
    );
}
