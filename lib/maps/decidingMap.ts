import { type Figure, STANDING_COLOURS } from "../figures/index.ts";
import { levelText, withMinus } from "./levels.ts";
import { type MapReport, STANDINGS } from "./report.ts";
import { surfaceCells } from "./surfaceCells.ts";

/** Sizes in points, and what one column has room for: levels, their letters, those of a title. */
export const defaults = {
  ...{ cellHeight: 24, around: 58, levels: 5, letters: 28, title: 58 },
  /** about how wide the cells are together, by the columns of the page, and where a dot stands in one */
  ...{ cellsWidth: { 1: 190, 2: 430 }, dotAt: 0.36, dotAtMost: 18 },
} as const;

/**
 * The map over the two axes that decide most: how the claim stands by colour, the effect as a number, and below it the
 * probability that it holds in size. Further axes are chosen beside it; in print they have the headline's level.
 */
export function decidingMap(report: MapReport): Figure {
  const { id, statement, unit, paper, tolerance, surface } = report;
  const [across, up, ...chosen] = surface.axes;
  const values = surfaceCells(report).map(({ levels: [x, y, ...further], ...cell }) => ({
    ...cell,
    x: withMinus(x),
    y: withMinus(y),
    ...Object.fromEntries(further.map((level, i) => [`chosen${i}`, level])),
  }));
  const names = (axis: (typeof surface.axes)[number]) => axis.levels.map((level) => withMinus(levelText(level)));
  const title = `${id}: effect (${unit}), and how probably it holds in size`;
  const isWide = across.levels.length > defaults.levels || names(across).join("").length > defaults.letters;
  const columns = isWide || title.length > defaults.title ? 2 : 1;
  const dx = Math.min(defaults.dotAtMost, (defaults.dotAt * defaults.cellsWidth[columns]) / across.levels.length);
  const others = chosen.map(({ label, levels, headline }) => `${label} ${levelText(levels[headline])}`);
  const text = (mark: object, encoding: object) => ({ mark: { type: "text", ...mark }, encoding });
  return {
    name: `maps/${id}-map`,
    caption:
      `${id}, ${statement}, over the two axes that decide most: the effect (${unit}) by the map, and the probability that the claim ` +
      `holds in size${sizeText(paper, tolerance)}; the headline's cell is outlined, dots are where readings were measured` +
      `${others.length > 0 ? `. In print: ${others.join(", ")}` : ""}.`,
    columns,
    vegaLite: {
      height: up.levels.length * defaults.cellHeight + defaults.around,
      title: { text: title },
      params: chosen.map(({ label, levels, headline }, i) => ({
        name: `level${i}`,
        value: levelText(levels[headline]),
        bind: { input: "select", options: levels.map(levelText), name: `${label} ` },
      })),
      data: { values },
      transform: chosen.map((_, i) => ({ filter: `datum.chosen${i} === level${i}` })),
      encoding: {
        x: {
          field: "x",
          type: "nominal",
          sort: names(across),
          title: across.label,
          axis: { labelAngle: 0, ticks: false },
        },
        y: { field: "y", type: "nominal", sort: names(up), title: up.label, axis: { ticks: false } },
      },
      layer: [
        {
          mark: { type: "rect", stroke: "#ffffff", strokeWidth: 1 },
          encoding: {
            color: {
              field: "standing",
              type: "nominal",
              scale: { domain: [...STANDINGS], range: STANDINGS.map((standing) => STANDING_COLOURS[standing]) },
              legend: {
                title: null,
                orient: "top",
                columns: columns === 1 ? 2 : 4,
                symbolType: "square",
                symbolOpacity: 1,
                symbolStrokeWidth: 0,
              },
            },
            fillOpacity: { field: "strength", type: "quantitative", scale: null, legend: null },
          },
        },
        {
          transform: [{ filter: "datum.isHeadline" }],
          mark: { type: "rect", filled: false, stroke: "#222222", strokeWidth: 1.6 },
        },
        text({ dy: -4 }, { text: { field: "effect", type: "nominal" } }),
        text({ dy: 6, fontSize: 6.5 }, { text: { field: "holds", type: "nominal" } }),
        {
          transform: [{ filter: "datum.isMeasured" }],
          ...text({ dx, dy: -4, fontSize: 8 }, { text: { value: "\u2022" } }),
        },
      ],
    } as unknown as Figure["vegaLite"],
  };
}

/** From which effect on a claim holds in size. */
export function sizeText(paper: MapReport["paper"], tolerance: number): string {
  if (typeof paper !== "number") return "";
  const bar = Number((paper - Math.sign(paper) * tolerance).toPrecision(3));
  return ` (${withMinus(String(bar))} or ${paper > 0 ? "more" : "less"})`;
}
