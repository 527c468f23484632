import { type Activation, type Bounds, lossGradients, mlp, mlpBounds, tf } from "../neural/index.ts";
import { gaussianLogProb, worstCaseLogProb } from "./gaussian.ts";

/** Losses of PPO and of its robust form, for every replica at once; [replica, row, 1] unless said otherwise. */

/** Options of the clipped surrogate, A (14). */
export interface ClipOptions {
  /** eta: how far the ratio of new to old probability may count from 1 */
  readonly clip: number;
  /** Largest ratio that counts at all; Infinity = none. Without it, bad actions near the edge of a wide box rule. */
  readonly ratioCap?: number;
}

/** Actions of a rollout, with their log densities then and their advantages. */
export interface Taken {
  readonly actions: tf.Tensor3D;
  readonly oldLogProb: tf.Tensor3D;
  readonly advantages: tf.Tensor3D;
}

/** Clipped surrogate, A (14): -min(ratio A, clip(ratio, 1 - eta, 1 + eta) A), its mean over the rows [replica]. */
export function clippedLoss(
  logProb: tf.Tensor3D,
  { oldLogProb, advantages }: Omit<Taken, "actions">,
  { clip, ratioCap = Infinity }: ClipOptions,
): { readonly ratio: tf.Tensor3D; readonly perRow: tf.Tensor3D; readonly loss: tf.Tensor1D } {
  const difference = tf.sub(logProb, oldLogProb);
  const capped = ratioCap === Infinity ? difference : tf.minimum(difference, Math.log(ratioCap));
  const ratio = tf.exp(capped) as tf.Tensor3D;
  const clipped = tf.clipByValue(ratio, 1 - clip, 1 + clip);
  const perRow = tf.neg(tf.minimum(tf.mul(ratio, advantages), tf.mul(clipped, advantages))) as tf.Tensor3D;
  return { ratio, perRow, loss: tf.mean(perRow, [1, 2]) };
}

/** Loss of the value network, A (18): half the mean of A^2, [replica]; A holds the gradient of V(s) alone. */
export function valueLoss(advantages: tf.Tensor3D): tf.Tensor1D {
  return tf.mul(tf.mean(tf.square(advantages), [1, 2]), 0.5);
}

/** Options of the robust loss, A (16). */
export interface RobustOptions extends ClipOptions {
  /** kappa: weight of the worst case; 0 is PPO */
  readonly kappa: number;
  /** Whether the worst case leaves the standard deviations alone: for actions in the box it would widen them for ever. */
  readonly detachStd?: boolean;
}

/**
 * Loss of the policy, A (16): (1 - kappa) L^N + kappa L^A. L^N is A (14); L^A, A (15), is the same with the worst-case
 * density in place of the policy's. The old density below it is the nominal one in both.
 *
 * @param means of the policy at the states
 * @param bounds of the means over the boxes around the states
 * @returns [replica] each
 */
export function robustLoss(
  taken: Taken,
  means: tf.Tensor3D,
  { lower, upper }: Bounds,
  std: tf.Tensor3D,
  options: RobustOptions,
): { readonly standard: tf.Tensor1D; readonly adversarial: tf.Tensor1D; readonly total: tf.Tensor1D } {
  const { kappa, detachStd = false } = options;
  const { actions, advantages } = taken;
  const standard = clippedLoss(gaussianLogProb(actions, means, std), taken, options).loss;
  const worstStd = detachStd ? detached(std) : std;
  const worst = worstCaseLogProb(actions, lower, upper, worstStd, advantages);
  const adversarial = clippedLoss(worst, taken, options).loss;
  const total = kappa === 0 ? standard : tf.add(tf.mul(standard, 1 - kappa), tf.mul(adversarial, kappa));
  return { standard, adversarial, total: total as tf.Tensor1D };
}

/** A minibatch of the policy, [replica, row, ...]. */
export interface PolicyBatch extends Taken {
  /** ending in a one */
  readonly states: tf.Tensor3D;
  /** [replica, row, 1] half width of the box around each state; 0 where it is exact */
  readonly radius: tf.Tensor3D;
}

export interface Network {
  readonly activation: Exclude<Activation, "linear">;
}

/**
 * Gradient of A (16) in the parameters of the mean network and of the standard deviations, for the step A (17).
 *
 * @param parameters of the network, then log Sigma^.5 [replica, 1, k]
 */
export function policyGradients(
  { states, radius, ...taken }: PolicyBatch,
  parameters: readonly tf.Tensor3D[],
  options: RobustOptions & Network,
) {
  const features = states.shape[2] - 1;
  const box = tf.mul(radius, tf.tensor3d([...new Array<number>(features).fill(1), 0], [1, 1, features + 1]));
  const { gradients, others } = lossGradients(parameters, (...all) => {
    const network = all.slice(0, -1);
    const std = tf.exp(all.at(-1) as tf.Tensor3D);
    const means = mlp(states, network, options.activation);
    const bounds = mlpBounds(states, box as tf.Tensor3D, network, options.activation);
    const { standard, adversarial, total } = robustLoss(taken, means, bounds, std, options);
    return [tf.sum(total), standard, adversarial, total];
  });
  const [standard, adversarial, total] = others;
  return { standard, adversarial, total, gradients };
}

/**
 * Gradient of A (18) in the parameters of the value network, for the step A (19): the returns, what A is measured from,
 * have none.
 */
export function valueGradients(
  { states, returns }: { readonly states: tf.Tensor3D; readonly returns: tf.Tensor3D },
  parameters: readonly tf.Tensor3D[],
  { activation }: Network,
): { readonly losses: tf.Tensor1D; readonly gradients: tf.Tensor3D[] } {
  const { gradients, others } = lossGradients(parameters, (...network) => {
    const losses = valueLoss(tf.sub(returns, mlp(states, network, activation)));
    return [tf.sum(losses), losses];
  });
  return { losses: others[0], gradients };
}

/** A copy of a tensor through which no gradient goes. */
function detached(x: tf.Tensor3D): tf.Tensor3D {
  return tf.customGrad((x) => ({ value: (x as tf.Tensor).clone(), gradFunc: (dy: tf.Tensor) => tf.zerosLike(dy) }))(
    x,
  ) as tf.Tensor3D;
}
