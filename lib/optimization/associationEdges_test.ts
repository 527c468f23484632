import { expect, test } from "vitest";
import {
  type AssociationGoal,
  associate,
  associateByMatching,
  byBestLink,
  byBranchAndBound,
  relaxedDelay,
} from "./association.ts";
import { loadSolver } from "./linearSolver.ts";

const solver = await loadSolver();
/** Both users are better off at station 0, user 1 by more. */
const problem = { stations: 2, users: 2, costs: Float64Array.of(1, 2, 3, 5) };
const optimal = (eta: number, ...connected: number[]) => ({
  status: "optimal",
  eta: expect.closeTo(eta, 9),
  connected: Uint8Array.from(connected),
});

test("with one place each who loses least gives way; with two, or by best link, both have the cheaper station", () => {
  for (const way of [associateByMatching, byBranchAndBound(solver)]) {
    expect(way(problem, 1)).toMatchObject(optimal(2.5, 0, 1, 1, 0));
    expect(way(problem, 2)).toMatchObject(optimal(1.5, 1, 1, 0, 0));
  }
  expect(byBestLink(problem, 1)).toMatchObject(optimal(1.5, 1, 1, 0, 0));
  expect(byBestLink({ ...problem, costs: Float64Array.of(4, 2, 3, 2) }, 1)).toMatchObject(optimal(2.5, 0, 1, 1, 0));
});

test("as many places as users are enough, one fewer is not", () => {
  const three = { stations: 1, users: 3, costs: Float64Array.of(1, 2, 3) };
  for (const way of [associateByMatching, byBranchAndBound(solver)]) {
    expect(way(three, 3)).toMatchObject(optimal(2, 1, 1, 1));
    expect(way(three, 2).status).toBe("infeasible");
  }
});

test("loads count against a capacity: of loads 1 and 2 a station of 2 takes either, one of 3 both", () => {
  const loads = Float64Array.of(1, 2);
  expect(associate(solver, { ...problem, loads, capacities: Float64Array.of(2, 2) })).toMatchObject(
    optimal(2.5, 0, 1, 1, 0),
  );
  expect(associate(solver, { ...problem, loads, capacities: Float64Array.of(1, 2) })).toMatchObject(
    optimal(3, 1, 0, 0, 1),
  );
  expect(associate(solver, { ...problem, loads, capacities: Float64Array.of(3, 0) })).toMatchObject(
    optimal(1.5, 1, 1, 0, 0),
  );
  expect(associate(solver, { ...problem, loads, capacities: Float64Array.of(1, 1) }).status).toBe("infeasible");
  expect(associate(solver, { ...problem, loads })).toMatchObject(optimal(1.5, 1, 1, 0, 0));
});

test("the least largest delay is not that of the least mean", () => {
  const uneven = { stations: 2, users: 2, costs: Float64Array.of(1, 4, 4, 9), capacities: Float64Array.of(1, 1) };
  expect(associate(solver, uneven, "largest")).toMatchObject(optimal(4, 0, 1, 1, 0));
  const other = { ...uneven, costs: Float64Array.of(1, 6, 6, 7) };
  expect(associate(solver, other)).toMatchObject(optimal(4, 1, 0, 0, 1));
  expect(associate(solver, other, "largest")).toMatchObject(optimal(6, 0, 1, 1, 0));
});

test("the relaxation splits a user: loads of 2 at capacities of 3 and 1 cost 2 in place of no solution", () => {
  const split = { ...problem, loads: Float64Array.of(2, 2), capacities: Float64Array.of(3, 1) };
  // half of user 0 moves, 2 x 1/2 = 1 of station 1: ((1 + 3) / 2 + 2) / 2
  expect(relaxedDelay(solver, split)).toBeCloseTo(2, 9);
  expect(associate(solver, split).status).toBe("infeasible");
  expect(relaxedDelay(solver, { ...split, capacities: Float64Array.of(2, 1) })).toBeUndefined();
});

test("another goal, and loads and capacities that are none, are refused by name", () => {
  expect(() => associate(solver, problem, "least" as AssociationGoal)).toThrow(
    "associate: goal = least; allowed are mean, largest. Choose one of these.",
  );
  expect(() => associate(solver, { ...problem, loads: Float64Array.of(1) })).toThrow(
    "loads has 1 entries; 2 are needed",
  );
  expect(() => associate(solver, { ...problem, capacities: Float64Array.of(1) })).toThrow(
    "capacities has 1 entries; 2 are needed",
  );
  expect(() => associate(solver, { ...problem, loads: Float64Array.of(1, Infinity) })).toThrow(
    "associate: loads[1] = Infinity",
  );
  expect(associate(solver, { ...problem, capacities: Float64Array.of(Infinity, 0) })).toMatchObject(
    optimal(1.5, 1, 1, 0, 0),
  );
  const where = (work: () => unknown) =>
    expect(work).toThrow(
      /^\w+: the cost of user 1 at station 1 is NaN; allowed are finite numbers, and Infinity where there is no link. Where/,
    );
  const odd = { ...problem, costs: problem.costs.with(3, Number.NaN) };
  where(() => associate(solver, odd));
  where(() => byBestLink(odd, 1));
});
