import type { z } from "zod";

/** One value that is put into one field of a configuration. */
export interface BadField {
  readonly path: readonly string[];
  readonly value: unknown;
}

const NUMBERS = [Number.NaN, Infinity, -Infinity, -1, 0, 1e300, 1e-300, 1e30, 1e-30, "3", "abc", [1], {}, null, true];
const COUNTS = [...NUMBERS, 1.5, 1e9, 1e12];
const WORDS = ["nonsense", 3, null, [], ""];
const FLAGS = ["yes", "true", 1, null];
const LISTS = [[], 3, "abc", {}, null, [null], ["a"], [1e300, 1e300], [Number.NaN], [0, 0], [5, 3], [1e-30, 1e-30]];
const OTHERS = [null, "nonsense", {}, [], -1];

/** Values that no field of a configuration should take, or only just: for each field of a schema, one at a time. */
export function badFields(schema: z.ZodType, path: readonly string[] = []): BadField[] {
  const given = (values: readonly unknown[]) => values.map((value) => ({ path, value }));
  const { def } = schema as unknown as { readonly def: Definition };
  switch (def.type) {
    case "default":
    case "optional":
    case "nullable":
      return badFields(def.innerType, path);
    case "object": {
      const inside = Object.entries(def.shape).flatMap(([name, field]) => badFields(field, [...path, name]));
      return path.length === 0 ? inside : [...given(OTHERS), ...inside];
    }
    case "union":
      return [...given([...COUNTS, ...LISTS])];
    case "number":
      return given(COUNTS);
    case "enum":
    case "literal":
      return given(WORDS);
    case "boolean":
      return given(FLAGS);
    case "array":
    case "tuple":
      return given(LISTS);
    default:
      return given(OTHERS);
  }
}

/** What is read of a schema's definition. */
type Definition =
  | { readonly type: "default" | "optional" | "nullable"; readonly innerType: z.ZodType }
  | { readonly type: "object"; readonly shape: Readonly<Record<string, z.ZodType>> }
  | { readonly type: "union" | "number" | "enum" | "literal" | "boolean" | "array" | "tuple" | "other" };

/** A configuration with one field set. */
export function configurationWith({ path, value }: BadField): Record<string, unknown> {
  const [name, ...rest] = path;
  return { [name as string]: rest.length === 0 ? value : configurationWith({ path: rest, value }) };
}
