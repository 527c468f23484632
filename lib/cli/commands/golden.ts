import { join } from "node:path";
import { runGolden } from "../../golden/runGolden.ts";
import { selectBackend } from "../../neural/index.ts";
import { PAPERS } from "../../papers/index.ts";
import { ROOT } from "../../records/index.ts";
import { goldenOf } from "../../study/index.ts";
import { readOptions } from "../options.ts";

/** Compares the library with the test vectors of a folder. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readOptions(args);
  const folder = positionals[0] ?? join(ROOT, "data/golden");
  await selectBackend();
  const { passed, skipped, failures } = runGolden(folder, await goldenOf(PAPERS), values.functions?.split(","));
  for (const failure of failures) console.log(failure);
  console.log(`${passed} passed, ${failures.length} failed, ${skipped} skipped`);
  return failures.length === 0 ? 0 : 1;
}
