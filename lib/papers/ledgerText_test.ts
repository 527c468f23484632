import { expect, test } from "vitest";
import { judged } from "../study/claim.ts";
import { claimsOf, inFamily, type LedgerClaim, readLedger } from "../study/ledger.ts";
import { ledgerText, verdictCounts, verdicts, verdictsIn } from "../study/ledgerText.ts";
import { measured } from "../study/overSeeds.ts";

const ABOUT = {
  id: "X1",
  experiment: "none",
  figure: "Fig. 9",
  statement: "it gains",
  reading: "short",
  paper: 3,
  window: "all",
  reason: "a | b",
} as const;
const [CLAIM] = inFamily([judged(ABOUT, measured([1, 2, 3, 4]))]);

test("readings of a statement stand in one table under it, intervals with two digits of their half width", () => {
  const changes = { reading: "much longer", ours: 123, low: 100, high: 146, verdict: "exceeded" } as const;
  const other: LedgerClaim = { ...CLAIM, ...changes, upTo: { value: 200, low: 150, high: 250, epoch: 7 } };
  const ended = inFamily([judged({ ...ABOUT, statement: "it ends", paper: "> 0" }, measured([0, 0]))]);
  expect(ledgerText([CLAIM, ...ended, other]).split("\n")).toEqual([
    "**X1** (Fig. 9) it gains; the paper: 3 ± 0.3",
    "",
    "| reading     | seeds | ours (95 %)                                     | verdict    | Holm |",
    "| ----------- | ----- | ----------------------------------------------- | ---------- | ---- |",
    "| short       | 4     | 2.5 (0.4, 4.6)                                  | reproduced | same |",
    "| much longer | 4     | 123 (100, 146); up to 200 (150, 250) in epoch 7 | exceeded   | reproduced |",
    "",
    "**X1** (Fig. 9) it ends; the paper: > 0",
    "",
    "| reading | seeds | ours (95 %)          | verdict        | Holm |",
    "| ------- | ----- | -------------------- | -------------- | ---- |",
    "| short   | 2     | 0.000 (0.000, 0.000) | not reproduced | same |",
  ]);
});

test("the reading of the headline is in bold", () => {
  const [, , , , row] = ledgerText([{ ...CLAIM, isHeadline: true }]).split("\n");
  expect(row).toMatch(/^\| \*\*short\*\* \|/);
});

test("a reason is a column of its own, in which a bar does not end the cell", () => {
  const [, , header, , row] = ledgerText([CLAIM], { reasons: true }).split("\n");
  expect(header).toMatch(/\| verdict +\| Holm \| reason \|$/);
  expect(row).toMatch(/\| reproduced \| same \| a \\\| b \|$/);
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
  expect(verdictsIn(/^as-printed; as they learn/, "A3", "A4")).not.toContain("greedy");
  expect(verdictsIn(/./, "D1")).toBe(verdicts("D1"));
  expect(() => verdictsIn(/^nowhere/, "A4")).toThrow(/matches no reading of A4; there are "as-printed; as they learn/);
  expect(() => verdicts("Z9")).toThrow(/Z9 is not in the ledger, which has E1, E2/);
});
