import { expect, test } from "vitest";
import { dirichlet, rngFrom, type Streams, streamsOf } from "../random/index.ts";
import { square } from "./area.ts";
import { moveMoments } from "./move.ts";
import { concentrationOf, RandomWalk } from "./randomWalk.ts";

const options = { seeds: [4, 7], copies: 2, users: 3, area: square(10), stepM: 0.5, concentration: 0.3 };
const [streams] = streamsOf([0], 1, "training") as [Streams];
const streamsAgain = () => streamsOf([0], 1, "training")[0] as Streams;

test('"uniform" is the concentration at which all moves are equally likely; a number is itself', () => {
  expect([concentrationOf("uniform"), concentrationOf(0.5)]).toEqual([Infinity, 0.5]);
});

test("each user's probabilities are one Dirichlet draw after another of its seed's own stream", () => {
  const { probabilities } = new RandomWalk(options);
  const drawn = options.seeds.flatMap((seed) => {
    const rng = rngFrom(seed, "users");
    return [0, 1, 2].flatMap(() => [...dirichlet(5, 0.3, rng)]);
  });
  expect([...probabilities]).toEqual(drawn);
});

test("a user that stays by a law of its own does so uniformly often, and spreads the rest evenly or by a habit", () => {
  const many = { ...options, users: 4000, seeds: [1], stay: 0.7 };
  const moments = (concentration: number) => {
    const { probabilities } = new RandomWalk({ ...many, concentration });
    const users = Array.from({ length: 4000 }, (_, user) => probabilities.subarray(5 * user, 5 * user + 5));
    for (const p of users) expect(p.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    const stays = users.map(([stay]) => stay);
    const average = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / 4000;
    const middle = average(stays);
    expect(Math.min(...stays)).toBeGreaterThanOrEqual(0.7);
    expect(middle).toBeCloseTo(0.85, 2);
    expect(average(stays.map((stay) => (stay - middle) ** 2))).toBeCloseTo(0.3 ** 2 / 12, 3);
    return { users, floor: average(users.map((p) => moveMoments(p, 1).mse)) };
  };
  const even = moments(Infinity);
  for (const [stay, ...directions] of even.users)
    for (const share of directions) expect(share).toBeCloseTo((1 - stay) / 4, 12);
  expect(even.floor).toBeCloseTo(0.15, 2);
  // With one direction alone it would be E p (1 - p) = .15 - .03 = .12.
  const { floor } = moments(0.1);
  expect(floor).toBeLessThan(0.135);
  expect(floor).toBeGreaterThan(0.12);
});

test("where starts are fixed each user of a seed starts every episode at one place, whatever stands beside it", () => {
  const fixed = { ...options, start: "fixed" } as const;
  const started = (walk: RandomWalk, row: number, from: Streams) => {
    const positions = new Float64Array(8).fill(99);
    walk.place(row, positions, 1, from);
    expect([positions[0], positions[7]]).toEqual([99, 99]);
    return [...positions.subarray(1, 7)];
  };
  const among = new RandomWalk(fixed);
  const used = streamsAgain();
  const [first, again, other] = [0, 1, 2].map((row) => started(among, row, used));
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
  expect(started(new RandomWalk({ ...fixed, seeds: [7], copies: 1 }), 0, used)).toEqual(other);
  expect(new Set(first).size).toBe(6);
  expect(first.every((metres) => Math.abs(metres) <= 5)).toBe(true);
  expect(used.start.state).toEqual(streamsAgain().start.state);
  expect(among.probabilities).toEqual(new RandomWalk(options).probabilities);
});

test("users start in the area, each at a place of its own, and nothing beside them is touched", () => {
  const positions = new Float64Array(8).fill(99);
  new RandomWalk(options).place(0, positions, 1, streams);
  const placed = [...positions.subarray(1, 7)];
  expect(placed.every((metres) => Math.abs(metres) <= 5)).toBe(true);
  expect(new Set(placed).size).toBe(6);
  expect([positions[0], positions[7]]).toEqual([99, 99]);
});

test("a row moves as its seed's users move alone, and nothing beside them is touched", () => {
  const among = new RandomWalk(options);
  for (const [row, seed] of [4, 4, 7, 7].entries()) {
    const alone = new RandomWalk({ ...options, seeds: [seed], copies: 1 });
    const [one, other] = [new Float64Array(8), new Float64Array(6)];
    const [first, second] = [streamsAgain(), streamsAgain()];
    for (let slot = 0; slot < 40; slot++) {
      among.move(row, one, 1, first);
      alone.move(0, other, 0, second);
    }
    expect([...one]).toEqual([0, ...other, 0]);
    expect(first.mobility.state).toEqual(second.mobility.state);
  }
});

test("a slot takes one number for each user", () => {
  const [used, same] = [streamsAgain(), streamsAgain()];
  new RandomWalk(options).move(0, new Float64Array(6), 0, used);
  for (let user = 0; user < 3; user++) same.mobility.uniform();
  expect(used.mobility.state).toEqual(same.mobility.state);
});

test("a step or a concentration given as text is refused", () => {
  for (const name of ["stepM", "concentration"])
    expect(() => new RandomWalk({ ...options, [name]: "1" })).toThrow(`RandomWalk: ${name} = "1": must be a number`);
});

test("a stay that is no probability below 1 and a start that does not exist are refused", () => {
  for (const stay of [1, -0.1, Number.NaN, "0.5", null])
    expect(() => new RandomWalk({ ...options, stay: stay as number })).toThrow("RandomWalk: stay = ");
  expect(() => new RandomWalk({ ...options, start: "here" as "fixed" })).toThrow(
    'RandomWalk: start = "here": allowed are random, fixed',
  );
});
