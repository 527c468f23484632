import { type Area, contains } from "../../../mobility/index.ts";
import { dbmToWatt, friisGain, shannonRate } from "../../../radio/index.ts";

/** Moves of a UAV in a slot: stay, +x, -x, +y, -y. */
export const UAV_MOVES = [
  [0, 0],
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
] as const;

/** Moves a UAV at positions[offset] by a step; one that would leave the area stays where it is. */
export function moveUav(positions: Float64Array, offset: number, move: number, stepM: number, area: Area): void {
  const [dx, dy] = UAV_MOVES[move] as readonly [number, number];
  const x = positions[offset] + dx * stepM;
  const y = positions[offset + 1] + dy * stepM;
  if (!contains(area, x, y)) return;
  positions[offset] = x;
  positions[offset + 1] = y;
}

/** Moves a user at positions[offset] straight on; one that would leave the area stays where it is. */
export function walk(
  positions: Float64Array,
  offset: number,
  headingRad: number,
  stepM: number,
  area: Omit<Extract<Area, { shape: "rectangle" }>, "shape">,
): void {
  const x = positions[offset] + stepM * Math.cos(headingRad);
  const y = positions[offset + 1] + stepM * Math.sin(headingRad);
  if (contains({ shape: "rectangle", ...area }, x, y)) positions.set([x, y], offset);
}

/** The UAV nearest to a point on the ground: the one with the highest rate, the first of equals; and how far the next one is. */
export function nearestUav(
  x: number,
  y: number,
  uavs: Float64Array,
  first = 0,
  count = uavs.length / 2,
): { readonly uav: number; readonly squaredM: number; readonly nextSquaredM: number } {
  let uav = 0;
  let squaredM = Infinity;
  let nextSquaredM = Infinity;
  for (let m = 0; m < count; m++) {
    const dx = uavs[2 * (first + m)] - x;
    const dy = uavs[2 * (first + m) + 1] - y;
    const d = dx * dx + dy * dy;
    if (d >= squaredM) {
      nextSquaredM = Math.min(nextSquaredM, d);
      continue;
    }
    nextSquaredM = squaredM;
    squaredM = d;
    uav = m;
  }
  return { uav, squaredM, nextSquaredM };
}

/** A link from a UAV to the ground, as Friis and Shannon see it. */
export interface AirLink {
  readonly heightM: number;
  readonly powerW: number;
  readonly noiseDensityDbmHz: number;
  readonly bandwidthHz: number;
  readonly frequencyHz: number;
  readonly gainTx: number;
  readonly gainRx: number;
}

/** Rate from a UAV to a user on the ground by Friis and Shannon, bit/s; noise = density x bandwidth. */
export function airRate(squaredGroundM: number, link: AirLink): number {
  return airRateAt(squaredGroundM, link, snrAtOneMetre(link));
}

/** Rate from a UAV to a user, given the signal-to-noise ratio at 1 m, which falls with the square of the distance. */
export function airRateAt(squaredGroundM: number, { heightM, bandwidthHz }: AirLink, snr: number): number {
  return shannonRate(bandwidthHz, snr / (squaredGroundM + heightM * heightM));
}

/** Signal-to-noise ratio of a link at a distance of 1 m. */
export function snrAtOneMetre(link: AirLink): number {
  return (link.powerW * friisGain(1, link)) / (dbmToWatt(link.noiseDensityDbmHz) * link.bandwidthHz);
}
