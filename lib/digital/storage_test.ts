import { expect, test } from "vitest";
import { rngFrom } from "../random/index.ts";
import { Storage } from "./storage.ts";

const transition = (state: number, reward = 1) => ({
  state,
  action: 0,
  reward,
  nextState: state + 1,
  terminated: false,
});

test("domains are kept apart, the oldest transitions make room, and extraction draws from what fits", () => {
  const storage = new Storage(3);
  for (let state = 0; state < 5; state++) storage.add("physical", transition(state));
  storage.add("twin", transition(50, -1));
  expect([storage.size("physical"), storage.size("twin"), storage.size("nowhere")]).toEqual([3, 1, 0]);
  const drawn = (options: object) =>
    new Set(storage.extract(rngFrom("draw"), { count: 200, ...options }).map(({ state }) => state));
  expect(drawn({})).toEqual(new Set([2, 3, 4, 50]));
  expect(drawn({ domains: ["physical"] })).toEqual(new Set([2, 3, 4]));
  expect(drawn({ where: ({ reward }: { reward: number }) => reward < 0 })).toEqual(new Set([50]));
  expect(drawn({ domains: ["twin"], where: () => false })).toEqual(new Set());
});

test("what is saved is a copy", () => {
  const storage = new Storage(2);
  storage.add("a", transition(1));
  const saved = storage.snapshot();
  storage.add("a", transition(2));
  const other = new Storage(2);
  other.restore(saved);
  expect([other.size("a"), storage.size("a")]).toEqual([1, 2]);
});

test("what is no snapshot is refused, and changes nothing", () => {
  const storage = new Storage(2);
  storage.add("a", transition(1));
  for (const odd of [
    undefined,
    null,
    3,
    {},
    [1],
    [["a"]],
    [["a", { next: 0 }]],
    [["a", { next: 0.5, transitions: [] }]],
  ])
    expect(() => storage.restore(odd)).toThrow(/^Storage: .* is no snapshot/);
  expect(storage.size("a")).toBe(1);
});

test("a capacity, a count or a transition that is none is refused", () => {
  for (const capacity of [0, -1, 1.5, Number.NaN, Infinity])
    expect(() => new Storage(capacity)).toThrow(`capacity = ${capacity}`);
  const storage = new Storage(2);
  expect(() => storage.add("twin", transition(1, Number.NaN))).toThrow(
    "a transition of twin with state 1, action 0, reward NaN",
  );
  for (const count of [-1, 1.5, Number.NaN])
    expect(() => storage.extract(rngFrom("odd"), { count })).toThrow(`count = ${count}`);
});
