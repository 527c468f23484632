import { z } from "zod";
import { learnerRunSchema } from "./learnerSchema.ts";
import { policyRunSchema } from "./policyRuns.ts";

/** What a run of paper A is told. */
export const schema = z.union([policyRunSchema, learnerRunSchema]);
export type Run = z.output<typeof schema>;
/** The same where what has a default may be left out. */
export type RunOptions = z.input<typeof schema>;
