import { inferenceFlops } from "./edgeDelays.ts";
import type { EdgeRetraining } from "./edgeRetraining.ts";
import { bitsOf } from "./edgeRetrainingConfiguration.ts";

/** Numbers that `userFeatures` tells of a user, and a one for a bias. */
export const USER_FEATURES = 11;

/** What the numbers of an observation stand for. */
export interface ObservedForm {
  readonly users: number;
  readonly stations: number;
  /** time of the largest task, and of the largest retraining, with all of a station's free resource, s */
  readonly taskS: number;
  readonly trainingS: number;
}

export function observedForm({ world, models, work, freeFlops, configuration }: EdgeRetraining): ObservedForm {
  return {
    users: world.maxUsers,
    stations: world.stations,
    taskS: inferenceFlops(bitsOf(configuration.taskMB[1]), work) / freeFlops,
    trainingS: models.mostFlops / freeFlops,
  };
}

/**
 * Features of every user for a network that all of them share: its own task, retraining and link, and sums over the users
 * of its station, in which their order is lost. Work is told by roots too, since the best resources go with them.
 *
 * @param observation D (17), [row, user, number]
 * @returns [row, user, feature], a one at the end of each; all 0 for a user that is absent
 */
export function userFeatures(observation: ArrayLike<number>, form: ObservedForm): Float32Array {
  const { users, stations, taskS, trainingS } = form;
  const size = 2 + stations;
  const rows = observation.length / (users * size);
  const out = new Float32Array(rows * users * USER_FEATURES);
  for (let row = 0; row < rows; row++) {
    const seen = Array.from({ length: users }, (_, user) => {
      const at = (row * users + user) * size;
      const station = stationSeen(observation, at + 2, stations);
      const task = taskS * observation[at];
      const training = trainingS * observation[at + 1];
      const efficiency = observation[at + 2 + station];
      return { station, task, training, root: Math.sqrt(task + training), linkS: observation[at] / efficiency };
    });
    for (const [user, own] of seen.entries()) {
      if (own.station === -1) continue;
      const group = seen.filter(({ station }) => station === own.station);
      const sum = (of: (one: typeof own) => number) => group.reduce((total, one) => total + of(one), 0);
      const roots = sum(({ root }) => root);
      const features = [
        own.task / 5,
        Math.log(own.linkS) / 2,
        Math.sqrt(own.task) / 2,
        Math.sqrt(own.training) / 5,
        Math.log(own.root / roots),
        group.length / 4,
        sum(({ task }) => task) / 20,
        sum(({ task }) => Math.sqrt(task)) / 8,
        sum(({ training }) => Math.sqrt(training)) / 20,
        Math.log(roots),
        1,
      ];
      out.set(features, (row * users + user) * USER_FEATURES);
    }
  }
  return out;
}

/** The station whose rate is seen: that of the link; -1 for a user that is absent. */
function stationSeen(observation: ArrayLike<number>, from: number, stations: number): number {
  for (let station = 0; station < stations; station++) if (observation[from + station] > 0) return station;
  return -1;
}
