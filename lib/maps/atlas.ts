import { join } from "node:path";
import { escapeXml, figuresRoot } from "../figures/index.ts";
import { writeAtomically } from "../records/index.ts";
import type { Interval } from "../statistics/index.ts";
import { type MappedClaim, type Paper, readLedger } from "../study/index.ts";
import { readMap } from "./mapFile.ts";
import { changesText } from "./mapText.ts";
import { type Cell, type MapReport, STANDINGS } from "./report.ts";

/**
 * Writes figures/atlas.html: every claim with a map as a tile, by paper, coloured by the share of readings in which it holds.
 * A click opens its pictures, the readings nearby that flip it, its controls, how it was checked, and every look with the
 * command that repeats it. The pictures are those of figures/maps.
 *
 * @returns its path
 */
export function writeAtlas(papers: readonly Paper[], root = figuresRoot()): string {
  const path = join(root, "atlas.html");
  writeAtomically(path, page(papers.map(section).join("\n")));
  return path;
}

function section({ letter, citation, maps }: Paper): string {
  const { authors, title, venue, year, link } = citation;
  return `<section id="${letter}">
<h2><span>${letter}</span> ${text(title)}</h2>
<p class="cited">${text(authors)}. <a href="${text(link)}">${text(venue)}${year === undefined ? "" : `, ${year}`}</a></p>
<div class="tiles">
${maps.map(tile).join("\n")}
</div>
</section>`;
}

function tile({ id, statement }: MappedClaim): string {
  const report = readMap(id)?.report;
  if (report === undefined)
    return `<details class="tile unmapped"><summary><b>${id}</b><p>${text(statement)}</p><p class="small">not mapped yet: <code>npx twinlab map ${id}</code></p></summary></details>`;
  const verdict = readLedger().find((claim) => claim.id === id && claim.isHeadline)?.verdict ?? report.headline.verdict;
  const { shares, decidedBy } = report;
  const parts = STANDINGS.map((standing) => {
    const share = shares[standing];
    return `<i class="${standing.replace(" ", "-")}" style="flex-grow:${share.value.toFixed(3)}" title="${standing}: ${ofShare(share)}"></i>`;
  });
  return `<details class="tile" id="${id}" style="--share:${shares["in size"].value.toFixed(3)}">
<summary><b>${id}</b> <em>${verdict}</em>
<p>${text(statement)}</p>
<p class="large">${percent(shares["in size"].value)} <small>of its readings (${percent(shares["in size"].low)} to ${percent(shares["in size"].high)})</small></p>
<div class="bar">${parts.join("")}</div>
<p class="small">decided by ${text(
    decidedBy
      .slice(0, 3)
      .map(({ label, total }) => `${label} (${percent(total)})`)
      .join(", "),
  )}</p></summary>
<div class="opened">${opened(report)}</div>
</details>`;
}

function opened(report: MapReport): string {
  const { id, flips, controls, heldOut, stopped, dropped, cells, unit, blocks, hash, silent, headline, shares } =
    report;
  const picture = (name: string, alt: string) =>
    `<a href="maps/${id}-${name}.svg"><img src="maps/${id}-${name}.svg" alt="${alt}" loading="lazy"></a>`;
  const lists = [
    `Headline: ${ofEffect(headline, unit)}. In direction alone in ${ofShare(shares["in direction"])} of the readings, without effect in ${ofShare(shares["no effect"])}, reversed in ${ofShare(shares.reversed)}.`,
    ...(flips.length === 0
      ? ["No reading with one change, or with two, surely flips it."]
      : [
          `Nearest readings that flip it: ${flips
            .map(
              ({ changes, standing, effect }) =>
                `<code>${text(changesText(changes))}</code> ${standing}, ${effect} ${unit}`,
            )
            .join("; ")}.`,
        ]),
    ...controls.map(
      (control) =>
        `Control, ${text(control.name)}: ${ofEffect(control, unit)} over ${control.cells} readings; in size in ${percent(control.inSize)} of them.`,
    ),
    dropped.length === 0 ? "" : `Moving nothing that counts: ${dropped.map(({ label }) => text(label)).join(", ")}.`,
    heldOut === undefined
      ? ""
      : `Checked on ${heldOut.cells} readings on seeds of their own: ${heldOut.right} called right in size, ${heldOut.rightStanding} in how they stand.`,
    `${blocks} runs of five seeds; it stopped ${stopped.because === "certain" ? "since it was certain" : "at its budget"}, ${percent(stopped.wrong)} of the readings in doubt.${silent > 0 ? ` ${silent} looks have no effect to speak of: per cent of a number that is not positive.` : ""} Design <code>${hash.slice(0, 12)}</code>.`,
  ];
  return `${picture("readings", "every reading, sorted")}
<div class="pair">${picture("map", "the map over the axes that decide")}${picture("decides", "what each axis decides")}</div>
<p class="small"><a href="maps/${id}-map.html">The map with a choice of further axes</a></p>
<ul>${lists
    .filter((item) => item !== "")
    .map((item) => `<li>${item}</li>`)
    .join("")}</ul>
<details class="cells"><summary>All ${cells.length} looks</summary><div class="scroll"><table>
<tr><th>effect (${text(unit)})</th><th>stands</th><th>seeds</th><th>what repeats it</th></tr>
${cells.map((cell) => row(cell)).join("\n")}
</table></div></details>`;
}

function row({ value, low, high, standing, seeds, command, stage }: Cell): string {
  const where = stage === "held out" ? " (held out)" : "";
  return `<tr><td>${number(value)} (${number(low)}, ${number(high)})</td><td class="${standing.replace(" ", "-")}">${standing}${where}</td><td>${seeds[0]} to ${seeds[seeds.length - 1]}</td><td><code>${text(command)}</code></td></tr>`;
}

const text = escapeXml;

function ofShare({ value, low, high }: Interval): string {
  return `${percent(value)} (${percent(low)} to ${percent(high)})`;
}

function ofEffect({ value, low, high }: Interval, unit: string): string {
  return `${number(value)} ${text(unit)} (${number(low)}, ${number(high)})`;
}

function number(value: number): string {
  return String(Number(value.toPrecision(3)));
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

function page(body: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>twinlab: under which readings does a claim hold?</title>
<style>
  :root { --ink: #222; --faint: #666; --page: #f4f5f7; --card: #fff; --line: #0002; color-scheme: light dark; }
  @media (prefers-color-scheme: dark) { :root { --ink: #e8e8e8; --faint: #a5a5a5; --page: #17191c; --card: #24272b; --line: #fff2; } }
  body { font: 15px/1.5 "Liberation Sans", Arial, Helvetica, sans-serif; color: var(--ink); background: var(--page); margin: 0 auto; max-width: 80rem; padding: 1rem; }
  h1 { margin: .4rem 0; font-size: 1.6rem; } h2 { margin: 2rem 0 0; font-size: 1.15rem; } h2 span { display: inline-block; min-width: 1.6em; text-align: center; background: #0072b2; color: #fff; border-radius: 4px; }
  .cited, .small { color: var(--faint); font-size: .85rem; margin: .2rem 0; } a { color: #3f8fd0; }
  .key i { display: inline-block; width: .9em; height: .9em; border-radius: 2px; margin: 0 .3em 0 1em; vertical-align: -.1em; }
  .tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(17rem, 100%), 1fr)); gap: .9rem; margin-top: .8rem; grid-auto-flow: dense; }
  .tile { background: var(--card); border-radius: 6px; border-left: 6px solid color-mix(in srgb, #009e73 calc(var(--share, 0) * 100%), #b9bec5); box-shadow: 0 1px 4px var(--line); overflow: hidden; }
  .tile[open] { grid-column: 1 / -1; } .unmapped { opacity: .6; }
  summary { cursor: pointer; padding: .7rem .9rem; list-style: none; } summary::-webkit-details-marker { display: none; }
  summary p { margin: .25rem 0; } summary em { float: right; font-style: normal; font-size: .8rem; border: 1px solid var(--line); border-radius: 4px; padding: 0 .4rem; }
  .large { font-size: 1.5rem; } .large small { font-size: .8rem; color: var(--faint); }
  .bar { display: flex; height: .55rem; border-radius: 3px; overflow: hidden; background: #8883; }
  .in-size { --stands: #009e73; } .in-direction { --stands: #9fcbe8; } .no-effect { --stands: #b9b9b9; } .reversed { --stands: #d55e00; }
  .bar i, .key i { background: var(--stands); } td.in-size, td.in-direction, td.no-effect, td.reversed { border-left: 4px solid var(--stands); }
  .opened { padding: 0 .9rem .9rem; } img { max-width: 100%; height: auto; background: #fff; border-radius: 4px; } .opened > a img { width: min(100%, 56rem); }
  .pair { display: flex; flex-wrap: wrap; gap: .8rem; margin-top: .8rem; } .pair a { flex: 1 1 20rem; } .pair img { width: 100%; }
  code { font-size: .8rem; overflow-wrap: anywhere; } .cells > summary { padding: .4rem 0; text-decoration: underline; list-style: revert; }
  .scroll { overflow-x: auto; } table { border-collapse: collapse; font-size: .8rem; } td, th { text-align: left; padding: .15rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; white-space: nowrap; } td:last-child { white-space: normal; min-width: 20rem; }
</style>
<h1>Under which readings does a claim hold?</h1>
<p>A paper leaves things open: each tile is a claim, measured over all that its paper could have meant, every reading as likely as
any other. The number is the share of readings in which the claim holds in size. Click a tile for its map.</p>
<p class="key small"><i class="in-size"></i>in size<i class="in-direction"></i>in direction alone<i class="no-effect"></i>no effect<i class="reversed"></i>reversed</p>
${body}
</html>
`;
}
