import { type Figure, STANDING_COLOURS } from "../figures/index.ts";
import { type MapReport, STANDINGS } from "./report.ts";

/** Height of a claim, in points. */
const ROW = 15;
/** Height of the legend and the axis. */
const AROUND = 52;

/** The atlas on one page: for each claim the shares of readings in which it holds in size, in direction alone, has none, and is reversed. */
export function atlasFigure(reports: readonly MapReport[]): Figure {
  const claims = reports.map(({ id, headline }) => `${id}  ${headline.verdict}`);
  const values = reports.flatMap(({ shares }, i) =>
    STANDINGS.map((standing, order) => ({ claim: claims[i], standing, order, share: shares[standing].value })),
  );
  const whiskers = reports.map(({ shares }, i) => ({ claim: claims[i], ...shares["in size"] }));
  const y = { field: "claim", type: "nominal", sort: claims, title: null, axis: { ticks: false } };
  const x = { type: "quantitative", scale: { domain: [0, 1] }, title: "Share of the readings", axis: { format: "%" } };
  return {
    name: "maps/atlas",
    caption:
      "Each claim over all that its paper could have meant, every reading as likely as any other: the share of readings in which it " +
      "holds in size (with its 95 % interval), in direction alone, has no effect, and is reversed. Beside its name the verdict on the headline's reading.",
    columns: 2,
    vegaLite: {
      height: ROW * claims.length + AROUND,
      layer: [
        {
          data: { values },
          mark: { type: "bar", height: 9 },
          encoding: {
            y,
            x: { ...x, field: "share", stack: "zero" },
            order: { field: "order", type: "quantitative" },
            color: {
              field: "standing",
              type: "nominal",
              scale: { domain: [...STANDINGS], range: STANDINGS.map((standing) => STANDING_COLOURS[standing]) },
              legend: { title: null, orient: "top", symbolType: "square", symbolOpacity: 1, symbolStrokeWidth: 0 },
            },
          },
        },
        {
          data: { values: whiskers },
          mark: { type: "rule", color: "#222222", strokeWidth: 1 },
          encoding: { y, x: { ...x, field: "low" }, x2: { field: "high" } },
        },
      ],
    } as unknown as Figure["vegaLite"],
  };
}
