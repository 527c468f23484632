import { type ParseArgsConfig, parseArgs } from "node:util";
import { PROFILES, type Profile } from "../study/profiles.ts";
import type { ReproduceOptions } from "../study/reproduce.ts";

/** Options that commands share, with their texts in `--help`. */
export const OPTION_HELP = {
  profile: ["--profile smoke|quick|paper", "how much is run (quick)"],
  seeds: ["--seeds 3 | 0..9 | 1,4", "which seeds (those of the profile)"],
  set: ["--set field.path=value", "replaces a field of the configuration; may be repeated"],
  workers: ["--workers N", "processes (one per core)"],
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
  publish: { type: "boolean" },
  save: { type: "boolean" },
  functions: { type: "string" },
  json: { type: "boolean" },
} as const satisfies ParseArgsConfig["options"];

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
    ...(values.workers === undefined ? {} : { workers: wholeNumber("--workers", values.workers, 1) }),
    set: Object.fromEntries((values.set ?? []).map(assignment)),
    publish: values.publish ?? false,
  };
}

/** A profile by its name; throws for any other. */
export function profileOf(text = "quick"): Profile {
  const profile = PROFILES.find((name) => name === text);
  if (profile === undefined) throw new Error(`--profile ${text}: allowed are ${PROFILES.join(", ")}`);
  return profile;
}

function seedsOf(text: string): number[] {
  return text.split(",").flatMap((part) => {
    const [from, to = from] = part.split("..");
    const first = wholeNumber("--seeds", from, 0);
    const last = wholeNumber("--seeds", to, first);
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  });
}

function assignment(text: string): [string, unknown] {
  const at = text.indexOf("=");
  if (at < 1) throw new Error(`--set ${text}: write it as field.path=value`);
  const value = text.slice(at + 1);
  try {
    return [text.slice(0, at), JSON.parse(value.replace(/^(-?)\./, "$10."))];
  } catch {
    return [text.slice(0, at), value];
  }
}

function wholeNumber(option: string, text: string | undefined, least: number): number {
  const number = Number(text);
  if (text === undefined || text === "" || !Number.isInteger(number) || number < least) {
    throw new Error(`${option} ${text}: give whole numbers of ${least} or more, e.g. 3, 0..9 or 1,4`);
  }
  return number;
}
