import { expect, test } from "vitest";
import { type LinearProgramme, loadSolver } from "./linearSolver.ts";

const solver = await loadSolver();
/** Most of 3 x + 2 y with x + y <= 4, x + 3 y <= 6 and x <= 3.5: 11.5 at (3.5, .5). */
const programme: LinearProgramme = {
  costs: Float64Array.of(-3, -2),
  lower: new Float64Array(2),
  upper: Float64Array.of(3.5, Infinity),
  rowLower: new Float64Array(2).fill(-Infinity),
  rowUpper: Float64Array.of(4, 6),
  starts: Int32Array.of(0, 2, 4),
  indices: Int32Array.of(0, 1, 0, 1),
  values: Float64Array.of(1, 1, 1, 3),
};
const closeTo = (...values: number[]) => values.map((value) => expect.closeTo(value, 9));
const numbersOf = (isInteger?: Uint8Array, changes: Partial<LinearProgramme> = {}) => {
  const solution = solver.solve({ ...programme, ...changes }, isInteger);
  return solution.status === "optimal" && [solution.value, ...solution.x];
};

test("a programme by hand, with real numbers, with whole ones, and with one of both: none moves the next", () => {
  for (let again = 0; again < 2; again++) {
    expect(numbersOf()).toEqual(closeTo(-11.5, 3.5, 0.5));
    expect(numbersOf(Uint8Array.of(1, 1))).toEqual(closeTo(-11, 3, 1));
    expect(numbersOf(Uint8Array.of(0, 1))).toEqual(closeTo(-11, 3, 1));
  }
});

test("rows may have to be met exactly, and columns lie below zero", () => {
  const equal = { rowLower: Float64Array.of(1, -Infinity), rowUpper: Float64Array.of(1, 6) };
  expect(numbersOf(undefined, { ...equal, lower: Float64Array.of(0, -1) })).toEqual(closeTo(-4, 2, -1));
});

test("where nothing meets all rows there is no solution", () => {
  const odd = { ...programme, rowLower: Float64Array.of(8, -Infinity), rowUpper: Float64Array.of(9, 6) };
  for (const isInteger of [undefined, Uint8Array.of(1, 1)])
    expect(solver.solve(odd, isInteger)).toEqual({ status: "infeasible" });
});

test("what has no end is an error that names it and what to do", () => {
  const endless = { ...programme, rowUpper: new Float64Array(2).fill(Infinity) };
  expect(() => solver.solve(endless)).toThrow(/^solver: \w+ instead of an optimum; bound every column/);
});

test("arrays that do not fit each other are refused, each by its name", () => {
  const refused = (changes: Partial<LinearProgramme>, isInteger?: Uint8Array) =>
    expect(() => solver.solve({ ...programme, ...changes }, isInteger));
  refused({ lower: new Float64Array(3) }).toThrow("LinearSolver: lower has 3 entries; 2 are needed");
  refused({ upper: new Float64Array(3) }).toThrow("LinearSolver: upper has 3 entries; 2 are needed");
  refused({ rowUpper: new Float64Array(3) }).toThrow("LinearSolver: rowUpper has 3 entries; 2 are needed");
  refused({ starts: Int32Array.of(0, 4) }).toThrow("LinearSolver: starts has 2 entries; 3 are needed");
  refused({ values: new Float64Array(3) }).toThrow("LinearSolver: values has 3 entries; 4 are needed");
  refused({}, Uint8Array.of(1)).toThrow("LinearSolver: isInteger has 1 entries; 2 are needed");
  refused({ values: Float64Array.of(1, 1, Infinity, 3) }).toThrow("LinearSolver: values[2] = Infinity");
  refused({ indices: Int32Array.of(0, -1, 0, 1) }).toThrow("LinearSolver: indices[1] = -1");
  for (const [name, length] of [
    ["lower", 2],
    ["upper", 2],
    ["rowLower", 2],
    ["rowUpper", 2],
  ] as const)
    refused({ [name]: new Float64Array(length).with(1, Number.NaN) }).toThrow(`LinearSolver: ${name}[1] = NaN`);
  for (const starts of [
    [1, 2, 4],
    [0, 3, 2],
    [0, 5, 4],
    [0, 2, 3],
    [0, -1, 4],
  ])
    refused({ starts: Int32Array.from(starts) }).toThrow("LinearSolver: starts must rise from 0 to 4, the number of");
});
