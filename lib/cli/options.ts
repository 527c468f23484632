import { type ParseArgsConfig, parseArgs } from "node:util";
import { type Profile, profileNamed } from "../study/profiles.ts";
import type { ReproduceOptions } from "../study/reproduce.ts";
import type { RunJobsOptions } from "../study/runJobs.ts";
import { MOST_WORKERS } from "../study/workers.ts";

/** Options that commands share, with their texts in `--help`. */
export const OPTION_HELP = {
  profile: ["--profile smoke|quick|paper", "how much is run (quick)"],
  seeds: ["--seeds 3 | 0..9 | 1,4", "which seeds (those of the profile)"],
  set: ["--set field.path=value", "replaces a field of the configuration; may be repeated"],
  workers: ["--workers N", "processes (one per core)"],
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
  const taken = options.map(([option]) => option.split(" ")[0]);
  const given = tokens.filter((token) => token.kind === "option");
  for (const [i, { rawName, value }] of given.entries()) {
    const refuse = (why: string) => {
      throw new TypeError(`${rawName}: ${why}; \`npx twinlab ${command} --help\` says more`);
    };
    if (!taken.includes(rawName)) refuse(`${command} has no such option; it has ${taken.join(", ") || "none"}`);
    if (!["--set", "--over"].includes(rawName) && given.findIndex((other) => other.rawName === rawName) < i)
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
  return values.workers === undefined ? {} : { workers: workersOf(values.workers) };
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

function parsed(text: string): unknown {
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
