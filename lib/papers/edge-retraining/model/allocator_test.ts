import { beforeAll, expect, test } from "vitest";
import { selectBackend } from "../../../neural/index.ts";
import { meansBySeed, type PolicyMaker } from "../../../policies/index.ts";
import { Allocator, allocationSchema } from "./allocator.ts";
import { classifierTable } from "./classifiers.ts";
import { EdgeRetraining } from "./edgeRetraining.ts";
import { splitBy } from "./taskSplits.ts";

const seeds = [0, 1];
const judge = new EdgeRetraining(
  { users: 2, horizon: 20, samples: 10 },
  { classifiers: classifierTable(), seeds, copies: 4 },
);
const options = allocationSchema.parse({ copies: 8, warmFrames: 1, updates: 60, policyLearningRate: 1e-3 });
const made = (remembered = 1) =>
  new Allocator({ network: judge.configuration, rule: undefined, seeds }, { ...options, remembered });
const costs = (make: PolicyMaker<EdgeRetraining>) =>
  meansBySeed(judge, make, { seeds, episodes: 4 }).map(({ reward }) => -reward);

beforeAll(selectBackend);

test("ten frames in the twin are enough to leave half of the first cost, in every seed, and to beat home", () => {
  const allocator = made();
  const before = costs(() => allocator.policy);
  const home = costs(splitBy({ offload: "none" }));
  for (let frame = 0; frame < 10; frame++) allocator.trainFrame();
  const after = costs(() => allocator.policy);
  for (const [i, cost] of after.entries()) {
    expect(cost).toBeLessThan(0.6 * before[i]);
    expect(cost).toBeLessThan(0.4 * home[i]);
  }
  allocator.dispose();
});

test("what is saved between frames goes on byte for byte", () => {
  const allocator = made();
  allocator.trainFrame();
  const saved = structuredClone(allocator.snapshot());
  const expected = [allocator.trainFrame(), allocator.trainFrame()];
  const other = made();
  other.restore(saved);
  expect([other.trainFrame(), other.trainFrame()]).toEqual(expected);
  for (const one of [allocator, other]) one.dispose();
});

test("it learns from the frames that it remembers, the last alone unless told", () => {
  const sizes = [1, 2].map((remembered) => {
    const allocator = made(remembered);
    const kept = Array.from({ length: 3 }, () => {
      allocator.trainFrame();
      return bytesOf(allocator.snapshot().learner);
    });
    allocator.dispose();
    return kept;
  });
  const [printed, two] = sizes;
  expect(printed[1]).toBe(printed[0]);
  expect(two[0]).toBeGreaterThan(printed[0]);
  expect(two[1]).toBeGreaterThan(two[0]);
  expect(two[2]).toBe(two[1]);
});

function bytesOf(arrays: Readonly<Record<string, { readonly byteLength: number }>>): number {
  return Object.values(arrays).reduce((sum, { byteLength }) => sum + byteLength, 0);
}
