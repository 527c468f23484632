import { escapeXml } from "../figures/index.ts";
import type { Interval } from "../statistics/index.ts";
import { atlasCurve, changesOf, lookId } from "./atlasCurve.ts";
import { atlasMap } from "./atlasMap.ts";
import { levelText, withMinus } from "./levels.ts";
import type { Cell, MapReport } from "./report.ts";

/** What a tile of the atlas opens: every reading, the map, what decides, what is said of them, and every look. */
export function atlasDetails(report: MapReport): string {
  const { id, cells, unit, paper } = report;
  return `<figure><figcaption>Every reading, sorted by effect (${escapeXml(unit)}), with 95 % intervals${typeof paper === "number" ? ", the paper's value and its tolerance" : ""}; the dashed line is the headline's. Below, its levels on the axes that decide most.</figcaption>
<div class="scroll">${atlasCurve(report)}</div></figure>
<div class="pair">${atlasMap(report)}
${shares(report)}</div>
<ul>${sentences(report)
    .map((item) => `<li>${item}</li>`)
    .join("\n")}</ul>
<p class="small"><a href="index.html#maps-${id}-readings">Its pictures for print</a></p>
<details class="looks"><summary>All ${cells.length} looks, each with the command that repeats it</summary><div class="scroll"><table>
<tr><th>reading</th><th>effect (${escapeXml(unit)})</th><th>stands</th><th>seeds</th><th>command</th></tr>
${cells.map((cell, index) => row(report, cell, index)).join("\n")}
</table></div></details>`;
}

function shares({ decidedBy }: MapReport): string {
  const rows = decidedBy.map(({ label, first, total }) => {
    const [own, all] = [Math.max(first, 0), Math.max(total, first, 0)].map((share) => `${(100 * share).toFixed(1)}%`);
    return `<tr><th>${escapeXml(label)}</th><td><i style="width:${all}"></i><i class="first" style="width:${own}"></i></td><td>${percent(total)}</td></tr>`;
  });
  return `<figure class="shares"><figcaption>What decides: shares of the effect's variance over all readings</figcaption>
<table>${rows.join("\n")}</table><p class="small">Blue: by itself; green: with others.</p></figure>`;
}

/** What is said of a map: the headline, its flips, controls, and how it was checked. */
function sentences(report: MapReport): string[] {
  const { unit, flips, controls, heldOut, stopped, dropped, blocks, hash, silent, headline, shares } = report;
  const flipped = flips.map(
    ({ changes, standing, effect }) =>
      `<code>${words(report, changes)}</code> ${standing}, ${number(effect)} ${escapeXml(unit)}`,
  );
  return [
    `Headline: ${effectText(headline, unit)}. In direction alone in ${shareText(shares["in direction"])} of the readings, without effect in ${shareText(shares["no effect"])}, reversed in ${shareText(shares.reversed)}.`,
    flips.length === 0
      ? "No reading with one change, or with two, surely flips it."
      : `Nearest readings that flip it: ${flipped.join("; ")}.`,
    ...controls.map(
      (control) =>
        `Control, ${escapeXml(control.name)}: ${effectText(control, unit)} over ${control.cells} readings; in size in ${percent(control.inSize)} of them.`,
    ),
    ...(dropped.length === 0
      ? []
      : [`Moving nothing that counts: ${dropped.map(({ label }) => escapeXml(label)).join(", ")}.`]),
    ...(heldOut === undefined
      ? []
      : [
          `Checked on ${heldOut.cells} readings on seeds of their own: ${heldOut.right} called right in size, ${heldOut.rightStanding} in how they stand.`,
        ]),
    `${blocks} runs of five seeds; it stopped ${stopped.because === "certain" ? "since it was certain" : "at its budget"}, ${percent(stopped.wrong)} of the readings in doubt.${silent > 0 ? ` ${silent} looks have no effect to speak of: per cent of a number that is not positive.` : ""} Design <code>${hash.slice(0, 12)}</code>, written down before the first run.`,
  ];
}

function row(report: MapReport, cell: Cell, index: number): string {
  const { value, low, high, standing, seeds, command, stage, isHeadline } = cell;
  const heldOut = stage === "held out" ? " (held out)" : "";
  const reading = isHeadline ? "the headline" : words(report, changesOf(report.cells, cell)) || "the headline";
  return `<tr id="${lookId(report.id, index)}"><td>${reading}</td><td>${number(value)} (${number(low)}, ${number(high)})</td><td class="${standing.replace(" ", "-")}">${standing}${heldOut}</td><td>${seeds[0]} to ${seeds[seeds.length - 1]}</td><td><code>${escapeXml(command)}</code></td></tr>`;
}

/** What a reading changes, by the names of its axes. */
function words({ axes, dropped }: MapReport, changes: Cell["reading"]): string {
  const labels = new Map([...axes, ...dropped].map(({ path, label }) => [path, label]));
  const parts = Object.entries(changes).map(([path, value]) => `${labels.get(path) ?? path}: ${levelText(value)}`);
  return escapeXml(parts.join("; "));
}

/** A share with its interval. */
export function shareText({ value, low, high }: Interval): string {
  return `${percent(value)} (${percent(low)} to ${percent(high)})`;
}

function effectText({ value, low, high }: Interval, unit: string): string {
  return `${number(value)} ${escapeXml(unit)} (${number(low)}, ${number(high)})`;
}

function number(value: number): string {
  return withMinus(String(Number(value.toPrecision(3))));
}

/** A share in whole per cent. */
export function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
