import { dqnGradients, dqnTargets } from "../../agents/dqn.ts";
import { criticLoss, policyLoss, policyLosses, sacGradients, softTargets, stateValue } from "../../agents/sac.ts";
import type { Transitions } from "../../agents/transitions.ts";
import type { Adapters } from "../../golden/adapter.ts";
import { column, cube, flat, nested, network, stacked, within, withOnes } from "../../golden/tensors.ts";
import { logSoftmax, lossGradients, tf } from "../../neural/index.ts";

// biome-ignore lint/suspicious/noExplicitAny: the vectors' README describes the inputs of each function
type Inputs = any;
/** Paper C's networks, losses, gradients and steps, with one replica, through the tensors that training uses. */
export const tensorC: Adapters = within({
  sac_value: ({ q, pi, temperature }) => flat(stateValue(cube([[q]]), cube([[pi]]), tf.scalar(temperature)))[0],
  sac_targets(i) {
    const results = { r: cube([[[i.reward]]]), continues: cube([[[i.terminated ? 0 : 1]]]) };
    const y = (target: "min" | "own"): number[] => {
      const [q, pi] = [cube([[i.next_q1], [i.next_q2]]), cube([[i.next_pi]])];
      return flat(softTargets(results, q, pi, tf.scalar(i.temperature), { discount: i.discount, target }));
    };
    return { own_1: y("own")[0], own_2: y("own")[1], min: y("min")[0] };
  },
  sac_q_loss({ q_taken, targets }) {
    const { loss, gradients } = lossGradients([column(q_taken)], (q) => [tf.sum(criticLoss(q, column(targets)))]);
    return { loss: flat(loss)[0], grad_q_taken: flat(gradients[0] as tf.Tensor) };
  },
  sac_policy_loss({ logits, q, temperature }) {
    const { loss, gradients, others } = lossGradients([cube([logits])], (logits) => {
      const logPi = logSoftmax(logits);
      const alpha = tf.scalar(temperature);
      return [tf.sum(policyLoss(logPi, cube([q]), alpha)), policyLosses(logPi, cube([q]), alpha)];
    });
    const [perSample] = others as [tf.Tensor];
    return { loss: flat(loss)[0], per_sample: flat(perSample), grad_logits: nested(gradients[0]) };
  },
  dqn_target({ reward, next_q, discount, terminated }) {
    const results = { r: cube([[[reward]]]), continues: cube([[[terminated ? 0 : 1]]]) };
    return flat(dqnTargets(results, cube([[next_q]]), discount))[0];
  },
  sac_update(i) {
    const [theta, thetaTarget] = [stacked(i.critic1, i.critic2), stacked(i.target1, i.target2)];
    const { y, criticLosses, criticGradients, policyLosses, policyGradients } = sacGradients(
      transitions(i),
      stacked(i.actor),
      theta,
      thetaTarget,
      tf.scalar(i.temperature),
      i,
    );
    const half = i.states.length;
    return {
      targets_1: flat(y).slice(0, half),
      targets_2: flat(y).slice(half),
      critic1_loss: flat(criticLosses)[0],
      critic2_loss: flat(criticLosses)[1],
      actor_loss: flat(policyLosses)[0],
      critic1_gradient: network(criticGradients, 0),
      critic2_gradient: network(criticGradients, 1),
      actor_gradient: network(policyGradients, 0),
    };
  },
  dqn_update(i) {
    const { y, qTaken, losses, gradients } = dqnGradients(
      transitions(i),
      stacked(i.online),
      stacked(i.target),
      i.discount,
    );
    return { targets: flat(y), q_taken: flat(qTaken), loss: flat(losses)[0], gradient: network(gradients, 0) };
  },
});

function transitions(i: Inputs): Transitions {
  const actions = i.actor ?? i.online;
  const outputs = actions.biases.at(-1).length;
  const oneHot = i.actions.map((action: number) => Array.from({ length: outputs }, (_, a) => (a === action ? 1 : 0)));
  const continues = i.terminated.map((terminated: boolean) => (terminated ? 0 : 1));
  return {
    s: cube([withOnes(i.states)]),
    a: cube([oneHot]),
    r: column(i.rewards),
    continues: column(continues),
    sNext: cube([withOnes(i.next_states)]),
  };
}
