import { inferenceFlops } from "./edgeDelays.ts";
import type { EdgeRetraining, SlotView } from "./edgeRetraining.ts";

/** What a user asks of its station in a slot. */
export interface StationUser {
  /** l: the whole task at home, s */
  readonly localS: number;
  /** alpha: the whole task over the link, s */
  readonly uplinkS: number;
  /** d: its result, which is paid in D (3) even where nothing is offloaded, s */
  readonly resultS: number;
  /** beta: the whole task, FLOP */
  readonly taskFlops: number;
  /** c W: a retraining that is charged, FLOP */
  readonly trainingFlops: number;
}

/** Users of one station, and their numbers in the row. */
export interface StationGroup {
  readonly station: number;
  readonly users: readonly StationUser[];
  readonly numbers: readonly number[];
}

/** Least and most part of a task that may be offloaded. */
export type PartRange = readonly [least: number, most: number];

/** Parts that actions of `sharesOf` reach, whose logits are -5 to 5. */
export const PARTS_REACHED: PartRange = [1 / (1 + Math.exp(5)), 1 / (1 + Math.exp(-5))];

/** Users of each station that serves any in the slot that a row plays next; of several stations a user has the first. */
export function stationGroups(environment: EdgeRetraining, row: number): StationGroup[] {
  const view = environment.view(row);
  const { work } = environment;
  const stationOf = stationsOf(view);
  const served = Array.from({ length: environment.world.stations }, (_, station) => ({
    station,
    numbers: [...stationOf.keys()].filter((user) => stationOf[user] === station),
  })).filter(({ numbers }) => numbers.length > 0);
  return served.map(({ station, numbers }) => ({
    station,
    numbers,
    users: numbers.map((user) => {
      const bits = view.taskBits[user];
      const rate = view.rates[stationOf[user] * view.users + user];
      return {
        localS: bits * work.secondsPerBit,
        uplinkS: bits / rate,
        resultS: work.downlinkBits / rate,
        taskFlops: inferenceFlops(bits, work),
        trainingFlops: view.trainingFlops[user],
      };
    }),
  }));
}

/** x at which home and station are done together; below 0 where the result alone takes longer than all of it at home. */
export function meetingPart({ localS, uplinkS, resultS, taskFlops }: StationUser, resource: number): number {
  return (localS - resultS) / (localS + uplinkS + taskFlops / resource);
}

/**
 * Part of a task to offload at a given resource: home and station are done together,
 * l (1 - x) = d + (alpha + beta / lambda) x, or as near to that as the range lets them be.
 *
 * @param resource lambda, FLOP/s
 */
export function bestPart(user: StationUser, resource: number, [least, most]: PartRange = PARTS_REACHED): number {
  return Math.min(Math.max(meetingPart(user, resource), least), most);
}

/** Cost of a user in D (16a), s: L_n with a part of its task offloaded, and L^DT. */
export function costOf(user: StationUser, part: number, resource: number): number {
  const awayS = user.resultS + (user.uplinkS + user.taskFlops / resource) * part;
  return Math.max(user.localS * (1 - part), awayS) + user.trainingFlops / resource;
}

/** [user] the station that a user is connected to. */
function stationsOf({ users, connected }: SlotView): Int32Array {
  return Int32Array.from({ length: users }, (_, user) =>
    Math.floor(connected.findIndex((v, link) => v === 1 && link % users === user) / users),
  );
}
