import type { MultiBsSync } from "./multiBsSync.ts";

/** Whether a station synchronises in this slot. */
export type StationRule = (row: number, station: number) => boolean;
/** Whether a user of an overlap is served by the second nearest station in place of the nearest. */
export type SwapRule = (row: number, user: number) => boolean;

/**
 * Writes joint actions of a network with the factored head in which every user of an overlap is served by its nearest
 * station (the first of equals) unless told otherwise, and stations synchronise by a rule.
 */
export function nearestStation(environment: MultiBsSync) {
  const { configuration, rows, agents: stations } = environment;
  const { users, head } = configuration;
  if (head !== "factored") {
    throw new Error(
      'policies without learning need head = "factored"; the literal head is the same network, so judge them there',
    );
  }
  return (out: Float32Array | Int32Array, synchronises: StationRule, isSwapped: SwapRule = () => false): void => {
    const { positions, covered } = environment;
    out.fill(0);
    for (let row = 0; row < rows; row++) {
      for (let station = 0; station < stations; station++)
        out[(row * stations + station) * (1 + users)] = synchronises(row, station) ? 1 : 0;
      for (let user = 0; user < users; user++) {
        const from = 2 * (row * users + user);
        let [nearest, best] = [-1, Infinity];
        let [second, next] = [-1, Infinity];
        for (let station = 0; station < stations; station++) {
          if (covered[(row * stations + station) * users + user] !== 1) continue;
          const [x, y] = configuration.stations[station];
          const distance = Math.hypot(positions[from] - x, positions[from + 1] - y);
          if (distance < best) [nearest, best, second, next] = [station, distance, nearest, best];
          else if (distance < next) [second, next] = [station, distance];
        }
        const serving = second !== -1 && isSwapped(row, user) ? second : nearest;
        if (serving !== -1) out[(row * stations + serving) * (1 + users) + 1 + user] = 1;
      }
    }
  };
}
