import { expect, test } from "vitest";
import { coverage } from "./coverage.ts";

test("a station covers the users in its disc, those on its border too, and writes from where it is told", () => {
  const stations = [
    [0, 0],
    [10, 4],
  ] as const;
  // from the third number on: on the border of the first, (4, 4) from it, on the border of the second
  const positions = Float64Array.of(0, 0, 3, 4, -4, -4, 6, 1, 0, 0);
  const out = new Uint8Array(8).fill(9);
  coverage(positions, 2, 3, stations, 5, out, 1);
  expect([...out]).toEqual([9, 1, 0, 0, 0, 0, 1, 9]);
  const whole = new Uint8Array(6);
  coverage(positions, 0, 3, stations, 5, whole);
  expect([...whole]).toEqual([1, 1, 0, 0, 0, 0]);
});
