import { z } from "zod";
import type { Environment } from "../../environments/index.ts";
import type { PolicyMaker } from "../../policies/index.ts";
import type { RunContext } from "../../study/index.ts";
import { type GruTraining, gruTrainingSchema } from "./gruTraining.ts";
import { type Grid, playGrid } from "./playGrid.ts";
import { predictorName, trainedPredictor } from "./predictorRuns.ts";
import type { TwinNetwork } from "./twinNetwork.ts";

/** Families of policies that need no learning, each with one parameter (0 where it has none). */
export type Families<E extends Environment, F extends string = string> = Readonly<
  Record<F, { readonly label: string; readonly make: (parameter: number) => PolicyMaker<E> }>
>;

/** The families whose policies a run plays, and how many copies it plays at once. */
export interface Candidates<E extends Environment, F extends string> {
  readonly families: Families<E, F>;
  /** rows of the environment for each seed */
  readonly copies: number;
}

/** A run of policies that need no learning. */
export const policyRunSchema = <N extends z.ZodType, F extends string>(
  network: N,
  families: Readonly<Record<F, unknown>>,
) =>
  z.strictObject({
    method: z.literal("policies"),
    network,
    predictor: predictorName.default("closed form"),
    gruTraining: gruTrainingSchema.prefault({}),
    policies: z.partialRecord(z.enum(Object.keys(families) as [F, ...F[]]), z.array(z.number().min(0))),
    /** per seed, on which the best of a family is chosen, and on which it is judged */
    selectionEpisodes: z.int().min(1),
    evaluationEpisodes: z.int().min(1),
  });

/** Runs every policy of a grid on selection and on evaluation episodes: a row of metrics is one policy and seed. */
export async function runPolicies<E extends Environment, C, F extends string>(
  kind: TwinNetwork<E, C>,
  { families, copies }: Candidates<E, F>,
  configuration: {
    readonly network: C;
    readonly predictor: string;
    readonly gruTraining: GruTraining;
    readonly policies: Grid<F>;
    readonly selectionEpisodes: number;
    readonly evaluationEpisodes: number;
  },
  seeds: readonly number[],
  context: RunContext,
): Promise<void> {
  const { network, predictor, gruTraining, policies, ...sizes } = configuration;
  const learned = trainedPredictor(kind, { network, predictor, gruTraining }, seeds);
  const environment = kind.make(network, { seeds, copies, ...(learned && { predictor: learned }) });
  await playGrid(
    environment,
    (family, parameter) => families[family].make(parameter),
    policies,
    { seeds, ...sizes },
    context,
  );
  learned?.dispose();
}
