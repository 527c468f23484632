import { createHash } from "node:crypto";

/** The identity of a run: equal identities give equal numbers. */
export interface RunIdentity {
  readonly experiment: string;
  /** version of the experiment's code: raise it when the numbers move */
  readonly version: number;
  readonly configuration: unknown;
  readonly seeds: readonly number[];
}

/** Name of a run: a hash of what determines its numbers. The order of fields does not matter. */
export function recordKey({ experiment, version, configuration, seeds }: RunIdentity): string {
  const text = canonical({ experiment, version, configuration, seeds });
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}

/** JSON with sorted fields. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join(",")}}`;
  }
  return JSON.stringify(value);
}
