import type { Finding } from "./case.ts";

/** Something that the lab should refuse or do soundly. */
export interface Attempt {
  readonly name: string;
  /** words that a clear refusal has: the field, the value */
  readonly names?: readonly string[];
  /** true: to take it at all is a fault */
  readonly isWrong?: boolean;
  /** @returns what is wrong with what came of it, or a finding; nothing where it is sound */
  act(): Result | Promise<Result>;
}
type Result = Finding | string | undefined;

/** A value of the wrong type, as plain JavaScript, a notebook or a file would let it pass. */
export function wrong(value: unknown): never {
  return value as never;
}

/** A value as text, also where JSON has none for it. */
export function textOf(value: unknown): string {
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (value instanceof Float32Array || value instanceof Int32Array || value instanceof Float64Array)
    return `${value.constructor.name} ${[...value].slice(0, 3)}`;
  return (
    JSON.stringify(value, (_, part) => (typeof part === "number" && !Number.isFinite(part) ? String(part) : part)) ??
    String(value)
  );
}

/** The first value that is no finite number, with its place; undefined where all are finite. */
export function notFinite(name: string, values: ArrayLike<number>): string | undefined {
  const at = Array.from(values).findIndex((value) => !Number.isFinite(value));
  return at === -1 ? undefined : `${name}[${at}] = ${values[at]}`;
}
