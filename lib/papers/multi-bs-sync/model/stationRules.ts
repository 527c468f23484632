import { checkActions } from "../../../environments/index.ts";
import { type Policy, type PolicyMaker, playable } from "../../../policies/index.ts";
import type { MultiBsSync } from "./multiBsSync.ts";

/** Whether a station synchronises in this slot. */
export type StationRule = (row: number, station: number) => boolean;
/** Whether a user of an overlap is served by the second nearest station in place of the nearest. */
export type SwapRule = (row: number, user: number) => boolean;

/**
 * A writer of joint actions of a network with the factored head: stations synchronise by a rule, and every user of an
 * overlap is served by its nearest station (the first of equals), or by its second nearest where it is swapped.
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

/**
 * A policy of one agent that all stations follow together: they synchronise in the same slots. Users of an overlap are
 * served by the nearest station.
 *
 * @example evaluate(environment, { "every 4": everyStation(periodic(4)) }, { seeds });
 */
export function everyStation<E extends MultiBsSync>(single: PolicyMaker<E>): PolicyMaker<E> {
  return (environment, streams) => {
    const policy = playable(single, environment, streams);
    const { rows } = environment;
    const decisions = new Int32Array(rows);
    const decider = { name: "everyStation", rows, agents: 1, actionSpace: { kind: "discrete", n: 2 } } as const;
    const write = nearestStation(environment);
    return {
      act(observation, out, mode) {
        policy.act(observation, decisions, mode);
        checkActions(decider, decisions);
        write(out, (row) => decisions[row] === 1);
      },
      forget: (rows) => policy.forget(rows),
    };
  };
}

/** A policy in which one station synchronises in each slot, in turn; slot 0 has an exact twin anyway. */
export function roundRobin(): PolicyMaker<MultiBsSync> {
  return (environment) => {
    const { rows, agents } = environment;
    const write = nearestStation(environment);
    const slot = new Int32Array(rows);
    return {
      act(_observation, out) {
        write(out, (row, station) => {
          const now = slot[row];
          return now > 0 && (now - 1) % agents === station;
        });
        for (let row = 0; row < rows; row++) slot[row] = slot[row] + 1;
      },
      forget(ended) {
        for (let row = 0; row < rows; row++) if (ended[row] === 1) slot[row] = 0;
      },
    };
  };
}

/** A policy in which a station synchronises when the oldest status in its part of the twin is k slots old or older. */
export function oldestStatus(k: number): PolicyMaker<MultiBsSync> {
  return (environment) => {
    const { agents, covered, twin, configuration } = environment;
    const { users } = configuration;
    return byRule(environment, (row, station) => {
      for (let user = 0; user < users; user++) {
        const isCovered = covered[(row * agents + station) * users + user] === 1;
        if (isCovered && twin.age[row * users + user] >= k) return true;
      }
      return false;
    });
  };
}

/** A policy in which every station takes a random action that its mask allows: it shows what masks alone are worth. */
export function randomAllowed(): PolicyMaker<MultiBsSync> {
  return (environment, streams) => {
    const { rows, agents, configuration, isFree } = environment;
    const { users } = configuration;
    return {
      act(_observation, out) {
        for (let agent = 0; agent < rows * agents; agent++) {
          const rng = streams[Math.floor(agent / agents)]?.exploration;
          if (rng === undefined) throw new RangeError(`random: there are no streams for row ${agent / agents}`);
          const at = agent * (1 + users);
          out[at] = rng.integer(2);
          for (let user = 0; user < users; user++)
            out[at + 1 + user] = isFree[agent * users + user] === 1 ? rng.integer(2) : 0;
        }
      },
      forget() {},
    };
  };
}

function byRule(environment: MultiBsSync, rule: (row: number, station: number) => boolean): Policy {
  const write = nearestStation(environment);
  return {
    act(_observation, out) {
      write(out, rule);
    },
    forget() {},
  };
}
