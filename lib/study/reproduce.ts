import pl from "nodejs-polars";
import { checkSeeds } from "../random/index.ts";
import { dataFolder, writeTable } from "../records/index.ts";
import { type Arm, armKey, BLOCK, type PlannedArm, withNextBlock } from "./arm.ts";
import type { Job } from "./job.ts";
import { PROFILES, type Profile } from "./profiles.ts";
import { Results } from "./results.ts";
import { missingOf, type RunJobsOptions, runJobs } from "./runJobs.ts";
import { recordOf } from "./runTask.ts";
import type { Study } from "./study.ts";
import { withFields } from "./withFields.ts";

/** Options of `reproduce`. */
export interface ReproduceOptions extends RunJobsOptions {
  readonly profile?: Profile;
  /** which seeds the table holds; all of the profile by default */
  readonly seeds?: readonly number[];
  /** fields of the configuration to replace in every task, by dotted path */
  readonly set?: Readonly<Record<string, unknown>>;
  /** false: an error where a result is missing */
  readonly compute?: boolean;
  /** adds seeds, five at a time, to the arms of claims whose verdict is not settled, up to their limit */
  readonly settles?: boolean;
  /** keeps finished tables where they are committed: data/results, of the smoke profile one in data/smoke */
  readonly publish?: boolean;
}

/**
 * The results of a study: committed and finished runs are read, the others computed first. Interrupted runs go on from
 * their checkpoints. Of the paper profile there are also the seeds that were added to settle verdicts.
 *
 * @throws RangeError for a profile that there is not, and for seeds that no arm has
 * @throws Interrupted when the process is asked to stop; what was finished or checkpointed is kept
 */
export async function reproduce(study: Study, options: ReproduceOptions = {}): Promise<Results> {
  const { profile = "quick", set = {}, settles = false } = options;
  const hasMore = profile === "paper" && options.seeds === undefined;
  const planned = study.plan(profile).map((arm) => withFields(study, arm, set));
  for (let arms = hasMore ? planned.map((arm) => asFarAsRun(study, arm)) : planned; ; ) {
    const results = await resultsOf(study, arms, options);
    if (!hasMore || !settles) return results;
    const unsettled = new Set(study.unsettled(results).map(armKey));
    const more = arms.map((arm) => (unsettled.has(armKey(arm)) ? withNextBlock(arm) : undefined) ?? arm);
    if (more.every((arm, i) => arm === arms[i])) return results;
    arms = more;
  }
}

/** An arm with the blocks beyond its planned ones that are committed or finished already. */
function asFarAsRun(study: Study, arm: PlannedArm): PlannedArm {
  const next = withNextBlock(arm);
  if (next === undefined || !recordOf(study, next, next.seeds.slice(-BLOCK)).isFinished) return arm;
  return asFarAsRun(study, next);
}

/** The table of some arms; what is missing is computed first, or is an error where that is not wanted. */
async function resultsOf(study: Study, arms: readonly PlannedArm[], options: ReproduceOptions): Promise<Results> {
  const { profile = "quick", compute = true, publish = false } = options;
  if (options.seeds !== undefined && !Array.isArray(options.seeds)) checkSeeds(options.seeds, "reproduce");
  const jobs = arms.flatMap((arm) => {
    const wanted = options.seeds?.filter((seed) => arm.seeds.includes(seed)) ?? arm.seeds;
    return blocksOf(wanted).map((seeds): Job => ({ arm, seeds }));
  });
  const there = new Set(arms.flatMap((arm) => arm.seeds));
  const elsewhere = options.seeds?.filter((seed) => !there.has(seed)) ?? [];
  if (jobs.length === 0 || elsewhere.length > 0) {
    const asked = elsewhere.length > 0 ? elsewhere.slice(0, 10).join(", ") : "none";
    throw new RangeError(`seeds: ${asked} are not run here; choose among ${[...there].join(", ")}`);
  }
  const missing = missingOf(study, jobs);
  if (missing.length > 0 && !compute) {
    const command = `npx twinlab reproduce ${study.name} --profile ${profile}`;
    throw new Error(
      `${missing.length} of ${jobs.length} runs of ${study.name} are missing; \`${command}\` computes them`,
    );
  }
  if (missing.length > 0) await runJobs(study, missing, options);
  const tables = jobs.map(({ arm, seeds: block }) => {
    const table = recordOf(study, arm, block).table();
    if (table === undefined)
      throw new Error(`${study.name} ${arm.setting}: its table was lost meanwhile; the same command computes it anew`);
    const wanted = options.seeds === undefined ? table : table.filter(pl.col("seed").isIn([...options.seeds]));
    return wanted.withColumns(pl.lit(arm.method).alias("method"), pl.lit(arm.setting).alias("setting"));
  });
  const table = pl.concat(tables, { how: "diagonal" });
  if (publish && profile === "smoke") writeTable(dataFolder("smoke", `${study.name}.csv`), table);
  else if (publish) for (const job of jobs) recordOf(study, job.arm, job.seeds).publish(job.arm);
  return new Results(table, arms);
}

/** How many runs of a profile are neither committed nor finished on this machine. */
export function missingRuns(study: Study, profile: Profile): number {
  const jobs = study.plan(profile).flatMap((arm) => blocksOf(arm.seeds).map((seeds) => ({ arm, seeds })));
  return missingOf(study, jobs).length;
}

/** The blocks that hold the given seeds, whole: 0-4, 5-9, ... */
export function blocksOf(seeds: readonly number[]): number[][] {
  const blocks = [...new Set(seeds.map((seed) => Math.floor(seed / BLOCK)))].sort((a, b) => a - b);
  return blocks.map((block) => Array.from({ length: BLOCK }, (_, i) => block * BLOCK + i));
}

/**
 * A study with the arms of one setting alone, of one method where one is named.
 *
 * @throws RangeError where the profile has none, with a message that lists what it has, or the profiles that have them
 */
export function restricted(study: Study, profile: Profile, { setting, method }: Partial<Arm>): Study {
  const isWanted = (arm: Arm) => arm.setting === setting && (method === undefined || arm.method === method);
  const isKnown = (size: Profile) => study.plan(size).some(isWanted);
  if (!isKnown(profile)) {
    const asked = `--setting ${setting ?? "is missing"}${method === undefined ? "" : ` --method ${method}`}`;
    const elsewhere = PROFILES.find(isKnown);
    if (elsewhere !== undefined)
      throw new RangeError(`${asked}: the ${profile} profile does not run it; add --profile ${elsewhere}`);
    const methods = study.plan("paper").flatMap((arm) => (arm.setting === setting ? [arm.method] : []));
    if (methods.length > 0) throw new RangeError(`${asked}: that setting has the methods "${methods.join('", "')}"`);
    const settings = [...new Set(study.plan(profile).map((arm) => arm.setting))];
    throw new RangeError(`${asked}: ${study.name} has "${settings.join('", "')}"`);
  }
  return { ...study, plan: (size) => study.plan(size).filter(isWanted) };
}
