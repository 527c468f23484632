import { computeDelay } from "./edgeDelays.ts";

/** When the retraining of a frame is charged: in its first slot, or in every one, as (16a) has it with c fixed. */
export const CHARGES = ["once", "every-slot"] as const;
export type Charge = (typeof CHARGES)[number];

/** Whether a slot of a frame, the first is 0, bears the charge. */
export function isCharged(charge: Charge, slotOfFrame: number): boolean {
  return charge === "every-slot" || slotOfFrame === 0;
}

/** What a slot of paper D costs: arrays are [station, user]. */
export interface EdgeCost {
  /** [user] L_n, s */
  readonly userDelays: Float64Array;
  /** c_mn: 1 = a retraining is charged */
  readonly retrained: Uint8Array;
  /** FLOP of the retraining of a pair */
  readonly trainingFlops: Float64Array;
  /** lambda_mn, FLOP/s */
  readonly resource: Float64Array;
}

/** (11a): mean over the users of their delays and of their retrainings, (10), s. */
export function averageCost(cost: EdgeCost): number {
  return (sum(cost.userDelays) + retrainingDelay(cost)) / cost.userDelays.length;
}

/** Sum over all pairs of c_mn L^DT_mn; a pair with c = 0 costs nothing, whatever its resource. */
export function retrainingDelay({ retrained, trainingFlops, resource }: EdgeCost): number {
  let total = 0;
  for (let link = 0; link < retrained.length; link++) {
    if (retrained[link] !== 1) continue;
    total += computeDelay(trainingFlops[link], resource[link]);
  }
  return total;
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

/** (19) as printed: it pays for what is not offloaded, or with a negative weight for a task sent to every station. */
export function printedReward(cost: EdgeCost, { taskBits, offloadedBits }: SplitTasks, weight: number): number {
  const users = taskBits.length;
  let left = 0;
  for (const [link, bits] of offloadedBits.entries()) left += taskBits[link % users] - bits;
  return weight * left - sum(cost.userDelays) - retrainingDelay(cost);
}

/** (19) repaired: minus (11a), and a penalty for every bit by which the parts miss the task, (11e). */
export function repairedReward(cost: EdgeCost, tasks: SplitTasks, penalty: number): number {
  const missed = missedBits(tasks).map(Math.abs);
  return -averageCost(cost) - (penalty * sum(missed)) / cost.userDelays.length;
}

/** Which constraints an allocation obeys. */
export interface Feasibility {
  /** (11d): every user has a station */
  readonly isServed: boolean;
  /** (11e): the parts add up to the task */
  readonly isWhole: boolean;
  /** (6), (11f): no station is above its capacity */
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

/** (11d)-(11f), and that nothing happens without connection. */
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

/** (6), (11f) of one station: its own load and its users' resources are within its capacity. */
export function resourcesFit(own: number, perUser: ArrayLike<number>, capacity: number): boolean {
  return own + sum(perUser) <= capacity * (1 + ROUNDING);
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
