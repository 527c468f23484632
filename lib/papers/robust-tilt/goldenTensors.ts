import { gaussianEntropy, gaussianLogProb, mahalanobisBounds, worstCaseLogProb } from "../../agents/gaussian.ts";
import { gae, tdAdvantage } from "../../agents/index.ts";
import { clippedLoss, policyGradients, robustLoss, valueGradients, valueLoss } from "../../agents/ppoLosses.ts";
import type { Adapters } from "../../golden/adapter.ts";
import { neuralAdapters } from "../../golden/neuralAdapters.ts";
import { column, cube, flat, network, row, stacked, within } from "../../golden/tensors.ts";
import { mlp, mlpBounds, type tf } from "../../neural/index.ts";

// biome-ignore lint/suspicious/noExplicitAny: the vectors' README describes the inputs of each function
type Inputs = any;

/** Paper A's bounds, densities, losses and gradients, with one replica, through the tensors that training uses. */
export const tensorA: Adapters = {
  sgd_step: neuralAdapters.sgd_step,
  adam_step: neuralAdapters.adam_step,
  ...within({
    td_advantage: (i) => tdAdvantage(i.reward, i.value, i.next_value, i.discount, i.terminated),
    gae: ({ next_values, discount, lam, ...trajectory }) =>
      gae({ ...trajectory, nextValues: next_values }, discount, lam),
    ibp_mlp(i) {
      const { lower, upper } = mlpBounds(row([...i.x, 1]), row([...i.eps, 0]), stacked(i), i.activation);
      return { lower: flat(lower), upper: flat(upper) };
    },
    mahalanobis_bounds(i) {
      const { largest, smallest } = mahalanobisBounds(row(i.action), row(i.mean_lower), row(i.mean_upper), row(i.std));
      return { d_max: flat(largest)[0], d_min: flat(smallest)[0] };
    },
    worst_case_log_prob(i) {
      const [lower, upper] = [row(i.mean_lower), row(i.mean_upper)];
      return flat(worstCaseLogProb(row(i.action), lower, upper, row(i.std), row([i.advantage])))[0];
    },
    gaussian_log_prob: (i) => flat(gaussianLogProb(row(i.action), row(i.mean), row(i.std)))[0],
    gaussian_entropy: ({ std }) => flat(gaussianEntropy(row(std)))[0],
    ppo_clip_loss(i) {
      const { ratio, perRow, loss } = clippedLoss(column(i.log_prob_new), taken(i), i);
      return { ratio: flat(ratio), per_sample: flat(perRow), loss: flat(loss)[0] };
    },
    value_loss: ({ advantages }) => flat(valueLoss(column(advantages)))[0],
    robust_loss(i) {
      const bounds = { lower: cube([i.means_lower]), upper: cube([i.means_upper]) };
      const losses = robustLoss(taken(i), cube([i.means]), bounds, row(i.std), i);
      return scalars(losses);
    },
    robust_loss_gradient(i) {
      const batch = { ...taken(i), states: withOnes(i.states), radius: column(i.eps) };
      const { standard, adversarial, total, gradients } = policyGradients(batch, [...stacked(i), row(i.log_std)], i);
      const { weights, biases } = network(gradients.slice(0, -1), 0);
      const grad_log_std = flat(gradients.at(-1) as tf.Tensor);
      return { ...scalars({ standard, adversarial, total }), grad_weights: weights, grad_biases: biases, grad_log_std };
    },
    value_loss_gradient(i) {
      const parameters = stacked(i);
      const [states, nextStates] = [withOnes(i.states), withOnes(i.next_states)];
      const valuesAt = (seen: tf.Tensor3D) => flat(mlp(seen, parameters, i.activation));
      const { returns } = gae(
        {
          rewards: i.rewards,
          values: valuesAt(states),
          nextValues: valuesAt(nextStates),
          terminated: i.terminated,
          truncated: i.terminated,
        },
        i.discount,
        0,
      );
      const batch = { states, returns: column([...returns]) };
      const { losses, gradients } = valueGradients(batch, parameters, i);
      const { weights, biases } = network(gradients, 0);
      return { loss: flat(losses)[0], grad_weights: weights, grad_biases: biases };
    },
  }),
};

function taken(i: Inputs) {
  return {
    actions: cube([i.actions ?? i.advantages.map(() => [0])]),
    oldLogProb: column(i.log_prob_old),
    advantages: column(i.advantages),
  };
}

function withOnes(states: number[][]): tf.Tensor3D {
  return cube([states.map((state) => [...state, 1])]);
}

function scalars(losses: Readonly<Record<"standard" | "adversarial" | "total", tf.Tensor>>) {
  return {
    standard: flat(losses.standard)[0],
    adversarial: flat(losses.adversarial)[0],
    total: flat(losses.total)[0],
  };
}
