import { tf } from "../neural/index.ts";

/**
 * Targets and losses of VDN and IQL, for every replica at once. A sample is [slot x batch], slot after slot; a channel is
 * the team's, or one of each agent.
 */

/** How Qs are trained: their sum on the team's reward (`sum`, VDN), or each on its agent's reward (`none`, IQL). */
export type Mixing = "sum" | "none";

/**
 * B (19): Q_tot = sum_m Q_m of [replica, agent, sample] as one column of [replica, 1, sample]; without mixing, q
 * itself.
 */
export function mixed(q: tf.Tensor3D, mixing: Mixing): tf.Tensor3D {
  return mixing === "sum" ? tf.sum(q, 1, true) : q;
}

/** Options of the targets. */
export interface TargetOptions {
  /** gamma */
  readonly discount: number;
  readonly mixing: Mixing;
}

/**
 * B (20), B (21): r + gamma max Q of the target networks, nothing after a terminated episode. The largest joint Q is the
 * sum of each agent's largest.
 *
 * @param r [replica, 1 or agent, sample]
 * @param best [replica, agent, sample] each agent's largest Q in the next slot
 * @param continues [replica, 1, sample] 1 - terminated
 */
export function tdTargets(
  r: tf.Tensor3D,
  best: tf.Tensor3D,
  continues: tf.Tensor3D,
  { discount, mixing }: TargetOptions,
): tf.Tensor3D {
  return tf.add(r, tf.mul(tf.mul(continues, discount), mixed(best, mixing)));
}

/**
 * TD(lambda) targets along whole episodes (Sutton and Barto 2018, ch. 12): y_t = r_t + gamma [(1 - lambda) max Q_{t+1} +
 * lambda y_{t+1}], with max Q mixed as in `tdTargets`; the last slot of an episode has those of `tdTargets`, and so has
 * every slot where lambda is 0.
 *
 * @param r [replica, channel, sample]
 * @param best [replica, agent, sample] each agent's largest Q in the next slot
 * @param continues [replica, 1, sample] 1 - terminated
 * @param valid [replica, 1, sample] 0 = the episode had ended
 */
export function lambdaTargets(
  [r, best, continues, valid]: readonly [tf.Tensor3D, tf.Tensor3D, tf.Tensor3D, tf.Tensor3D],
  { lambda, slots, ...options }: TargetOptions & { readonly lambda: number; readonly slots: number },
): tf.Tensor3D {
  if (lambda === 0) return tdTargets(r, best, continues, options);
  const { discount, mixing } = options;
  const [rewards, next, goesOn, isPlayed] = [r, mixed(best, mixing), continues, valid].map((x): tf.Tensor3D[] =>
    tf.split(x, slots, 2),
  );
  const targets: tf.Tensor3D[] = [];
  for (let slot = slots - 1; slot >= 0; slot--) {
    // What follows a slot is worth its largest Q, and by lambda the target there where that slot was played.
    const later = targets[0];
    const worth =
      later === undefined
        ? next[slot]
        : tf.add(next[slot], tf.mul(tf.mul(isPlayed[slot + 1], lambda), tf.sub(later, next[slot])));
    targets.unshift(tf.add(rewards[slot], tf.mul(tf.mul(goesOn[slot], discount), worth)));
  }
  return tf.concat(targets, 2);
}

/** B (22), B (37): mean of (y - Q)^2 over the samples that are valid, [replica, 1 or agent]; y has no gradient. */
export function tdLoss(q: tf.Tensor3D, y: tf.Tensor3D, valid: tf.Tensor3D): tf.Tensor2D {
  return tf.div(tf.sum(tf.mul(valid, tf.squaredDifference(q, y)), 2), tf.sum(valid, 2));
}
