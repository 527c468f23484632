import { checkEnvironment, type Environment } from "../environments/index.ts";
import { PAPERS } from "../papers/index.ts";
import { reproduce, type Study } from "../study/index.ts";
import { type Attempt, textOf } from "./attempt.ts";
import { BAD_VALUES, isOfNoKind } from "./badValues.ts";
import type { Finding } from "./case.ts";
import { ENVIRONMENTS, faultOfPlay, type Maker } from "./environments.ts";
import { type Field, fieldsOf } from "./schemaFields.ts";

/** Slots that a configuration which is taken is played for. */
const SLOTS = 40;

/**
 * Bad values for every field of every schema, made from the schemas: environments by their constructors, runs of the
 * studies by `set` of `reproduce`, as `--set` gives it.
 */
export function attempts(): Attempt[] {
  return [
    ...Object.entries(ENVIRONMENTS).flatMap(([name, maker]) => ofEnvironment(name, maker)),
    ...PAPERS.flatMap(({ study }) => ofStudy(study)),
  ];
}

function ofEnvironment(environment: string, { schema, make }: Maker): Attempt[] {
  const defaults = schema.parse({});
  const tried = (field: Field) => (value: unknown) => {
    const made = make(replaced(defaults, field.path, value));
    return faultOfPlay(made, SLOTS) ?? faultOfContract(made);
  };
  return fieldsOf(schema).flatMap((field) => attemptsAt(environment, field, tried(field)));
}

function ofStudy(study: Study): Attempt[] {
  const arms = [...study.plan("smoke"), ...study.plan("paper")];
  const tried = (field: Field) => async (value: unknown) => {
    const arm = arms.find(({ configuration }) => has(configuration, field.path));
    if (arm === undefined) return { outcome: "skipped", message: "no arm has it" } satisfies Finding;
    const one = { ...study, plan: () => [arm] };
    try {
      await reproduce(one, { profile: "smoke", set: { [field.path.join(".")]: value }, compute: false });
    } catch (error) {
      if (!/runs of .* are missing/.test(String(error))) throw error;
    }
    return { outcome: isOfNoKind(value, field.kind) && !field.isMixed ? "unsound" : "accepted" } satisfies Finding;
  };
  const fields = fieldsOf(study.schema).filter(({ path }) => path[0] !== "method");
  return fields.flatMap((field) => attemptsAt(study.name, field, tried(field)));
}

function attemptsAt(name: string, field: Field, tried: (value: unknown) => ReturnType<Attempt["act"]>): Attempt[] {
  const path = field.path.join(".");
  return BAD_VALUES[field.kind].map((value) => ({
    name: `${name}: ${path} = ${textOf(value)}`,
    // Beside a field that is needed and missing, an error may name that one.
    names: field.isMixed ? field.path.slice(0, 1) : [field.path[0] ?? "", field.path.at(-1) ?? ""],
    isWrong: isOfNoKind(value, field.kind) && !field.isMixed,
    act: () => tried(value),
  }));
}

function faultOfContract(environment: Environment): string | undefined {
  try {
    checkEnvironment(environment);
    return undefined;
  } catch (error) {
    return String(error);
  }
}

/** A configuration with another value at a path; what is on the way and not there, or no object, is made. */
function replaced(configuration: unknown, [first, ...rest]: readonly string[], value: unknown): object {
  if (first === undefined) return value as object;
  const object = typeof configuration === "object" ? { ...configuration } : {};
  return { ...object, [first]: replaced((object as Readonly<Record<string, unknown>>)[first], rest, value) };
}

function has(configuration: unknown, [first, ...rest]: readonly string[]): boolean {
  if (first === undefined) return true;
  return typeof configuration === "object" && configuration !== null && first in configuration
    ? has((configuration as Readonly<Record<string, unknown>>)[first], rest)
    : false;
}
