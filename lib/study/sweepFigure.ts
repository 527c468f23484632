import { type Figure, heatmap, intervalDots, lineWithBand } from "../figures/index.ts";
import type { Sweep } from "./sweep.ts";
import { columnOf } from "./sweepCells.ts";
import { tableOf } from "./tableOf.ts";

/** Over which keys a sweep is drawn. */
export interface SweepFigureOptions {
  readonly x: string;
  /** a second key: a map in place of curves */
  readonly by?: string;
  /** of the study, for the name of the file */
  readonly study: string;
}

type Cell = Readonly<Record<string, unknown>> & { readonly method: string };

/**
 * A sweep drawn over one key, as curves with their intervals or, where its values are words, as dots; over two keys as
 * a map of each method.
 *
 * @throws RangeError for a key that was not swept, and for a map over two keys of more
 */
export function sweepFigures(sweep: Sweep, { study, ...over }: SweepFigureOptions): Figure[] {
  const [x, by] = [columnOf(over.x), over.by === undefined ? undefined : columnOf(over.by)];
  const { keys, metric } = sweep;
  for (const key of by === undefined ? [x] : [x, by])
    if (!keys.includes(key)) throw new RangeError(`${key} was not swept; choose among ${keys.join(", ")}`);
  if (x === by) throw new RangeError(`x and by are both ${x}; give two keys, or x alone`);
  const others = keys.filter((key) => key !== x && key !== by);
  const cells = sweep.cells.toRecords() as Cell[];
  const name = `sweeps/${[study, metric, "over", x, ...(by === undefined ? [] : ["and", by])].map(asName).join("-")}`;
  if (by !== undefined) {
    if (others.length > 0)
      throw new RangeError(
        `by ${by}: a map has two keys, and ${others.join(", ")} was swept too; leave it out of over`,
      );
    return mapsOf(cells, { name, metric, x, by });
  }
  const rows = cells.map((cell) => ({
    ...cell,
    method: [cell.method, ...others.map((key) => `${key} ${cell[key]}`)].join(", "),
  }));
  const caption = `${metric} against ${x}, the mean over seeds with its 95 % interval, in the final window.`;
  if (cells.every((cell) => typeof cell[x] === "number"))
    return [lineWithBand(tableOf(rows), { name, caption, x, xTitle: x, yTitle: metric })];
  const dots = rows.map(({ method, ...cell }) => ({
    ...cell,
    panel: metric,
    category: `${cell[x as never]}, ${method}`,
  }));
  return [intervalDots(tableOf(dots), { name, caption })];
}

function mapsOf(
  cells: readonly Cell[],
  { name, metric, x, by }: { name: string; metric: string; x: string; by: string },
) {
  const byMethod = Map.groupBy(cells, ({ method }) => method);
  return [...byMethod].map(([method, own]) =>
    heatmap(tableOf(own), {
      name: byMethod.size === 1 ? name : `${name}-${asName(method)}`,
      caption: `${metric} of ${method} against ${x} and ${by}: the mean over seeds in the final window.`,
      ...{ x, y: by, value: "mean", xTitle: x, yTitle: by, valueTitle: `${metric}, ${method}` },
    }),
  );
}

/** A text as a file's name holds it. */
function asName(text: string): string {
  return text.replaceAll(/[^\w]+/g, "-");
}
