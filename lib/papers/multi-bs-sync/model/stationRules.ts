import type { Policy, PolicyMaker } from "../../../policies/index.ts";
import { nearestStation } from "./jointAction.ts";
import type { MultiBsSync } from "./multiBsSync.ts";

/** In each slot one station synchronises, in turn; slot 0 has an exact twin anyway. */
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

/** A station synchronises when the oldest status in its part of the twin is k slots old or older. */
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

/** Every station takes a random action that its mask allows: what masks alone are worth. */
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
