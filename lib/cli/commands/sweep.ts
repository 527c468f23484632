import { relative } from "node:path";
import { exportFigure, show } from "../../figures/index.ts";
import { sweep, sweepFigures } from "../../study/index.ts";
import { assignments, profileOf, readOptions, runJobsOptions, seedsOf } from "../options.ts";
import { studyNamed } from "../studies.ts";
import { overOf } from "../sweepValues.ts";

/** Runs a setting of a study over a grid of values, prints a metric of each cell, and draws it over one key or two. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readOptions(args);
  const { setting = "", method, metric, x, by, seeds } = values;
  const study = studyNamed(positionals[0]);
  const over = overOf(values.over ?? []);
  const key = [x, by].find((one) => one !== undefined && !Object.hasOwn(over, one));
  if (key !== undefined) throw new RangeError(`${key} is not swept; --over has ${Object.keys(over).join(", ")}`);
  if (by !== undefined && x === undefined) throw new RangeError(`--by ${by}: is the second key; give the first by --x`);
  const swept = await sweep({
    study,
    setting,
    over,
    set: assignments(values.set ?? []),
    profile: profileOf(values.profile),
    ...(method !== undefined && { method }),
    ...(metric !== undefined && { metric }),
    ...(seeds !== undefined && { seeds: seedsOf(seeds) }),
    ...runJobsOptions(values),
  });
  if (values.json) console.log(JSON.stringify(swept.cells.toRecords()));
  else await show(swept.cells);
  if (x === undefined) return 0;
  for (const figure of sweepFigures(swept, { x, study: study.name, ...(by !== undefined && { by }) })) {
    const paths = await exportFigure(figure);
    if (!values.json) console.log(paths.map((path) => relative(process.cwd(), path)).join("  "));
  }
  return 0;
}
