import { expect, test } from "vitest";
import { rngFrom } from "../random/index.ts";
import { distinct, randomPlaces } from "./space.ts";
import { spaceFilling } from "./spaceFilling.ts";

const axes = [3, 4, 2, 5].map((count, i) => ({
  levels: Array.from({ length: count }, (_, level) => level),
  isOrdered: i > 1,
}));

test("each level of an axis is as often as any other, give or take one", () => {
  const places = spaceFilling(axes, 24, rngFrom("filling"));
  for (const [d, { levels }] of axes.entries()) {
    const counts = levels.map((_, level) => places.filter((place) => place[d] === level).length);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  }
  expect(distinct(places)).toHaveLength(24);
});

test("readings are farther apart than random ones, and the same for the same stream", () => {
  const nearest = (places: readonly (readonly number[])[]) =>
    Math.min(
      ...places.flatMap((a, i) => places.slice(i + 1).map((b) => a.filter((level, d) => level !== b[d]).length)),
    );
  const places = spaceFilling(axes, 16, rngFrom("apart"));
  expect(nearest(places)).toBeGreaterThan(nearest(randomPlaces(axes, 16, rngFrom("apart"))));
  expect(spaceFilling(axes, 16, rngFrom("apart"))).toEqual(places);
});

test("a space that has fewer readings is taken whole", () => {
  expect(spaceFilling(axes.slice(0, 2), 50, rngFrom("small"))).toHaveLength(12);
});
