import { type ParseArgsConfig, parseArgs } from "node:util";
import { type Profile, profileNamed } from "../study/profiles.ts";
import type { ReproduceOptions } from "../study/reproduce.ts";
import type { RunJobsOptions } from "../study/runJobs.ts";
import { checkSlurm, type SlurmOptions } from "../study/slurm/slurmOptions.ts";
import { MOST_WORKERS } from "../study/workers.ts";

/** Options that commands share, with their texts in `--help`. */
export const OPTION_HELP = {
  profile: ["--profile smoke|quick|paper", "how much is run (quick)"],
  seeds: ["--seeds 3 | 0..9 | 1,4", "which seeds (those of the profile)"],
  set: ["--set field.path=value", "replaces a field of the configuration; may be repeated"],
  workers: ["--workers N", "processes (one per core)"],
  where: [
    ["--on local|slurm", "processes of this machine, or arrays of a Slurm cluster that sees this folder (local)"],
    ["--partition NAME", "of Slurm: where runs are put"],
    ["--time 4:00:00", "of Slurm: the most that one run may take; it then stops at a checkpoint"],
    ["--memory 2G", "of Slurm: of one run"],
    ["--array-width N", "of Slurm: runs at a time"],
    ["--slurm-flag=--account=NAME", "a further option of sbatch; may be repeated"],
  ],
  settle: ["--settle", "adds seeds until the verdicts are not open, or twenty are run (profile paper)"],
  publish: ["--publish", "keeps finished tables in data/results, to be committed"],
  json: ["--json", "prints JSON alone"],
} as const;

const CONFIG = {
  profile: { type: "string" },
  seeds: { type: "string" },
  set: { type: "string", multiple: true },
  setting: { type: "string" },
  method: { type: "string" },
  workers: { type: "string" },
  on: { type: "string" },
  partition: { type: "string" },
  time: { type: "string" },
  memory: { type: "string" },
  "array-width": { type: "string" },
  "slurm-flag": { type: "string", multiple: true },
  x: { type: "string" },
  by: { type: "string" },
  metric: { type: "string" },
  settle: { type: "boolean" },
  publish: { type: "boolean" },
  save: { type: "boolean" },
  functions: { type: "string" },
  over: { type: "string", multiple: true },
  budget: { type: "string" },
  json: { type: "boolean" },
} as const satisfies ParseArgsConfig["options"];

/** Options of a command, as its help has them, and how many names it takes. */
export interface Taken {
  readonly usage: string;
  readonly options?: readonly (readonly [option: string, meaning: string])[];
  readonly names: number;
}

/**
 * @throws TypeError for an option that the command does not take, or takes once, or that has no value; for a name too many
 */
export function checkArguments(command: string, { usage, options = [], names }: Taken, args: string[]): void {
  const { tokens, positionals } = parseArgs({
    args,
    options: CONFIG,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const taken = options.map(([option]) => option.split(/[ =]/)[0]);
  const given = tokens.filter((token) => token.kind === "option");
  for (const [i, { rawName, value }] of given.entries()) {
    const refuse = (why: string) => {
      throw new TypeError(`${rawName}: ${why}; \`npx twinlab ${command} --help\` says more`);
    };
    if (!taken.includes(rawName)) refuse(`${command} has no such option; it has ${taken.join(", ") || "none"}`);
    if (
      !["--set", "--over", "--slurm-flag"].includes(rawName) &&
      given.findIndex((other) => other.rawName === rawName) < i
    )
      refuse("give it once");
    if (value?.trim() === "") refuse("give it a value");
  }
  if (positionals.length > names) {
    const many = names === 0 ? "no name" : names === 1 ? "one name" : `${names} names`;
    const surplus = positionals.slice(names).join(" ");
    throw new TypeError(
      `"${surplus}" is too much: ${command} takes ${many}. Usage: npx twinlab ${command} ${usage}`.trimEnd(),
    );
  }
}

/** Reads options and positional arguments; throws a TypeError that names an unknown option. */
export function readOptions(args: string[]) {
  return parseArgs({ args, options: CONFIG, allowPositionals: true });
}
type Values = ReturnType<typeof readOptions>["values"];

/** Options of `reproduce` from those of the command line. */
export function reproduceOptions(values: Values): ReproduceOptions & { readonly profile: Profile } {
  return {
    profile: profileOf(values.profile),
    ...(values.seeds === undefined ? {} : { seeds: seedsOf(values.seeds) }),
    ...runJobsOptions(values),
    set: assignments(values.set ?? []),
    settles: values.settle ?? false,
    publish: values.publish ?? false,
  };
}

/** Where jobs run, from the options of the command line. */
export function runJobsOptions(values: Values): RunJobsOptions {
  const on = placeOf(values);
  return { ...(values.workers === undefined ? {} : { workers: workersOf(values.workers) }), ...(on && { on }) };
}

/** Options of the command line that Slurm alone has use for. */
const OF_SLURM = ["partition", "time", "memory", "array-width", "slurm-flag"] as const;

function placeOf(values: Values): SlurmOptions | undefined {
  const { on = "local", partition, time, memory } = values;
  if (on !== "local" && on !== "slurm") throw new RangeError(`--on ${on}: allowed are local, slurm. Take one of them.`);
  const foreign = OF_SLURM.find((name) => values[name] !== undefined);
  if (on === "local") {
    if (foreign !== undefined) throw new RangeError(`--${foreign}: is an option of Slurm; add --on slurm`);
    return undefined;
  }
  if (values.workers !== undefined)
    throw new RangeError("--workers: is of this machine; with --on slurm give --array-width");
  const width = values["array-width"];
  if (width !== undefined && !/^[1-9]\d*$/.test(width))
    throw new RangeError(`--array-width ${width}: give a whole number of 1 or more, the runs at a time`);
  const options: SlurmOptions = {
    scheduler: "slurm",
    ...(partition !== undefined && { partition }),
    ...(time !== undefined && { time }),
    ...(memory !== undefined && { memory }),
    ...(width !== undefined && { arrayWidth: Number(width) }),
    ...(values["slurm-flag"] !== undefined && { flags: values["slurm-flag"] }),
  };
  checkSlurm(options);
  return options;
}

/** A profile by its name; throws for any other. */
export function profileOf(text = "quick"): Profile {
  return profileNamed(text, "--profile");
}

/** More seeds than any plan has. */
const MOST_SEEDS = 100_000;

export function seedsOf(text: string): number[] {
  const form = "give whole numbers, e.g. 3, 0..9 or 1,4";
  return text.split(",").flatMap((part) => {
    const [, from, to = from] = /^(\d+)(?:\.\.(\d+))?$/.exec(part) ?? [];
    const [first, last] = [Number(from), Number(to)];
    if (from === undefined || last < first)
      throw new Error(`--seeds ${text}: "${part}" is no seed and no range; ${form}`);
    if (last >= MOST_SEEDS) throw new Error(`--seeds ${text}: no plan has seeds of ${MOST_SEEDS} or more; ${form}`);
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  });
}

export function assignments(texts: readonly string[]): Record<string, unknown> {
  const all = new Map<string, unknown>();
  for (const text of texts) {
    const [, path, value] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
    if (path === undefined || path.split(".").includes(""))
      throw new Error(`--set ${text}: write it as field.path=value`);
    if (all.has(path)) throw new Error(`--set ${text}: ${path} is set twice; set it once`);
    all.set(path, parsed(value));
  }
  return Object.fromEntries(all);
}

/** A value of the command line: JSON where it is some, else a text. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^(-?)\./, "$10."));
  } catch {
    return text;
  }
}

function workersOf(text: string): number {
  if (/^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= MOST_WORKERS) return Number(text);
  throw new Error(`--workers ${text}: give a whole number from 1 to ${MOST_WORKERS}`);
}
