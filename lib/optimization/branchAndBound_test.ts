import { expect, test } from "vitest";
import { branchAndBound } from "./branchAndBound.ts";
import { type LinearProgramme, loadSolver } from "./linearSolver.ts";

const solver = await loadSolver();
/** One row: low <= sum of weight x <= high, with 0 <= x <= 5. */
const one = (costs: number[], weights: number[], low: number, high: number): LinearProgramme => ({
  costs: Float64Array.from(costs),
  lower: new Float64Array(costs.length),
  upper: new Float64Array(costs.length).fill(5),
  rowLower: Float64Array.of(low),
  rowUpper: Float64Array.of(high),
  starts: Int32Array.of(0, costs.length),
  indices: Int32Array.from(costs.keys()),
  values: Float64Array.from(weights),
});
const solved = (programme: LinearProgramme, ...isInteger: number[]) =>
  branchAndBound(solver, programme, Uint8Array.from(isInteger));
const closeTo = (...values: number[]) => values.map((value) => expect.closeTo(value, 9));

test("a relaxation that is whole takes one programme, one that is not takes its two halves too", () => {
  const whole = solved(one([-1], [1], -Infinity, 3), 1);
  expect(whole).toEqual({ status: "optimal", value: -3, x: Float64Array.of(3), nodes: 1 });
  const halved = solved(one([-1], [2], -Infinity, 3), 1); // 1.5: up to 1, or from 2 on, where nothing is
  expect(halved).toEqual({ status: "optimal", value: -1, x: Float64Array.of(1), nodes: 3 });
});

test("there may be a solution but none in whole numbers, or none at all", () => {
  expect(solved(one([1], [1], 0.2, 0.8), 1)).toEqual({ status: "infeasible", nodes: 3 });
  expect(solved(one([1], [1], 6, 7), 1)).toEqual({ status: "infeasible", nodes: 1 });
});

test("columns that need not be whole are not, and keep their digits", () => {
  const free = solved(one([-1], [2], -Infinity, 3), 0);
  expect(free.status === "optimal" && [free.value, free.nodes, ...free.x]).toEqual(closeTo(-1.5, 1, 1.5));
  const mixed = solved(one([-2, -1], [2, 3], -Infinity, 3.9), 1, 0); // 1 whole of the first, the rest of the second
  expect(mixed.status === "optimal" && [mixed.value, ...mixed.x]).toEqual(closeTo(-2 - 1.9 / 3, 1, 1.9 / 3));
});

test("whole numbers are whole to the last digit, also below zero", () => {
  const programme = { ...one([1, 1], [3, 7], -19, Infinity), lower: Float64Array.of(-9, -9) };
  const result = solved(programme, 1, 1);
  if (result.status === "infeasible") throw new Error("(0, 0) is a solution");
  expect([...result.x].every(Number.isInteger)).toBe(true);
  let least = 0;
  for (let a = -9; a <= 5; a++) for (let b = -9; b <= 5; b++) if (3 * a + 7 * b >= -19) least = Math.min(least, a + b);
  expect(result.value).toBeCloseTo(least, 9);
});

test("whole columns have bounds, and every column a word whether it is whole", () => {
  const programme = one([1, 1], [1, 1], 0, 9);
  expect(() => solved(programme, 1)).toThrow("branchAndBound: isInteger has 1 entries; 2 are needed");
  const open = { ...programme, lower: Float64Array.of(0, -Infinity), upper: Float64Array.of(5, 5) };
  expect(() => solved(open, 0, 1)).toThrow("branchAndBound: lower bounds of whole columns[0] = -Infinity");
  expect(() => solved({ ...programme, upper: Float64Array.of(Infinity, 5) }, 1, 0)).toThrow(
    "branchAndBound: upper bounds of whole columns[0] = Infinity",
  );
  expect(solved({ ...programme, upper: Float64Array.of(Infinity, 5) }, 0, 1).status).toBe("optimal");
});
