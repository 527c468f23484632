import fc from "fast-check";
import { linearSumAssignment } from "linear-sum-assignment";
import { expect, test } from "vitest";
import { MaximumAssignment } from "./maximumAssignment.ts";

const matrix = fc
  .record({ rows: fc.integer({ min: 1, max: 9 }), columns: fc.integer({ min: 1, max: 9 }) })
  .chain(({ rows, columns }) =>
    fc.record({
      rows: fc.constant(rows),
      columns: fc.constant(columns),
      values: fc.array(fc.double({ min: -50, max: 50, noNaN: true }), {
        minLength: rows * columns,
        maxLength: rows * columns,
      }),
    }),
  );

test("the sum is that of an independent solver", () => {
  fc.assert(
    fc.property(matrix, ({ rows, columns, values }) => {
      const nested = Array.from({ length: rows }, (_, r) => values.slice(r * columns, (r + 1) * columns));
      const oracle = linearSumAssignment(nested, { maximaze: true });
      const pairs = [...oracle.rowAssignments].flatMap((column, row) => (column >= 0 ? [nested[row]?.[column]] : []));
      const best = pairs.reduce((a, b) => a + b, 0);
      expect(new MaximumAssignment(rows, columns).solve(Float64Array.from(values))).toBeCloseTo(best, 8);
    }),
  );
});

test("the matching is one: as many pairs as the smaller side, no column twice, and it adds up to the sum", () => {
  fc.assert(
    fc.property(matrix, ({ rows, columns, values }) => {
      const assignment = new MaximumAssignment(rows, columns);
      const total = assignment.solve(Float64Array.from(values));
      const matched = [...assignment.columnOf].flatMap((column, row) =>
        column === -1 ? [] : [[row, column] as const],
      );
      expect(matched.length).toBe(Math.min(rows, columns));
      expect(new Set(matched.map(([, column]) => column)).size).toBe(matched.length);
      expect(matched.reduce((sum, [row, column]) => sum + values[row * columns + column], 0)).toBeCloseTo(total, 8);
    }),
  );
});

test("a blocked column and rows that take no part stay unmatched, and what is left is optimal", () => {
  const assignment = new MaximumAssignment(3, 3);
  const values = Float64Array.of(9, 1, 1, 8, 7, 2, 5, 5, 5);
  expect(assignment.solve(values, 0, Uint8Array.of(0, 1, 1))).toBe(12);
  expect([...assignment.columnOf]).toEqual([-1, 1, 2]);
});

test("a forbidden pair is never made, and where none is left there is no matching: no search is endless", () => {
  const assignment = new MaximumAssignment(2, 2);
  expect(assignment.solve(Float64Array.of(9, 1, 8, -Infinity))).toBe(9);
  expect([...assignment.columnOf]).toEqual([1, 0]);
  for (const values of [
    [-1, -Infinity, -2, -Infinity],
    [-Infinity, -Infinity, 1, 2],
    [-Infinity, -Infinity, -Infinity, -Infinity],
  ]) {
    expect(assignment.solve(Float64Array.from(values))).toBe(-Infinity);
    expect([...assignment.columnOf]).toEqual([-1, -1]);
  }
  const wide = new MaximumAssignment(3, 2);
  expect(wide.solve(Float64Array.of(-Infinity, 1, -Infinity, 2, -Infinity, 3))).toBe(-Infinity);
  expect(wide.solve(Float64Array.of(-Infinity, 1, 5, 2, -Infinity, 3))).toBe(8);
});

test("with forbidden pairs the sum is still that of every matching tried", () => {
  const entry = fc.oneof(fc.double({ min: -9, max: 9, noNaN: true }), fc.constant(-Infinity));
  fc.assert(
    fc.property(fc.array(entry, { minLength: 9, maxLength: 9 }), (values) => {
      const orders = [
        [0, 1, 2],
        [0, 2, 1],
        [1, 0, 2],
        [1, 2, 0],
        [2, 0, 1],
        [2, 1, 0],
      ];
      const best = Math.max(...orders.map((order) => order.reduce((sum, c, r) => sum + values[3 * r + c], 0)));
      const got = new MaximumAssignment(3, 3).solve(Float64Array.from(values));
      if (best === -Infinity) expect(got).toBe(best);
      else expect(got).toBeCloseTo(best, 8);
    }),
  );
});

test("sizes and values that are none are refused, the entry named", () => {
  for (const size of [0, -1, 1.5, Number.NaN, Infinity, 1e9]) {
    expect(() => new MaximumAssignment(size, 2)).toThrow(`rows = ${size}`);
    expect(() => new MaximumAssignment(2, size)).toThrow(`columns = ${size}`);
  }
  const assignment = new MaximumAssignment(2, 2);
  for (const value of [Number.NaN, Infinity, 1e308, -1e308])
    expect(() => assignment.solve(Float64Array.of(1, 2, value, 4))).toThrow(`row 1 and column 0 is ${value}`);
  expect(() => assignment.solve(new Float64Array(3))).toThrow("values has 3 entries; 4 are needed");
  expect(() => assignment.solve(new Float64Array(4), 2)).toThrow("blockedColumn = 2");
});
