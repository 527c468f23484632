import { readOptions, reproduceOptions } from "../options.ts";
import { studyNamed, tablesAndFigures } from "../studies.ts";

/** Computes what is missing of a study, prints its tables, draws its figures. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readOptions(args);
  await tablesAndFigures(studyNamed(positionals[0]), reproduceOptions(values), values.json);
  return 0;
}
