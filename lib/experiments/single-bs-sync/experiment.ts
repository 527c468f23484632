import { z } from "zod";
import { SingleBsSync, type SingleBsSyncOptions, singleBsSyncSchema } from "../../environments/index.ts";
import { meansBySeed, type PolicyMaker } from "../../policies/index.ts";
import type { Experiment, Profile, RunContext, Task } from "../experiment.ts";
import { figures } from "./figures.ts";
import { FAMILIES, type Family, FULL_GRID, PERIOD_GRID, SMALL_GRID } from "./policyGrid.ts";
import { MAP_STEPS, SETTINGS } from "./settings.ts";
import { summary } from "./summary.ts";

/** Rows of the environment for each seed. */
const COPIES = 8;

const schema = z.strictObject({
  network: singleBsSyncSchema,
  policies: z.partialRecord(z.enum(Object.keys(FAMILIES) as [Family, ...Family[]]), z.array(z.number().min(0))),
  /** per seed, on which the best of a family is chosen, and on which it is judged */
  selectionEpisodes: z.int().min(1),
  evaluationEpisodes: z.int().min(1),
});
export type PolicyRun = z.output<typeof schema>;

/**
 * Paper C under policies that need no learning: every policy of a grid on selection and on evaluation episodes. A row of
 * metrics is one policy's mean over the slots of one seed's episodes.
 */
export const singleBsSync: Experiment<PolicyRun> = {
  name: "single-bs-sync",
  title: "One base station keeps a twin in step (paper C)",
  version: 1,
  schema,
  plan,
  run,
  figures,
  summary,
};

function plan(profile: Profile): Task<PolicyRun>[] {
  const size = {
    smoke: { seeds: 5, selectionEpisodes: 8, evaluationEpisodes: 8, grid: SMALL_GRID, steps: [1, 5] },
    quick: { seeds: 5, selectionEpisodes: 40, evaluationEpisodes: 80, grid: FULL_GRID, steps: MAP_STEPS },
    paper: { seeds: 10, selectionEpisodes: 200, evaluationEpisodes: 200, grid: FULL_GRID, steps: MAP_STEPS },
  }[profile];
  const { seeds, selectionEpisodes, evaluationEpisodes, grid, steps } = size;
  const task = (setting: string, network: SingleBsSyncOptions, policies = grid): Task<PolicyRun> => ({
    method: "policies",
    setting,
    seeds,
    configuration: schema.parse({ network, policies, selectionEpisodes, evaluationEpisodes }),
  });
  const named = Object.entries(SETTINGS).map(([setting, { network }]) => task(setting, network));
  const mapped = steps.map((stepM) => task(`map, step ${stepM}`, { stepM }, PERIOD_GRID));
  return [...named, ...mapped];
}

async function run(configuration: PolicyRun, seeds: readonly number[], context: RunContext): Promise<void> {
  const { network, policies, selectionEpisodes, evaluationEpisodes } = configuration;
  const environment = new SingleBsSync(network, { seeds, copies: COPIES });
  const candidates = Object.entries(policies).flatMap(([family, parameters]) =>
    (parameters ?? []).flatMap((parameter) => [
      { family: family as Family, parameter, purpose: "selection" as const, episodes: selectionEpisodes },
      { family: family as Family, parameter, purpose: "evaluation" as const, episodes: evaluationEpisodes },
    ]),
  );
  const done = (context.restored as number | undefined) ?? 0;
  for (const [i, { family, parameter, purpose, episodes }] of candidates.entries()) {
    if (i < done) continue;
    const policy: PolicyMaker<SingleBsSync> = FAMILIES[family].make(parameter);
    for (const means of meansBySeed(environment, policy, { seeds, episodes, purpose })) {
      context.record({ purpose, family, parameter, ...means });
    }
    context.progress((i + 1) / candidates.length);
    await context.checkpoint(() => i + 1);
  }
}
