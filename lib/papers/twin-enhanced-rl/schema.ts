import { z } from "zod";
import { flightPolicyRunSchema } from "./flightPolicies.ts";
import { flightRunSchema } from "./flightRuns.ts";
import { parallelRunSchema } from "./parallelRuns.ts";
import { roadPolicyRunSchema } from "./roadPolicies.ts";
import { roadRunSchema } from "./roadRuns.ts";

/** What a run of paper E is told. */
export const schema = z.discriminatedUnion("method", [
  roadRunSchema,
  roadPolicyRunSchema,
  parallelRunSchema,
  flightRunSchema,
  flightPolicyRunSchema,
]);
export type Run = z.output<typeof schema>;
/** The same where what has a default may be left out. */
export type RunOptions = z.input<typeof schema>;
