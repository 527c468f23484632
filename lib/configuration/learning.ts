import { z } from "zod";
import { count } from "./quantities.ts";

/** Fields that the options of learners and of trainings have in common; each says what it allows. */

/** A share, or a probability: 0 to 1. */
export const share = z.number().min(0).max(1);

/** A step size; 0 freezes what is trained. */
export const learningRate = z.number().min(0).max(1);

/** The width of a layer: more than this no machine trains. */
export const layerWidth = count(16_384);

/** Widths of hidden layers; none makes the network linear. */
export const layerWidths = z.array(layerWidth).max(64).readonly();

/** What Adam adds to the root of the second moment, large enough for 32 bits. */
export const adamEpsilon = z.number().min(1e-30).max(1);

/**
 * A straight line from `start` to `end`.
 *
 * @param value what both ends must be
 */
export function linearSchedule(value: z.ZodNumber) {
  return z.strictObject({
    start: value,
    end: value,
    /** Steps of the environment, per copy. */
    steps: z.number().min(0),
    /** 0 by default */
    from: z.number().min(0).exactOptional(),
  });
}
