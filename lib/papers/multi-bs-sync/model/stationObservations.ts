import type { Box, Tell } from "../../../environments/index.ts";
import type { MultiBsSyncConfiguration } from "./multiBsSyncConfiguration.ts";
import { stationMessages } from "./stationMessages.ts";

/** Numbers of each user in an observation: whether it is covered, and where it is. */
const PER_USER = 3;

/** What stations see of a network whose rows stand in these arrays. */
export interface Seen {
  /** [row, user, xy], m */
  readonly positions: Float64Array;
  /** [row, station, user] 1 = in the disc */
  readonly covered: Uint8Array;
  /** [row, user] slots since the twin heard of it */
  readonly age: Float64Array;
  /** [row, station, 1 + user] bits */
  readonly lastActions: Float64Array;
}

/** The observations of the stations, laid out as the table of `MultiBsSync` says. */
export class StationObservations {
  readonly space: Box;
  /** the messages of stations in turn; undefined where they decide together */
  readonly tell: Tell | undefined;
  readonly #configuration: MultiBsSyncConfiguration;

  constructor(configuration: MultiBsSyncConfiguration) {
    const { users, observeAge, order, horizon } = configuration;
    const isInTurn = order === "in turn";
    const size = PER_USER * users + 1 + users + (observeAge ? 1 : 0) + (isInTurn ? users : 0);
    const layout = { stations: configuration.stations.length, users, features: size, perUser: PER_USER };
    this.space = { kind: "box", size, low: -1, high: observeAge ? Math.max(1, horizon / 10) : 1 };
    this.tell = isInTurn ? stationMessages(layout) : undefined;
    this.#configuration = configuration;
  }

  /** Writes what the stations of a row observe before any of them is told something. */
  write(row: number, { positions, covered, age, lastActions }: Seen, values: Float32Array): void {
    const { users, stations, radiusM, observeAge } = this.#configuration;
    for (const [station, [x, y]] of stations.entries()) {
      const agent = row * stations.length + station;
      let to = agent * this.space.size;
      let oldest = 0;
      for (let user = 0; user < users; user++) {
        const isCovered = covered[agent * users + user];
        const from = 2 * (row * users + user);
        values[to++] = isCovered;
        values[to++] = isCovered === 0 ? 0 : (positions[from] - x) / radiusM;
        values[to++] = isCovered === 0 ? 0 : (positions[from + 1] - y) / radiusM;
        if (isCovered === 1) oldest = Math.max(oldest, age[row * users + user]);
      }
      const bits = agent * (1 + users);
      for (let i = 0; i < 1 + users; i++) values[to++] = lastActions[bits + i];
      if (observeAge) values[to++] = oldest / 10;
      values.fill(0, to, (agent + 1) * this.space.size);
    }
  }
}
