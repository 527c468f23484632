import { tf } from "./backend.ts";
import type { GruKernels } from "./gru.ts";
import { operation } from "./kernel/index.ts";

/**
 * The states of a GRU along whole sequences, from h = 0: B (9), B (10), B (11), B (12) slot after slot, as one operation
 * of the kernel each way. What is seen, x, has no gradient.
 *
 * @param x [replica, slot x row, input], slot after slot
 * @param slots of a sequence
 * @returns [replica, slot x row, hidden], the state after each slot
 */
export function gruUnroll(x: tf.Tensor3D, slots: number, kernels: GruKernels): tf.Tensor3D {
  const { inputGates, stateGates, inputCandidate, stateCandidate } = kernels;
  return unrolled(x, slots)(inputGates, stateGates, inputCandidate, stateCandidate) as tf.Tensor3D;
}

const unrolled = (x: tf.Tensor3D, slots: number) =>
  tf.customGrad((...inputs) => {
    const kernels = inputs.slice(0, 4) as tf.Tensor3D[];
    const save = inputs[4] as unknown as tf.GradSaveFunc;
    const [states, gates, candidates, gated] = operation("GruStates", [x, ...kernels], { slots });
    save([x, kernels[1], kernels[3], gates, candidates, gated, states]);
    const gradFunc = (dStates: tf.Tensor, saved: tf.Tensor[]) =>
      operation("GruGradients", [...saved, dStates], { slots });
    return { value: states, gradFunc };
  });
