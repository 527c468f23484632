import { z } from "zod";
import { allocationSchema } from "./allocation.ts";
import { imageSchema } from "./imageSchema.ts";
import { CHARGES } from "./model/edgeObjective.ts";
import { edgeRetrainingSchema } from "./model/edgeRetrainingConfiguration.ts";
import { SCHEME_NAMES, WAYS } from "./schemes.ts";

/** Who splits tasks and resources in every slot: the learner, or `splitBy` with balanced parts and square-root shares. */
export const ALLOCATIONS = ["td3", "rule"] as const;

/** Who connects users: a matching, which finds what Algorithm 1 finds, or each user takes the fastest link. */
export const ASSOCIATIONS = ["matching", "fastest link"] as const;

/** One way to serve the users; all of a run retrain the same models. */
const serverSchema = z.strictObject({
  allocation: z.enum(ALLOCATIONS),
  charge: z.enum(CHARGES),
  association: z.enum(ASSOCIATIONS).default("matching"),
});
export type Server = z.output<typeof serverSchema>;

/** An episode of a scheme. */
export const servingSchema = z.strictObject({
  method: z.enum(SCHEME_NAMES),
  network: edgeRetrainingSchema,
  images: imageSchema,
  allocation: allocationSchema,
  servers: z.array(serverSchema).min(1),
  /** whether every slot and frame is recorded, or the episode's means alone */
  details: z.boolean().default(false),
});
export type ServingRun = z.output<typeof servingSchema>;

/** Fig. 2(a): retrainings watched epoch by epoch. */
export const curveSchema = z.strictObject({
  method: z.literal("retraining"),
  network: edgeRetrainingSchema,
  images: imageSchema,
  epochs: z.int().min(1),
  /** all of them by default */
  ways: z.array(z.enum(WAYS)).min(1).optional(),
  /** what the twin chooses by in (8): the labels that the first model gives, as printed, or the true ones */
  labels: z.enum(["given", "true"]).optional(),
});
export type CurveRun = z.output<typeof curveSchema>;

/** What a run of paper D is told. */
export const schema = z.union([servingSchema, curveSchema]);
export type Run = z.output<typeof schema>;
/** The same where what has a default may be left out. */
export type RunOptions = z.input<typeof schema>;
