import { join } from "node:path";
import { escapeXml, figuresRoot } from "../figures/index.ts";
import { writeAtomically } from "../records/index.ts";
import { type MappedClaim, type Paper, readLedger } from "../study/index.ts";
import { atlasDetails, percent, shareText } from "./atlasDetails.ts";
import { atlasPage } from "./atlasPage.ts";
import { readMap } from "./mapFile.ts";
import { STANDINGS } from "./report.ts";

/**
 * Writes figures/atlas.html: every claim with a map as a tile, by paper, coloured by the share of readings in which it holds.
 * A click opens its pictures, the readings nearby that flip it, its controls, how it was checked, and every look with the
 * command that repeats it. The page needs no other file.
 *
 * @returns its path
 */
export function writeAtlas(papers: readonly Paper[], root = figuresRoot()): string {
  const path = join(root, "atlas.html");
  writeAtomically(path, atlasPage(papers.map(section).join("\n")));
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
    return `<div class="tile unmapped"><div class="summary"><b>${id}</b><p>${text(statement)}</p><p class="small">not mapped yet: <code>npx twinlab map ${id}</code></p></div></div>`;
  const verdict = readLedger().find((claim) => claim.id === id && claim.isHeadline)?.verdict ?? report.headline.verdict;
  const { shares, decidedBy } = report;
  const parts = STANDINGS.map((standing) => {
    const share = shares[standing];
    return `<i class="${standing.replace(" ", "-")}" style="flex-grow:${share.value.toFixed(3)}" title="${standing}: ${shareText(share)}"></i>`;
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
<div class="opened">${atlasDetails(report)}</div>
</details>`;
}

const text = escapeXml;
