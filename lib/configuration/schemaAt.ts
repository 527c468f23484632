import type { z } from "zod";

/** What the definitions of schemas hold that lead to others. */
interface Definition {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly element?: z.ZodType;
  readonly items?: readonly z.ZodType[];
  readonly valueType?: z.ZodType;
}

/** The names of the fields that an object may have at a path: in a union, of the branches that most of its fields name. */
export function fieldsAt(schema: z.ZodType, path: readonly PropertyKey[], input: unknown): string[] {
  const places = schemasAt(schema, path, input).map(({ schema: at, value }) => {
    const given = Object.keys(value ?? {});
    const branches = alternatives(at, value).map((one) => Object.keys(bare(one).shape ?? {}));
    const shared = branches.map((names) => names.filter((name) => given.includes(name)).length);
    return branches.filter((_, i) => shared[i] === Math.max(...shared));
  });
  return [...new Set(places.flat(2))];
}

/** The branches of the union at a path; none where there is no union. */
export function optionsAt(schema: z.ZodType, path: readonly PropertyKey[], input: unknown): readonly z.ZodType[] {
  return schemasAt(schema, path, input).flatMap(({ schema: at }) => bare(at).options ?? []);
}

interface Place {
  readonly schema: z.ZodType;
  readonly value: unknown;
}

/** The schemas that may hold for the value at a path: more than one where unions lie on the way. */
function schemasAt(schema: z.ZodType, path: readonly PropertyKey[], input: unknown): Place[] {
  return path.reduce<Place[]>(
    (places, key) =>
      places.flatMap(({ schema: at, value }) =>
        alternatives(at, value).flatMap((one) => {
          const inner = (value as Readonly<Record<PropertyKey, unknown>> | undefined)?.[key];
          return within(bare(one), key).map((found) => ({ schema: found, value: inner }));
        }),
      ),
    [{ schema, value: input }],
  );
}

function within({ shape, element, items, valueType }: Definition, key: PropertyKey): z.ZodType[] {
  const named = shape !== undefined && Object.hasOwn(shape, key) ? shape[String(key)] : undefined;
  const found = named ?? element ?? items?.[Number(key)] ?? valueType;
  return found === undefined ? [] : [found];
}

/** A schema, or the branches of a union: those whose tags, such as a method, are the value's, where any are. */
function alternatives(schema: z.ZodType, value: unknown): readonly z.ZodType[] {
  const { options } = bare(schema);
  if (options === undefined) return [schema];
  const meant = options.filter((option) => hasTagsOf(bare(option).shape ?? {}, value));
  return (meant.length > 0 ? meant : options).flatMap((option) => alternatives(option, value));
}

function hasTagsOf(shape: Readonly<Record<string, z.ZodType>>, value: unknown): boolean {
  const given = Object.entries(value ?? {}).filter(([name]) => Object.hasOwn(shape, name));
  return given.every(([name, one]) => {
    return !["literal", "enum"].includes(bare(shape[name]).type) || shape[name].safeParse(one).success;
  });
}

/** The definition below defaults, optionals and transformations. */
function bare(schema: z.ZodType): Definition {
  const definition = schema.def as Definition;
  const inner = definition.innerType ?? definition.in;
  return inner === undefined ? definition : bare(inner);
}
