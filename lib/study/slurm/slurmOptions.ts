import { checkCount, shown } from "../../random/index.ts";

/** How a Slurm cluster is asked to run jobs; what is left out is the cluster's choice. */
export interface SlurmOptions {
  readonly scheduler: "slurm";
  readonly partition?: string;
  /** the most that a run may take, as sbatch reads it: "90" (minutes), "4:00:00", "1-12" (a day and twelve hours) */
  readonly time?: string;
  /** memory of a run, as sbatch reads it: "2G", "800M" */
  readonly memory?: string;
  /** runs at a time */
  readonly arrayWidth?: number;
  /** further options of sbatch, each as one text: "--account=phy" */
  readonly flags?: readonly string[];
}

/** What each option that is a text must look like, and in words. */
const FORMS = {
  partition: [/^[\w.,-]+$/, "names of partitions, e.g. short or short,long"],
  time: [/^(\d+-)?\d+(:\d+){0,2}$/, "minutes, hours:minutes:seconds or days-hours, e.g. 90, 4:00:00 or 1-12"],
  memory: [/^\d+[KMGT]?$/, "a whole number with K, M, G or T, e.g. 2G"],
} as const;

/**
 * The check of how a cluster is asked.
 *
 * @throws RangeError that names the option, its value and what is allowed
 */
export function checkSlurm(options: SlurmOptions): void {
  if (options.scheduler !== "slurm")
    throw new RangeError(`on.scheduler = ${shown(options.scheduler)}: allowed is "slurm". Set it so, or on: "local".`);
  for (const [name, [form, words]] of Object.entries(FORMS)) {
    const value = options[name as keyof typeof FORMS];
    if (value !== undefined && !form.test(value))
      throw new RangeError(`${name} = ${shown(value)}: give ${words}, or none for what the cluster gives`);
  }
  if (options.arrayWidth !== undefined) checkCount(options.arrayWidth, "arrayWidth");
  const wrong = options.flags?.find((flag) => !/^--?[A-Za-z][^\n]*$/.test(flag));
  if (wrong !== undefined)
    throw new RangeError(`flags: ${shown(wrong)} is no option of sbatch; give each in one text, e.g. --account=phy`);
}
