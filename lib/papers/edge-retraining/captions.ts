import type { Results, Row } from "../../study/index.ts";
import { configureEdgeRetraining, type EdgeRetrainingConfiguration } from "./model/edgeRetrainingConfiguration.ts";

/** The network of the first arm, whose stations and bound are those of all; the default one where that is not known. */
export function networkOf(results: Results): EdgeRetrainingConfiguration {
  type Configured = { readonly network: EdgeRetrainingConfiguration };
  return results.configurationOf<Configured>(results.arms[0])?.network ?? configureEdgeRetraining({});
}

/** The bound Cbar on the accuracy, of the runs. */
export function boundOf(results: Results): number {
  return networkOf(results).accuracyThreshold;
}

/** The bound as it is printed: ".85". */
export function boundText(results: Results): string {
  return String(boundOf(results)).replace(/^0/, "");
}

const WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/** Number of seeds of several curves in words: "ten seeds", or "five to ten seeds" where they differ. */
export function seedsOf(...curves: readonly (readonly Row[])[]): string {
  const counts = curves.map((rows) => new Set(rows.map((row) => row.seed)).size);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const word = (count: number) => WORDS[count] ?? String(count);
  return `${least === most ? "" : `${word(least)} to `}${word(most)} seed${most === 1 ? "" : "s"}`;
}
