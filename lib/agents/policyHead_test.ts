import { beforeAll, expect, test } from "vitest";
import { selectBackend, tf } from "../neural/index.ts";
import { rngFrom } from "../random/index.ts";
import { policyHead } from "./policyHead.ts";

beforeAll(selectBackend);

const choice = policyHead({ kind: "discrete", n: 3 });
const bits = policyHead({ kind: "multiBinary", size: 3 });
const row = (...values: number[]) => tf.tensor3d(values, [1, 1, values.length]);

test("probabilities and entropies are those by hand, and what is forbidden has no part in them", () => {
  tf.tidy(() => {
    const logits = row(0, Math.log(3), 5);
    const numberOf = (tensor: tf.Tensor) => tensor.dataSync()[0];
    const second = choice.densities(logits, row(0, 1, 0), row(1, 1, 0));
    expect(numberOf(second.logProb)).toBeCloseTo(Math.log(3 / 4), 6);
    const entropy = -0.75 * Math.log(0.75) - 0.25 * Math.log(0.25);
    expect(numberOf(second.entropy)).toBeCloseTo(entropy, 6);
    const all = choice.densities(logits, row(1, 0, 0), row(1, 1, 1));
    expect(numberOf(all.logProb)).toBeCloseTo(-Math.log(4 + Math.exp(5)), 6);
    const alone = choice.densities(logits, row(1, 0, 0), row(1, 0, 0));
    expect([alone.logProb, alone.entropy].map((x) => Math.abs(numberOf(x)))).toEqual([0, 0]);

    const free = bits.densities(row(Math.log(3), 0, 2), row(1, 0, 0), row(1, 1, 0));
    expect(numberOf(free.logProb)).toBeCloseTo(Math.log(0.75) + Math.log(0.5), 6);
    expect(numberOf(free.entropy)).toBeCloseTo(entropy + Math.LN2, 6);
    const none = bits.densities(row(1, 2, 3), row(0, 0, 0), row(0, 0, 0));
    expect([none.logProb, none.entropy].map((x) => Math.abs(numberOf(x)))).toEqual([0, 0]);
    const extreme = bits.densities(row(200, -200, 0), row(0, 1, 0), row(1, 1, 1));
    expect(numberOf(extreme.logProb)).toBeCloseTo(-400 - Math.LN2, 3);
  });
});

test("draws are as frequent as they are probable, and never what is forbidden", () => {
  const rng = rngFrom("draws");
  const frequencies = (head: typeof choice, logits: number[], mask: number[]) => {
    const drawn = new Array<number>(3).fill(0);
    const out = new Int32Array(head.width);
    const weights = new Float32Array(head.choices);
    for (let i = 0; i < 4000; i++) {
      head.draw(Float32Array.from(logits), Uint8Array.from(mask), rng, out, 0);
      head.pick(out, 0, Uint8Array.from(mask), weights);
      if (head === bits) expect([...out]).toEqual([...weights]);
      for (const [k, weight] of weights.entries()) drawn[k] += weight / 4000;
    }
    return drawn;
  };
  const [a, b, c] = frequencies(choice, [0, Math.log(3), 5], [1, 1, 0]);
  expect([a, b]).toEqual([expect.closeTo(0.25, 1), expect.closeTo(0.75, 1)]);
  expect(c).toBe(0);
  expect(frequencies(choice, [9, 0, 5], [0, 1, 0])).toEqual([0, expect.closeTo(1, 9), 0]);
  const [first, second, third] = frequencies(bits, [Math.log(3), 0, 9], [1, 1, 0]);
  expect([first, second]).toEqual([expect.closeTo(0.75, 1), expect.closeTo(0.5, 1)]);
  expect(third).toBe(0);
});

test("the most probable is the largest that is allowed, and of bits those above one half", () => {
  const greedy = (head: typeof choice, logits: number[], mask: number[]) => {
    const out = new Int32Array(head.width).fill(7);
    head.greedy(Float32Array.from(logits), Uint8Array.from(mask), out, 0);
    return [...out];
  };
  expect(greedy(choice, [0, -1, 5], [1, 1, 1])).toEqual([2]);
  expect(greedy(choice, [-3, -1, 5], [1, 1, 0])).toEqual([1]);
  expect(greedy(bits, [2, -1, 5], [1, 1, 0])).toEqual([1, 0, 0]);
});

test("an action that is forbidden is no one's, and a box has no head", () => {
  expect(() => choice.pick([0, 2], 1, Uint8Array.of(1, 1, 0), new Float32Array(3))).toThrow(
    "actions[1] = 2 is forbidden by its mask",
  );
  const weights = new Float32Array(3);
  bits.pick([1, 1, 1], 0, Uint8Array.of(1, 0, 1), weights);
  expect([...weights]).toEqual([1, 0, 1]);
  expect(() => policyHead({ kind: "box", size: 1, low: 0, high: 1 })).toThrow("not in a box");
});
