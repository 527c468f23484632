import type { PolicyMaker } from "../../../policies/index.ts";
import type { Point } from "./placements.ts";
import { ratesOfPlaces } from "./placesOfUav.ts";
import type { UavCoverage } from "./uavCoverage.ts";
import { moveUav, UAV_MOVES } from "./uavs.ts";

/**
 * A policy that flies every UAV to its point by a shortest way, one coordinate a slot, in each slot the one that serves
 * the users better, and stays there.
 *
 * @param pointsOf [row][UAV]; UAVs without a point follow the last one
 */
export function flyTo(pointsOf: (row: number) => readonly Point[]): PolicyMaker<UavCoverage> {
  return (area) => {
    const { uavs, speedMps, slotS } = area.configuration;
    const step = speedMps * slotS;
    return {
      act(_observation, out) {
        for (let row = 0; row < area.rows; row++) {
          const points = pointsOf(row);
          const now = area.uavs.slice(2 * row * uavs, 2 * (row + 1) * uavs);
          for (let uav = 0; uav < uavs; uav++) {
            const [x, y] = points[uav] ?? points.at(-1);
            const useful = UAV_MOVES.flatMap(([dx, dy], move) => {
              const nearer = dx * (x - now[2 * uav]) + dy * (y - now[2 * uav + 1]);
              return nearer > 0 ? [move] : [];
            });
            const moves = useful.length > 0 ? useful : [0];
            const move = moves[bestEnd(area, row, now, uav, moves, [1])];
            out[row * uavs + uav] = move;
            moveUav(now, 2 * uav, move, step, area.area);
          }
        }
      },
      forget() {},
    };
  };
}

/**
 * A policy that looks ahead in the twin without learning: UAV after UAV, knowing the moves of those before it, tries to fly
 * straight for each of some numbers of slots and to stay, all others where they are, and takes the first move of what gives
 * the users most at its end. With runs of one slot it is myopic: the move that raises the mean rate now. Of equals it takes
 * the first, so that a UAV that serves nobody yet flies on (one that stays gives 18.6 in place of 21.1 bit/s/Hz).
 */
export function flyStraight(runs: readonly number[]): PolicyMaker<UavCoverage> {
  const moves = UAV_MOVES.map((_, move) => move).slice(1);
  const tried = [...runs.flatMap(() => moves), 0];
  const lengths = runs.flatMap((run) => moves.map(() => run));
  return (area) => {
    const { uavs, speedMps, slotS } = area.configuration;
    return {
      act(_observation, out) {
        for (let row = 0; row < area.rows; row++) {
          const now = area.uavs.slice(2 * row * uavs, 2 * (row + 1) * uavs);
          for (let uav = 0; uav < uavs; uav++) {
            const move = tried[bestEnd(area, row, now, uav, tried, lengths)];
            out[row * uavs + uav] = move;
            moveUav(now, 2 * uav, move, speedMps * slotS, area.area);
          }
        }
      },
      forget() {},
    };
  };
}

/**
 * Index of the straight flight of a UAV that ends where it serves best, the first of equals.
 *
 * @param moves of each flight
 * @param slots of each flight; of the last for all that follow
 */
function bestEnd(
  area: UavCoverage,
  row: number,
  uavs: Float64Array,
  uav: number,
  moves: readonly number[],
  slots: readonly number[],
): number {
  const { users, speedMps, slotS } = area.configuration;
  const ends = new Float64Array(2 * moves.length);
  for (const [i, move] of moves.entries()) {
    ends.set(uavs.subarray(2 * uav, 2 * uav + 2), 2 * i);
    const run = slots[i] ?? slots[slots.length - 1];
    for (let slot = 0; slot < run; slot++) moveUav(ends, 2 * i, move, speedMps * slotS, area.area);
  }
  const rates = new Float64Array(moves.length);
  ratesOfPlaces(
    area.configuration,
    area.users.subarray(2 * row * users, 2 * (row + 1) * users),
    uavs,
    uav,
    ends,
    rates,
  );
  return rates.reduce((best, rate, i) => (rate > rates[best] ? i : best), 0);
}
