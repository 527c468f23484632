/** A value that a reading may have, as `--set` takes it; null is none. */
export type ReadingValue = string | number | boolean | null | readonly number[];

/** A choice that a paper leaves open: the values that it could have meant, as a typed axis. */
export interface Reading {
  /** the dotted path of `--set`, e.g. "network.distance" */
  readonly path: string;
  /** what the paper says, and what the headline takes, in words; left out where the path and its value say as much */
  readonly says?: string;
  readonly takes?: string;
  /** values that are run or could be, the headline's first; of numbers without a list, the range */
  readonly values: readonly ReadingValue[] | { readonly from: number; readonly to: number };
  /** `printed`: the text says so; `forced`: it cannot be run otherwise; `choice`: the text is silent */
  readonly kind: "printed" | "forced" | "choice";
  readonly why: string;
  /** identities of the claims that it bears on, e.g. "C1" */
  readonly claims: readonly string[];
}

/** A reading from its parts; the paper is silent on it unless its kind is given. */
export function reading(
  path: string,
  values: Reading["values"],
  claims: readonly string[],
  why: string,
  kind: Reading["kind"] = "choice",
): Reading {
  return { path, values, kind, why, claims };
}

/** A row of the table that says what a paper's headline takes. */
export interface TakenReading {
  readonly "the paper says": string;
  readonly "we take": string;
  readonly why: string;
  readonly "could be": string;
  readonly "set by": string;
}

/** What the headline takes where a paper leaves something open: the paper says, we take, why, what else it could be. */
export function readingsTable(readings: readonly Reading[]): TakenReading[] {
  return readings.map(({ path, says = "nothing", takes, values, why }) => {
    const [first, ...others] = "from" in values ? [`${values.from} to ${values.to}`] : values.map(valueText);
    return { "the paper says": says, "we take": takes ?? first, why, "could be": others.join("; "), "set by": path };
  });
}

function valueText(value: ReadingValue): string {
  if (value === null) return "none";
  return typeof value === "object" ? `[${value.join(", ")}]` : String(value);
}
