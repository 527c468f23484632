import { show } from "../../figures/index.ts";
import { claimMap, mapText } from "../../maps/index.ts";
import { PAPERS } from "../../papers/index.ts";
import { readOptions, runJobsOptions } from "../options.ts";

/** Draws the map of a claim: under which readings of its paper it holds. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readOptions(args);
  const claims = PAPERS.flatMap(({ maps }) => maps);
  const claim = claims.find(({ id }) => id === positionals[0]);
  if (claim === undefined)
    throw new RangeError(`claim "${positionals[0] ?? ""}" has no map; ${claims.map(({ id }) => id).join(", ")} have one`);
  const report = await claimMap(claim, {
    ...runJobsOptions(values),
    ...(values.budget !== undefined && { budget: Number(values.budget) }),
    ...(values.over !== undefined && { over: values.over.flatMap((paths) => paths.split(",")) }),
  });
  if (values.json) console.log(JSON.stringify(report));
  else await show(mapText(report));
  return 0;
}
