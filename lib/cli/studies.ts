import { relative } from "node:path";
import type { DataFrame } from "nodejs-polars";
import { exportFigure, figuresRoot, show, writeIndex } from "../figures/index.ts";
import { PAPERS } from "../papers/index.ts";
import { dataFolder } from "../records/index.ts";
import {
  type Profile,
  paperNamed,
  type ReproduceOptions,
  type Results,
  reproduce,
  type Study,
} from "../study/index.ts";

/** The studies of all papers. */
export const STUDIES: readonly Study[] = PAPERS.map(({ study }) => study);

/** The study of a paper by its name or letter. */
export function studyNamed(name = ""): Study {
  return paperNamed(PAPERS, name).study;
}

type Options = ReproduceOptions & { readonly profile: Profile };

/** Runs what is missing of a study, prints its tables, draws its figures. */
export async function tablesAndFigures(study: Study, options: Options, asJson = false): Promise<void> {
  if (!asJson) console.log(study.title);
  const results = await reproduce(study, options);
  if (results.seeds.length < 2 && !asJson)
    console.log(`Seed ${results.seeds.join()} is kept; tables and figures hold intervals over seeds: run two or more.`);
  await print(study.summary(results), asJson);
  await draw(study, results, options.profile, asJson);
}

/** Only the paper profile writes to figures/, where pictures are committed; the others have a folder of their own. */
export async function draw(study: Study, results: Results, profile: Profile, quiet = false): Promise<void> {
  const root = profile === "paper" ? figuresRoot() : dataFolder("runs", "figures");
  for (const figure of study.figures(results)) {
    const paths = await exportFigure(figure, root);
    if (!quiet) console.log(paths.map((path) => relative(process.cwd(), path)).join("  "));
  }
  const index = await writeIndex(root);
  if (!quiet) console.log(relative(process.cwd(), index));
}

/** Prints tables with their titles, or all of them as JSON. */
export async function print(tables: Readonly<Record<string, DataFrame>>, asJson = false): Promise<void> {
  if (asJson)
    return console.log(
      JSON.stringify(Object.fromEntries(Object.entries(tables).map(([title, table]) => [title, table.toRecords()]))),
    );
  for (const [title, table] of Object.entries(tables)) {
    console.log(`\n${title}`);
    await show(table);
  }
}
