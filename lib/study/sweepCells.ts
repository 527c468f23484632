import { armKey, type PlannedArm } from "./arm.ts";
import type { Study } from "./study.ts";
import { withFields } from "./withFields.ts";

/** Values of a field, by its dotted path. */
export type Over = Readonly<Record<string, readonly unknown[]>>;

/** Cells that a plain grid may have: beyond, a map asks for fewer runs. */
export const MOST_CELLS = 10_000;

/** Columns that tables of a sweep have beside the keys. */
const OTHERS = ["method", "setting", "seed", "purpose", "epoch", "mean", "low", "high", "seeds"];

/** The column of a key: its path, unless another column has that name. */
export function columnOf(key: string): string {
  return OTHERS.includes(key) ? `${key} (swept)` : key;
}

/** An arm in one cell of a grid. */
export interface SweptArm extends PlannedArm {
  /** the method and setting that the study gives it */
  readonly of: { readonly method: string; readonly setting: string };
  /** the cell's value of each key */
  readonly cell: Readonly<Record<string, unknown>>;
}

/**
 * Every combination of the values, the last key running fastest.
 *
 * @throws RangeError for a key without values, one with the same value twice, and for more than 10,000 cells
 */
export function cellsOf(over: Over): Readonly<Record<string, unknown>>[] {
  const keys = Object.entries(over);
  if (keys.length === 0) throw new RangeError("over: names no key; give one, e.g. over: { price: [1, 2, 4] }");
  for (const [key, values] of keys) {
    if (!Array.isArray(values) || values.length === 0)
      throw new RangeError(`over.${key}: has no value; give a list of one or more`);
    const texts = values.map((value) => JSON.stringify(value));
    const twice = texts.find((text, i) => texts.indexOf(text) !== i);
    if (twice !== undefined) throw new RangeError(`over.${key}: ${twice} is there twice; give each value once`);
  }
  const count = keys.reduce((product, [, values]) => product * values.length, 1);
  if (count > MOST_CELLS)
    throw new RangeError(`over: ${count} cells are more than ${MOST_CELLS}; give fewer values, or map a claim instead`);
  return keys.reduce<Readonly<Record<string, unknown>>[]>(
    (cells, [key, values]) => cells.flatMap((cell) => values.map((value) => ({ ...cell, [key]: value }))),
    [{}],
  );
}

/**
 * The arms of all cells. The name of their setting has the cell, so that no two arms share a name.
 *
 * @throws ConfigurationError for a key that a configuration does not have, or a value that the schema refuses
 */
export function sweptArms(study: Study, arms: readonly PlannedArm[], over: Over): SweptArm[] {
  const swept = cellsOf(over).flatMap((cell) => {
    const named = Object.entries(cell).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
    return arms.map((arm): SweptArm => {
      const { method, setting } = arm;
      return {
        ...withFields(study, arm, cell),
        setting: [setting, ...named].join(", "),
        of: { method, setting },
        cell,
      };
    });
  });
  return [...new Map(swept.map((arm) => [armKey(arm), arm])).values()];
}
