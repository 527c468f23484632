import fc from "fast-check";
import { expect, test } from "vitest";
import { RandomWalk, square } from "../mobility/index.ts";
import { holdLast } from "./holdLast.ts";
import { meanDisplacement } from "./meanDisplacement.ts";
import type { Predictor } from "./predictor.ts";
import { Twin } from "./twin.ts";
import { twinError } from "./twinError.ts";

/** Estimates that each coordinate goes on by 1. */
const onByOne: Predictor = {
  predict(history, out, rows) {
    holdLast().predict(history, out, rows);
    for (let i = 0; i < out.length; i++) out[i] = out[i] + 1;
  },
};
/** Two rows of two users with a window of three; row 1 stands 100 m beside row 0. */
const begun = (parts: number, predictor = onByOne) => {
  const twin = new Twin(2, 4, 3, predictor, parts);
  const positions = Float64Array.of(1, 2, 3, 4, 101, 102, 103, 104);
  twin.begin(0, positions);
  twin.begin(1, positions);
  return twin;
};
const exact = Float64Array.of(10, 20, 30, 40, 110, 120, 130, 140);

test("a row begins exact, of age 0, with copies of its first status, and the other row is left alone", () => {
  const twin = new Twin(2, 4, 3, onByOne);
  twin.begin(1, Float64Array.of(9, 9, 9, 9, 1, 2, 3, 4));
  expect([...twin.predicted]).toEqual([0, 0, 0, 0, 1, 2, 3, 4]);
  expect([...twin.history]).toEqual([...new Array(12).fill(0), 1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4]);
  twin.age.fill(5);
  twin.begin(1, exact);
  expect([...twin.age]).toEqual([5, 0]);
  twin.begin(0, exact);
  expect([...twin.age]).toEqual([0, 0]);
});

test("C (4): the status is exact where it was synchronised and the estimate elsewhere, and the window moves on", () => {
  const twin = begun(1);
  twin.predict();
  const synchronised = Uint8Array.of(0, 1);
  twin.update(0, exact, synchronised);
  twin.update(1, exact, synchronised);
  expect([...twin.status]).toEqual([2, 3, 4, 5, 110, 120, 130, 140]);
  expect([...twin.history.subarray(0, 12)]).toEqual([1, 2, 3, 4, 1, 2, 3, 4, 2, 3, 4, 5]);
  expect([...twin.history.subarray(12)]).toEqual([101, 102, 103, 104, 101, 102, 103, 104, 110, 120, 130, 140]);
  twin.predict();
  expect([...twin.predicted]).toEqual([3, 4, 5, 6, 111, 121, 131, 141]);
});

test("B (7): users are synchronised apart, and each has an age, 1 in the slot after an exact status", () => {
  const twin = begun(2);
  expect([...twin.age]).toEqual([0, 0, 0, 0]);
  for (const synchronised of [Uint8Array.of(0, 1, 0, 1), Uint8Array.of(0, 0, 0, 1)]) {
    twin.predict();
    twin.update(0, exact, synchronised);
    twin.update(1, exact, synchronised);
  }
  expect([...twin.age]).toEqual([2, 2, 2, 1]);
  expect([...twin.status]).toEqual([3, 4, 31, 41, 103, 104, 130, 140]);
  twin.age.fill(5);
  twin.begin(1, exact);
  expect([...twin.age]).toEqual([5, 5, 0, 0]);
});

test("the last status is held whatever came before it, in every row", () => {
  const out = new Float64Array(4);
  holdLast().predict(Float64Array.of(1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16), out, 2);
  expect([...out]).toEqual([5, 6, 15, 16]);
});

test("the mean displacement is added to the last status of each user of its own row, and ends at the border", () => {
  const walk = new RandomWalk({ seeds: [1, 2], users: 2, area: square(10), stepM: 1, concentration: 0.2 });
  const predictor = meanDisplacement(walk);
  const history = Float64Array.of(9, 9, 9, 9, 0, 1, 2, 3, 9, 9, 9, 9, -1, -2, -3, 0);
  const expected = [0, 1].flatMap((row) => {
    const mean = walk.meanDisplacement(row);
    return [...history.subarray(8 * row + 4, 8 * row + 8)].map((metres, i) => metres + mean[i]);
  });
  for (let again = 0; again < 2; again++) {
    const out = new Float64Array(8);
    predictor.predict(history, out, 2);
    expect([...out]).toEqual(expected);
  }
  const beyond = new Float64Array(8);
  predictor.predict(new Float64Array(16).fill(5), beyond, 2); // all in the corner
  expect(Math.max(...beyond)).toBe(5);
});

test("B (8), C (5): a twin 3 m east and 4 m north of one of two users has an error of 12.5 m^2", () => {
  const [network, twin] = [Float64Array.of(9, 1, 2, 5, 5, 9), Float64Array.of(0, 4, 6, 5, 5, 0)];
  expect(twinError(network, twin, 1, 4)).toBe(12.5);
  expect(twinError(network.subarray(1, 3), twin.subarray(1, 3))).toBe(25);
});

test("an error is 0 for the exact twin alone, and the same from either side", () => {
  const coordinates = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(coordinates, coordinates, (one, other) => {
      const [a, b] = [Float64Array.from(one), Float64Array.from(other)];
      expect(twinError(a, b)).toBe(twinError(b, a));
      expect(twinError(a, b) === 0).toBe(one.join() === other.join());
    }),
  );
});
