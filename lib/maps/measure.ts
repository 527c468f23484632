import pl from "nodejs-polars";
import {
  blocksOf,
  type Comparison,
  type MappedClaim,
  missingOf,
  type Place,
  type PlannedArm,
  Results,
  type RunJobsOptions,
  recordOf,
  runJobs,
} from "../study/index.ts";
import { keptOf, type Look } from "./look.ts";
import type { Stage } from "./report.ts";
import { CURVE, changesAt, placeKey, readingAt } from "./space.ts";

/** A reading to measure: on which seeds, and of which control where it is one's. */
export interface Wanted {
  readonly stage: Stage;
  readonly place: Place;
  readonly seeds: readonly number[];
  readonly control?: string;
}

/** The looks of some readings, one for each level of what is read off, of held-out ones that of their own; runs that are missing are computed first. */
export async function measure(
  claim: MappedClaim,
  wanted: readonly Wanted[],
  known: (wanted: Wanted, keys: readonly string[]) => readonly Look[] | undefined,
  { compute = true, ...options }: RunJobsOptions & { readonly compute?: boolean } = {},
): Promise<Look[]> {
  const { study } = claim;
  const cells = wanted.map((cell) => {
    const arms = armsOf(claim, cell);
    const jobs = arms.flatMap((arm) => blocksOf(arm.seeds).map((seeds) => ({ arm, seeds })));
    const keys = jobs.map(({ arm, seeds }) => recordOf(study, arm, seeds).key);
    return { cell, arms, jobs, keys, looks: known(cell, keys) };
  });
  const missing = missingOf(
    study,
    cells.flatMap(({ looks, jobs }) => (looks === undefined ? jobs : [])),
  );
  if (missing.length > 0 && !compute)
    throw new Error(
      `map ${claim.id}: ${missing.length} runs are missing; \`npx twinlab map ${claim.id}\` computes them`,
    );
  if (missing.length > 0) await runJobs(study, missing, options);
  return cells.flatMap(({ cell, arms, jobs, keys, looks }) => {
    if (looks !== undefined) return looks;
    const tables = jobs.map(({ arm, seeds }) => {
      const table = recordOf(study, arm, seeds).table();
      if (table === undefined) throw new Error(`map ${claim.id}: a table was lost meanwhile; the same command goes on`);
      return table.withColumns(pl.lit(arm.method).alias("method"), pl.lit(arm.setting).alias("setting"));
    });
    const results = new Results(pl.concat(tables, { how: "diagonal" }), arms);
    const places = cell.stage === "held out" ? [cell.place] : curvesAt(claim, cell.place);
    return places.map((place) => {
      const effect = comparisonOf(claim, cell).effect(results, arms, readingAt(claim.axes, place));
      return { ...cell, place, ...keptOf(effect), keys };
    });
  });
}

/** The arms of a reading; each has a setting of its own, so that two of one method are told apart. */
export function armsOf(claim: MappedClaim, { place, seeds, control }: Omit<Wanted, "stage">): PlannedArm[] {
  const arms = comparisonOf(claim, control === undefined ? {} : { control }).arms(readingAt(claim.axes, place));
  const changes = Object.entries(changesAt(claim.axes, place)).filter(([path]) => path !== CURVE);
  const what = changes.map(([path, value]) => `${path}=${JSON.stringify(value)}`);
  return arms.map(({ method, configuration }, i) => {
    const setting = `map ${claim.id}, arm ${i + 1}: ${what.join(", ") || "headline"}`;
    return { method, setting, configuration: claim.study.schema.parse(configuration), seeds };
  });
}

function comparisonOf(claim: MappedClaim, { control }: Pick<Wanted, "control">): Comparison {
  return control === undefined ? claim : claim.controls[control];
}

/** A place with each level of what is read off, as far as the claim has several. */
export function curvesAt({ axes }: Pick<MappedClaim, "axes">, place: Place): Place[] {
  const curve = axes.findIndex(({ path }) => path === CURVE);
  return curve < 0 ? [place] : axes[curve].levels.map((_, level) => place.with(curve, level));
}

/** What is run of a place: it without what is read off. */
export function runKey({ axes }: Pick<MappedClaim, "axes">, place: Place): string {
  return placeKey(place.filter((_, i) => axes[i].path !== CURVE));
}
