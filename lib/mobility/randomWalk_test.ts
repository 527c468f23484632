import { expect, test } from "vitest";
import { dirichlet, rngFrom, type Streams, streamsOf } from "../random/index.ts";
import { square } from "./area.ts";
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
