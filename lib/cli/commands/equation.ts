import { PAPERS } from "../../papers/index.ts";
import { equationNamed } from "../../study/index.ts";
import { readOptions } from "../options.ts";

/** Shows what computes an equation. */
export async function run(args: string[]): Promise<number> {
  const { positionals } = readOptions(args);
  const sources = equationNamed(PAPERS, positionals.join(" "));
  console.log(sources.map(({ name, file, line, text }) => `${name}  ${file}:${line}\n\n${text}`).join("\n\n"));
  return 0;
}
