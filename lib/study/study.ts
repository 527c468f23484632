import type { DataFrame } from "nodejs-polars";
import type { z } from "zod";
import { type Figure, LacksRows } from "../figures/index.ts";
import type { MetricRow } from "../records/index.ts";
import type { Arm, PlannedArm } from "./arm.ts";
import { type Claim, isSettled } from "./claim.ts";
import { madeFrom, type Needing } from "./needs.ts";
import { type Profile, profileNamed } from "./profiles.ts";
import type { Results } from "./results.ts";
import type { Resumable } from "./resume.ts";
import { tableOf } from "./tableOf.ts";
import type { Tuned } from "./tuned.ts";

/** The means by which a run keeps its numbers and goes on after an interruption. */
export interface RunContext {
  /** Adds a row to the run's metrics. */
  record(row: MetricRow): void;
  /**
   * Puts these parts back into the state of the last checkpoint; later checkpoints save their state.
   *
   * @returns steps of the run (epochs, episodes, candidates) that were done; 0 in a run that begins
   */
  resume(parts: Readonly<Record<string, Resumable>>): number;
  /** Await it where the run could resume after `done` steps: state is saved now and then, and before the run stops. */
  checkpoint(done: number): Promise<void>;
  /** Share of the work that is done, 0 .. 1. */
  progress(share: number): void;
  /** Where the time goes, s; it is kept in the manifest. */
  readonly seconds: Record<string, number>;
}

/** One configuration on one block of seeds, run to its end. */
export type Run<C> = (configuration: C, seeds: readonly number[], context: RunContext) => Promise<void>;

/** A paper's experiments: the runs, and the figures, tables and claims made from their results. */
export interface Study {
  readonly letter: string;
  readonly name: string;
  readonly title: string;
  /** Raised when the numbers move. */
  readonly version: number;
  /** An earlier version whose committed tables serve until they are computed anew; none is `version` itself. */
  readonly standIn: number;
  /** The module that exports it, by which worker processes find it. */
  readonly module: string;
  readonly schema: z.ZodType;
  /** Choices made among several settings on the first ten seeds. */
  readonly tuned: readonly Tuned[];
  /**
   * The arms that a profile runs.
   *
   * @throws RangeError for a profile that there is not
   */
  plan(profile: Profile): readonly PlannedArm[];
  readonly run: Run<unknown>;
  /** All figures that the results are enough for. */
  figures(results: Results): Figure[];
  /** The tables that sum the results up, by title, as far as the results are enough for a row of them. */
  summary(results: Results): Readonly<Record<string, DataFrame>>;
  /** The paper's claims beside the results. */
  claims(results: Results): Claim[];
  /** The arms of claims whose verdict is not settled by the seeds that have run. */
  unsettled(results: Results): Arm[];
}

/** A table of `summary`. */
export interface TitledTable extends Needing<DataFrame | readonly object[]> {
  readonly title: string;
}

/** The parts from which a paper makes its study. An arm's configuration may leave out what has a default. */
export interface StudyOptions<S extends z.ZodType>
  extends Pick<Study, "letter" | "name" | "title" | "version" | "module"> {
  readonly schema: S;
  readonly standIn?: number;
  readonly tuned?: readonly Tuned[];
  readonly arms: (profile: Profile) => readonly PlannedArm<z.input<S>>[];
  readonly run: Run<z.output<S>>;
  readonly figures: readonly Needing<Figure | readonly Figure[]>[];
  readonly tables: readonly TitledTable[];
  readonly claims: readonly Needing<Claim | readonly Claim[]>[];
}

/**
 * A study from its parts: arms completed by the schema, and figures, tables and claims, each with the arms that it
 * needs.
 *
 * @example export const study = study({ letter: "Z", name: "tiny-drift", module: import.meta.url, ... });
 */
export function study<S extends z.ZodType>(options: StudyOptions<S>): Study {
  const { arms, figures, tables, claims, run, tuned = [], ...identity } = options;
  const { standIn = identity.version } = options;
  return {
    ...identity,
    standIn,
    tuned,
    // Configurations of the plan, also as changed by `--set`, have passed the schema.
    run: run as Run<unknown>,
    plan: (profile) =>
      arms(profileNamed(profile)).map((arm) => ({ ...arm, configuration: options.schema.parse(arm.configuration) })),
    figures: (results) => madeFrom(results, figures.map(leftOut)).flat(),
    claims: (results) => madeFrom(results, claims).flat(),
    unsettled(results) {
      const groups = claims.map(({ needs = [], make }) => {
        return { needs, make: () => ([make(results)].flat().every(isSettled) ? [] : needs) };
      });
      return madeFrom(results, groups).flat();
    },
    summary: (results) => {
      const made = tables.map(({ title, make, ...needing }) => ({
        ...needing,
        make: () => [title, make(results)] as const,
      }));
      const filled = madeFrom(results, made)
        .map(([title, table]) => [title, Array.isArray(table) ? tableOf(table) : (table as DataFrame)] as const)
        .filter(([, table]) => table.height > 0);
      return Object.fromEntries(filled);
    },
  };
}

/** A figure that is left out, with a line that says so, where its table has no rows: e.g. of seeds that did not run. */
function leftOut({ make, ...needing }: Needing<Figure | readonly Figure[]>): Needing<Figure | readonly Figure[]> {
  return {
    ...needing,
    make(results) {
      try {
        return make(results);
      } catch (error) {
        if (!(error instanceof LacksRows)) throw error;
        console.error(`a figure of ${needing.needs?.[0]?.setting ?? "the study"} is left out: ${error.message}`);
        return [];
      }
    },
  };
}
