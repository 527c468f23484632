import { expect, test } from "vitest";
import type { Claim } from "../study/claim.ts";
import { claimsOf, readLedger } from "../study/ledger.ts";
import { ledgerText, verdictCounts, verdicts } from "../study/ledgerText.ts";

const CLAIM: Claim = {
  id: "X1",
  experiment: "none",
  figure: "Fig. 9",
  statement: "it gains",
  reading: "short",
  paper: "> 0",
  ours: 1.2345,
  low: 0.5,
  high: 2,
  seeds: 10,
  window: "all",
  verdict: "reproduced",
  reason: "a | b",
};

test("readings of a statement stand in one table under it, intervals with two digits of their half width", () => {
  const other = {
    ...CLAIM,
    reading: "much longer",
    ours: 123,
    low: 100,
    high: 146,
    verdict: "direction only",
  } as const;
  const ended = { ...CLAIM, statement: "it ends", ours: 0, low: 0, high: 0 };
  expect(ledgerText([CLAIM, ended, other]).split("\n")).toEqual([
    "**X1** (Fig. 9) it gains; the paper: > 0",
    "",
    "| reading     | ours (95 %)       | verdict |",
    "| ----------- | ----------------- | ------- |",
    "| short       | 1.23 (0.50, 2.00) | reproduced |",
    "| much longer | 123 (100, 146)    | direction only |",
    "",
    "**X1** (Fig. 9) it ends; the paper: > 0",
    "",
    "| reading | ours (95 %)          | verdict |",
    "| ------- | -------------------- | ------- |",
    "| short   | 0.000 (0.000, 0.000) | reproduced |",
  ]);
});

test("a reason is a column of its own, in which a bar does not end the cell", () => {
  const [, , header, , row] = ledgerText([CLAIM], { reasons: true }).split("\n");
  expect(header).toMatch(/\| verdict +\| reason \|$/);
  expect(row).toMatch(/\| reproduced \| a \\\| b \|$/);
});

test("counts of verdicts add up to the ledger", () => {
  const claims = readLedger();
  const rows = verdictCounts(claims).toRecords() as Record<string, number | string>[];
  const counts = rows.flatMap((row) => Object.values(row).filter((value) => typeof value === "number"));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(claims.length);
});

test("an identity gives its claims, a letter those of its paper, and an unknown one an error that lists the known", () => {
  expect(new Set(claimsOf(readLedger(), "A").map(({ id }) => id[0]))).toEqual(new Set(["A"]));
  expect(new Set(claimsOf(readLedger(), "D2").map(({ id }) => id))).toEqual(new Set(["D2"]));
  expect(verdicts("D1", "D2")).toBe(`${verdicts("D1")}\n\n${verdicts("D2")}`);
  expect(() => verdicts("Z9")).toThrow(/Z9 is not in the ledger, which has E1, E2/);
});
