import { averageCost, type EdgeCost, retrainingDelay } from "./edgeObjective.ts";

/**
 * D (7): a base station works in parallel and ends with its slowest user, s; 0 without users. Only test vectors call it.
 */
export function stationDelay(computeS: ArrayLike<number>, offloadS: ArrayLike<number>): number {
  let slowest = 0;
  for (let user = 0; user < computeS.length; user++) slowest = Math.max(slowest, computeS[user] + offloadS[user]);
  return slowest;
}

/** A task and its parts, bit. */
export interface SplitTasks {
  /** [user] Q_n */
  readonly taskBits: Float64Array;
  /** [user] Q^L */
  readonly localBits: Float64Array;
  /** [station, user] Q_mn */
  readonly offloadedBits: Float64Array;
}

/**
 * D (19) as printed: it pays for what is not offloaded, or with a negative weight for a task sent to every station. Only
 * test vectors call it.
 */
export function printedReward(cost: EdgeCost, { taskBits, offloadedBits }: SplitTasks, weight: number): number {
  const users = taskBits.length;
  let left = 0;
  for (const [link, bits] of offloadedBits.entries()) left += taskBits[link % users] - bits;
  return weight * left - sum(cost.userDelays) - retrainingDelay(cost);
}

/**
 * D (19) repaired: minus D (11a), and a penalty for every bit by which the parts miss the task, D (11e). Only test vectors
 * call it.
 */
export function repairedReward(cost: EdgeCost, tasks: SplitTasks, penalty: number): number {
  const missed = missedBits(tasks).map(Math.abs);
  return -averageCost(cost) - (penalty * sum(missed)) / cost.userDelays.length;
}

/** Constraints D (11d), D (11e), D (11f) as an allocation obeys them. */
export interface Feasibility {
  /** D (11d): every user has a station */
  readonly isServed: boolean;
  /** D (11e): the parts add up to the task */
  readonly isWhole: boolean;
  /** D (6), D (11f): no station is above its capacity */
  readonly fits: boolean;
  /** no task and no resource where there is no connection */
  readonly isCoupled: boolean;
}

export interface EdgeAllocation extends SplitTasks {
  /** [station, user] v */
  readonly connected: Uint8Array;
  /** [station, user] lambda_mn, FLOP/s */
  readonly resource: Float64Array;
  /** [station] lambda_m, the station's own load */
  readonly reserved: ArrayLike<number>;
  /** [station] */
  readonly capacity: ArrayLike<number>;
}

/** Rounding that sums of parts may show, relative. */
const ROUNDING = 1e-9;

/** D (11d), D (11e), D (11f), and that nothing happens without connection. Only test vectors call it. */
export function offloadingFeasible(allocation: EdgeAllocation): Feasibility {
  const { taskBits, offloadedBits, connected, resource, reserved, capacity } = allocation;
  const users = taskBits.length;
  const missed = missedBits(allocation);
  return {
    isServed: taskBits.every((_, user) => connected.some((v, link) => v === 1 && link % users === user)),
    isWhole: missed.every((bits, user) => Math.abs(bits) <= ROUNDING * taskBits[user]),
    fits: Array.from(capacity).every((total, station) =>
      resourcesFit(reserved[station], resource.subarray(station * users, (station + 1) * users), total),
    ),
    isCoupled: connected.every((v, link) => v === 1 || (offloadedBits[link] === 0 && resource[link] === 0)),
  };
}

/**
 * D (6), D (11f) of one station: its own load and its users' resources are within its capacity. Only test vectors call it.
 */
export function resourcesFit(load: number, perUser: ArrayLike<number>, capacity: number): boolean {
  return load + sum(perUser) <= capacity * (1 + ROUNDING);
}

/** [user] Q_n - Q^L_n - sum over m of Q_mn. */
function missedBits({ taskBits, localBits, offloadedBits }: SplitTasks): Float64Array {
  const missed = taskBits.map((bits, user) => bits - localBits[user]);
  for (const [link, bits] of offloadedBits.entries())
    missed[link % missed.length] = missed[link % missed.length] - bits;
  return missed;
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return total;
}
