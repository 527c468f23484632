import { beforeAll, expect, test } from "vitest";
import { rngFrom } from "../random/index.ts";
import { selectBackend, tf } from "./backend.ts";
import { gruCell, gruKernels, gruParameters, gruUnroll } from "./gru.ts";
import { lossGradients } from "./lossGradients.ts";

beforeAll(selectBackend);

test("states and gradients along a sequence are those of the cell, slot after slot, by the tape", () => {
  for (const slots of [1, 2, 5]) {
    const parameters = gruParameters({ input: 3, hidden: 4, output: 2 }, [rngFrom("a"), rngFrom("b")]);
    const rng = rngFrom("x");
    const x = tf.tensor3d(
      Float32Array.from({ length: 2 * slots * 6 * 3 }, () => rng.normal()),
      [2, slots * 6, 3],
    );
    const run = (states: (values: tf.Tensor3D[]) => tf.Tensor3D) => {
      const { gradients, others } = lossGradients(parameters.read(), (...values) => {
        const q = tf.matMul(states(values), values[4]);
        return [tf.sum(tf.square(q)), q];
      });
      return [...gradients, ...others].map((tensor) => [...tensor.dataSync()]);
    };
    const byHand = run((values) => gruUnroll(x, slots, gruKernels(values)));
    const byTape = run((values) => {
      const kernels = gruKernels(values);
      let h = tf.zeros([2, 6, 4]) as tf.Tensor3D;
      const states = Array.from({ length: slots }, (_, slot) => {
        const seen: tf.Tensor3D = tf.slice(x, [0, slot * 6, 0], [-1, 6, -1]);
        h = gruCell(tf.matMul(seen, kernels.inputGates), tf.matMul(seen, kernels.inputCandidate), h, kernels).h;
        return h;
      });
      return tf.concat(states, 1);
    });
    for (const [i, expected] of byTape.entries()) {
      const largest = Math.max(...expected.map(Math.abs), 1e-6);
      const gaps = expected.map((value, k) => Math.abs(value - byHand[i]?.[k]));
      expect(Math.max(...gaps) / largest).toBeLessThan(1e-5);
    }
    parameters.dispose();
    x.dispose();
  }
});
