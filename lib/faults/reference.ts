import { existsSync } from "node:fs";
import { basename } from "node:path";
import type { Study } from "../study/index.ts";
import { lastLines, twinlab } from "./commands.ts";
import { differences, filesUnder, scratch, type Tables, tablesOf } from "./places.ts";

/** An undisturbed run of a study's smoke profile, against which disturbed ones are held. */
export interface Reference {
  readonly data: string;
  readonly tables: Tables;
  readonly seconds: number;
}

const made = new Map<string, Promise<Reference>>();

/** The command that is disturbed: a study's smoke profile. */
export function smokeOf(study: Study, ...more: string[]): string[] {
  return ["reproduce", study.name, "--profile", "smoke", "--json", "--workers", "2", ...more];
}

/** The undisturbed run, made once. */
export function reference(study: Study): Promise<Reference> {
  const known = made.get(study.name);
  if (known !== undefined) return known;
  const run = undisturbed(study);
  made.set(study.name, run);
  return run;
}

async function undisturbed(study: Study): Promise<Reference> {
  const data = scratch("reference");
  const { code, err, seconds } = await twinlab(smokeOf(study), data);
  if (code !== 0) throw new Error(`${study.name}: an undisturbed run fails: ${lastLines(err)}`);
  return { data, tables: tablesOf(data), seconds };
}

/** In what a data folder differs from the undisturbed one, and what was left in it; undefined where it is the same. */
export function faultOfData(
  expected: Reference,
  data: string,
): { outcome: "silent" | "left"; message: string } | undefined {
  const different = differences(expected.tables, tablesOf(data));
  if (different.length > 0)
    return {
      outcome: "silent",
      message: `${different.length} of ${expected.tables.size} tables differ: ${different.slice(0, 2)}`,
    };
  const left = existsSync(data) ? [...filesUnder(data, "checkpoint.bin"), ...filesUnder(data, ".tmp")] : [];
  return left.length > 0 ? { outcome: "left", message: left.map((path) => basename(path)).join(", ") } : undefined;
}
