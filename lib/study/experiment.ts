import type { DataFrame } from "nodejs-polars";
import type { z } from "zod";
import type { Figure } from "../figures/index.ts";
import type { MetricRow } from "../records/index.ts";
import type { Claim } from "./claim.ts";

export const PROFILES = ["smoke", "quick", "paper"] as const;
/** How much is run: a smoke test, a look in a minute or two, or what figures and verdicts are made of. */
export type Profile = (typeof PROFILES)[number];

/** Seeds run five at a time: a seed always sits in the same row of tensors of the same shape, whoever else is asked for. */
export const BLOCK = 5;

/** One configuration of one method; with a block of seeds it is the unit of cache, checkpoint and process. */
export interface Task<C> {
  readonly method: string;
  readonly setting: string;
  readonly configuration: C;
  /** whole blocks: 0-4, 5-9, ... */
  readonly seeds: readonly number[];
}

export interface RunContext {
  /** Adds a row to the run's metrics. */
  record(row: MetricRow): void;
  /** What the last checkpoint holds, if the run was interrupted. */
  readonly restored: unknown;
  /** Await it where the run could go on from `state()`: it is saved now and then, and before the run stops. */
  checkpoint(state: () => unknown): Promise<void>;
  /** Share of the work that is done, 0 .. 1. */
  progress(share: number): void;
  /** Where the time goes, s; it is kept in the manifest. */
  readonly seconds: Record<string, number>;
}

/** A paper: what to run, and what to draw from it. */
export interface Experiment<C = unknown> {
  readonly name: string;
  readonly title: string;
  /** The module that exports it, by which worker processes find it: `import.meta.url`. */
  readonly module: string;
  /** Raise it when the numbers move. */
  readonly version: number;
  readonly schema: z.ZodType<C>;
  /** Its runs take an hour without TensorFlow's C library, even small ones: tests leave them out there. */
  readonly needsNative?: boolean;
  plan(profile: Profile): readonly Task<C>[];
  run(configuration: C, seeds: readonly number[], context: RunContext): Promise<void>;
  /** All figures that the table of finished runs is enough for. */
  figures(results: DataFrame): readonly Figure[];
  /** The tables that sum the results up, by title. */
  summary(results: DataFrame): Readonly<Record<string, DataFrame>>;
  /** The paper's claims beside the results of the paper profile. */
  claims(results: DataFrame): readonly Claim[];
}
