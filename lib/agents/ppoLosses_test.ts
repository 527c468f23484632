import { beforeAll, expect, test } from "vitest";
import { mlp, mlpParameters, selectBackend, tf } from "../neural/index.ts";
import { rngFrom } from "../random/index.ts";
import { gae } from "./gae.ts";
import { gaussianEntropy, gaussianLogProb, mahalanobisBounds } from "./gaussian.ts";
import { clippedLoss, type PolicyBatch, policyGradients } from "./ppoLosses.ts";

beforeAll(selectBackend);

const numbers = (tensor: tf.Tensor) => [...tensor.dataSync()];
const column = (values: number[]) => tf.tensor3d(values, [1, values.length, 1]);

/** A network, states in boxes of the given half width, and actions with their densities under it. */
function batch(radius: number, rows = 12) {
  const rng = rngFrom("batch");
  const parameters = mlpParameters([3, 8, 2], [rngFrom("network")]);
  const logStd = tf.tensor3d([-0.7, -0.3], [1, 1, 2]);
  const draw = (n: number) => Array.from({ length: n }, () => rng.normal());
  const states = tf.tensor3d(Array.from({ length: rows }, () => [...draw(3), 1]).flat(), [1, rows, 4]);
  const means = mlp(states, parameters.read(), "tanh");
  const actions: tf.Tensor3D = tf.add(means, tf.mul(tf.exp(logStd), tf.tensor3d(draw(2 * rows), [1, rows, 2])));
  const oldLogProb = gaussianLogProb(actions, means, tf.exp(logStd));
  const advantages = column(draw(rows));
  const made: PolicyBatch = {
    states,
    radius: column(new Array<number>(rows).fill(radius)),
    actions,
    oldLogProb,
    advantages,
  };
  return { made, network: [...parameters.read(), logStd] };
}

const options = { clip: 0.2, kappa: 0.5, activation: "tanh" } as const;

test("before any update every ratio is 1, and the loss is minus the mean advantage", () => {
  tf.tidy(() => {
    const { made } = batch(0);
    const { ratio, loss } = clippedLoss(made.oldLogProb, made, options);
    expect(numbers(ratio).every((value) => value === 1)).toBe(true);
    const advantages = numbers(made.advantages);
    expect(numbers(loss)[0]).toBeCloseTo(-advantages.reduce((a, b) => a + b, 0) / advantages.length, 6);
  });
});

test("without a box the worst case is the case: the same loss and, for every kappa, the same gradient", () => {
  tf.tidy(() => {
    const { made, network } = batch(0);
    const gradientsAt = (kappa: number) => policyGradients(made, network, { ...options, kappa });
    const [nominal, robust] = [gradientsAt(0), gradientsAt(0.8)];
    expect(numbers(robust.adversarial)).toEqual(numbers(robust.standard));
    const flat = ({ gradients }: ReturnType<typeof gradientsAt>) => gradients.flatMap(numbers);
    expect(flat(robust)).toEqual(flat(nominal).map((slope) => expect.closeTo(slope, 5)));
  });
});

test("a wider box is worse", () => {
  tf.tidy(() => {
    const losses = [0, 0.05, 0.25].map((radius) => {
      const { made, network } = batch(radius);
      return numbers(policyGradients(made, network, options).adversarial)[0];
    });
    expect(losses[1]).toBeGreaterThan(losses[0]);
    expect(losses[2]).toBeGreaterThan(losses[1]);
  });
});

test("the cap bounds what one action can weigh, and a detached worst case leaves the deviations alone", () => {
  tf.tidy(() => {
    const advantages = column([-1]);
    const oldLogProb = column([0]);
    const loss = (ratioCap: number) =>
      numbers(clippedLoss(column([5]), { oldLogProb, advantages }, { clip: 0.2, ratioCap }).loss)[0];
    expect(loss(10)).toBeCloseTo(10, 4);
    expect(loss(Infinity)).toBeCloseTo(Math.exp(5), 2);
    const { made, network } = batch(0.25);
    const slopes = (change: object) =>
      numbers(policyGradients(made, network, { ...options, kappa: 1, ...change }).gradients.at(-1) as tf.Tensor);
    expect(slopes({ detachStd: true })).toEqual([0, 0]);
    expect(slopes({}).every((slope) => Math.abs(slope) > 1e-4)).toBe(true);
  });
});

test("gradients of the robust loss agree with finite differences", () => {
  tf.tidy(() => {
    const { made, network } = batch(0.1);
    const { gradients } = policyGradients(made, network, options);
    for (const [k, parameter] of network.entries()) {
      const values = numbers(parameter);
      for (const [i, slope] of numbers(gradients[k] as tf.Tensor).entries()) {
        const at = (shift: number) => {
          const moved = tf.tensor3d(
            values.map((value, j) => (j === i ? value + shift : value)),
            parameter.shape,
          );
          const all = network.map((other, j) => (j === k ? moved : other));
          return numbers(policyGradients(made, all, options).total)[0];
        };
        expect((at(1e-3) - at(-1e-3)) / 2e-3).toBeCloseTo(slope, 2);
      }
    }
  });
});

test("distances to a box: none inside, to the nearest side outside, and to the farthest corner", () => {
  tf.tidy(() => {
    const k = (values: number[]) => tf.tensor3d(values, [1, values.length / 2, 2]);
    const { largest, smallest } = mahalanobisBounds(
      k([0.5, 0.5, 3, 0.5, -1, 3]),
      k([0, 0, 0, 0, 0, 0]),
      k([1, 1, 1, 1, 1, 1]),
      tf.tensor3d([1, 2], [1, 1, 2]),
    );
    expect(numbers(smallest)).toEqual([0, 4, 1 + 1]);
    expect(numbers(largest)).toEqual([0.25 + 0.0625, 9 + 0.0625, 4 + 2.25]);
  });
});

test("densities and entropies are those of the textbook", () => {
  tf.tidy(() => {
    const std = tf.tensor3d([1, 2], [1, 1, 2]);
    const zero = tf.zeros([1, 1, 2]) as tf.Tensor3D;
    expect(numbers(gaussianLogProb(zero, zero, std))[0]).toBeCloseTo(-Math.log(2 * Math.PI) - Math.log(2), 6);
    expect(numbers(gaussianEntropy(std))[0]).toBeCloseTo(Math.log(2 * Math.PI * Math.E) + Math.log(2), 6);
  });
});

test("lambda 1 gives Monte Carlo minus values, lambda 0 one-step errors; ends cut the trace", () => {
  const trajectory = {
    rewards: [1, 2, 3, 4],
    values: [0.5, 0.25, -1, 2],
    nextValues: [0.25, -1, 7, 3],
    terminated: [0, 0, 0, 0],
    truncated: [0, 0, 1, 0],
  };
  const discount = 0.9;
  const { advantages, returns } = gae(trajectory, discount, 1);
  const first = 1 + 0.9 * (2 + 0.9 * (3 + 0.9 * 7));
  expect(returns[0]).toBeCloseTo(first, 12);
  expect(advantages[0]).toBeCloseTo(first - 0.5, 12);
  expect(returns[3]).toBeCloseTo(4 + 0.9 * 3, 12);
  const oneStep = gae(trajectory, discount, 0).advantages;
  expect([...oneStep]).toEqual(
    [1 + 0.9 * 0.25 - 0.5, 2 - 0.9 - 0.25, 3 + 0.9 * 7 + 1, 4 + 2.7 - 2].map((a) => expect.closeTo(a, 12)),
  );
  const ended = gae({ ...trajectory, terminated: [0, 0, 1, 0], truncated: [0, 0, 0, 0] }, discount, 1);
  expect(ended.returns[0]).toBeCloseTo(1 + 0.9 * (2 + 0.9 * 3), 12);
});
