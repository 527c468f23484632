import { activate, lossGradients, mlp, tf } from "../../../neural/index.ts";
import type { ObservedForm } from "./allocatorFeatures.ts";
import { LOGITS } from "./edgeAllocation.ts";
import type { EdgeRetraining } from "./edgeRetraining.ts";
import { stationGroups } from "./stationUsers.ts";

/** Numbers of a user that D (11a) depends on. */
const NUMBERS = 5;

/** Slots as tensors. */
export interface AllocationBatch {
  /** [replica, state x user, feature and one] */
  readonly features: tf.Tensor3D;
  /** [replica, state, number], as `slotNumbers` writes them */
  readonly slots: tf.Tensor3D;
}

/** Numbers that `slotNumbers` writes for a row. */
export function slotWidth({ users, stations }: ObservedForm): number {
  return (NUMBERS + stations) * users;
}

/**
 * Slots that the rows of an environment play next, as D (11a) needs them: [row, number, user] times in s of a whole task at
 * home, over the link, of its result, with all of a station's resource, and of a retraining; then [row, station, user] v.
 */
export function slotNumbers(environment: EdgeRetraining, form: ObservedForm): Float32Array {
  const { users } = form;
  const width = slotWidth(form);
  const out = new Float32Array(environment.rows * width);
  for (let row = 0; row < environment.rows; row++) {
    for (const group of stationGroups(environment, row)) {
      for (const [i, user] of group.numbers.entries()) {
        const { localS, uplinkS, resultS, taskFlops, trainingFlops } = group.users[i];
        const { freeFlops } = environment;
        const numbers = [localS, uplinkS, resultS, taskFlops / freeFlops, trainingFlops / freeFlops];
        for (const [k, number] of numbers.entries()) out[row * width + k * users + user] = number;
        out[row * width + (NUMBERS + group.station) * users + user] = 1;
      }
    }
  }
  return out;
}

/** The users' actions, [replica, state x user, 2] in [-1, 1], by the network that they share. */
export function actionsOf(features: tf.Tensor3D, parameters: readonly tf.Tensor3D[]): tf.Tensor3D {
  return activate("tanh", mlp(features, parameters));
}

/**
 * Mean logarithm of D (11a) over the states, [replica], and its gradient in the parameters, by way of the shares of
 * `sharesOf`, D (3), D (4), D (5), D (10).
 */
export function allocationGradients(
  { features, slots }: AllocationBatch,
  parameters: readonly tf.Tensor3D[],
  form: ObservedForm,
): { readonly losses: tf.Tensor1D; readonly gradients: tf.Tensor3D[] } {
  const { gradients, others } = lossGradients(parameters, (...parameters) => {
    const losses = tf.mean(tf.log(slotCosts(actionsOf(features, parameters), slots, form)), [1, 2]) as tf.Tensor1D;
    return [tf.sum(losses), losses];
  });
  return { losses: others[0], gradients };
}

/**
 * D (11a) of actions, [replica, state, 1] s.
 *
 * @param actions [replica, state x user, 2]
 */
export function slotCosts(actions: tf.Tensor3D, slots: tf.Tensor3D, { users, stations }: ObservedForm): tf.Tensor3D {
  const states = slots.shape[1];
  const planes = tf.split(slots, NUMBERS + stations, 2);
  const [localS, uplinkS, resultS, taskS, trainingS] = planes;
  const connected = planes.slice(NUMBERS);
  const [offload, take] = tf
    .split(tf.mul(actions, LOGITS), 2, 2)
    .map((logits) => tf.reshape(logits, [-1, states, users]) as tf.Tensor3D);
  const part = activate("sigmoid", offload);
  const weight = tf.exp(take);
  // 1 / share of the station's resource; an absent user has no station, and 0
  const totals = connected.map((v) => tf.mul(v, tf.sum(tf.mul(v, weight), 2, true)));
  const timesLonger = tf.div(
    totals.reduce((sum, total) => tf.add(sum, total)),
    weight,
  );
  const homeS = tf.mul(localS, tf.sub(1, part)); // D (4)
  const awayS = tf.add(resultS, tf.mul(tf.add(uplinkS, tf.mul(taskS, timesLonger)), part)); // D (3), D (5)
  const retrainingS = tf.mul(trainingS, timesLonger); // D (10)
  const present = tf.sum(
    connected.reduce((sum, v) => tf.add(sum, v)),
    2,
    true,
  );
  const total = tf.sum(tf.add(tf.maximum(homeS, awayS), retrainingS), 2, true);
  return tf.div(total, present) as tf.Tensor3D;
}
