import { relative } from "node:path";
import { exportFigure, show } from "../../figures/index.ts";
import { atlasFigure, claimMap, lookAt, mapFigures, mapText, readMap, writeAtlas } from "../../maps/index.ts";
import { MAPPED, mappedClaim } from "../../papers/claimMaps.ts";
import { PAPERS } from "../../papers/index.ts";
import { tableOf } from "../../study/index.ts";
import { assignments, readOptions, runJobsOptions, seedsOf } from "../options.ts";

/**
 * Draws the map of a claim: under which readings of its paper it holds. With --set or --seeds it measures one reading; without
 * a claim it draws the atlas of all maps that there are.
 */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readOptions(args);
  const [id] = positionals;
  if (id === undefined) {
    await drawAtlas();
    return 0;
  }
  const claim = mappedClaim(id);
  if (values.set !== undefined || values.seeds !== undefined) {
    const looks = await lookAt(
      claim,
      assignments(values.set ?? []),
      seedsOf(values.seeds ?? "0..4"),
      runJobsOptions(values),
    );
    if (values.json) console.log(JSON.stringify(looks));
    else await show(tableOf(looks));
    return 0;
  }
  const report = await claimMap(claim, {
    ...runJobsOptions(values),
    ...(values.budget !== undefined && { budget: Number(values.budget) }),
    ...(values.over !== undefined && { over: values.over.flatMap((paths) => paths.split(",")) }),
  });
  for (const figure of mapFigures(report)) await exportFigure(figure);
  await drawAtlas(values.json);
  if (values.json) console.log(JSON.stringify(report));
  else await show(mapText(report));
  return 0;
}

/** The atlas, as a page and as one picture. */
async function drawAtlas(quiet = false): Promise<void> {
  const reports = MAPPED.flatMap(({ id }) => readMap(id)?.report ?? []);
  const page = writeAtlas(PAPERS);
  const pictures = reports.length === 0 ? [] : await exportFigure(atlasFigure(reports));
  if (!quiet) for (const path of [page, ...pictures]) console.log(relative(process.cwd(), path));
}
