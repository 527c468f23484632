import { z } from "zod";
import type { Environment } from "../../environments/index.ts";
import type { GruPredictor } from "../../neural/index.ts";
import type { RunContext } from "../../study/index.ts";
import { type GruTraining, gruTrainingSchema } from "./gruTraining.ts";
import { PREDICTOR_FORMS, type PredictorTask, trainPredictor } from "./predictors.ts";
import { recordPredictions } from "./recordPredictions.ts";
import { type TwinNetwork, walkOf } from "./twinNetwork.ts";

/** A GRU in the twin, or the network's closed form; where only errors are asked for, all closed forms at once. */
export const predictorName = z.enum(["closed form", ...PREDICTOR_FORMS]);

/** A run that measures errors of predictors, without learners. */
export const predictorRunSchema = <N extends z.ZodType>(network: N) =>
  z.strictObject({
    method: z.literal("predictor"),
    network,
    predictor: predictorName,
    gruTraining: gruTrainingSchema.prefault({}),
    testTrajectories: z.int().min(1),
  });

/** The part of a run's configuration that chooses its predictor. */
interface PredictorChoice<C> {
  readonly network: C;
  readonly predictor: string;
  readonly gruTraining: GruTraining;
}

/** Records how predictors do on fresh trajectories, see `recordPredictions`. */
export async function runPredictor<E extends Environment, C>(
  kind: TwinNetwork<E, C>,
  configuration: PredictorChoice<C> & { readonly testTrajectories: number },
  seeds: readonly number[],
  context: RunContext,
): Promise<void> {
  recordPredictions(taskOf(kind, configuration, seeds), configuration.testTrajectories, context);
}

/** The predictor that a configuration asks for, trained once for each block of seeds; undefined for closed forms. */
export function trainedPredictor<E extends Environment, C>(
  kind: TwinNetwork<E, C>,
  configuration: PredictorChoice<C>,
  seeds: readonly number[],
): GruPredictor | undefined {
  return trainPredictor(taskOf(kind, configuration, seeds))?.predictor;
}

function taskOf<E extends Environment, C>(
  kind: TwinNetwork<E, C>,
  { network, predictor: form, gruTraining: training }: PredictorChoice<C>,
  seeds: readonly number[],
): PredictorTask {
  const { experiment } = kind;
  const walk = (copies: number) => walkOf(kind, network, { seeds, copies });
  const walks = { window: kind.window(network), law: kind.law(network), scale: kind.scale(network) };
  return { experiment, seeds, walk, form, training, ...walks };
}
