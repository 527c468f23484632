import type { Adapter, Adapters } from "./adapter.ts";
import { type GoldenCase, type GoldenFile, type GoldenFunction, readVectors } from "./readVectors.ts";

/** The result of a comparison with test vectors. */
export interface GoldenReport {
  readonly passed: number;
  readonly skipped: number;
  /** one line per failed case or unmapped function */
  readonly failures: readonly string[];
}

/**
 * Compares the library with the test vectors of a folder (data/golden/README.md has the rules). Networks, losses and
 * gradients run on the backend that was selected.
 *
 * @param folder holds vectors, such as A.json
 * @param adapters of each paper, by its letter
 * @param functions restricts the comparison to these functions: of every paper that has one, or "C/reward" of one paper
 * @throws Error where the folder or a function does not exist, a file cannot be compared with, or nothing was compared
 */
export function runGolden(
  folder: string,
  adapters: Readonly<Record<string, Adapters>>,
  functions?: readonly string[],
): GoldenReport {
  const files = readVectors(folder);
  const unknown = functions?.filter((name) => !files.some((file) => has(file, name))) ?? [];
  if (unknown.length > 0) {
    const known = files.flatMap((file) => Object.keys(file.functions)).join(", ");
    const papers = files.map(({ paper }) => `${paper}.json`).join(", ");
    throw new Error(`golden: no function ${unknown.join(", ")}; ${papers} have ${known}`);
  }
  let passed = 0;
  let skipped = 0;
  const failures: string[] = [];
  for (const file of files) {
    for (const [name, golden] of Object.entries(file.functions)) {
      if (functions !== undefined && !functions.some((wanted) => wanted === name || wanted === `${file.paper}/${name}`))
        continue;
      const cases = file.cases.filter((entry) => entry.function === name);
      const own = adapters[file.paper] ?? {};
      const adapter = Object.hasOwn(own, name) ? own[name] : undefined;
      if (adapter === undefined && golden.optional) skipped += cases.length;
      else if (adapter === undefined) failures.push(`${file.paper} ${name}: not mapped (${cases.length} cases)`);
      else {
        for (const testCase of cases) {
          const fault = runCase(testCase, golden, adapter);
          if (fault === undefined) passed++;
          else failures.push(`${file.paper} ${testCase.name}: ${fault}`);
        }
      }
    }
  }
  if (passed + skipped + failures.length === 0) throw new Error(`golden: nothing of ${folder} was compared`);
  return { passed, skipped, failures };
}

function has({ paper, functions }: GoldenFile, name: string): boolean {
  const own = name.startsWith(`${paper}/`) ? name.slice(paper.length + 1) : name;
  return Object.hasOwn(functions, own);
}

function runCase(
  { inputs, expected, compare }: GoldenCase,
  golden: GoldenFunction,
  adapter: Adapter,
): string | undefined {
  try {
    const got = adapter(inputs);
    if (compare === undefined) return difference(got, expected, golden, "result");
    const pick = (value: unknown) =>
      Object.fromEntries(compare.map((key) => [key, (value as Record<string, unknown>)[key]]));
    return difference(pick(got), pick(expected), golden, "result");
  } catch (error) {
    return `threw ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** First place where two results differ by more than the tolerance; undefined where none does. */
function difference(
  got: unknown,
  expected: unknown,
  golden: GoldenFunction,
  at: string,
  yardstick?: number,
): string | undefined {
  if (expected === "Infinity") return got === Infinity ? undefined : `${at} = ${got}, expected Infinity`;
  if (typeof expected === "number") {
    const { rel, abs } = golden.tolerance;
    const scale = yardstick ?? Math.abs(expected);
    const allowed = scale === 0 ? abs : rel * scale;
    return typeof got === "number" && Math.abs(got - expected) <= allowed
      ? undefined
      : `${at} = ${got}, expected ${expected}`;
  }
  if (Array.isArray(expected)) {
    const list = ArrayBuffer.isView(got) ? Array.from(got as unknown as ArrayLike<number>) : got;
    if (!Array.isArray(list) || list.length !== expected.length) return `${at} has not the length ${expected.length}`;
    const scale = yardstick ?? (golden.kind === "tensor" ? largest(expected) : undefined);
    return firstDefined(expected.keys(), (i) => difference(list[i], expected[i], golden, `${at}[${i}]`, scale));
  }
  if (expected !== null && typeof expected === "object") {
    const record = got as Record<string, unknown> | null;
    if (record === null || typeof record !== "object") return `${at} = ${got}, expected an object`;
    return firstDefined(Object.entries(expected), ([key, value]) =>
      key in record ? difference(record[key], value, golden, `${at}.${key}`) : `${at}.${key} is missing`,
    );
  }
  return got === expected ? undefined : `${at} = ${got}, expected ${expected}`;
}

/** Largest magnitude in nested lists of numbers; undefined where they hold anything else. */
function largest(list: readonly unknown[]): number | undefined {
  const flat = list.flat(Infinity);
  return flat.every((value) => typeof value === "number") ? Math.max(0, ...flat.map(Math.abs)) : undefined;
}

function firstDefined<T, R>(items: Iterable<T>, look: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = look(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
