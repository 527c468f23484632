import fc from "fast-check";
import { expect, test } from "vitest";
import { dirichlet, rngFrom, type Streams, streamsOf } from "../random/index.ts";
import { type Area, contains, hasRoom, keepInside, placeUniformly, square } from "./area.ts";
import { MOVES, moveMoments, moveUser } from "./move.ts";
import { RandomWalk } from "./randomWalk.ts";

const areas: Area[] = [square(20), { shape: "disc", center: [3, -2], radius: 7 }];

test("a user who starts in an area never leaves it, whatever the moves", () => {
  const moves = fc.array(fc.integer({ min: 0, max: MOVES.length - 1 }), { maxLength: 60 });
  fc.assert(
    fc.property(
      fc.constantFrom(...areas),
      fc.integer(),
      fc.double({ min: 0.1, max: 5, noNaN: true }),
      moves,
      (area, seed, step, made) => {
        const at = new Float64Array(2);
        placeUniformly(area, rngFrom(seed), at, 0);
        for (const move of made) moveUser(at, 0, move, step, area);
        expect(contains(area, at[0], at[1])).toBe(true);
      },
    ),
  );
});

test("points are placed uniformly: half of a disc's lie within radius / sqrt 2, a quarter of a square's in each quadrant", () => {
  const rng = rngFrom("place");
  const at = new Float64Array(2);
  const draws = Array.from({ length: 4000 }, () => {
    placeUniformly({ shape: "disc", center: [0, 0], radius: 1 }, rng, at, 0);
    return Math.hypot(at[0], at[1]) < Math.SQRT1_2 ? 1 : 0;
  });
  expect(draws.reduce((a: number, b) => a + b, 0) / 4000).toBeCloseTo(0.5, 1);
  const quadrant = Array.from({ length: 4000 }, () => {
    placeUniformly(square(2), rng, at, 0);
    return at[0] > 0 && at[1] > 0 ? 1 : 0;
  });
  expect(quadrant.reduce((a: number, b) => a + b, 0) / 4000).toBeCloseTo(0.25, 1);
});

test("an estimate outside is clipped to a rectangle and returns to its origin in a disc", () => {
  const outside = Float64Array.of(14, 3);
  keepInside(square(20), outside, 0, 9, 3);
  expect([...outside]).toEqual([10, 3]);
  const beyond = Float64Array.of(14, 3);
  keepInside({ shape: "disc", center: [0, 0], radius: 10 }, beyond, 0, 9, 3);
  expect([...beyond]).toEqual([9, 3]);
});

test("moments of the uniform walk are those of the closed form: no drift, floor 4/5 step^2", () => {
  const { mean, mse } = moveMoments([0.2, 0.2, 0.2, 0.2, 0.2], 3);
  expect(mean).toEqual([0, 0]);
  expect(mse).toBeCloseTo(7.2, 12);
});

test("Dirichlet draws are probabilities whose floors have the known means", () => {
  // 1 - E sum p^2 for the symmetric law, seen through the floor: .267 at .1 and .571 at 1/2 (m^2 for a step of 1 m).
  for (const [concentration, floor] of [
    [0.1, 0.267],
    [0.5, 0.571],
    [Infinity, 0.8],
  ] as const) {
    const rng = rngFrom("dirichlet", concentration === Infinity ? "uniform" : concentration);
    const floors = Array.from({ length: 4000 }, () => {
      const p = dirichlet(5, concentration, rng);
      expect(p.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
      return moveMoments(p, 1).mse;
    });
    expect(floors.reduce((a, b) => a + b, 0) / floors.length).toBeCloseTo(floor, 1.5);
  }
});

test("a walk moves by its probabilities: the mean displacement over many moves is p's", () => {
  const walk = new RandomWalk({ seeds: [3], users: 2, area: square(1e6), stepM: 1, concentration: 1 });
  const [streams] = streamsOf([3], 1, "training") as [Streams];
  const at = new Float64Array(4);
  for (let slot = 0; slot < 20_000; slot++) walk.move(0, at, 0, streams);
  const means = walk.meanDisplacement(0);
  for (let i = 0; i < 4; i++) expect(at[i] / 20_000).toBeCloseTo(means[i], 1.5);
});

test("the users of a seed are the same whatever stands beside it and however many copies there are", () => {
  const options = { users: 4, area: square(10), stepM: 1, concentration: 0.1 };
  const alone = new RandomWalk({ ...options, seeds: [8] }).meanDisplacement(0);
  const second = new RandomWalk({ ...options, seeds: [2, 8], copies: 3 }).meanDisplacement(5);
  expect([...second]).toEqual([...alone]);
});

test("where nobody fits nobody is put, and it is said", () => {
  const disc = (x: number) => ({ shape: "disc", center: [x, 0], radius: 1 }) as const;
  const discs = (x: number): Area => ({ shape: "discs", x: [-5, 5], y: [-5, 5], discs: [disc(x)] });
  expect([hasRoom(discs(0)), hasRoom(discs(9))]).toEqual([true, false]);
  expect(() => placeUniformly(discs(9), rngFrom(0), new Float64Array(2), 0)).toThrow(
    "no place of x [-5, 5], y [-5, 5]",
  );
});

test("a walk has seeds, copies, users, a step and a concentration", () => {
  const options = { seeds: [0], users: 2, area: square(10), stepM: 1, concentration: Infinity };
  expect(new RandomWalk(options).users).toBe(2);
  for (const wrong of [
    { seeds: [] },
    { seeds: [0, 0] },
    { copies: 0 },
    { users: 1.5 },
    { users: 1e9 },
    { stepM: 0 },
    { stepM: Infinity },
    { concentration: Number.NaN },
  ])
    expect(() => new RandomWalk({ ...options, ...wrong })).toThrow(
      `RandomWalk: ${Object.keys(wrong)[0]?.replace("seeds", "seed")}`,
    );
});
