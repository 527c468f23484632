import { show } from "../../figures/index.ts";
import { readLedger, verdictCounts } from "../../study/index.ts";
import { readOptions, reproduceOptions } from "../options.ts";
import { STUDIES, tablesAndFigures } from "../studies.ts";

/** Runs every study in the quick profile and ends with the counts of verdicts. */
export async function run(args: string[]): Promise<number> {
  const { values } = readOptions(args);
  for (const study of STUDIES) await tablesAndFigures(study, reproduceOptions(values));
  console.log(
    "\nVerdicts on the papers' claims, by the committed results (`npx twinlab ledger` tells each, with its reason)",
  );
  await show(verdictCounts(readLedger()));
  console.log("Next: `npm run lab` opens the notebooks, `npx twinlab --help` lists the commands.");
  return 0;
}
