import { show } from "../../figures/index.ts";
import { writeAtomically, writeJson } from "../../records/index.ts";
import { claimsOf, LEDGER, LEDGER_PAGE, ledger, ledgerPage, ledgerText } from "../../study/index.ts";
import { readOptions } from "../options.ts";
import { STUDIES, studyNamed } from "../studies.ts";

/** Judges claims anew by the committed results: those that are named, else all. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readOptions(args);
  const named = positionals.map((id) => studyNamed(/^[A-Z]/.test(id) ? id.charAt(0) : id));
  const isAll = values.save || positionals.length === 0;
  const { claims, open } = await ledger(STUDIES.filter((study) => isAll || named.includes(study)));
  const chosen = positionals.length === 0 ? claims : positionals.flatMap((id) => claimsOf(claims, id));
  for (const sentence of open) console.error(sentence);
  if (values.save) {
    writeJson(LEDGER, claims);
    writeAtomically(LEDGER_PAGE, ledgerPage(claims));
  }
  if (values.json) console.log(JSON.stringify(chosen));
  else await show(ledgerText(chosen, { reasons: true }));
  return 0;
}
