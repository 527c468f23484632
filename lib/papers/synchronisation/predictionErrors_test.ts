import { expect, test } from "vitest";
import { RandomWalk, square } from "../../mobility/index.ts";
import { holdLast, meanDisplacement, type Predictor } from "../../twin/index.ts";
import { drawTrajectories, firstOf, SLOTS } from "./drawTrajectories.ts";
import { estimatesAlong, oneStepFloor, shareOfMoves, slotsSeen, squaredErrors } from "./predictionErrors.ts";

const WINDOW = 5;
const seeds = [3, 8];
const walkIn = (sideM: number, copies = 40) =>
  new RandomWalk({ seeds, copies, users: 4, area: square(sideM), stepM: 2, concentration: 0.5 });
const seen = slotsSeen(WINDOW);

test("holding the last position errs by the square of a step in each slot with a move, borders included", () => {
  for (const sideM of [6, 1000]) {
    const paths = drawTrajectories(walkIn(sideM), seeds, "test");
    const errors = squaredErrors(paths, estimatesAlong(holdLast(), paths, WINDOW), seen);
    const moves = shareOfMoves(paths, seen);
    for (const [seed, users] of errors.entries())
      for (const [user, mse] of users.entries()) expect(mse).toBeCloseTo(4 * moves[seed][user], 9);
  }
});

test("who knows the mean displacement comes as close as anybody, where there is no border", () => {
  const walk = walkIn(1e6, 400);
  const paths = drawTrajectories(walk, seeds, "test");
  const errors = squaredErrors(paths, estimatesAlong(meanDisplacement(walk), paths, WINDOW), seen).flat();
  for (const [i, floor] of oneStepFloor(walk, paths, seen).flat().entries()) {
    expect(Math.abs(errors[i] - floor)).toBeLessThan(0.05 * floor + 0.02);
  }
});

test("at the border fewer moves are possible, and the floor is lower", () => {
  const floorIn = (sideM: number) => {
    const walk = walkIn(sideM);
    return oneStepFloor(walk, drawTrajectories(walk, seeds, "test"), seen).flat();
  };
  const [tight, wide] = [floorIn(4), floorIn(1e6)];
  for (const [i, floor] of tight.entries()) expect(floor).toBeLessThan(wide[i]);
});

test("a window that is not full begins with copies of the first status, and estimates further ahead feed on themselves", () => {
  const positions = Float64Array.from({ length: SLOTS * 2 }, (_, k) => (k % 2 === 0 ? 5 * k : 1));
  const paths = { positions, users: 1, count: 1 };
  const windows: number[][] = [];
  const onwards: Predictor = {
    predict(history, out) {
      windows.push([...history].filter((_, k) => k % 2 === 0));
      out.set([history[2 * WINDOW - 2] + 1, history[2 * WINDOW - 1]]);
    },
  };
  const one = estimatesAlong(onwards, paths, WINDOW);
  expect(windows.slice(0, 6)).toEqual([
    [0, 0, 0, 0, 0],
    [0, 0, 0, 0, 10],
    [0, 0, 0, 10, 20],
    [0, 0, 10, 20, 30],
    [0, 10, 20, 30, 40],
    [10, 20, 30, 40, 50],
  ]);
  expect([...one.subarray(0, 6)]).toEqual([Number.NaN, Number.NaN, 1, 1, 11, 1]);
  expect(squaredErrors(paths, one, seen)).toEqual([[81]]);
  windows.length = 0;
  const three = estimatesAlong(onwards, paths, WINDOW, 3);
  expect(windows.slice(-3)).toEqual([
    [220, 230, 240, 250, 260],
    [230, 240, 250, 260, 261],
    [240, 250, 260, 261, 262],
  ]);
  expect(three.at(-2)).toBe(263);
  expect(squaredErrors(paths, three, slotsSeen(WINDOW, 3))).toEqual([[27 ** 2]]);
});

test("trajectories of different uses share nothing, and a seed's are its own whatever stands beside it", () => {
  const walk = walkIn(100);
  const [training, test, heldOut] = (["training", "test", "held out"] as const).map(
    (use) => drawTrajectories(walk, seeds, use).positions,
  );
  const starts = new Set([training, test, heldOut].map((positions) => positions[0]));
  expect(starts.size).toBe(3);
  const alone = new RandomWalk({ seeds: [8], copies: 40, users: 4, area: square(100), stepM: 2, concentration: 0.5 });
  expect(drawTrajectories(alone, [8], "training").positions).toEqual(training.slice(training.length / 2));
});

test("the first trajectories of each seed are those, and all of them where there are no more", () => {
  const paths = drawTrajectories(walkIn(100, 3), seeds, "training");
  const size = SLOTS * 2 * 4;
  const { positions, count } = firstOf(paths, 2);
  expect(count).toBe(2);
  expect([...positions]).toEqual([
    ...paths.positions.subarray(0, 2 * size),
    ...paths.positions.subarray(3 * size, 5 * size),
  ]);
  expect(firstOf(paths, 9)).toEqual(paths);
});
