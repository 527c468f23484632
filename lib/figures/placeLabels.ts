/** A place in the picture, in points, y down. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A rectangle in points, y down. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface LabelRequest {
  readonly text: string;
  /** Where the label may be tied to, in points; the first is liked best. */
  readonly anchors: readonly Point[];
}

export interface PlacedLabel {
  readonly text: string;
  /** Index of the anchor taken. */
  readonly anchor: number;
  /** From the anchor to the label's point, in points. */
  readonly dx: number;
  readonly dy: number;
  readonly align: "left" | "center" | "right";
  /** Area in square points that it shares with something else or has outside the frame; 0 is a free place. */
  readonly overlap: number;
}

export const defaults = {
  fontSize: 7,
  /** Mean width of a letter of Liberation Sans over its size. */
  letterWidth: 0.52,
  /** Room to the left and right of a label, in points. */
  padding: 1.5,
  /** Distances from the anchor that are tried, in points. */
  gaps: [6, 9, 14],
  /** What one more point of distance, or the next anchor, costs in square points of overlap. */
  distanceCost: 0.4,
} as const;

/**
 * Places labels one after another, each where it overlaps least with the obstacles and the labels before it: right,
 * left, above, below or at a corner of one of its anchors.
 *
 * @param frame the plot's inside; what sticks out of it counts as overlap.
 */
export function placeLabels(
  requests: readonly LabelRequest[],
  obstacles: readonly Box[],
  frame: Box,
  options: { readonly fontSize?: number; readonly gaps?: readonly number[] } = {},
): PlacedLabel[] {
  const { fontSize, gaps } = { ...defaults, ...options };
  const taken = [...obstacles];
  return requests.map((request) => {
    const width = request.text.length * defaults.letterWidth * fontSize;
    let best: { label: PlacedLabel; box: Box; cost: number } | undefined;
    for (const [anchor, { x, y }] of request.anchors.entries()) {
      for (const gap of gaps) {
        for (const place of placesAround(gap, fontSize)) {
          const box = labelBox(x + place.dx, y + place.dy, width, fontSize, place.align);
          const outside = sharedArea(box, box) - sharedArea(box, frame);
          const overlap = taken.reduce((sum, other) => sum + sharedArea(box, other), outside);
          const cost = overlap + defaults.distanceCost * (Math.hypot(place.dx, place.dy) + anchor);
          if (best === undefined || cost < best.cost - 1e-9) {
            best = { label: { text: request.text, anchor, ...place, overlap }, box, cost };
          }
        }
      }
    }
    if (best === undefined) throw new Error(`placeLabels: label "${request.text}" has no anchors; give at least one`);
    taken.push(best.box);
    return best.label;
  });
}

/** Small boxes along a line through some points, so that a label keeps off it. */
export function alongLine(points: readonly Point[]): Box[] {
  return points.slice(1).flatMap((to, index) => {
    const from = points[index] ?? to;
    const steps = Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / 4);
    return Array.from({ length: steps }, (_, step) => {
      const part = (step + 0.5) / steps;
      const [x, y] = [from.x + part * (to.x - from.x), from.y + part * (to.y - from.y)];
      return { left: x - 1, right: x + 1, top: y - 1, bottom: y + 1 };
    });
  });
}

function placesAround(gap: number, fontSize: number): Pick<PlacedLabel, "dx" | "dy" | "align">[] {
  const lift = gap * 0.7 + fontSize / 2;
  return [
    { dx: gap, dy: 0, align: "left" },
    { dx: -gap, dy: 0, align: "right" },
    { dx: 0, dy: -lift, align: "center" },
    { dx: 0, dy: lift, align: "center" },
    { dx: gap * 0.7, dy: -lift, align: "left" },
    { dx: gap * 0.7, dy: lift, align: "left" },
    { dx: -gap * 0.7, dy: -lift, align: "right" },
    { dx: -gap * 0.7, dy: lift, align: "right" },
  ];
}

/** The box of a label whose baseline is "middle". */
function labelBox(x: number, y: number, width: number, height: number, align: PlacedLabel["align"]): Box {
  const left = align === "left" ? x : align === "right" ? x - width : x - width / 2;
  const { padding } = defaults;
  return { left: left - padding, right: left + width + padding, top: y - height / 2, bottom: y + height / 2 };
}

function sharedArea(a: Box, b: Box): number {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return width > 0 && height > 0 ? width * height : 0;
}
