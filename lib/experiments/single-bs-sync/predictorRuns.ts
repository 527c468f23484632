import { z } from "zod";
import { SingleBsSync, type SingleBsSyncConfiguration, singleBsSyncSchema } from "../../environments/index.ts";
import type { RandomWalk } from "../../mobility/index.ts";
import type { GruPredictor } from "../../neural/index.ts";
import type { RunContext } from "../experiment.ts";
import * as predictors from "../predictors.ts";

export const predictorRunSchema = z.strictObject({
  method: z.literal("predictor"),
  network: singleBsSyncSchema,
  /** a GRU, or all closed forms at once */
  predictor: z.enum(["closed form", ...predictors.PREDICTOR_FORMS]),
  /** of 30 slots, 2,000 in the paper */
  trajectories: z.int().min(1),
  testTrajectories: z.int().min(1),
});
export type PredictorRun = z.output<typeof predictorRunSchema>;

/** What of a run says which predictor it wants. */
type Wanted = {
  readonly network: SingleBsSyncConfiguration;
  readonly predictor: string;
  readonly trajectories: number;
};

/** Errors of predictors on fresh trajectories: for each user one step ahead, and the mean over users further ahead. */
export async function runPredictor(
  configuration: PredictorRun,
  seeds: readonly number[],
  context: RunContext,
): Promise<void> {
  predictors.recordPredictionErrors(taskOf(configuration, seeds), configuration.testTrajectories, context);
}

/** The predictor that a configuration asks for, trained once for each block of seeds; undefined for closed forms. */
export function trainedPredictor(configuration: Wanted, seeds: readonly number[]): GruPredictor | undefined {
  return predictors.trainedPredictor(taskOf(configuration, seeds));
}

function taskOf({ network, predictor, trajectories }: Wanted, seeds: readonly number[]): predictors.PredictorTask {
  const { window, areaM, stepM, concentration } = network;
  return {
    experiment: "single-bs-sync",
    seeds,
    walk: (copies) => new SingleBsSync(network, { seeds, copies }).movement as RandomWalk,
    law: { areaM, stepM, concentration },
    window,
    scale: areaM / 2,
    form: predictor,
    trajectories,
  };
}
