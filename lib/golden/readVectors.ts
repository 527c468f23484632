import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A function under test: how near a result must be to the expected one. */
export interface GoldenFunction {
  readonly tolerance: { readonly rel: number; readonly abs: number };
  readonly kind: "number" | "tensor";
  readonly optional?: boolean;
  /** number of its cases */
  readonly cases?: number;
}

/** Inputs of a function, and what it must return. */
export interface GoldenCase {
  readonly name: string;
  readonly function: string;
  readonly inputs: unknown;
  readonly expected: unknown;
  readonly compare?: readonly string[];
}

/** The test vectors of a paper. */
export interface GoldenFile {
  readonly paper: string;
  readonly functions: Readonly<Record<string, GoldenFunction>>;
  readonly cases: readonly GoldenCase[];
}

/**
 * The vectors of a folder.
 *
 * @throws Error where there are none, or a file has something with which nothing can be compared
 */
export function readVectors(folder: string): GoldenFile[] {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => /^[A-Z]\.json$/.test(name)) : [];
  if (names.length === 0)
    throw new Error(`golden: ${folder} holds no vectors, such as A.json; name a folder that does`);
  return names.map((name) => {
    const path = join(folder, name);
    try {
      const file = JSON.parse(readFileSync(path, "utf8")) as GoldenFile;
      checkFile(file);
      return file;
    } catch (error) {
      throw new Error(`golden: ${path}: ${(error as Error).message}. Correct it, or restore the file.`);
    }
  });
}

function checkFile(file: Partial<GoldenFile> | null): void {
  const { paper, functions = {}, cases = [] } = file ?? {};
  const names = Object.keys(functions);
  demand(typeof paper === "string", "it names no paper");
  demand(names.length > 0, "it has no functions");
  demand(Array.isArray(cases) && cases.length > 0, "it has no cases");
  for (const name of names) checkFunction(name, functions[name], cases.filter((one) => one.function === name).length);
  for (const one of cases) {
    demand(Object.hasOwn(functions, one.function), `case "${one.name}": it has no function ${one.function}`);
    demand(
      holdsSomething(one.expected),
      `case "${one.name}": expected = ${JSON.stringify(one.expected)} compares nothing`,
    );
    demand(one.compare === undefined || holdsSomething(one.compare), `case "${one.name}": compare names nothing`);
  }
}

function checkFunction(name: string, { tolerance, kind, cases }: Partial<GoldenFunction>, count: number): void {
  demand(kind === "number" || kind === "tensor", `${name}: kind = ${kind}, allowed are number, tensor`);
  for (const part of ["rel", "abs"] as const) {
    const value = tolerance?.[part];
    const isTolerance = typeof value === "number" && value >= 0 && value < 1;
    demand(isTolerance, `${name}: tolerance.${part} = ${value}, it must be a number from 0 to below 1`);
  }
  demand(count > 0 && (cases ?? count) === count, `${name}: it has ${count} cases, expected are ${cases ?? "some"}`);
}

/** Whether there is anything in an expected value with which a result can be compared. */
function holdsSomething(value: unknown): boolean {
  if (value === undefined || (typeof value === "number" && !Number.isFinite(value))) return false;
  if (value === null || typeof value !== "object") return true;
  const parts = Object.values(value);
  return parts.length > 0 && parts.every((part) => part !== undefined);
}

function demand(isSo: boolean, otherwise: string): void {
  if (!isSo) throw new Error(otherwise);
}
