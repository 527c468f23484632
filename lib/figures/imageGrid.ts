import type { TopLevelSpec } from "vega-lite";
import { LacksRows, refuseDoubles } from "./encodedRows.ts";
import type { Figure } from "./figure.ts";
import { indexedPng } from "./indexedPng.ts";
import { sideBySide } from "./sideBySide.ts";
import { defaults as theme } from "./theme.ts";

/** Defaults of `imageGrid`. */
export const defaults = {
  /** Colours of an image; more cannot be distinguished in a small image, and swell a notebook. */
  colours: 64,
  spacing: 5,
  /** Gap between images, as a share of the distance of their middles. */
  gap: 0.06,
  /** Width beside the panels without the rows' names, and that of a letter in them in the mean, in points. */
  besidePanels: 6,
  letter: 3.1,
} as const;

/** An image and its place: in which panel, column and row. */
export interface PlacedImage {
  readonly panel: string;
  readonly x: string;
  readonly y: string;
  /** [row, column, channel] red, green and blue of a square image, 0 .. 255 */
  readonly pixels: Uint8Array;
}

/** Options of `imageGrid`. */
export type ImageGridOptions = Pick<Figure, "name" | "caption" | "columns">;

/** Small square images in rows and columns, in panels side by side; all stand in the order in which they are given. */
export function imageGrid(images: readonly PlacedImage[], { name, caption, columns = 1 }: ImageGridOptions): Figure {
  if (images.length === 0) throw new LacksRows("imageGrid: there are no images; hand in one at least");
  refuseDoubles(
    images.map(({ panel, x, y }) => ({ panel, x, y })),
    ["panel", "x", "y"],
  );
  const orderOf = (field: "panel" | "x" | "y") => [...new Set(images.map((image) => image[field]))];
  const [panels, xs, ys] = [orderOf("panel"), orderOf("x"), orderOf("y")];
  const names = defaults.besidePanels + defaults.letter * Math.max(...ys.map((y) => y.length));
  const { width, ...row } = sideBySide(panels, columns, names, defaults.spacing);
  const side = width / xs.length;
  const axis = { ticks: false, labelAngle: 0, labelFontSize: theme.smallFontSize };
  const scale = { paddingInner: 0, paddingOuter: 0 };
  const values = images.map(({ panel, x, y, pixels }) => ({ panel, x, y, url: urlOf(pixels) }));
  return {
    name,
    caption,
    columns,
    vegaLite: {
      data: { values },
      ...row,
      spec: {
        width: side * xs.length,
        height: side * ys.length,
        view: { stroke: null },
        mark: { type: "image", width: side * (1 - defaults.gap), height: side * (1 - defaults.gap), smooth: false },
        encoding: {
          x: { field: "x", type: "nominal", sort: xs, title: null, axis, scale },
          y: { field: "y", type: "nominal", sort: ys, title: null, axis, scale },
          url: { field: "url", type: "nominal" },
        },
      },
    } as unknown as TopLevelSpec,
  };
}

function urlOf(pixels: Uint8Array): string {
  const count = pixels.length / 3;
  const opaque = new Uint8Array(4 * count).fill(255);
  for (let i = 0; i < count; i++) opaque.set(pixels.subarray(3 * i, 3 * i + 3), 4 * i);
  const side = Math.sqrt(count);
  return `data:image/png;base64,${indexedPng(opaque, side, side, defaults.colours).toString("base64")}`;
}
