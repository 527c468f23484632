import type { PlannedArm } from "./arm.ts";

/** An arm on one block of seeds. */
export interface Job {
  readonly arm: PlannedArm;
  readonly seeds: readonly number[];
}

/** A job, and the module and name of its study. */
export type WorkerJob = Job & { readonly module: string; readonly study: string };

/** A message from a worker process. */
export type WorkerMessage =
  | { readonly share: number }
  | { readonly seconds: Readonly<Record<string, number>> }
  | { readonly failed: string; readonly stack?: string }
  | { readonly interrupted: true };
