import type { Environment } from "../../environments/index.ts";
import { meansBySeed, type PolicyMaker } from "../../policies/index.ts";
import type { RunContext } from "../../study/index.ts";

/** Families of policies, and the parameters that are tried in each. */
export type Grid<F extends string> = Readonly<Partial<Record<F, readonly number[]>>>;

/** Plays every policy of a grid on selection and on evaluation episodes: a row of metrics is one policy and seed. */
export async function playGrid<F extends string, E extends Environment>(
  environment: E,
  make: (family: F, parameter: number) => PolicyMaker<E>,
  grid: Grid<F>,
  sizes: {
    readonly seeds: readonly number[];
    readonly selectionEpisodes: number;
    readonly evaluationEpisodes: number;
  },
  context: RunContext,
): Promise<void> {
  const { seeds, selectionEpisodes, evaluationEpisodes } = sizes;
  const candidates = (Object.entries(grid) as [F, readonly number[]][]).flatMap(([family, parameters]) =>
    parameters.flatMap((parameter) => [
      { family, parameter, purpose: "selection" as const, episodes: selectionEpisodes },
      { family, parameter, purpose: "evaluation" as const, episodes: evaluationEpisodes },
    ]),
  );
  const done = context.resume({});
  for (const [i, { family, parameter, purpose, episodes }] of candidates.entries()) {
    if (i < done) continue;
    for (const means of meansBySeed(environment, make(family, parameter), { seeds, episodes, purpose })) {
      context.record({ purpose, family, parameter, ...means });
    }
    context.progress((i + 1) / candidates.length);
    await context.checkpoint(i + 1);
  }
}
