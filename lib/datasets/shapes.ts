/**
 * How far a point is outside a shape of radius 1 around the origin, negative inside. Where it is not the distance itself
 * it is close to it near the edge.
 */
export type Shape = (x: number, y: number) => number;

const HALF_SQUARE = 0.8;
const [ARM, HALF_ARM] = [1, 0.32];
const HOLE = 0.5;

const box = (x: number, y: number, halfX: number, halfY: number) => Math.max(Math.abs(x) - halfX, Math.abs(y) - halfY);

/** The forms of the made images. */
export const SHAPES: readonly Shape[] = [
  function disc(x, y) {
    return Math.hypot(x, y) - 0.9;
  },
  function square(x, y) {
    return box(x, y, HALF_SQUARE, HALF_SQUARE);
  },
  function triangle(x, y) {
    return Math.max(-y, 0.5 * y + 0.866 * Math.abs(x)) - 0.5;
  },
  function cross(x, y) {
    return Math.min(box(x, y, ARM, HALF_ARM), box(x, y, HALF_ARM, ARM));
  },
  function ring(x, y) {
    const r = Math.hypot(x, y);
    return Math.max(r - 1, HOLE - r);
  },
];
