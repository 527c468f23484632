import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { largest, mean, median, smallest } from "../statistics/index.ts";
import { GROWTH_WORK } from "./growthWork.ts";

/** Processor time and memory of a piece of work against what grows, and the power that fits each. */
export interface Growth {
  readonly axis: string;
  readonly work: string;
  readonly values: readonly number[];
  /** medians, loading not counted, s */
  readonly processor_s: readonly number[];
  /** the most that the process held, MB */
  readonly memory_mb: readonly number[];
  /** "1.2 + 0.034 seeds", "1.2 + 0.00034 users^2": least squares of relative errors */
  readonly time_model: string;
  readonly memory_model: string;
  /** the largest relative error of the model of time */
  readonly time_error: number;
}

/** Measures how time and memory grow, each piece in a fresh process; the values of an axis in turn. */
export function benchGrowth({ repetitions = 3 } = {}): Growth[] {
  return GROWTH_WORK.map(({ axis, work, values }, index) => {
    const turns = Array.from({ length: repetitions }, () => values.map((value) => measured(index, value)));
    const medians = (name: "processor_s" | "memory_mb") =>
      values.map((_, i) => median(turns.map((turn) => turn[i][name])));
    const [seconds, memory] = [medians("processor_s"), medians("memory_mb")];
    const time = powerThrough(values, seconds);
    return {
      ...{ axis, work, values, processor_s: seconds, memory_mb: memory },
      time_model: textOf(time, axis, seconds),
      memory_model: textOf(powerThrough(values, memory), axis, memory),
      time_error: Number(time.error.toPrecision(2)),
    };
  });
}

function measured(index: number, value: number): { processor_s: number; memory_mb: number } {
  const script = join(import.meta.dirname, "growthWork.ts");
  const output = execFileSync(process.execPath, [script, String(index), String(value)], { encoding: "utf8" });
  const [, seconds, memory] = /processor_s ([\d.]+) memory_mb (\d+)/.exec(output) ?? [];
  if (memory === undefined) throw new Error(`A process did not print its time and memory: ${output}`);
  return { processor_s: Number(seconds), memory_mb: Number(memory) };
}

/** What is there anyway, and what grows with a power: start + slope x^power. */
export interface Power {
  readonly start: number;
  readonly slope: number;
  readonly power: number;
  /** the largest relative error */
  readonly error: number;
}

/** The line, parabola or cubic (without lower powers) that passes closest to points, by its largest relative error. */
export function powerThrough(xs: readonly number[], ys: readonly number[]): Power {
  const fits = [1, 2, 3].map((power): Power => {
    const raised = xs.map((x) => x ** power);
    const { start, slope } = lineThrough(raised, ys);
    return { start, slope, power, error: Math.max(...raised.map((x, i) => Math.abs((start + slope * x) / ys[i] - 1))) };
  });
  return fits.reduce((best, fit) => (fit.error < best.error ? fit : best));
}

/** The straight line with the least sum of squared relative errors: weights 1 / y^2. */
function lineThrough(xs: readonly number[], ys: readonly number[]): { start: number; slope: number } {
  const weights = ys.map((y) => 1 / y ** 2);
  const weighted = (values: readonly number[]) => mean(values.map((v, i) => v * weights[i])) / mean(weights);
  const [x, y] = [weighted(xs), weighted(ys)];
  const slope = weighted(xs.map((v, i) => (v - x) * (ys[i] - y))) / weighted(xs.map((v) => (v - x) ** 2));
  return { start: y - slope * x, slope };
}

/** A model in words; what varies by less than a tenth does not grow. */
function textOf({ start, slope, power }: Power, axis: string, ys: readonly number[]): string {
  if (largest(ys) < 1.1 * smallest(ys)) return String(Number(mean(ys).toPrecision(2)));
  return `${Number(start.toPrecision(2))} + ${Number(slope.toPrecision(2))} ${axis}${power === 1 ? "" : `^${power}`}`;
}
