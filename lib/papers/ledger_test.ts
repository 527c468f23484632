import { mkdtempSync, readFileSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../records/index.ts";
import { VERDICTS } from "../statistics/index.ts";
import { LEDGER_PAGE, type LedgerClaim, ledger, ledgerPage, readLedger } from "../study/index.ts";
import { PAPERS } from "./index.ts";

test("every committed verdict is the one that the rule gives for the committed tables", async () => {
  // What this machine has run beside the committed tables is not judged here.
  process.env.TWINLAB_DATA = mkdtempSync(join(tmpdir(), "twinlab-"));
  symlinkSync(join(ROOT, "data/results"), join(process.env.TWINLAB_DATA, "results"));
  const committed = readLedger();
  const { claims: judged } = await ledger(PAPERS.map(({ study }) => study));
  const verdicts = (claims: readonly LedgerClaim[]) =>
    claims.map(({ id, reading, verdict, verdictHolm }) => [id, reading, verdict, verdictHolm]);
  expect(verdicts(judged)).toEqual(verdicts(committed));
  for (const [i, { ours, low, high, seeds }] of judged.entries()) {
    const claim = committed[i];
    expect(ours).toBeCloseTo(claim?.ours ?? Number.NaN, 4);
    expect(low).toBeCloseTo(claim?.low ?? Number.NaN, 4);
    expect(high).toBeCloseTo(claim?.high ?? Number.NaN, 4);
    expect(seeds).toBeGreaterThanOrEqual(5);
  }
  // Readings beside the verdict's may have five; every statement has a row of ten or more, but for paper D's episodes,
  // in which image models are trained by the thousand.
  for (const rows of Map.groupBy(judged, ({ statement }) => statement).values()) {
    const least = /^D[23]/.test(rows[0]?.id ?? "") ? 5 : 10;
    expect(Math.max(...rows.map(({ seeds }) => seeds))).toBeGreaterThanOrEqual(least);
  }
}, 300_000);

test("the page is made of the committed ledger", () => {
  expect(readFileSync(LEDGER_PAGE, "utf8")).toBe(ledgerPage(readLedger()));
});

test("a row of the ledger has no hole", () => {
  for (const claim of readLedger()) {
    expect(Object.values(claim).every((value) => value !== null && value !== "")).toBe(true);
    expect(VERDICTS).toContain(claim.verdict);
  }
});
