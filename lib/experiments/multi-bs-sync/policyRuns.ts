import { z } from "zod";
import { MultiBsSync, multiBsSyncSchema } from "../../environments/index.ts";
import type { RunContext } from "../experiment.ts";
import { playGrid } from "../playGrid.ts";
import { PREDICTOR_FORMS } from "../predictors.ts";
import { FAMILIES, type Family } from "./policyGrid.ts";
import { trainedPredictor } from "./predictorRuns.ts";

/** Rows of the environment for each seed. */
const COPIES = 10;

export const policyRunSchema = z.strictObject({
  method: z.literal("policies"),
  network: multiBsSyncSchema,
  /** a GRU in the twin, in place of the network's closed form, and the trajectories that it learns from */
  predictor: z.enum(PREDICTOR_FORMS).optional(),
  trajectories: z.int().min(1).optional(),
  policies: z.partialRecord(z.enum(Object.keys(FAMILIES) as [Family, ...Family[]]), z.array(z.number().min(0))),
  /** per seed, on which the best of a family is chosen, and on which it is judged */
  selectionEpisodes: z.int().min(1),
  evaluationEpisodes: z.int().min(1),
});
export type PolicyRun = z.output<typeof policyRunSchema>;

/** Policies that need no learning: every policy of a grid on selection and on evaluation episodes. */
export async function runPolicies(
  configuration: PolicyRun,
  seeds: readonly number[],
  context: RunContext,
): Promise<void> {
  const { network, policies, predictor = "closed form", trajectories = 1, ...episodes } = configuration;
  const { selectionEpisodes, evaluationEpisodes } = episodes;
  const learned = trainedPredictor({ network, predictor, trajectories }, seeds);
  const environment = new MultiBsSync(network, { seeds, copies: COPIES, ...(learned && { predictor: learned }) });
  const sizes = { seeds, selectionEpisodes, evaluationEpisodes };
  await playGrid(environment, (family, parameter) => FAMILIES[family].make(parameter), policies, sizes, context);
  learned?.dispose();
}
