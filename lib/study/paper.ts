import type { Adapters } from "../golden/adapter.ts";
import type { MappedClaim } from "./mapped.ts";
import type { Reading } from "./readings.ts";
import type { Study } from "./study.ts";

/** A function or class that computes an equation. */
export type Equation = ((...inputs: never[]) => unknown) | (abstract new (...inputs: never[]) => unknown);

/** Where a paper was published. */
export interface Citation {
  readonly authors: string;
  readonly title: string;
  readonly venue: string;
  /** left out where it could not be found */
  readonly year?: number;
  /** a link to the published version, to the preprint, or to a record of it */
  readonly link: string;
}

/** A paper on one page: citation, functions of its equations, readings of what it leaves open, study. */
export interface Paper {
  readonly letter: string;
  readonly citation: Citation;
  /** by number, as printed: the functions or classes that compute it; their docstrings say so, as in `A (7)` */
  readonly equations: Readonly<Record<string, Equation | readonly Equation[]>>;
  /** numbers that nothing here computes, and why */
  readonly unused: Readonly<Record<string, string>>;
  readonly readings: readonly Reading[];
  /** the claims whose maps are drawn over them */
  readonly maps: readonly MappedClaim[];
  readonly study: Study;
  /** the functions that test vectors are compared with; loading them may load a solver */
  readonly golden: () => Promise<Adapters>;
}

/**
 * @throws Error that lists the papers there are
 */
export function paperNamed(papers: readonly Paper[], name: string): Paper {
  const found = papers.find(({ letter, study }) => study.name === name || letter === name);
  if (found !== undefined) return found;
  const known = papers.map(({ letter, study }) => `${study.name} (${letter})`).join(", ");
  throw new Error(`no paper "${name}"; there are ${known}`);
}

/** The functions that test vectors are compared with, by the letter of their paper. */
export async function goldenOf(papers: readonly Paper[]): Promise<Readonly<Record<string, Adapters>>> {
  const adapters = papers.map(async ({ letter, golden }) => [letter, await golden()] as const);
  return Object.fromEntries(await Promise.all(adapters));
}
