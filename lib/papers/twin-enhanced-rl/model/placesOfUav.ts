import { type AirLink, airRateAt, snrAtOneMetre } from "./uavs.ts";

/** Slots of the straight flights whose ends are among `placesAround`. */
const RUNS = [1, 2, 4, 8, 16, 32];
/** Points of the grid over the area, along each side. */
const GRID = 8;
/** Places of `placesAround`. */
export const PLACES_AROUND = 4 * RUNS.length + GRID * GRID;

type Range = readonly [low: number, high: number];

/**
 * Mean rate of the users for one UAV at each of some places, all others where they are, bit/s/Hz.
 *
 * @param users [user, xy] m
 * @param uavs [UAV, xy] m
 * @param places [place, xy] m of UAV `self`
 * @param out [place]
 */
export function ratesOfPlaces(
  link: AirLink,
  users: Float64Array,
  uavs: Float64Array,
  self: number,
  places: Float64Array,
  out: Float64Array,
): void {
  const snr = snrAtOneMetre(link);
  out.fill(0, 0, places.length / 2);
  for (let user = 0; user < users.length; user += 2) {
    let others = Infinity;
    for (let m = 0; m < uavs.length; m += 2) {
      if (m !== 2 * self)
        others = Math.min(others, (uavs[m] - users[user]) ** 2 + (uavs[m + 1] - users[user + 1]) ** 2);
    }
    const withOthers = others === Infinity ? 0 : airRateAt(others, link, snr);
    for (let p = 0; p < places.length; p += 2) {
      const squaredM = (places[p] - users[user]) ** 2 + (places[p + 1] - users[user + 1]) ** 2;
      out[p / 2] += squaredM < others ? airRateAt(squaredM, link, snr) : withOthers;
    }
  }
  const count = (users.length / 2) * link.bandwidthHz;
  for (let p = 0; p < places.length / 2; p++) out[p] /= count;
}

/**
 * Places at which an agent may be told what its UAV would bring: ends of straight flights of 1 to 32 slots in each
 * direction, cut at the border, then a grid of 8 x 8 over the area.
 *
 * @param out [place, xy] m
 */
export function placesAround(
  x: number,
  y: number,
  stepM: number,
  area: { x: Range; y: Range },
  out: Float64Array,
): void {
  let to = 0;
  for (const slots of RUNS) {
    const far = slots * stepM;
    for (const [dx, dy] of [
      [far, 0],
      [-far, 0],
      [0, far],
      [0, -far],
    ]) {
      // biome-ignore format: a row
      out[to++] = Math.min(area.x[1], Math.max(area.x[0], x + dx));
      out[to++] = Math.min(area.y[1], Math.max(area.y[0], y + dy));
    }
  }
  for (let i = 0; i < GRID; i++) {
    for (let j = 0; j < GRID; j++) {
      out[to++] = area.x[0] + ((i + 0.5) / GRID) * (area.x[1] - area.x[0]);
      out[to++] = area.y[0] + ((j + 0.5) / GRID) * (area.y[1] - area.y[0]);
    }
  }
}
