import type { z } from "zod";

/** A configuration that cannot be run: the message lists field, value, what is allowed and what to do. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
}

/**
 * Completes and checks a configuration before any work is done.
 *
 * @param schema a strict object with defaults
 * @param input what the user gave; missing fields take their defaults
 * @param what name of the thing configured, for the message
 * @throws ConfigurationError that names every wrong field
 */
export function configure<S extends z.ZodType>(schema: S, input: unknown, what: string): z.output<S> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `  ${describe(issue, input, schema)}`);
  throw new ConfigurationError(`${what} cannot run:\n${problems.join("\n")}`);
}

function describe(issue: z.core.$ZodIssue, input: unknown, schema: z.ZodType): string {
  if (issue.code === "unrecognized_keys") {
    const unknown = issue.keys.map((key) => [...issue.path, key].join(".")).join(", ");
    return `${unknown}: no such field; the fields are ${fieldsAt(schema, issue.path)}. Correct the name or remove it.`;
  }
  const value = issue.path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], input);
  return `${issue.path.join(".") || "(all)"} = ${JSON.stringify(value) ?? "nothing"}: ${allowed(issue)}. Set it to such a value.`;
}

function fieldsAt(schema: z.ZodType, path: readonly PropertyKey[]): string {
  const at = path.reduce<unknown>((object, key) => (object as z.ZodObject | undefined)?.shape?.[key as string], schema);
  return Object.keys((at as z.ZodObject | undefined)?.shape ?? {}).join(", ");
}

function allowed(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "too_small":
      return `must be ${issue.inclusive === false ? "above" : "at least"} ${issue.minimum}`;
    case "too_big":
      return `must be ${issue.inclusive === false ? "below" : "at most"} ${issue.maximum}`;
    case "invalid_value":
      return `allowed are ${issue.values.map((value) => JSON.stringify(value)).join(", ")}`;
    case "invalid_union":
      return `allowed are ${issue.errors.map((branch) => branch.map(allowed).join(" and ")).join(", or ")}`;
    case "invalid_type":
      return `must be ${/^[aeiou]/.test(issue.expected) ? "an" : "a"} ${issue.expected}`;
    default:
      return issue.message;
  }
}
