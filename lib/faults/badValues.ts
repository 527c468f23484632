import type { FieldKind } from "./schemaFields.ts";

const NUMBERS = [NaN, Infinity, -Infinity, -1, 0, 1e300, -1e300, 1e-300, "3", "abc", [1], {}, null, true];

/** Values that a careless hand writes, for each kind of field. */
export const BAD_VALUES: Readonly<Record<FieldKind, readonly unknown[]>> = {
  number: NUMBERS,
  int: [...NUMBERS, 1.5, 1e9, 2 ** 53],
  enum: ["nonsense", 3, null, [], "", true],
  boolean: ["yes", "true", 1, null],
  array: [[], 3, "abc", {}, null, [null], ["a"], [1e300, 1e300], [NaN, 1], [0, 0], [-1, -1]],
  object: [null, "nonsense", { nonsense: 1 }, [], -1],
};

/** Whether no field of a kind can mean such a value, whatever its bounds are. */
export function isOfNoKind(value: unknown, kind: FieldKind): boolean {
  switch (kind) {
    case "number":
      return typeof value !== "number" || Number.isNaN(value);
    case "int":
      return !Number.isInteger(value) && value !== Infinity;
    case "boolean":
      return typeof value !== "boolean";
    case "array":
      return !Array.isArray(value) || value.some((one) => one === null || Number.isNaN(one));
    case "object":
      return value === null || typeof value !== "object" || Array.isArray(value) || "nonsense" in value;
    default:
      return value === "nonsense" || value === "" || Array.isArray(value);
  }
}
