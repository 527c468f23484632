import { runNotebook } from "../notebook.ts";
import { profileOf, readOptions } from "../options.ts";

/** Executes a notebook headless. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readOptions(args);
  return runNotebook(positionals[0] ?? "", { profile: profileOf(values.profile), save: values.save ?? false });
}
