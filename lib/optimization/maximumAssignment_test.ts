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

test("what is blocked or takes no part stays unmatched, the rest is as good as can be, whichever side is larger", () => {
  const sizes = fc.constantFrom([3, 4], [4, 3], [3, 3], [2, 5]);
  const drawn = fc.tuple(
    sizes,
    fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 12, maxLength: 12 }),
    fc.nat(5),
    fc.nat(15),
  );
  fc.assert(
    fc.property(drawn, ([[rows, columns], all, blocking, mask]) => {
      const values = Float64Array.from(all.slice(0, rows * columns));
      const blocked = Math.min(blocking, columns) - 1;
      const allowed = Uint8Array.from({ length: rows }, (_, r) => (mask >> r) & 1);
      const free = [...Array(columns).keys()].filter((c) => c !== blocked);
      const taking = [...Array(rows).keys()].filter((r) => allowed[r] === 1);
      const pairs = Math.min(free.length, taking.length);
      const best = (row: number, left: readonly number[], made: number): number => {
        if (row === taking.length) return made === pairs ? 0 : -Infinity;
        const skipped = best(row + 1, left, made);
        const taken = left.map(
          (c) =>
            values[taking[row] * columns + c] +
            best(
              row + 1,
              left.filter((other) => other !== c),
              made + 1,
            ),
        );
        return Math.max(skipped, ...taken);
      };
      const assignment = new MaximumAssignment(rows, columns);
      assignment.columnOf.fill(7); // of another slot
      expect(assignment.solve(values, blocked, allowed)).toBe(best(0, free, 0));
      const matched = [...assignment.columnOf].filter((column) => column !== -1);
      expect([matched.length, new Set(matched).size]).toEqual([pairs, pairs]);
      expect(matched).not.toContain(blocked);
      for (const [row, column] of assignment.columnOf.entries()) if (allowed[row] === 0) expect(column).toBe(-1);
    }),
    { numRuns: 300 },
  );
});

test("of equal values the first columns are taken, and the values 1e300 and -1e300 are the outermost", () => {
  const assignment = new MaximumAssignment(2, 3);
  expect(assignment.solve(new Float64Array(6).fill(4))).toBe(8);
  expect([...assignment.columnOf]).toEqual([0, 1]);
  expect(new MaximumAssignment(1, 2).solve(Float64Array.of(-1e300, 1e300))).toBe(1e300);
  expect(() => assignment.solve(new Float64Array(6), -2)).toThrow(
    "blockedColumn = -2; allowed are -1 (none) to 2. Block",
  );
  expect(() => assignment.solve(new Float64Array(6), Number.NaN)).toThrow("blockedColumn = NaN");
  expect(() => assignment.solve(new Float64Array(6), -1, new Uint8Array(3))).toThrow(
    "allowedRows has 3 entries; 2 are",
  );
  expect(() => assignment.solve(Float64Array.of(0, 0, 0, 0, 0, Infinity))).toThrow(
    "row 1 and column 2 is Infinity; allowed are numbers up to 1e+300, and -Infinity for a pair that is forbidden. Correct",
  );
  for (const columns of [0, 1.5]) expect(() => new MaximumAssignment(2, columns)).toThrow(`columns = ${columns}`);
});
