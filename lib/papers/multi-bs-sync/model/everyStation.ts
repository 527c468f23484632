import type { PolicyMaker } from "../../../policies/index.ts";
import { nearestStation } from "./jointAction.ts";
import type { MultiBsSync } from "./multiBsSync.ts";

/**
 * A policy of one agent that all stations follow together: they synchronise in the same slots. Users of an overlap are
 * served by the nearest station.
 *
 * @example evaluate(environment, { "every 4": everyStation(periodic(4)) }, { seeds });
 */
export function everyStation<E extends MultiBsSync>(single: PolicyMaker<E>): PolicyMaker<E> {
  return (environment, streams) => {
    const policy = single(environment, streams);
    const decisions = new Int32Array(environment.rows);
    const write = nearestStation(environment);
    return {
      act(observation, out, mode) {
        policy.act(observation, decisions, mode);
        write(out, (row) => decisions[row] === 1);
      },
      forget: (rows) => policy.forget(rows),
    };
  };
}
