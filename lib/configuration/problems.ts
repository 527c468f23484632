import type { z } from "zod";
import { fieldsAt, optionsAt } from "./schemaAt.ts";
import { shown } from "./shown.ts";

type Issue = z.core.$ZodIssue;
type UnionIssue = z.core.$ZodIssueInvalidUnion;

/**
 * What is wrong with a value by one issue of its schema: a sentence for each wrong field, with its value, what is
 * allowed and what to do.
 *
 * @param input the whole value that the schema refused
 * @param above path of that value
 */
export function problemsOf(issue: Issue, input: unknown, schema: z.ZodType, above: readonly PropertyKey[]): string[] {
  const path = [...above, ...issue.path];
  const name = path.join(".") || "(all)";
  const value = valueAt(input, issue.path);
  if (issue.code === "unrecognized_keys") {
    const unknown = issue.keys.map((key) => [...path, key].join(".")).join(", ");
    const fields = fieldsAt(schema, issue.path, input).join(", ");
    return [`${unknown}: no such field; the fields are ${fields}. Correct the name or remove it.`];
  }
  if (issue.code === "invalid_union") {
    const inner = insideOf(issue, value);
    if (inner !== undefined) {
      const options = optionsAt(schema, issue.path, input);
      return inner.issues.flatMap((one) => problemsOf(one, value, options[inner.branch] ?? schema, path));
    }
  }
  return [`${name} = ${shown(value)}: ${allowed(issue, value)}. Set it to such a value.`];
}

/**
 * The branch of a union that a value was meant for, where what is wrong lies inside the value: the branch that fits it
 * best. Undefined where the value itself is of none of the kinds.
 */
function insideOf(
  { errors }: UnionIssue,
  value: unknown,
): { readonly branch: number; readonly issues: Issue[] } | undefined {
  const misfits = errors.map((issues) => issues.reduce((sum, issue) => sum + misfit(issue, value), 0));
  const branch = misfits.indexOf(Math.min(...misfits));
  const issues = errors[branch] ?? [];
  if (issues.every((issue) => issue.path.length === 0 && issue.code !== "unrecognized_keys")) return undefined;
  const tag = issues.find(isTag);
  if (tag === undefined || !errors.every((all) => all.some((one) => isTag(one) && one.path[0] === tag.path[0])))
    return { branch, issues };
  // No branch has this value of the field that tells them apart: the values of all of them are allowed.
  const values = errors.flatMap((all) => all.filter(isTag).filter(({ path }) => path[0] === tag.path[0]));
  return { branch, issues: [{ ...tag, values: [...new Set(values.flatMap((one) => one.values))] }] };
}

/** How much an issue says that a value is not meant for the branch: its kind, then its tag, then its fields. */
function misfit(issue: Issue, value: unknown): number {
  if (issue.code === "unrecognized_keys") return 10 * issue.keys.length;
  if (issue.path.length === 0) return issue.code === "invalid_type" || issue.code === "invalid_value" ? 1000 : 1;
  if (isTag(issue)) return 100;
  return valueAt(value, issue.path) === undefined ? 10 : 1;
}

function isTag(issue: Issue): issue is z.core.$ZodIssueInvalidValue {
  return issue.code === "invalid_value" && issue.path.length === 1;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, key) => {
    return at !== null && typeof at === "object" && Object.hasOwn(at, key)
      ? (at as Record<PropertyKey, unknown>)[key]
      : undefined;
  }, input);
}

function allowed(issue: Issue, value: unknown): string {
  switch (issue.code) {
    case "too_small":
      return sized(issue.inclusive === false ? "above" : "at least", issue.minimum, issue.origin);
    case "too_big":
      return sized(issue.inclusive === false ? "below" : "at most", issue.maximum, issue.origin);
    case "invalid_value":
      return `allowed are ${issue.values.map((one) => JSON.stringify(one)).join(", ")}`;
    case "invalid_union":
      return unionAllows(issue, value);
    case "invalid_type": {
      const isInfinite = typeof value === "number" && !Number.isFinite(value);
      const expected = isInfinite && issue.expected === "number" ? "finite number" : issue.expected;
      return `must be ${/^[aeiou]/.test(expected) ? "an" : "a"} ${expected}`;
    }
    default:
      return issue.message;
  }
}

function unionAllows({ errors, ...issue }: UnionIssue, value: unknown): string {
  if (errors.length === 0 && "options" in issue && Array.isArray(issue.options))
    return `allowed are ${issue.options.map((one) => JSON.stringify(one)).join(", ")}`;
  const own = errors.map((branch) => branch.filter(({ path }) => path.length === 0));
  const texts = own.flatMap((branch) =>
    branch.length > 0 ? [branch.map((one) => allowed(one, value)).join(" and ")] : [],
  );
  return [...new Set(texts)].join(", or ") || issue.message;
}

function sized(bound: string, limit: number | bigint, origin: string): string {
  const isNumber = ["number", "int", "bigint"].includes(origin);
  return isNumber ? `must be ${bound} ${limit}` : `must have ${bound} ${limit} entries`;
}
