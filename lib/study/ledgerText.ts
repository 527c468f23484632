import type { DataFrame } from "nodejs-polars";
import { VERDICTS } from "../statistics/index.ts";
import type { Claim } from "./claim.ts";
import { claimsOf, type LedgerClaim, readLedger } from "./ledger.ts";
import { tableOf } from "./tableOf.ts";

/**
 * Claims as Markdown, for a notebook as for a terminal: each statement of a paper with the paper's value, and under it a
 * row for each reading that was tested, the headline's in bold, ours with its 95 % interval, the verdict, and the verdict that is left where all
 * claims of the paper are to hold at once (Holm).
 *
 * @param options.reasons whether each row says what in the numbers explains it
 */
export function ledgerText(claims: readonly LedgerClaim[], options: { readonly reasons?: boolean } = {}): string {
  const columns = ["reading", "seeds", "ours (95 %)", "verdict", "Holm"];
  const row = (claim: LedgerClaim) => {
    const family = claim.verdictHolm === claim.verdict ? "same" : claim.verdictHolm;
    const reading = claim.isHeadline === true ? `**${claim.reading}**` : claim.reading;
    const cells = [reading, String(claim.seeds), oursText(claim), claim.verdict, family];
    return options.reasons === true ? [...cells, claim.reason] : cells;
  };
  const header = options.reasons === true ? [...columns, "reason"] : columns;
  const heading = ({ id, figure, statement, paper, tolerance }: Claim) =>
    `**${id}** (${figure}) ${statement}; the paper: ${paper}${tolerance > 0 ? ` ± ${shortest(tolerance)}` : ""}`;
  return [...Map.groupBy(claims, heading)]
    .map(([statement, readings]) => `${statement}${mapped(readings)}\n\n${markdownTable(header, readings.map(row))}`)
    .join("\n\n");
}

/** In how many of all readings a claim holds, where its map is drawn. */
function mapped(readings: readonly LedgerClaim[]): string {
  const map = readings.find((claim) => claim.map !== undefined)?.map;
  if (map === undefined) return "";
  const [share, low, high] = [map.value, map.low, map.high].map((value) => Math.round(100 * value));
  return `; holds in size in ${share} % of its readings (${low}, ${high}), decided by ${map.decidedBy.join(", ")}`;
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

/**
 * The same in some readings alone: `await show(verdictsIn(/^as-printed/, "A4"))`.
 *
 * @throws RangeError for an identity that the ledger does not have, and where no reading of theirs matches
 */
export function verdictsIn(reading: RegExp, ...ids: readonly string[]): string {
  const ledger = readLedger();
  const claims = ids.flatMap((id) => claimsOf(ledger, id));
  const found = claims.filter((claim) => reading.test(claim.reading));
  if (found.length > 0) return ledgerText(found);
  const known = [...new Set(claims.map((claim) => claim.reading))].join('", "');
  throw new RangeError(`verdictsIn: ${reading} matches no reading of ${ids.join(", ")}; there are "${known}"`);
}

/** The ledger as a page: what its columns mean, how many verdicts there are of each kind, and every row with its reason. */
export function ledgerPage(claims: readonly LedgerClaim[]): string {
  const kinds = VERDICTS.map((verdict) => {
    const [alone, together] = [
      claims.filter((c) => c.verdict === verdict),
      claims.filter((c) => c.verdictHolm === verdict),
    ];
    return [verdict, String(alone.length), String(together.length)];
  });
  return [
    "# Ledger of claims",
    "Every quantitative sentence of the five papers that is tested here, in the readings in which it is tested, judged by " +
      "rule from the committed tables; `npx twinlab ledger --save` writes this page. *Ours* has a 95 % interval over seeds " +
      "(Student's t; gains in % on a logarithmic scale), *Holm* the verdict that is left where all claims of a paper are to " +
      "hold at once. The rule stands in the [README](../README.md#verdicts).",
    markdownTable(["verdict", "rows", "with Holm"], kinds),
    `${ledgerText(claims, { reasons: true })}\n`,
  ].join("\n\n");
}

/** How many readings of each claim got which verdict. */
export function verdictCounts(claims: readonly Claim[]): DataFrame {
  const rows = [...Map.groupBy(claims, ({ id }) => id)].map(([claim, readings]) => {
    const count = (verdict: string) => readings.filter((reading) => reading.verdict === verdict).length;
    return { claim, ...Object.fromEntries(VERDICTS.map((verdict) => [verdict, count(verdict)])) };
  });
  return tableOf(rows);
}

/** Ours, and the largest gap of the curves where the paper says "up to". */
function oursText({ ours, low, high, upTo }: Claim): string {
  const final = intervalText(ours, low, high);
  return upTo === undefined
    ? final
    : `${final}; up to ${intervalText(upTo.value, upTo.low, upTo.high)} in epoch ${upTo.epoch}`;
}

/** Value and interval with as many decimals as give half of the interval's width two digits. */
function intervalText(...[value, low, high]: readonly [number, number, number]): string {
  const half = (high - low) / 2;
  const decimals = half > 0 ? Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(half)))) : 3;
  const [middle, from, to] = [value, low, high].map((number) => number.toFixed(decimals));
  return `${middle} (${from}, ${to})`;
}

function shortest(value: number): string {
  return String(Number(value.toPrecision(2)));
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
