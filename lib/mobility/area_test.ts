import { expect, test } from "vitest";
import { rngFrom } from "../random/index.ts";
import { type Area, boundsOf, contains, keepInside, placesIn, placeUniformly } from "./area.ts";

const rectangle: Area = { shape: "rectangle", x: [-1, 3], y: [0, 5] };
const disc = { shape: "disc", center: [10, 20], radius: 5 } as const;
/** Two discs, of which the rectangle cuts the second. */
const discs: Area = { shape: "discs", x: [0, 20], y: [0, 25], discs: [disc, { ...disc, center: [20, 5] }] };

/** Whether points, x and y of each, lie in an area. */
const inside = (area: Area, ...points: readonly number[]) =>
  points.flatMap((x, i) => (i % 2 === 0 ? [contains(area, x, points[i + 1])] : []));

test("the borders of an area belong to it, and what lies beyond any of them does not", () => {
  expect(inside(rectangle, -1, 0, 3, 5, -1, 5, 3, 0)).toEqual([true, true, true, true]);
  expect(inside(rectangle, -1.1, 2, 3.1, 2, 0, -0.1, 0, 5.1)).toEqual([false, false, false, false]);
  expect(inside(disc, 13, 24, 5, 20, 10, 20)).toEqual([true, true, true]);
  expect(inside(disc, 14, 24, 13, 14, 4.9, 20)).toEqual([false, false, false]);
  expect(inside(discs, 13, 24, 17, 5, 20, 0, 20, 10)).toEqual([true, true, true, true]);
  expect(inside(discs, 21, 5, 3, 3, 20, 11)).toEqual([false, false, false]);
});

test("bounds are the smallest rectangle around a disc, and an area's own elsewhere", () => {
  expect(boundsOf(disc)).toEqual({ x: [5, 15], y: [15, 25] });
  expect(boundsOf(rectangle)).toMatchObject({ x: [-1, 3], y: [0, 5] });
  expect(boundsOf(discs)).toMatchObject({ x: [0, 20], y: [0, 25] });
});

test("the places of an area are the middles of 100 by 100 fields, as far as they lie in it", () => {
  const all = placesIn({ shape: "rectangle", x: [0, 100], y: [0, 200] });
  expect([all.length, all[0], all[1], all.at(-1)]).toEqual([10_000, [0.5, 1], [0.5, 3], [99.5, 199]]);
  const share = placesIn(disc).length / 10_000;
  expect(share).toBeCloseTo(Math.PI / 4, 2);
});

test("a point in a disc takes two numbers: the share of the area within its radius, and its direction", () => {
  for (let seed = 0; seed < 20; seed++) {
    const [rng, out] = [rngFrom(seed), Float64Array.of(7, 7, 7, 7)];
    const [share, turn] = [rng.uniform(), rng.uniform()];
    placeUniformly(disc, rngFrom(seed), out, 1);
    const [before, x, y, after] = out;
    expect([before, after]).toEqual([7, 7]);
    expect(Math.hypot(x - 10, y - 20) ** 2 / 25).toBeCloseTo(share, 12);
    expect((Math.atan2(y - 20, x - 10) / (2 * Math.PI) + 1) % 1).toBeCloseTo(turn, 12);
  }
});

test("a point of a rectangle takes two numbers, along x and along y", () => {
  const [rng, out] = [rngFrom("rectangle"), new Float64Array(2)];
  placeUniformly(rectangle, rngFrom("rectangle"), out, 0);
  expect([(out[0] + 1) / 4, out[1] / 5]).toEqual([0, 1].map(() => expect.closeTo(rng.uniform(), 12)));
});

test("points of discs lie in them, in each as often as its part of the area says", () => {
  const [rng, out] = [rngFrom("discs"), new Float64Array(3)];
  let first = 0;
  for (let draw = 0; draw < 3000; draw++) {
    placeUniformly(discs, rng, out, 1);
    expect(contains(discs, out[1], out[2])).toBe(true);
    if (out[2] > 12) first++;
  }
  expect(first / 3000).toBeCloseTo(2 / 3, 1); // of the second disc half is cut off
});

test("an estimate is moved only where it is outside: each coordinate clipped, or back to where it came from", () => {
  const kept = (area: Area, x: number, y: number) => {
    const points = Float64Array.of(99, x, y, 99);
    keepInside(area, points, 1, 11, 21);
    return [...points];
  };
  expect(kept(rectangle, 2, 3)).toEqual([99, 2, 3, 99]);
  expect(kept(rectangle, -7, 9)).toEqual([99, -1, 5, 99]);
  expect(kept(rectangle, 8, -9)).toEqual([99, 3, 0, 99]);
  expect(kept(disc, 13, 24)).toEqual([99, 13, 24, 99]);
  expect(kept(disc, 14, 24)).toEqual([99, 11, 21, 99]);
  expect(kept(discs, 3, 3)).toEqual([99, 11, 21, 99]);
});
