import { join } from "node:path";
import { ROOT, readJson } from "../records/index.ts";
import type { Claim } from "./claim.ts";
import { missingRuns, reproduce } from "./reproduce.ts";
import type { Study } from "./study.ts";

/** Where the ledger is committed. */
export const LEDGER = join(ROOT, "data/ledger.json");

/** Claims that are judged, and papers that are not. */
export interface Ledger {
  readonly claims: readonly Claim[];
  /** Papers not judged yet: a sentence for each paper with incomplete results. */
  readonly open: readonly string[];
}

/** Every claim of every paper with complete results of the paper profile, judged anew. */
export async function ledger(studies: readonly Study[]): Promise<Ledger> {
  const claims: Claim[] = [];
  const open: string[] = [];
  for (const study of studies) {
    const missing = missingRuns(study, "paper");
    if (missing > 0) {
      const command = `npx twinlab reproduce ${study.name} --profile paper`;
      open.push(`${study.name} is not judged yet: ${missing} of its runs are missing; \`${command}\` computes them`);
      continue;
    }
    claims.push(...study.claims(await reproduce(study, { profile: "paper", compute: false })));
  }
  return { claims, open };
}

/** The committed ledger. */
export function readLedger(): Claim[] {
  return readJson<Claim[]>(LEDGER);
}

/**
 * The claims of an identity ("D1"), or of a paper ("D").
 *
 * @throws RangeError where there are none
 */
export function claimsOf(ledger: readonly Claim[], id: string): Claim[] {
  const found = ledger.filter((claim) => claim.id === id || claim.id.charAt(0) === id);
  if (found.length > 0) return found;
  const known = [...new Set(ledger.map((claim) => claim.id))].join(", ");
  throw new RangeError(`claim: ${id} is not in the ledger, which has ${known}; the letter alone gives a paper's`);
}
