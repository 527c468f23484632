import { reproduce, restricted } from "../../study/index.ts";
import { readOptions, reproduceOptions } from "../options.ts";
import { print, studyNamed } from "../studies.ts";

/** Runs one setting of a study and prints its tables. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readOptions(args);
  const options = reproduceOptions(values);
  const study = studyNamed(positionals[0]);
  const { setting, method } = values;
  const part = restricted(study, options.profile, { ...(setting && { setting }), ...(method && { method }) });
  const results = await reproduce(part, options);
  const tables = study.summary(results);
  // A setting alone may be too little for the study's tables: its rows are shown as they are.
  await print(Object.keys(tables).length > 0 ? tables : { [`Rows of ${setting}`]: results.table }, values.json);
  return 0;
}
