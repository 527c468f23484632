import { bestPlacement } from "../../../optimization/index.ts";
import { ratesOfPlaces } from "./placesOfUav.ts";
import type { UavCoverageConfiguration } from "./uavCoverageConfiguration.ts";
import { airRate } from "./uavs.ts";

/** What is served: an area, and the users of its rows where they stand now. */
export interface ServedArea {
  readonly configuration: UavCoverageConfiguration;
  /** [row, user, xy] m */
  readonly users: Float64Array;
}

export type Point = readonly [x: number, y: number];

/** The best static placement of UAVs. */
export interface BestHover {
  readonly points: readonly Point[];
  /** mean over the users of what they give, bit/s/Hz: no flight does better in any slot while users stand still */
  readonly rate: number;
}

/**
 * The best static placement over the points that a UAV can reach, exactly (p-median): for users that stand where they
 * stand now in a row.
 *
 * @param uavs how many; all of the environment's by default
 */
export function bestHover(area: ServedArea, row: number, uavs = area.configuration.uavs): BestHover {
  const { users, bandwidthHz } = area.configuration;
  const grid = reachable(area);
  const values = new Float64Array(users * grid.length);
  for (let user = 0; user < users; user++) {
    const [x, y] = area.users.subarray(2 * (row * users + user)) as unknown as Point;
    for (const [p, [px, py]] of grid.entries()) {
      values[user * grid.length + p] = airRate((px - x) ** 2 + (py - y) ** 2, area.configuration) / bandwidthHz;
    }
  }
  const { value, points } = bestPlacement(values, users, uavs);
  return { points: points.map((p) => grid[p]), rate: value / users };
}

/**
 * Points from which no UAV alone could go to a better one, found from the hangar: UAV after UAV takes its best point, the
 * others where they are, until none moves. A search that needs no more than one UAV at a time, and may end below the best
 * placement.
 */
export function oneByOne(area: ServedArea, row: number): BestHover {
  const { uavs, users, hangar } = area.configuration;
  const grid = reachable(area);
  const places = Float64Array.from(grid.flat());
  const rates = new Float64Array(grid.length);
  const served = area.users.subarray(2 * row * users, 2 * (row + 1) * users);
  const at = Float64Array.from(Array.from({ length: uavs }, () => hangar).flat());
  let rate = 0;
  for (let stayed = 0, uav = 0; stayed < uavs; uav = (uav + 1) % uavs) {
    ratesOfPlaces(area.configuration, served, at, uav, places, rates);
    const best = rates.reduce((most, value, p) => (value > rates[most] ? p : most), 0);
    stayed = rates[best] > rate + 1e-9 ? 0 : stayed + 1;
    if (stayed > 0) continue;
    rate = rates[best];
    at.set(grid[best], 2 * uav);
  }
  return { points: Array.from({ length: uavs }, (_, uav): Point => [at[2 * uav], at[2 * uav + 1]]), rate };
}

function reachable({ configuration: { area, hangar, speedMps, slotS } }: Pick<ServedArea, "configuration">): Point[] {
  const step = speedMps * slotS;
  const along = ([low, high]: Point, from: number) => {
    const first = Math.ceil((low - from) / step);
    return Array.from({ length: Math.floor((high - from) / step) - first + 1 }, (_, i) => from + (first + i) * step);
  };
  return along(area.x, hangar[0]).flatMap((x) => along(area.y, hangar[1]).map((y): Point => [x, y]));
}
