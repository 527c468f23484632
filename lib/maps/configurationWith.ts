import type { ReadingValues } from "../study/index.ts";

/**
 * Options with the values of a reading at their dotted paths; the study's schema completes and checks them.
 *
 * @param but paths that are no fields: what is read off, and axes whose levels are names
 */
export function configurationWith(
  options: Readonly<Record<string, unknown>>,
  reading: ReadingValues,
  but: readonly string[] = [],
): Record<string, unknown> {
  const configuration = structuredClone(options) as Record<string, unknown>;
  for (const [path, value] of Object.entries(reading)) {
    if (but.includes(path)) continue;
    const keys = path.split(".");
    const last = keys.pop() as string;
    let parent = configuration;
    for (const key of keys) {
      parent[key] ??= {};
      parent = parent[key] as Record<string, unknown>;
    }
    parent[last] = value;
  }
  return configuration;
}
