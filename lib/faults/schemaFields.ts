import type { z } from "zod";

/** What a field of a schema takes. */
export type FieldKind = "int" | "number" | "enum" | "boolean" | "array" | "object";

/** A field of a schema, at any depth. */
export interface Field {
  readonly path: readonly string[];
  readonly kind: FieldKind;
  /** whether it also takes null, words or whole objects beside its kind */
  readonly isMixed: boolean;
}

/** The parts of zod's own description of a schema that are read here. */
interface Def {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly options?: readonly z.ZodType[];
}
const defOf = (schema: z.ZodType) => schema.def as unknown as Def;
const WRAPPERS = ["default", "prefault", "optional", "nonoptional", "readonly", "pipe", "catch"];

/** The schema inside defaults, optionals and transformations. */
function unwrapped(schema: z.ZodType): z.ZodType {
  const { type, innerType, in: from } = defOf(schema);
  const inner = innerType ?? from;
  return WRAPPERS.includes(type) && inner !== undefined ? unwrapped(inner) : schema;
}

/** Every field of a schema, those of the branches of its unions among them. */
export function fieldsOf(schema: z.ZodType, path: readonly string[] = [], isMixed = false): Field[] {
  const inner = unwrapped(schema);
  const { type, innerType, options = [] } = defOf(inner);
  if (type === "nullable" && innerType !== undefined) return fieldsOf(innerType, path, true);
  if (type === "union") return joined(options.map((option) => fieldsOf(option, path, isMixed || path.length > 0)));
  if (type === "object") {
    const shape = (inner as z.ZodObject).shape as Readonly<Record<string, z.ZodType>>;
    const own: Field[] = path.length === 0 ? [] : [{ path, kind: "object", isMixed }];
    return [
      ...own,
      ...Object.entries(shape).flatMap(([name, one]) => fieldsOf(one, [...path, name], isMixed && path.length > 0)),
    ];
  }
  return [{ path, kind: kindOf(inner), isMixed }];
}

/** The fields of the branches of a union: one that is of several kinds is mixed. */
function joined(branches: readonly Field[][]): Field[] {
  const byPath = Map.groupBy(branches.flat(), (field) => field.path.join("."));
  return [...byPath.values()].flatMap((same) => {
    const kinds = new Map(same.map((field) => [field.kind, field]));
    return [...kinds.values()].map((field) => (kinds.size > 1 ? { ...field, isMixed: true } : field));
  });
}

function kindOf(schema: z.ZodType): FieldKind {
  const { type } = defOf(schema);
  if (type === "number") return (schema as z.ZodNumber).isInt ? "int" : "number";
  if (type === "boolean") return "boolean";
  if (type === "array" || type === "tuple") return "array";
  return type === "int" ? "int" : "enum";
}
