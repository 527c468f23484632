/**
 * How d in h = o d^-2 follows from two positions (papers B and C). "printed": d = sqrt(||l - l'||), as the papers have
 * it, so the gain falls with the distance itself; "euclidean": d = ||l - l'||, the usual square law.
 */
export const DISTANCES = ["printed", "euclidean"] as const;
/** See `DISTANCES`. */
export type Distance = (typeof DISTANCES)[number];

/**
 * Path gain d^-2 between two points, without fading.
 *
 * @param dx difference of x, m
 * @param dy difference of y, m
 * @param minimumM lower bound of ||l - l'||, m, applied before either form: no infinite gain at the antenna
 */
export function pathGain(dx: number, dy: number, distance: Distance, minimumM = 1): number {
  const norm = Math.max(Math.sqrt(dx * dx + dy * dy), minimumM);
  return distance === "printed" ? 1 / norm : 1 / (norm * norm);
}

/** d itself between two points, m or its root. */
export function linkDistance(dx: number, dy: number, distance: Distance, minimumM = 1): number {
  const norm = Math.max(Math.sqrt(dx * dx + dy * dy), minimumM);
  return distance === "printed" ? Math.sqrt(norm) : norm;
}
