import type { tf } from "./backend.ts";
import { crossEntropy } from "./crossEntropy.ts";
import { lossGradients } from "./lossGradients.ts";
import type { ResidualNetwork } from "./residualNetwork.ts";

/**
 * The cross-entropy of a batch normalised by its own statistics, its gradients in the parameters, and the statistics.
 *
 * @param images [image, row, column, channel]
 * @param targets one-hot, [image, class]
 */
export function residualGradients(network: ResidualNetwork, images: tf.Tensor4D, targets: tf.Tensor2D) {
  const { loss, gradients, others } = lossGradients(network.parameters.read<tf.Tensor>(), (...values) => {
    const { logits, statistics } = network.logitsOfBatch(images, values);
    return [crossEntropy(logits, targets), logits, ...statistics] as const;
  });
  const [logits, ...statistics] = others;
  return { loss, gradients, logits: logits, statistics };
}
