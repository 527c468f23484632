/** A straight line from `start` to `end` over `steps`, and `end` from then on. */
export interface LinearSchedule {
  readonly start: number;
  readonly end: number;
  /** Steps of the environment, per copy. */
  readonly steps: number;
}

/**
 * The value of a schedule.
 *
 * @example valueAt({ start: 1, end: 0.05, steps: 1000 }, 500); // 0.525
 */
export function valueAt({ start, end, steps }: LinearSchedule, step: number): number {
  return step >= steps ? end : start + ((end - start) * step) / steps;
}
