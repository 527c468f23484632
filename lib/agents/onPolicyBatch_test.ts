import { expect, test } from "vitest";
import { rngFrom } from "../random/index.ts";
import { learnInPasses, OnPolicyBatch, shuffledMinibatches } from "./onPolicyBatch.ts";

/** Two copies of three steps; what is kept is ten times the step, then the row. */
function filled(): OnPolicyBatch {
  const batch = new OnPolicyBatch({ replicas: 1, copies: 2, steps: 3, features: 1, kept: 2 });
  for (let t = 0; t < 3; t++) {
    batch.add({
      observations: Float32Array.of(t, 10 + t),
      kept: Float64Array.of(10 * t, 0, 10 * t, 1),
      rewards: Float64Array.of(t, 2 * t),
      terminated: new Uint8Array(2),
      truncated: Uint8Array.of(0, t === 1 ? 1 : 0),
      final: Float32Array.of(t + 1, 11 + t),
    });
  }
  return batch;
}

test("a minibatch holds each transition once: state and one, what is kept, advantage normalised, return", () => {
  const batch = filled();
  expect(batch.isFull).toBe(true);
  const discounting = { discount: 0.9, lambda: 0, isNormalised: true };
  batch.evaluate(new Float32Array(6), new Float32Array(6), (_r, reward) => reward, discounting);
  const rows = batch.everything();
  const column = (k: number) => Array.from({ length: 6 }, (_, i) => rows[batch.columns * i + k]);
  expect(rows).toHaveLength(6 * 6);
  expect([0, 1, 2, 3].map(column)).toEqual([
    [0, 1, 2, 10, 11, 12],
    [1, 1, 1, 1, 1, 1],
    [0, 10, 20, 0, 10, 20],
    [0, 0, 0, 1, 1, 1],
  ]);
  expect(column(5)).toEqual([0, 1, 2, 0, 2, 4]);
  const advantages = column(4);
  expect(advantages.reduce((a, b) => a + b, 0)).toBeCloseTo(0, 6);
  expect(advantages.reduce((a, b) => a + b * b, 0) / 6).toBeCloseTo(1, 5);
  const two = new Float32Array(2 * batch.columns);
  batch.gather([Int32Array.of(4, 1)], two);
  expect([...two]).toEqual([...rows.subarray(24, 30), ...rows.subarray(6, 12)]);
});

test("what follows a step is the next one of its row, but where the rollout or an episode ends", () => {
  const next = filled().following(Float32Array.of(1, 2, 3, 4, 5, 6), Float32Array.of(-1, -2, -3, -4, -5, -6));
  expect([...next]).toEqual([2, 3, -3, 5, -5, -6]);
});

test("a pass learns from each transition once in a new order, and losses are means over the last pass", () => {
  const cuts = shuffledMinibatches(6, 3, rngFrom("cut"));
  expect(cuts.map(({ length }) => length)).toEqual([2, 2, 2]);
  expect(cuts.flatMap((cut) => [...cut]).toSorted()).toEqual([0, 1, 2, 3, 4, 5]);
  const seen: number[][][] = [];
  const streams = [rngFrom("one"), rngFrom("other")];
  const [means] = learnInPasses(6, { passes: 2, minibatches: 3 }, streams, (chosen) => {
    seen.push(chosen.map((indices) => [...indices]));
    return [Float32Array.of(seen.length, -seen.length)];
  });
  expect(seen).toHaveLength(6);
  const order = (pass: number, replica: number) =>
    seen.slice(3 * pass, 3 * pass + 3).flatMap((minibatch) => minibatch[replica]);
  for (const pass of [0, 1])
    for (const replica of [0, 1]) expect(order(pass, replica).toSorted()).toEqual([0, 1, 2, 3, 4, 5]);
  expect(order(1, 0)).not.toEqual(order(0, 0));
  expect(order(0, 1)).not.toEqual(order(0, 0));
  expect([...means]).toEqual([expect.closeTo(5, 12), expect.closeTo(-5, 12)]);
});
