/** A choice that a paper leaves open: the values that it could have meant, as a typed axis. */
export interface Reading {
  /** the dotted path of `--set`, e.g. "network.distance" */
  readonly path: string;
  /** values that are run or could be, the headline's first; of numbers without a list, the range */
  readonly values: readonly (string | number | boolean)[] | { readonly from: number; readonly to: number };
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
