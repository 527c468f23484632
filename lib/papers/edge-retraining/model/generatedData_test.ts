import fc from "fast-check";
import { expect, test } from "vitest";
import { wholeSamples } from "../../../datasets/index.ts";
import { chooseDistribution, generateData, generatedSize, klDivergence } from "./generatedData.ts";

const counts = fc
  .array(fc.integer({ min: 0, max: 400 }), { minLength: 2, maxLength: 10 })
  .filter((n) => n.some(Boolean));

test("a divergence is never negative and 0 only from itself; it is not symmetric", () => {
  fc.assert(
    fc.property(counts, counts, (a, b) => {
      const size = Math.min(a.length, b.length);
      const share = (n: number[]) => n.slice(0, size).map((count) => count + 0.5);
      const whole = (n: number[]) => share(n).map((count) => count / share(n).reduce((x, y) => x + y, 0));
      const [p, q] = [whole(a), whole(b)];
      expect(klDivergence(p, q)).toBeGreaterThanOrEqual(-1e-12);
      expect(klDivergence(p, p)).toBe(0);
      if (Math.max(...p.map((share, i) => Math.abs(share - q[i]))) > 1e-3)
        expect(klDivergence(p, q)).toBeGreaterThan(1e-7);
    }),
  );
  expect(klDivergence([0.5, 0.5], [0.9, 0.1])).not.toBeCloseTo(klDivergence([0.9, 0.1], [0.5, 0.5]), 3);
});

test("where P holds q the answer is q; unsmoothed classes without data exclude candidates, and all of them is an error", () => {
  const q = [0.7, 0.2, 0.1];
  expect(chooseDistribution([[0.2, 0.2, 0.6], [1 / 3, 1 / 3, 1 / 3], q], q)).toEqual({ index: 2, divergence: 0 });
  expect(
    chooseDistribution(
      [
        [0.1, 0.1, 0.8],
        [0, 1, 0],
      ],
      [0.5, 0.5, 0],
    ).index,
  ).toBe(1);
  expect(() => chooseDistribution([[0.1, 0.1, 0.8]], [0.5, 0.5, 0])).toThrow("q = 0 excludes, such as 2; smooth q");
});

test("the printed norm makes .32 of a balanced data set and all of one with a single class", () => {
  const p = new Array<number>(10).fill(0.1);
  const totalOf = (real: number[], form: "size" | "l2") => generatedSize(1, p, real, form).total;
  const balanced = new Array<number>(10).fill(100);
  const single = [1000, ...new Array<number>(9).fill(0)];
  expect(totalOf(balanced, "l2") / totalOf(balanced, "size")).toBeCloseTo(Math.sqrt(0.1), 9);
  expect(totalOf(single, "l2") / totalOf(single, "size")).toBeCloseTo(1, 9);
});

test("generated data are delta of the real ones, distributed like the nearest candidate", () => {
  const candidates = [
    [0.6, 0.3, 0.1],
    [0.1, 0.1, 0.8],
  ];
  const { index, perClass, total } = generateData([10, 12, 78], { candidates, smoothing: 1e-3, delta: 0.5 });
  expect(index).toBe(1);
  expect(total).toBeCloseTo(50, 9);
  expect([...perClass]).toEqual([5, 5, 40].map((n) => expect.closeTo(n, 9)));
});

test("whole samples add up, and none is off by one or more", () => {
  fc.assert(
    fc.property(counts, fc.integer({ min: 0, max: 500 }), (shares, total) => {
      const whole = wholeSamples(shares, total);
      const all = shares.reduce((a, b) => a + b, 0);
      expect(whole.reduce((a, b) => a + b, 0)).toBe(total);
      for (const [i, n] of whole.entries()) expect(Math.abs(n - (total * shares[i]) / all)).toBeLessThan(1);
    }),
  );
  expect([...wholeSamples([1, 1, 1], 2)]).toEqual([1, 1, 0]);
});
