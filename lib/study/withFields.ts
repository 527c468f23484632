import { ConfigurationError, configure } from "../configuration/index.ts";
import type { PlannedArm } from "./arm.ts";
import type { Study } from "./study.ts";

/**
 * An arm with some fields of its configuration replaced, by dotted path.
 *
 * @throws ConfigurationError for a path that the configuration does not have, or a value that the schema refuses
 */
export function withFields(study: Study, arm: PlannedArm, set: Readonly<Record<string, unknown>>): PlannedArm {
  if (Object.keys(set).length === 0) return arm;
  const configuration = structuredClone(arm.configuration) as Record<string, unknown>;
  for (const [path, value] of Object.entries(set)) {
    const refuse = (why: string) =>
      new ConfigurationError(
        `${study.name}: ${path} cannot be set for method ${arm.method} in setting "${arm.setting}", which has no ` +
          `field ${why}. Name another path, or with --method a method that has it.`,
      );
    const keys = path.split(".");
    const last = keys.pop() as string;
    let parent = configuration;
    for (const key of keys) {
      const next = Object.hasOwn(parent, key) ? parent[key] : undefined;
      if (next === null || typeof next !== "object") throw refuse(`${key}; it has ${Object.keys(parent).join(", ")}`);
      parent = next as Record<string, unknown>;
    }
    if (!isField(parent, last)) throw refuse(`${last}; it has ${Object.keys(parent).join(", ")}`);
    parent[last] = value;
  }
  return { ...arm, configuration: configure(study.schema, configuration, study.name) };
}

/** Whether a key may be set: what every object inherits (constructor, __proto__) is no field, and a list does not grow. */
function isField(parent: object, key: string): boolean {
  if (Array.isArray(parent)) return /^\d+$/.test(key) && Object.hasOwn(parent, key);
  return key !== "" && (Object.hasOwn(parent, key) || !(key in parent));
}
