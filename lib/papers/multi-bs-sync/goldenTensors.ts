import { actionHead } from "../../agents/actionHead.ts";
import { type Mixing, mixed, tdLoss, tdTargets } from "../../agents/recurrentLosses.ts";
import type { Adapters } from "../../golden/adapter.ts";
import { neuralAdapters } from "../../golden/neuralAdapters.ts";
import { cube, flat, nested, within } from "../../golden/tensors.ts";
import { lossGradients, tf } from "../../neural/index.ts";

// biome-ignore lint/suspicious/noExplicitAny: the vectors' README describes the inputs of each function
type Inputs = any;

const SHARED = ["gru_cell", "gru_predict", "gru_loss", "gru_loss_gradient", "sgd_step", "adam_step"] as const;

/** Paper B's targets and losses, with one replica, through the tensors that training uses; its GRU is paper C's. */
export const tensorB: Adapters = {
  ...(Object.fromEntries(SHARED.map((name) => [name, neuralAdapters[name]])) as Adapters),
  ...within({
    vdn_target: (i) => targets([i.reward], [i.next_q], [i.terminated], i.discount, "sum")[0],
    iql_target: (i) => targets([i.reward], [[i.next_q]], [i.terminated], i.discount, "none")[0],
    vdn_loss(i) {
      const { gradients, others, y, loss } = lossOf(i, i.q_taken, i.next_q, "sum");
      return {
        targets: y,
        q_tot: flat(others[0] as tf.Tensor),
        loss,
        grad_q_taken: nested(tf.transpose(gradients[0], [0, 2, 1])),
      };
    },
    iql_loss(i) {
      const column = i.q_taken.map((q: number) => [q]);
      const next = i.next_q.map((q: number[]) => [q]);
      const { gradients, y, loss } = lossOf(i, column, next, "none");
      return { targets: y, loss, grad_q_taken: flat(gradients[0] as tf.Tensor) };
    },
  }),
};

/** Targets of a batch; next Qs are [batch][agent][action]. */
function targetTensor(r: number[], nextQ: number[][][], terminated: boolean[], discount: number, mixing: Mixing) {
  const head = actionHead({ kind: "discrete", n: nextQ[0][0]?.length ?? 0 });
  const q = tf.transpose(cube(nextQ), [1, 0, 2]);
  const best: tf.Tensor3D = tf.expandDims(head.best(q, tf.onesLike(q)), 0);
  const continues = cube([[terminated.map((flag) => (flag ? 0 : 1))]]);
  return tdTargets(cube([[r]]), best, continues, { discount, mixing });
}

function targets(r: number[], nextQ: number[][][], terminated: boolean[], discount: number, mixing: Mixing): number[] {
  return flat(targetTensor(r, nextQ, terminated, discount, mixing));
}

function lossOf(i: Inputs, qTaken: number[][], nextQ: number[][][], mixing: Mixing) {
  const y = targetTensor(i.rewards, nextQ, i.terminated, i.discount, mixing);
  const taken = tf.transpose(cube([qTaken]), [0, 2, 1]);
  const valid = cube([[i.rewards.map(() => 1)]]);
  const { loss, gradients, others } = lossGradients([taken], (q) => {
    const total = mixed(q, mixing);
    return [tf.sum(tdLoss(total, y, valid)), total];
  });
  return { gradients, others, y: flat(y), loss: flat(loss)[0] };
}
