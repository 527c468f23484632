import { beforeAll, expect, test } from "vitest";
import { mlpParameters, selectBackend, tf } from "../neural/index.ts";
import { rngFrom } from "../random/index.ts";
import { type ChoiceBatch, choiceGradients, densitiesOf } from "./ippoLosses.ts";
import { policyHead } from "./policyHead.ts";

beforeAll(selectBackend);

const ROWS = 10;
const HEADS = [policyHead({ kind: "discrete", n: 3 }), policyHead({ kind: "multiBinary", size: 3 })];
const numbers = (tensor: tf.Tensor) => [...tensor.dataSync()];

/** A network and actions that others took; the last choice is never allowed, the second in every other row. */
function batchOf(head: (typeof HEADS)[number]) {
  const rng = rngFrom("batch", head.width);
  const network = mlpParameters([2, 6, 3], [rngFrom("network")]).read();
  const states = Array.from({ length: ROWS }, () => [rng.normal(), rng.normal(), 1]);
  const masks = Array.from({ length: ROWS }, (_, i) => Uint8Array.of(1, i % 2, 0));
  const taken = masks.map((mask) => {
    const [action, weights] = [new Int32Array(head.width), new Float32Array(3)];
    head.draw(new Float32Array(3), mask, rng, action, 0);
    head.pick(action, 0, mask, weights);
    return [...weights];
  });
  const column = (of: () => number) => tf.tensor3d(Array.from({ length: ROWS }, of), [1, ROWS, 1]);
  const batch: ChoiceBatch = {
    states: tf.tensor3d([states]),
    taken: tf.tensor3d([taken]),
    allowed: tf.tensor3d([masks.map((mask) => [...mask])]),
    oldLogProb: column(() => -1 + 0.3 * rng.normal()),
    advantages: column(() => rng.normal()),
  };
  return { batch, network };
}

const options = { clip: 0.2, entropyWeight: 0.3 };

for (const head of HEADS) {
  const name = head.width === 1 ? "one of some choices" : "bits";

  test(`${name}: the loss is the clipped surrogate less weighted entropy, row by row`, () => {
    tf.tidy(() => {
      const { batch, network } = batchOf(head);
      const { logProb, entropy } = densitiesOf(batch, network, head);
      const [now, before, advantages, h] = [logProb, batch.oldLogProb, batch.advantages, entropy].map(numbers);
      const ofRow = (i: number) => {
        const ratio = Math.exp(now[i] - before[i]);
        const kept = Math.min(Math.max(ratio, 0.8), 1.2);
        return -Math.min(ratio * advantages[i], kept * advantages[i]) - 0.3 * h[i];
      };
      const expected = now.reduce((sum, _, i) => sum + ofRow(i), 0) / ROWS;
      expect(numbers(choiceGradients(batch, network, head, options).losses)[0]).toBeCloseTo(expected, 5);
    });
  });

  test(`${name}: gradients agree with finite differences, and what is forbidden has none`, () => {
    tf.tidy(() => {
      const { batch, network } = batchOf(head);
      const { gradients } = choiceGradients(batch, network, head, options);
      for (const [k, parameter] of network.entries()) {
        const values = numbers(parameter);
        for (const [i, slope] of numbers(gradients[k]).entries()) {
          const at = (shift: number) => {
            const moved = tf.tensor3d(values.with(i, values[i] + shift), parameter.shape);
            return numbers(choiceGradients(batch, network.with(k, moved), head, options).losses)[0];
          };
          expect((at(1e-2) - at(-1e-2)) / 2e-2).toBeCloseTo(slope, 3);
        }
      }
      const [first, , third] = numbers(gradients.at(-1) as tf.Tensor);
      expect(Math.abs(first)).toBeGreaterThan(1e-3);
      expect(Math.abs(third)).toBe(0);
    });
  });
}
