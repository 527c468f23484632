import type { DataFrame } from "nodejs-polars";
import { VERDICTS } from "../statistics/index.ts";
import type { Claim } from "./claim.ts";
import { claimsOf, readLedger } from "./ledger.ts";
import { tableOf } from "./tableOf.ts";

/**
 * Claims as Markdown, for a notebook as for a terminal: each statement of a paper with the paper's value, and under it a
 * row for each reading that was tested, ours with its 95 % interval and the verdict.
 *
 * @param options.reasons whether each row says what in the numbers explains it
 */
export function ledgerText(claims: readonly Claim[], options: { readonly reasons?: boolean } = {}): string {
  const columns = ["reading", "ours (95 %)", "verdict", ...(options.reasons === true ? ["reason"] : [])];
  const row = (claim: Claim) =>
    [claim.reading, measuredText(claim), claim.verdict, claim.reason].slice(0, columns.length);
  const heading = ({ id, figure, statement, paper }: Claim) =>
    `**${id}** (${figure}) ${statement}; the paper: ${paper}`;
  return [...Map.groupBy(claims, heading)]
    .map(([statement, readings]) => `${statement}\n\n${markdownTable(columns, readings.map(row))}`)
    .join("\n\n");
}

/**
 * Some claims of the committed ledger as Markdown: `await show(verdicts("D1", "D2"))`.
 *
 * @throws RangeError for an identity that the ledger does not have
 */
export function verdicts(...ids: readonly string[]): string {
  const ledger = readLedger();
  return ledgerText(ids.flatMap((id) => claimsOf(ledger, id)));
}

/** How many readings of each claim got which verdict. */
export function verdictCounts(claims: readonly Claim[]): DataFrame {
  const rows = [...Map.groupBy(claims, ({ id }) => id)].map(([claim, readings]) => {
    const count = (verdict: string) => readings.filter((reading) => reading.verdict === verdict).length;
    return { claim, ...Object.fromEntries(VERDICTS.map((verdict) => [verdict, count(verdict)])) };
  });
  return tableOf(rows);
}

/** Value and interval with as many decimals as give half of the interval's width two digits. */
function measuredText({ ours, low, high }: Claim): string {
  const half = (high - low) / 2;
  const decimals = half > 0 ? Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(half)))) : 3;
  const [value, from, to] = [ours, low, high].map((number) => number.toFixed(decimals));
  return `${value} (${from}, ${to})`;
}

/** A Markdown table; its columns but the last have padding, so that it reads as plain text too. */
function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [header, ...rows].map((row) => row.map((cell) => cell.replaceAll("|", "\\|")));
  const widths = header.map((name, column) =>
    column === header.length - 1 ? name.length : Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const [head = [], ...body] = cells;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...body.map(line)].join("\n");
}
