import type { WorkerJob } from "./job.ts";
import type { Study } from "./study.ts";

/** The study of that name which the job's module exports. */
export async function importedStudy({ module, study: name }: WorkerJob): Promise<Study> {
  const exported = Object.values((await import(module)) as Readonly<Record<string, Partial<Study> | undefined>>);
  const found = exported.find((candidate) => candidate?.name === name && candidate.run !== undefined);
  if (found === undefined) throw new Error(`${module} exports no study "${name}"`);
  return found as Study;
}
