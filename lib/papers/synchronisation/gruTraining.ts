import { z } from "zod";
import { count, learningRate } from "../../configuration/index.ts";

/**
 * Training of the twin's GRU by C (11), C (12), B (14), B (15): how much it sees, and how it learns. The papers give the
 * number of trajectories; what is marked "chosen" trains a GRU of paper C's users until its error stays where it is.
 */
export const gruTrainingSchema = z.strictObject({
  /** of 30 slots each */
  trajectories: z.int().min(1).default(2000),
  /** chosen; two at least, for convergence is judged between two */
  epochs: z.int().min(2).max(1e6).default(30),
  /** samples per update; chosen. Small ones make more updates of the same work. */
  batchSize: count(1e6).default(32),
  /** step size at the beginning, and in the last fifth, to which it falls in a straight line; chosen. Equal: it stays. */
  learningRate: learningRate.default(2e-3),
  finalLearningRate: learningRate.default(5e-5),
});
/** Training of the twin's GRU. */
export type GruTraining = Readonly<z.output<typeof gruTrainingSchema>>;
