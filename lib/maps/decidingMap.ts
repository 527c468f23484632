import { type Figure, STANDING_COLOURS } from "../figures/index.ts";
import { levelText } from "./levels.ts";
import type { MapReport } from "./report.ts";

/** Sizes in points, and the letters of levels and of a title that one column has room for. */
export const defaults = { cellHeight: 24, around: 44, letters: 28, title: 58 } as const;

/** Where a claim holds in size, but barely. */
const LIGHT_GREEN = "#7fceb9";

/**
 * The map over the two axes that decide most: the effect by colour and as a number, and below it the probability that the
 * claim holds in size. Further axes are chosen beside it; in print they have the headline's level.
 */
export function decidingMap(report: MapReport): Figure {
  const { id, statement, unit, paper, surface } = report;
  const [across, up, ...chosen] = surface.axes;
  const largest = Math.max(...surface.rows.map(({ effect }) => Math.abs(effect)));
  const value = typeof paper === "number" ? Math.abs(paper) : largest || 1;
  const decimals = Math.min(Math.max(2 - Math.floor(Math.log10(value)), 0), 6);
  const sign = (typeof paper === "number" ? paper > 0 : paper === "> 0") ? 1 : -1;
  const values = surface.rows.map(({ place, effect, holds }) => ({
    x: levelText(across.levels[place[0]]),
    y: levelText(up.levels[place[1]]),
    ...Object.fromEntries(chosen.map(({ levels }, i) => [`chosen${i}`, levelText(levels[place[2 + i]])])),
    towards: Math.min(Math.max((sign * effect) / value, -1), 1.2),
    effect: effect.toFixed(decimals),
    holds: `${Math.round(100 * holds)} %`,
    isHeadline: place[0] === across.headline && place[1] === up.headline,
  }));
  const names = (axis: (typeof surface.axes)[number]) => axis.levels.map(levelText);
  const encoding = {
    x: { field: "x", type: "nominal", sort: names(across), title: across.label, axis: { labelAngle: 0, ticks: false } },
    y: { field: "y", type: "nominal", sort: names(up), title: up.label, axis: { ticks: false } },
  };
  const title = `${id}: effect (${unit}), and how probably it holds in size`;
  const others = chosen.map(({ label, levels, headline }) => `${label} ${levelText(levels[headline])}`);
  return {
    name: `maps/${id}-map`,
    caption:
      `${id}, ${statement}, over the two axes that decide most: the effect (${unit}) by the map, and the probability that the claim ` +
      `holds in size; the headline's cell is outlined${others.length > 0 ? `. In print: ${others.join(", ")}` : ""}.`,
    columns: names(across).join("").length > defaults.letters || title.length > defaults.title ? 2 : 1,
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
      encoding,
      layer: [
        {
          mark: { type: "rect", stroke: "#ffffff", strokeWidth: 0.5 },
          encoding: {
            color: {
              field: "towards",
              type: "quantitative",
              scale: {
                domain: [-1, 0, 0.85, 0.9, 1.2],
                interpolate: "rgb",
                range: [
                  STANDING_COLOURS.reversed,
                  "#ffffff",
                  STANDING_COLOURS["in direction"],
                  LIGHT_GREEN,
                  STANDING_COLOURS["in size"],
                ],
              },
              legend: null,
            },
          },
        },
        {
          transform: [{ filter: "datum.isHeadline" }],
          mark: { type: "rect", filled: false, stroke: "#222222", strokeWidth: 1.6 },
        },
        { mark: { type: "text", dy: -4 }, encoding: { text: { field: "effect", type: "nominal" } } },
        {
          mark: { type: "text", dy: 6, fontSize: 6.5, color: "#444444" },
          encoding: { text: { field: "holds", type: "nominal" } },
        },
      ],
    } as unknown as Figure["vegaLite"],
  };
}
