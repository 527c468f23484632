import { join, resolve } from "node:path";

/** The project's folder. */
export const ROOT = resolve(import.meta.dirname, "../..");

/** Where records live: data/ of the project, or TWINLAB_DATA. Read at each call, so that a test can point elsewhere. */
export function dataFolder(...parts: string[]): string {
  return join(process.env.TWINLAB_DATA || join(ROOT, "data"), ...parts);
}
