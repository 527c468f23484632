import { lossGradients, mlp, tf } from "../neural/index.ts";
import type { Densities, PolicyHead } from "./policyHead.ts";
import { clippedLoss } from "./ppoLosses.ts";

/** A minibatch of policies over choices, [network, row, ...]. */
export interface ChoiceBatch {
  /** ending in a one */
  readonly states: tf.Tensor3D;
  /** [network, row, choice] as the head picks them */
  readonly taken: tf.Tensor3D;
  /** [network, row, choice] */
  readonly allowed: tf.Tensor3D;
  /** [network, row, 1] */
  readonly oldLogProb: tf.Tensor3D;
  /** [network, row, 1] */
  readonly advantages: tf.Tensor3D;
}

/** Options of the loss of policies over choices. */
export interface ChoiceLossOptions {
  /** epsilon: how far the ratio of new to old probability may count from 1 */
  readonly clip: number;
  readonly entropyWeight: number;
}

/** Log probabilities of the actions taken, and entropies, of the policies with these parameters. */
export function densitiesOf(
  { states, taken, allowed }: Pick<ChoiceBatch, "states" | "taken" | "allowed">,
  parameters: readonly tf.Tensor3D[],
  head: PolicyHead,
): Densities {
  return head.densities(mlp(states, parameters, "tanh"), taken, allowed);
}

/**
 * Gradient of the loss of the policies, -mean(min(ratio A, clip(ratio, 1 - epsilon, 1 + epsilon) A)) - c mean(H): Schulman
 * et al. (2017), (9) without its value term; by each agent for itself, de Witt et al. (2020).
 *
 * @returns the losses, [network], and the gradients in the parameters
 */
export function choiceGradients(
  batch: ChoiceBatch,
  parameters: readonly tf.Tensor3D[],
  head: PolicyHead,
  { clip, entropyWeight }: ChoiceLossOptions,
): { readonly losses: tf.Tensor1D; readonly gradients: tf.Tensor3D[] } {
  const { gradients, others } = lossGradients(parameters, (...policy) => {
    const { logProb, entropy } = densitiesOf(batch, policy, head);
    const surrogate = clippedLoss(logProb, batch, { clip }).loss;
    const losses = tf.sub(surrogate, tf.mul(tf.mean(entropy, [1, 2]), entropyWeight)) as tf.Tensor1D;
    return [tf.sum(losses), losses];
  });
  return { losses: others[0], gradients };
}
