import { join } from "node:path";
import pl, { type DataFrame } from "nodejs-polars";
import { ROOT, readJson } from "../records/index.ts";
import type { Claim } from "./claim.ts";
import { EXPERIMENTS } from "./registry.ts";
import { reproduce } from "./reproduce.ts";

/** Where the ledger is committed. */
export const LEDGER = join(ROOT, "data/ledger.json");

/**
 * Every claim of every paper, judged anew from the results of the paper profile.
 *
 * @throws Error where results are missing
 */
export async function ledger(): Promise<Claim[]> {
  const claims: Claim[] = [];
  for (const experiment of Object.values(EXPERIMENTS)) {
    claims.push(...experiment.claims(await reproduce(experiment, { profile: "paper", compute: false })));
  }
  return claims;
}

/** The committed ledger. */
export function readLedger(): Claim[] {
  return readJson<Claim[]>(LEDGER);
}

/** The ledger as a table to read. */
export function ledgerTable(claims: readonly Claim[]): DataFrame {
  const rows = claims.map(({ id, reading, paper, ours, low, high, verdict, reason }) => {
    return { id, reading, paper: String(paper), ours, low, high, verdict, reason };
  });
  return pl.readRecords(rows, { inferSchemaLength: rows.length });
}
