import { defaults as theme } from "./theme.ts";

/** Defaults of `cellPanels`. */
export const defaults = {
  /** Height of a cell, in points. */
  height: 6,
  /** Gap between cells, as a share of one. */
  gap: 0.1,
  spacing: 6,
  /** Width of everything beside the cells, in points. */
  beside: 36,
} as const;

/** An axis of cells: the column, its places, and those that have numbers. */
export interface CellAxis {
  readonly field: string;
  readonly title: string;
  readonly places: readonly (number | string)[];
  readonly numbered?: (place: number) => boolean;
}

/** What cells show, from a table with a row for each. */
export interface CellOptions {
  readonly x: CellAxis;
  readonly y: CellAxis;
  /** the column that says in which panel a cell is, and the panels from top to bottom */
  readonly panel: { readonly field: string; readonly names: readonly string[] };
  /** the column whose values have colours, and these */
  readonly value: { readonly field: string; readonly colours: ReadonlyMap<string, string> };
  readonly columns: 1 | 2;
}

/** Cells in panels one above the other, coloured by a word each, as a specification. The frame of a panel stays whole. */
export function cellPanels(rows: readonly object[], { x, y, panel, value, columns }: CellOptions): object {
  const words = [...value.colours.keys()];
  return {
    data: { values: rows },
    facet: {
      field: panel.field,
      type: "nominal",
      sort: panel.names,
      title: null,
      header: { labelFontSize: theme.smallFontSize, labelAnchor: "start" },
    },
    columns: 1,
    spacing: defaults.spacing,
    spec: {
      width: theme.columnWidth[columns] - defaults.beside,
      height: y.places.length * defaults.height,
      mark: { type: "rect" },
      encoding: {
        x: axisOf(x),
        y: axisOf(y),
        color: {
          field: value.field,
          type: "nominal",
          scale: { domain: words, range: [...value.colours.values()] },
          legend: { title: null, orient: "bottom", columns: words.length, symbolType: "square", symbolOpacity: 1 },
        },
      },
    },
  };
}

/** An axis of bands, of which some have a number and a tick. */
function axisOf({ field, title, places, numbered = () => true }: CellAxis): object {
  const values = places.filter((_, i) => numbered(i));
  const scale = { domain: places, paddingInner: defaults.gap, paddingOuter: 2 * defaults.gap };
  return { field, type: "ordinal", title, axis: { values, labelAngle: 0 }, scale };
}
