import { escapeXml } from "../figures/index.ts";
import { sizeText } from "./decidingMap.ts";
import { levelText, withMinus } from "./levels.ts";
import type { MapReport } from "./report.ts";
import { type SurfaceCell, surfaceCells } from "./surfaceCells.ts";

/**
 * The map over the axes that decide in the page of the atlas: a table over two of them for each choice of the others, of
 * which the page shows the one that is chosen.
 */
export function atlasMap(report: MapReport): string {
  const { surface, unit, paper, tolerance } = report;
  const [, , ...chosen] = surface.axes;
  const tables = Map.groupBy(surfaceCells(report), ({ levels }) => levels.slice(2).join("\n"));
  const shown = chosen.map(({ levels, headline }) => levelText(levels[headline])).join("\n");
  const choices = chosen.map(({ label, levels, headline }) => {
    const options = levels.map((level, i) => {
      return `<option${i === headline ? " selected" : ""}>${escapeXml(levelText(level))}</option>`;
    });
    return `<label>${escapeXml(label)} <select>${options.join("")}</select></label>`;
  });
  return `<figure class="map">
<figcaption>The map: effect (${escapeXml(unit)}), and how probably it holds in size${sizeText(paper, tolerance)}</figcaption>
${choices.length > 0 ? `<p class="small">${choices.join(" ")}</p>` : ""}
<div class="scroll">
${[...tables].map(([levels, cells]) => tableOf(report, levels, cells, levels === shown)).join("\n")}
</div>
<p class="small">Outlined: the headline's. &bull; measured.</p>
</figure>`;
}

function tableOf({ surface }: MapReport, chosen: string, cells: readonly SurfaceCell[], isShown: boolean): string {
  const [across, up] = surface.axes;
  const names = across.levels.map(levelText);
  const rows = up.levels.map(levelText).map((row) => {
    const own = names.map((column) => cells.find(({ levels }) => levels[0] === column && levels[1] === row));
    return `<tr><th>${escapeXml(withMinus(row))}</th>${own.map((cell) => (cell === undefined ? "<td></td>" : cellOf(cell))).join("")}</tr>`;
  });
  return `<table data-levels="${escapeXml(chosen).replaceAll("\n", "&#10;")}"${isShown ? "" : " hidden"}>
<tr><th class="small">${escapeXml(up.label)}</th><th class="small" colspan="${names.length}">${escapeXml(across.label)}</th></tr>
<tr><th></th>${names.map((name) => `<th>${escapeXml(withMinus(name))}</th>`).join("")}</tr>
${rows.join("\n")}
</table>`;
}

function cellOf({ standing, strength, effect, holds, isHeadline, isMeasured }: SurfaceCell): string {
  const classes = `${standing.replace(" ", "-")}${isHeadline ? " headline" : ""}`;
  return `<td class="${classes}" style="--strength:${strength.toFixed(2)}" title="${standing}">${effect}${isMeasured ? " &bull;" : ""}<small>${holds}</small></td>`;
}
