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
