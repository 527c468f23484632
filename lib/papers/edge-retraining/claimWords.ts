import { mean } from "../../statistics/index.ts";
import { type Claim, judged, type Measured, type Needing, pairedBySeed, type Results } from "../../study/index.ts";
import { LABELLED_READINGS, READING_LABELS, type ReadingLabel } from "./labelledReadings.ts";
import { episodes } from "./measures.ts";
import { IDENTITY, PREMISE, type SchemeName, served, TRAINED } from "./settings.ts";

/** What a claim is about, whatever the reading. */
export type About = Pick<Claim, "id" | "figure" | "statement" | "paper" | "window"> & { readonly tolerance?: number };

/** A row of the ledger in a reading; the headline is the paper's premise. */
export function row(about: About, reading: string, ours: Measured, reason: string, isHeadline = false): Claim {
  return judged({ ...about, experiment: IDENTITY.experiment, reading, reason, isHeadline }, ours);
}

/** A metric of a scheme in a setting, the mean over seeds in words. */
export function told(results: Results, method: SchemeName, metric: string, digits: number, setting?: string): string {
  return mean([...episodes(results, method, metric, setting).values()]).toFixed(digits);
}

/** A difference of two schemes' metric, the first minus the second, paired by seed. */
export function difference(
  results: Results,
  metric: string,
  [first, second]: readonly [SchemeName, SchemeName],
  { setting = PREMISE, times = 1 }: { readonly setting?: string; readonly times?: number } = {},
): Measured {
  const scaled = (method: SchemeName) =>
    new Map([...episodes(results, method, metric, setting)].map(([seed, value]) => [seed, times * value]));
  return pairedBySeed(scaled(first), scaled(second));
}

/** Settings in which two timescales and one were run: the premise first, then networks trained in the episode. */
export const SETTINGS: readonly string[] = [PREMISE, TRAINED, ...READING_LABELS];

/** Rows of one claim in several settings. */
export function inSettings(
  settings: readonly string[],
  schemes: readonly SchemeName[],
  make: (results: Results, setting: string) => Claim,
): Needing<Claim>[] {
  return settings.map((setting) => ({
    needs: schemes.map((scheme) => served(scheme, setting)),
    make: (results) => make(results, setting),
  }));
}

/** The bound of a setting, as it is printed: ".85". */
export function boundIn(setting: string): string {
  const change = LABELLED_READINGS[setting as ReadingLabel];
  const bound =
    change && "network" in change && "accuracyThreshold" in change.network && change.network.accuracyThreshold;
  return String(bound || 0.85).replace(/^0/, "");
}
