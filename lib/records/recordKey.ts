import { sha256 } from "./checksum.ts";

/** The identity of a run: equal identities give equal numbers. */
export interface RunIdentity {
  /** names the folder of its records */
  readonly experiment: string;
  /** version of the experiment's code: raise it when the numbers move */
  readonly version: number;
  readonly configuration: unknown;
  readonly seeds: readonly number[];
}

/**
 * Name of a run: a hash of what determines its numbers. The order of fields does not matter; a field that is undefined
 * is as one that is not there.
 *
 * @throws TypeError where a value is none that JSON can hold, such as NaN, Infinity, a Date or a Map: its path is named
 */
export function recordKey({ experiment, version, configuration, seeds }: RunIdentity): string {
  return sha256(canonical({ experiment, version, configuration, seeds }, [], [])).slice(0, 12);
}

/** JSON with sorted fields. */
function canonical(value: unknown, path: readonly string[], within: readonly unknown[]): string {
  const refuse = (what: string): never => {
    const advice =
      "a run's identity is made of what JSON can hold: give a finite number, text, a list or a plain object";
    throw new TypeError(`${path.join(".")} = ${what}: ${advice}`);
  };
  if (typeof value === "number") {
    if (!Number.isFinite(value)) refuse(String(value));
    return Object.is(value, -0) ? "-0" : JSON.stringify(value);
  }
  if (typeof value === "string" || typeof value === "boolean" || value === null) return JSON.stringify(value);
  if (typeof value === "function") return refuse("a function");
  if (typeof value !== "object") return refuse(typeof value === "bigint" ? `${value}n` : String(value));
  if (within.includes(value)) refuse("an object that holds itself");
  const inside = (part: unknown, name: string) => canonical(part, [...path, name], [...within, value]);
  if (Array.isArray(value)) return `[${Array.from(value, (part, i) => inside(part, String(i))).join(",")}]`;
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) refuse(`a ${value.constructor.name}`);
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${inside(field, name)}`).join(",")}}`;
}
