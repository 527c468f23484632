import { availableParallelism } from "node:os";

/** More processes than any machine of this lab has use for. */
export const MOST_WORKERS = 1024;

/**
 * The number of worker processes: as many as cores where none is given.
 *
 * @throws RangeError for a number that is none of processes
 */
export function checkedWorkers(workers = availableParallelism()): number {
  if (Number.isInteger(workers) && workers >= 1 && workers <= MOST_WORKERS) return workers;
  throw new RangeError(`workers = ${workers}: give a whole number from 1 to ${MOST_WORKERS}, or none for one per core`);
}
