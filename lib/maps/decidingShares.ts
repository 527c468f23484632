import type { Figure } from "../figures/index.ts";
import type { MapReport } from "./report.ts";

/** Height of a bar with its gap, and of what is around the bars, in points. */
const [ROW, AROUND] = [13, 50];
/** The two parts of a bar, from dark to light. */
const PARTS = ["by itself", "with others"] as const;
const COLOURS = ["#285f91", "#a5d4be"] as const;

/** What each axis decides: its share of the effect's variance over all readings, by itself (dark) and with its interactions. */
export function decidingShares({ id, statement, decidedBy, dropped }: MapReport): Figure {
  const values = decidedBy.flatMap(({ label, first, total }) => {
    const own = Math.max(first, 0);
    return [own, Math.max(total - own, 0)].map((share, order) => ({ label, part: PARTS[order], order, share }));
  });
  const names = decidedBy.map(({ label }) => label);
  return {
    name: `maps/${id}-decides`,
    caption:
      `${id}, ${statement}: Sobol's indices of each axis on the map, first order (dark) and what interactions add to the total. ` +
      `${dropped.length > 0 ? `Moving nothing that counts: ${dropped.map(({ label }) => label).join(", ")}` : "No axis was dropped"}.`,
    vegaLite: {
      height: ROW * names.length + AROUND,
      data: { values },
      mark: { type: "bar", height: 8 },
      encoding: {
        x: {
          field: "share",
          type: "quantitative",
          stack: "zero",
          title: "Share of the effect's variance over all readings",
          axis: { format: "%" },
        },
        y: { field: "label", type: "nominal", sort: names, title: null, axis: { ticks: false } },
        order: { field: "order", type: "quantitative" },
        color: {
          field: "part",
          type: "nominal",
          scale: { domain: PARTS, range: COLOURS },
          legend: { title: null, orient: "top", symbolType: "square", symbolOpacity: 1, symbolStrokeWidth: 0 },
        },
      },
    } as unknown as Figure["vegaLite"],
  };
}
