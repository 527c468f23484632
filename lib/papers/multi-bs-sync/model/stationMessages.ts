import type { Tell } from "../../../environments/index.ts";

/** Where a station's observation has what a message is about. */
export interface MessageLayout {
  readonly stations: number;
  readonly users: number;
  /** numbers of a station's observation; its last ones are the users' "served already" */
  readonly features: number;
  /** numbers of each user, of which the first says whether it is covered */
  readonly perUser: number;
}

/**
 * The messages of Algorithm 1 of paper B: station m sends to m + 1 who is served so far, Z^(m+1), before that one decides;
 * of x_ij whether a user is served, not on which block. Station m + 1 then sees a 1 for each user that an earlier station
 * serves, covered or not, and chooses about those that it covers, nobody serves yet, and a later station covers too: a
 * user that is served is not its own, and of the stations that cover a user the last serves whom nobody has served.
 *
 * For actions of the factored head with a choice in overlaps alone; a pure function of what the stations see.
 */
export function stationMessages({ stations, users, features, perUser }: MessageLayout): Tell {
  return (station, actions, { values, mask }) => {
    const next = station + 1;
    if (next === stations || mask === undefined) return;
    const rows = values.length / (stations * features);
    for (let row = 0; row < rows; row++) {
      const first = row * stations;
      const isCovered = (m: number, user: number) => values[(first + m) * features + perUser * user] === 1;
      const isCoveredAfter = (m: number, user: number) => {
        for (let later = m + 1; later < stations; later++) if (isCovered(later, user)) return true;
        return false;
      };
      const told = (m: number) => (first + m + 1) * features - users;
      const bits = (m: number) => (first + m) * (1 + users) + 1;
      for (let user = 0; user < users; user++) {
        const isServedBefore = values[told(station) + user] === 1;
        const isLast = isCovered(station, user) && !isCoveredAfter(station, user);
        const isServing = mask[bits(station) + user] === 1 ? actions[bits(station) + user] === 1 : isLast;
        const isServed = isServedBefore || isServing;
        values[told(next) + user] = isServed ? 1 : 0;
        mask[bits(next) + user] = !isServed && isCovered(next, user) && isCoveredAfter(next, user) ? 1 : 0;
      }
    }
  };
}
