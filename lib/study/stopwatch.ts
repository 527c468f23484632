/**
 * Does pieces of work and adds the time that they take to `seconds`, by name.
 *
 * @example const measure = stopwatch(context.seconds); const step = measure("environment", () => environment.step(actions));
 */
export function stopwatch(seconds: Record<string, number>) {
  return <T>(what: string, work: () => T): T => {
    const begin = performance.now();
    const result = work();
    seconds[what] = (seconds[what] ?? 0) + (performance.now() - begin) / 1000;
    return result;
  };
}
