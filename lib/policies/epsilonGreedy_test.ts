import { expect, test } from "vitest";
import { rngFrom } from "../random/index.ts";
import { epsilonGreedy } from "./epsilonGreedy.ts";
import { rowwise } from "./policy.ts";

/** How often 4,000 actions are not the policy's, of which a third of the random ones are. */
function shareOfOthers(epsilon: number): number {
  const rng = rngFrom("epsilon");
  const policy = epsilonGreedy(
    rowwise(() => 2),
    3,
    () => epsilon,
    () => rng,
  );
  const actions = new Int32Array(4000);
  policy.act({ values: new Float32Array(4000) }, actions, "explore");
  return actions.reduce((sum, action) => sum + (action === 2 ? 0 : 1), 0) / actions.length;
}

test("epsilon is the share of random actions: none at 0, all at 1", () => {
  expect(shareOfOthers(0)).toBe(0);
  expect(shareOfOthers(0.15)).toBeCloseTo(0.1, 1.7);
  expect(shareOfOthers(1)).toBeCloseTo(2 / 3, 1.5);
});

test("each entry draws from the stream that belongs to it", () => {
  const [first, second] = [rngFrom("a"), rngFrom("b")];
  const before = second.state;
  const policy = epsilonGreedy(
    rowwise(() => 0),
    5,
    () => 1,
    (i, entries) => (i < entries / 2 ? first : second),
  );
  policy.act({ values: new Float32Array(4) }, new Int32Array(4), "explore");
  expect(second.state).not.toEqual(before);
  expect(second.state).toEqual(after(rngFrom("b"), 2));
  expect(first.state).toEqual(after(rngFrom("a"), 2));
});

/** The state of a stream after some random actions. */
function after(rng: ReturnType<typeof rngFrom>, actions: number) {
  for (let i = 0; i < actions; i++) {
    rng.uniform();
    rng.integer(5);
  }
  return rng.state;
}
