import type { Figure } from "../figures/index.ts";
import type { MapReport } from "./report.ts";

/** What each axis decides: its share of the effect's variance over all readings, by itself (dark) and with its interactions. */
export function decidingShares({ id, statement, decidedBy, dropped }: MapReport): Figure {
  const values = decidedBy.map(({ label, first, total }) => ({ label, first, total: Math.max(total, first) }));
  const y = {
    field: "label",
    type: "nominal",
    sort: values.map(({ label }) => label),
    title: null,
    axis: { ticks: false },
  };
  const bar = (field: string, color: string) => ({
    mark: { type: "bar", height: 8, color },
    encoding: {
      x: {
        field,
        type: "quantitative",
        title: "Share of the effect's variance over all readings",
        axis: { format: "%" },
      },
      y,
    },
  });
  return {
    name: `maps/${id}-decides`,
    caption:
      `${id}, ${statement}: Sobol's indices of each axis on the map, first order (dark) and total. ` +
      `${dropped.length > 0 ? `Moving nothing that counts: ${dropped.map(({ label }) => label).join(", ")}` : "No axis was dropped"}.`,
    vegaLite: {
      height: 13 * values.length + 34,
      data: { values },
      layer: [bar("total", "#a5d4be"), bar("first", "#285f91")],
    } as unknown as Figure["vegaLite"],
  };
}
