import { join } from "node:path";
import { ROOT, readJson } from "../records/index.ts";
import { holm, type Interval, LEVEL, type Verdict } from "../statistics/index.ts";
import { type Claim, verdictAt } from "./claim.ts";
import { missingRuns, reproduce } from "./reproduce.ts";
import type { Study } from "./study.ts";

/** Where the ledger is committed, as data and as a page. */
export const LEDGER = join(ROOT, "data/ledger.json");
export const LEDGER_PAGE = join(ROOT, "data/ledger.md");

/** A claim among those of its paper: what is left of its verdict once it counts that there were many to find something in. */
export interface LedgerClaim extends Claim {
  /** p value adjusted for the paper's claims, by Holm */
  readonly pHolm: number;
  /** verdict by the interval of Holm's confidence */
  readonly verdictHolm: Verdict;
  /** of a headline whose map is drawn: the share of readings in which the claim holds in size, and which axes decide */
  readonly map?: Interval & { readonly decidedBy: readonly string[] };
}

/** Claims that are judged, and papers that are not. */
export interface Ledger {
  readonly claims: readonly LedgerClaim[];
  /** Papers not judged yet: a sentence for each paper with incomplete results. */
  readonly open: readonly string[];
}

/** Every claim of every paper with complete results of the paper profile, judged anew. */
export async function ledger(studies: readonly Study[]): Promise<Ledger> {
  const claims: LedgerClaim[] = [];
  const open: string[] = [];
  for (const study of studies) {
    const missing = missingRuns(study, "paper");
    if (missing > 0) {
      const command = `npx twinlab reproduce ${study.name} --profile paper`;
      open.push(`${study.name} is not judged yet: ${missing} of its runs are missing; \`${command}\` computes them`);
      continue;
    }
    claims.push(...inFamily(study.claims(await reproduce(study, { profile: "paper", compute: false }))));
  }
  return { claims, open };
}

/** The claims of one paper with Holm's correction for their number. */
export function inFamily(claims: readonly Claim[]): LedgerClaim[] {
  return holm(claims.map(({ p }) => p)).map(({ adjusted, level }, i) => {
    // A wider interval may only take away from a verdict.
    const verdictHolm = adjusted <= 1 - LEVEL ? claims[i].verdict : verdictAt(claims[i], level);
    return { ...claims[i], pHolm: adjusted, verdictHolm };
  });
}

/** The committed ledger. */
export function readLedger(): LedgerClaim[] {
  return readJson<LedgerClaim[]>(LEDGER);
}

/**
 * The claims of an identity ("D1"), or of a paper ("D").
 *
 * @throws RangeError where there are none
 */
export function claimsOf(ledger: readonly LedgerClaim[], id: string): LedgerClaim[] {
  const found = ledger.filter((claim) => claim.id === id || claim.id.charAt(0) === id);
  if (found.length > 0) return found;
  const known = [...new Set(ledger.map((claim) => claim.id))].join(", ");
  throw new RangeError(`claim: ${id} is not in the ledger, which has ${known}; the letter alone gives a paper's`);
}
