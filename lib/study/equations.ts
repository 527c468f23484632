import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../records/index.ts";
import type { Equation, Paper } from "./paper.ts";

/** A function, where it is defined, and its docstring. */
export interface Source {
  readonly name: string;
  /** relative to the project's folder */
  readonly file: string;
  readonly line: number;
  /** the docstring without its stars */
  readonly text: string;
}

/**
 * The sources of an equation such as "A7", "A (7)" or "B8a".
 *
 * @throws RangeError where no paper has it, or says that it is not used
 */
export function equationNamed(papers: readonly Paper[], name: string): Source[] {
  const [, letter = "", number = ""] = /^([A-Z])\s*\(?([0-9]+[a-z]?)\)?$/.exec(name) ?? [];
  const paper = papers.find((candidate) => candidate.letter === letter);
  if (paper === undefined) {
    const letters = papers.map((candidate) => candidate.letter).join(", ");
    throw new RangeError(`equation ${name}: give a paper's letter (${letters}) and a number, e.g. A7`);
  }
  // "D12" is all of D (12a), D (12b).
  const parts = Object.keys(paper.equations).filter((key) => key === number || key.replace(/[a-z]$/, "") === number);
  const found = new Set(parts.flatMap((key) => paper.equations[key]));
  if (found.size > 0) return [...found].map(sourceOf);
  const reason = paper.unused[number];
  if (reason !== undefined) throw new RangeError(`equation ${name} is not computed here: ${reason}`);
  const known =
    Object.keys(paper.equations).join(", ") || "no numbered equations; its index.ts says what computes what";
  throw new RangeError(`equation ${name}: paper ${letter} has ${known}`);
}

/**
 * Where a function or class is exported from, by its name.
 *
 * @throws Error where none, or more than one, has that name
 */
export function sourceOf({ name }: Equation): Source {
  const found = sourceFiles().flatMap((file) => {
    const text = readFileSync(join(ROOT, file), "utf8");
    const pattern = new RegExp(`^export (?:(?:abstract )?class|(?:async )?function\\*?|const) ${name}\\b`, "m");
    const at = pattern.exec(text)?.index;
    if (at === undefined) return [];
    const line = text.slice(0, at).split("\n").length;
    return [{ name, file, line, text: docstringBefore(text.slice(0, at)) }];
  });
  if (found.length === 1) return found[0];
  const places = found.map(({ file }) => file).join(", ");
  throw new Error(`"${name}" is exported ${found.length} times (${places}): give what computes an equation one name`);
}

function sourceFiles(): string[] {
  const names = readdirSync(join(ROOT, "lib"), { recursive: true, encoding: "utf8" });
  return names
    .filter((name) => /(?<!_test|\.d)\.ts$/.test(name) && !name.includes("node_modules"))
    .map((n) => join("lib", n));
}

function docstringBefore(text: string): string {
  const [, docstring = ""] = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*$/.exec(text) ?? [];
  return docstring
    .split("\n")
    .map((line) => line.replace(/^\s*\* ?/, "").trimEnd())
    .join("\n")
    .trim();
}
