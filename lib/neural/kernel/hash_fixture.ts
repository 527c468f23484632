/** Prints a hash of what the kernel gives in all cases, and of a network that it trained. */
import { createHash } from "node:crypto";
import { rngFrom } from "../../random/index.ts";
import { selectBackend, tf } from "../backend.ts";
import { fit } from "../fit.ts";
import { mlp, mlpParameters } from "../mlp.ts";
import { CASES, numbers } from "./operations_fixture.ts";

const backend = await selectBackend();
const hash = createHash("sha256");
for (const make of Object.values(CASES)) {
  tf.tidy(() => {
    for (const tensor of make()) hash.update(Float32Array.from(tensor.dataSync()));
  });
}
const streams = [0, 1].map((seed) => rngFrom(seed, "hash"));
const network = mlpParameters([3, 24, 24, 2], streams);
const samples = {
  ...{ inputs: numbers([2, 64, 4], 1).dataSync<"float32">(), inputSize: 4 },
  ...{ targets: numbers([2, 64, 2], 2).dataSync<"float32">(), targetSize: 2 },
};
const loss = (x: tf.Tensor3D, y: tf.Tensor3D, values: readonly tf.Tensor3D[]): tf.Tensor1D =>
  tf.mean(tf.squaredDifference(mlp(x, values, "tanh"), y), [1, 2]);
fit(network, samples, loss, streams, { epochs: 40, batchSize: 16 });
hash.update(network.numbers());
console.log(backend, hash.digest("hex").slice(0, 16));
