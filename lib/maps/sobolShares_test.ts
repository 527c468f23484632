import { expect, test } from "vitest";
import { rngFrom } from "../random/index.ts";
import { sobolShares } from "./sobolShares.ts";

const axes = [3, 4, 2].map((count) => ({ levels: Array.from({ length: count }, (_, i) => i), isOrdered: true }));

test("shares of a sum are those of its parts' variances, and interactions count in totals alone", () => {
  // Variances of 0..2, 0..3 and of the product of two signs: 2/3, 5/4 and 1.
  const [a, b, c] = sobolShares(
    axes,
    (places) => places.map(([x, y, z]) => x + y + (z === 0 ? 1 : -1) * (y < 2 ? 1 : -1)),
    40_000,
    rngFrom("sobol"),
  );
  const all = 2 / 3 + 5 / 4 + 1;
  expect([a.first, a.total].every((share) => Math.abs(share - 2 / 3 / all) < 0.03)).toBe(true);
  expect(Math.abs(b.first - 5 / 4 / all)).toBeLessThan(0.03);
  expect(Math.abs(b.total - (5 / 4 + 1) / all)).toBeLessThan(0.03);
  expect(c.first).toBeLessThan(0.03);
  expect(Math.abs(c.total - 1 / all)).toBeLessThan(0.03);
});

test("of a constant nothing decides", () => {
  expect(sobolShares(axes, (places) => places.map(() => 3), 100, rngFrom("constant"))).toEqual(
    axes.map(() => ({ first: 0, total: 0 })),
  );
});
