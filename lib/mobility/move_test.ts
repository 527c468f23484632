import { expect, test } from "vitest";
import { moveMoments, moveUser } from "./move.ts";

const moved = (move: number, stepM: number) => {
  const positions = Float64Array.of(7, 1, 2, 7);
  moveUser(positions, 1, move, stepM);
  return [...positions];
};

test("the five moves are to stay, forward, backward, left and right, by the step; without an area nothing stops them", () => {
  expect(moved(0, 2.5)).toEqual([7, 1, 2, 7]);
  expect(moved(1, 2.5)).toEqual([7, 1, 4.5, 7]);
  expect(moved(2, 2.5)).toEqual([7, 1, -0.5, 7]);
  expect(moved(3, 2.5)).toEqual([7, -1.5, 2, 7]);
  expect(moved(4, 2.5)).toEqual([7, 3.5, 2, 7]);
});

test("who would leave the area stays where it was, in both coordinates", () => {
  const area = { shape: "rectangle", x: [0, 1], y: [0, 5] } as const;
  const positions = Float64Array.of(1, 2);
  moveUser(positions, 0, 4, 0.5, area);
  expect([...positions]).toEqual([1, 2]);
  moveUser(positions, 0, 1, 3, area);
  expect([...positions]).toEqual([1, 5]);
});

test("moments by hand: .5 forward, .1 back, .3 right and steps of 2 m drift (.6, .8) m around 2.6 m^2", () => {
  const { mean, mse } = moveMoments([0.1, 0.5, 0.1, 0, 0.3], 2);
  expect(mean).toEqual([0.6, 0.8].map((metres) => expect.closeTo(metres, 12)));
  expect(mse).toBeCloseTo(4 * 0.9 - 0.6 ** 2 - 0.8 ** 2, 12);
});
