import { computeDelay } from "./edgeDelays.ts";

/**
 * Ways to charge the retraining of a frame: in its first slot, in every one, as D (16a) has it with c fixed, or a part of it
 * in every one.
 */
export const CHARGES = ["once", "every-slot", "spread"] as const;
export type Charge = (typeof CHARGES)[number];

/** Share of a retraining's work that a slot of a frame, the first being 0, bears in D (16a). */
export function chargedShare(charge: Charge, slotOfFrame: number, frameSlots: number): number {
  if (charge === "spread") return 1 / frameSlots;
  return charge === "every-slot" || slotOfFrame === 0 ? 1 : 0;
}

/** Parts of the cost of a slot: arrays are [station, user]. */
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

/** D (11a), and D (16a) of a slot: mean over the users of their delays and of their retrainings, D (10), s. */
export function averageCost(cost: EdgeCost): number {
  return (sum(cost.userDelays) + retrainingDelay(cost)) / cost.userDelays.length;
}

/** Sum over all pairs of c_mn L^DT_mn, D (10), s; a pair with c = 0 costs nothing, whatever its resource. */
export function retrainingDelay({ retrained, trainingFlops, resource }: EdgeCost): number {
  let total = 0;
  for (let link = 0; link < retrained.length; link++) {
    if (retrained[link] !== 1) continue;
    total += computeDelay(trainingFlops[link], resource[link]);
  }
  return total;
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return total;
}
