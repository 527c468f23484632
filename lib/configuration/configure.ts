import type { z } from "zod";
import { problemsOf } from "./problems.ts";

/** A configuration that cannot be run: the message lists field, value, what is allowed and what to do. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
}

/** Problems that one message lists; the others are counted. */
const MOST = 20;

/**
 * Completes and checks a configuration before any work is done.
 *
 * @param schema a strict object with defaults, or a union of such
 * @param input what the user gave; missing fields take their defaults
 * @param what name of the thing configured, for the message
 * @throws ConfigurationError that names every wrong field
 */
export function configure<S extends z.ZodType>(schema: S, input: unknown, what: string): z.output<S> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const problems = result.error.issues.flatMap((issue) => problemsOf(issue, input, schema, []));
  const rest = problems.length > MOST ? [`and ${problems.length - MOST} more of the kind`] : [];
  const lines = [...problems.slice(0, MOST), ...rest].map((line) => `  ${line}`);
  throw new ConfigurationError(`${what} cannot run:\n${lines.join("\n")}`);
}
