import { servingSector, wrapDegrees } from "../../../radio/index.ts";

/** The mast, and where its antennas look. */
export interface Sectors {
  readonly site: readonly [x: number, y: number];
  readonly azimuthsDeg: readonly number[];
}

const DEG = 180 / Math.PI;

/** [sector] how many users are nearest to each azimuth: [user, xy] from `offset` on, m. */
export function sectorCounts(
  positions: Float64Array,
  { site, azimuthsDeg }: Sectors,
  offset = 0,
  users = positions.length / 2,
): number[] {
  const counts = azimuthsDeg.map(() => 0);
  for (let i = offset; i < offset + 2 * users; i += 2) {
    const angle = DEG * Math.atan2(positions[i + 1] - site[1], positions[i] - site[0]);
    const sector = servingSector((angle + 360) % 360, azimuthsDeg);
    counts[sector] = counts[sector] + 1;
  }
  return counts;
}

/**
 * Every count of users by sector that can be seen where each coordinate may be wrong by up to `errorM`, each once.
 *
 * @param positions [user, xy] m
 * @returns [count][sector]
 */
export function possibleCounts(positions: Float64Array, errorM: number, { site, azimuthsDeg }: Sectors): number[][] {
  const base = positions.length / 2 + 1;
  // Numbers of users in each sector as the digits of a number.
  let counts = new Set([0]);
  for (let i = 0; i < positions.length; i += 2) {
    const sectors = possibleSectors(positions[i] - site[0], positions[i + 1] - site[1], errorM, azimuthsDeg);
    counts = new Set([...counts].flatMap((count) => sectors.map((c) => count + base ** c)));
  }
  return [...counts].map((count) => azimuthsDeg.map((_, c) => Math.floor(count / base ** c) % base));
}

/** The sectors that a user at (x, y) from the mast may seem to be in. */
function possibleSectors(x: number, y: number, errorM: number, azimuthsDeg: readonly number[]): number[] {
  if (Math.abs(x) <= errorM && Math.abs(y) <= errorM && errorM > 0) return [...azimuthsDeg.keys()];
  const angle = DEG * Math.atan2(y, x);
  // A square without the mast is seen under an interval of angles, between two of its corners.
  const corners = [-errorM, errorM].flatMap((dx) => [-errorM, errorM].map((dy) => Math.atan2(y + dy, x + dx)));
  const offsets = corners.map((corner) => wrapDegrees(DEG * corner - angle));
  const [first, last] = [Math.min(...offsets), Math.max(...offsets)];
  const within = azimuthsDeg.map((azimuth) => wrapDegrees(azimuth - angle)).filter((off) => off > first && off < last);
  const looked = [first, last, ...within].map((offset) => servingSector((angle + offset + 720) % 360, azimuthsDeg));
  return [...new Set(looked)];
}
