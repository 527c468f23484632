import type { z } from "zod";
import type { linearSchedule } from "../configuration/index.ts";

/** `start` until step `from`, a straight line to `end` over the next `steps`, and `end` from then on. */
export type LinearSchedule = Readonly<z.output<ReturnType<typeof linearSchedule>>>;

/**
 * The value of a schedule.
 *
 * @example valueAt({ start: 1, end: 0.05, steps: 1000 }, 500); // 0.525
 */
export function valueAt({ start, end, steps, from = 0 }: LinearSchedule, step: number): number {
  if (step < from) return start;
  const made = step - from;
  return made >= steps ? end : start + ((end - start) * made) / steps;
}
