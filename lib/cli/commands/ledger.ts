import { show } from "../../figures/index.ts";
import { writeJson } from "../../records/index.ts";
import { claimsOf, LEDGER, ledger, ledgerText, readLedger } from "../../study/index.ts";
import { readOptions } from "../options.ts";
import { STUDIES } from "../studies.ts";

/** Judges claims anew by the committed results: those that are named, else all. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readOptions(args);
  for (const id of positionals) claimsOf(readLedger(), id); // an unknown one is refused before anything is read
  const isAll = values.save || positionals.length === 0;
  const asked = STUDIES.filter(({ letter }) => isAll || positionals.some((id) => id.startsWith(letter)));
  const { claims, open } = await ledger(asked);
  const chosen = positionals.length === 0 ? claims : positionals.flatMap((id) => claimsOf(claims, id));
  for (const sentence of open) console.error(sentence);
  if (values.save) writeJson(LEDGER, claims);
  if (values.json) console.log(JSON.stringify(chosen));
  else await show(ledgerText(chosen, { reasons: true }));
  return 0;
}
