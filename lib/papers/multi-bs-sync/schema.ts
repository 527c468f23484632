import { z } from "zod";
import { policyRunSchema } from "../synchronisation/policyRuns.ts";
import { predictorRunSchema } from "../synchronisation/predictorRuns.ts";
import { learnerRunSchema } from "./learnerRuns.ts";
import { multiBsSyncSchema } from "./model/multiBsSyncConfiguration.ts";
import { FAMILIES } from "./policyGrid.ts";

/** What a run of paper B is told. */
export const schema = z.discriminatedUnion("method", [
  policyRunSchema(multiBsSyncSchema, FAMILIES),
  learnerRunSchema,
  predictorRunSchema(multiBsSyncSchema),
]);
export type Run = z.output<typeof schema>;
/** The same where what has a default may be left out. */
export type RunOptions = z.input<typeof schema>;
