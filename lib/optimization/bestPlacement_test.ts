import { expect, test } from "vitest";
import { rngFrom } from "../random/index.ts";
import { bestPlacement } from "./bestPlacement.ts";

/** By trying every set of points. */
function byHand(values: Float64Array, users: number, facilities: number): number {
  const points = values.length / users;
  const best = (chosen: number[]): number => {
    if (chosen.length < facilities) {
      return Math.max(...Array.from({ length: points }, (_, p) => best([...chosen, p])));
    }
    let sum = 0;
    for (let u = 0; u < users; u++) sum += Math.max(...chosen.map((p) => values[u * points + p]));
    return sum;
  };
  return best([]);
}

test("it finds what trying every set of points finds, and its points are worth its value", () => {
  const rng = rngFrom("placement");
  for (let trial = 0; trial < 30; trial++) {
    const [users, points, facilities] = [2 + rng.integer(5), 2 + rng.integer(6), 1 + rng.integer(3)];
    const values = Float64Array.from({ length: users * points }, () => rng.normal());
    const { value, points: chosen } = bestPlacement(values, users, facilities);
    expect(value).toBeCloseTo(byHand(values, users, facilities), 10);
    let sum = 0;
    for (let u = 0; u < users; u++) sum += Math.max(...chosen.map((p) => values[u * points + p]));
    expect(sum).toBeCloseTo(value, 10);
  }
});

test("as many points as users serve each user at its best", () => {
  const values = Float64Array.of(3, 1, 0, 0, 5, 1, 2, 2, 4);
  expect(bestPlacement(values, 3, 3)).toEqual({ value: 12, points: [0, 1, 2] });
});

test("too many users are refused", () => {
  expect(() => bestPlacement(new Float64Array(15), 15, 2)).toThrow("15 users; up to 14 are allowed");
});

test("what is no problem is refused with the entry that makes it none", () => {
  expect(() => bestPlacement(Float64Array.of(1, Number.NaN), 1, 1)).toThrow("values[1] = NaN");
  expect(() => bestPlacement(new Float64Array(0), 1, 1)).toThrow("values has 0 entries; 1 are needed");
  expect(() => bestPlacement(new Float64Array(5), 2, 1)).toThrow("values has 5 entries; 4 are needed");
  for (const users of [0, -1, 1.5, Number.NaN])
    expect(() => bestPlacement(new Float64Array(4), users, 1)).toThrow("users");
  for (const facilities of [0, -1, 1.5, Number.NaN, 1e9])
    expect(() => bestPlacement(new Float64Array(4), 2, facilities)).toThrow(`facilities = ${facilities}`);
});

test("more points than gain anything are not taken, and of equal points the first", () => {
  expect(bestPlacement(Float64Array.of(5, 5, 0, 5, 5, 0), 2, 2)).toEqual({ value: 10, points: [0] });
  expect(bestPlacement(Float64Array.of(1, 2, 3), 1, 3)).toEqual({ value: 3, points: [2] });
});

test("every user is served, also where each point only costs", () => {
  expect(bestPlacement(Float64Array.of(-1, -4, -3, -2), 2, 1)).toEqual({ value: -4, points: [0] });
  expect(bestPlacement(Float64Array.of(-1, -4, -3, -2), 2, 2)).toEqual({ value: -3, points: [0, 1] });
});

test("fourteen users and a hundred points to choose are the most", () => {
  expect(bestPlacement(new Float64Array(14).fill(1), 14, 1)).toEqual({ value: 14, points: [0] });
  expect(bestPlacement(Float64Array.of(2), 1, 100)).toEqual({ value: 2, points: [0] });
  expect(() => bestPlacement(Float64Array.of(2), 1, 101)).toThrow(
    "bestPlacement: facilities = 101; allowed are whole numbers from 1 to 100",
  );
  expect(() => bestPlacement(new Float64Array(4), 1.5, 1)).toThrow("bestPlacement: users = 1.5");
});
