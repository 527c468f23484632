import { z } from "zod";
import { policyRunSchema } from "../synchronisation/policyRuns.ts";
import { predictorRunSchema } from "../synchronisation/predictorRuns.ts";
import { learnerRunSchema } from "./learnerRuns.ts";
import { singleBsSyncSchema } from "./model/singleBsSync.ts";
import { FAMILIES } from "./policyGrid.ts";

/** What a run of paper C is told. */
export const schema = z.discriminatedUnion("method", [
  policyRunSchema(singleBsSyncSchema, FAMILIES),
  learnerRunSchema,
  predictorRunSchema(singleBsSyncSchema),
]);
export type Run = z.output<typeof schema>;
/** The same where what has a default may be left out. */
export type RunOptions = z.input<typeof schema>;
