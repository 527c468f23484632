import { show } from "../../figures/index.ts";
import { withMaps } from "../../maps/index.ts";
import { writeAtomically } from "../../records/index.ts";
import { claimsOf, LEDGER, LEDGER_PAGE, ledger, ledgerPage, ledgerText } from "../../study/index.ts";
import { readOptions } from "../options.ts";
import { STUDIES, studyNamed } from "../studies.ts";

/** Judges claims anew by the committed results: those that are named, else all. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readOptions(args);
  const named = positionals.map((id) => studyNamed(/^[A-Z]/.test(id) ? id.charAt(0) : id));
  const isAll = values.save || positionals.length === 0;
  const { claims: judged, open } = await ledger(STUDIES.filter((study) => isAll || named.includes(study)));
  const claims = withMaps(judged);
  const chosen = positionals.length === 0 ? claims : positionals.flatMap((id) => claimsOf(claims, id));
  for (const sentence of open) console.error(sentence);
  if (values.save) {
    // A claim a line: indented, the numbers behind them would be half of the file.
    writeAtomically(LEDGER, `[\n${claims.map((claim) => JSON.stringify(claim)).join(",\n")}\n]\n`);
    writeAtomically(LEDGER_PAGE, ledgerPage(claims));
  }
  if (values.json) console.log(JSON.stringify(chosen));
  else await show(ledgerText(chosen, { reasons: true }));
  return 0;
}
