import type { Environment } from "../environments/index.ts";
import { checkCount, shown } from "../random/index.ts";
import { type Twin, twinError } from "../twin/index.ts";
import { type PolicyMaker, rowwise } from "./policy.ts";

/** An environment whose agent decides when to synchronise a twin of its users' positions: action 1 does. */
export interface TwinnedEnvironment extends Environment {
  readonly twin: Twin;
  /** [row, user, xy] m */
  readonly positions: Float64Array;
  /** [row, agent] block of the synchronisation in the last slot, -1 = none */
  readonly synchronisationBlock: Int32Array;
}

/** Takes the same action in every slot; the environment refuses one that it does not have. */
export function constant(action: number): PolicyMaker {
  return () => rowwise(() => action);
}

/** Never synchronises: after slot 0, which has an exact twin, the twin predicts alone. */
export function never(): PolicyMaker {
  return constant(0);
}

/** Synchronises in every slot: an exact twin at full price. */
export function always(): PolicyMaker {
  return constant(1);
}

/**
 * Synchronises with probability p in each slot, whatever happens.
 *
 * @throws RangeError for other than a number from 0 to 1
 */
export function random(p: number): PolicyMaker {
  checkAtLeastZero(p, "random: p", 1);
  return (_environment, streams) => rowwise((row) => (streams[row].exploration.uniform() < p ? 1 : 0));
}

/**
 * Synchronises in slots k, 2k, 3k, ... of an episode; slot 0 has an exact twin anyway.
 *
 * @throws RangeError for other than a whole number from 1 on
 */
export function periodic(k: number): PolicyMaker {
  checkCount(k, "periodic: k");
  return bySlot((slot) => slot > 0 && slot % k === 0);
}

/**
 * Synchronises in the given slots of an episode, counted from 0: a schedule made by hand.
 *
 * @throws RangeError for other than whole numbers from 0 on
 */
export function inSlots(slots: readonly number[]): PolicyMaker {
  for (const slot of slots) {
    if (!Number.isSafeInteger(slot) || slot < 0)
      throw new RangeError(`inSlots: slot ${shown(slot)}: must be a whole number from 0 on`);
  }
  const due = new Set(slots);
  return bySlot((slot) => due.has(slot));
}

/** Synchronises in the slots of an episode that are due. */
function bySlot(isDue: (slot: number) => boolean): PolicyMaker {
  return ({ rows }) => {
    const slot = new Int32Array(rows);
    return {
      act(_observation, out) {
        for (let row = 0; row < rows; row++) {
          out[row] = isDue(slot[row]) ? 1 : 0;
          slot[row] = slot[row] + 1;
        }
      },
      forget(ended) {
        for (let row = 0; row < rows; row++) if (ended[row] === 1) slot[row] = 0;
      },
    };
  };
}

/**
 * Synchronises when the twin's last exact status is k slots old or older.
 *
 * @throws RangeError for other than a number from 0 on
 */
export function ageThreshold(k: number): PolicyMaker<TwinnedEnvironment> {
  checkAtLeastZero(k, "ageThreshold: k");
  return ({ twin }) => rowwise((row) => (twin.age[row] >= k ? 1 : 0));
}

/**
 * Synchronises when the estimate for this slot is off by more than `error`, m^2. It sees what the base station sees.
 *
 * @throws RangeError for other than a number from 0 on
 */
export function errorThreshold(error: number): PolicyMaker<TwinnedEnvironment> {
  checkAtLeastZero(error, "errorThreshold: error");
  return ({ twin, positions, rows }) => {
    const width = positions.length / rows;
    return rowwise((row) => (twinError(positions, twin.predicted, row * width, width) > error ? 1 : 0));
  };
}

function checkAtLeastZero(value: number, name: string, most = Infinity): void {
  if (typeof value === "number" && value >= 0 && value <= most) return;
  throw new RangeError(`${name} = ${shown(value)}: must be a number from 0 ${most === Infinity ? "on" : `to ${most}`}`);
}
