import { randomUUID } from "node:crypto";
import { findKernel, type Kernel } from "./kernel.ts";

/** Defaults of `progress`. */
export const defaults = {
  barWidth: 24,
  /** Time between two pictures of a bar that overwrites itself, ms. */
  redrawMs: 200,
  /** Before this many seconds a pace says more about starting up than about the work. */
  paceAfterSeconds: 3,
  /** Time between two lines, ms, where nothing can be overwritten: a log file, a pipe. */
  logMs: 10_000,
} as const;

/** Options of `progress`. */
export interface ProgressOptions {
  /** Number of things to do. */
  readonly total: number;
  readonly label: string;
  /** What is counted, in the plural: "slots", "epochs". */
  readonly unit: string;
}

/** A live display of how far some work is. */
export interface Progress {
  /** Updates the number done. Cheap: it draws only now and then. */
  update(done: number, note?: string): void;
  /** Draws the last line: the number done and the time taken. */
  finish(note?: string): void;
}

/** The state of some work, from which a line of progress is made. */
export interface ProgressState extends ProgressOptions {
  readonly done: number;
  readonly seconds: number;
  readonly note?: string;
}

/**
 * A live bar with rate and time left. In a notebook one output overwrites itself, in a terminal one line does, and
 * anywhere else a plain line is written every few seconds. A cell must yield now and then for its bar to be seen.
 *
 * @example
 * const bar = progress({ total: 100, label: "GRU + SAC", unit: "epochs" });
 * for (let epoch = 1; epoch <= 100; epoch++) { await train(); bar.update(epoch, "reward 69.8"); }
 * bar.finish();
 */
export function progress(options: ProgressOptions): Progress {
  const started = performance.now();
  const draw = screen();
  let [done, drawn] = [0, -Infinity];
  const state = (note?: string): ProgressState => {
    const seconds = (performance.now() - started) / 1000;
    return { ...options, done, seconds, ...(note === undefined ? {} : { note }) };
  };
  return {
    update(count, note) {
      done = count;
      if (performance.now() - drawn < draw.intervalMs) return;
      drawn = performance.now();
      draw.line(progressLine(state(note)), false);
    },
    finish(note) {
      draw.line(finishedLine(state(note)), true);
    },
  };
}

/** "GRU + SAC  ██████░░░░  62 %  62/100 epochs, 3.1 epochs/s, 12 s left, reward 69.8" */
export function progressLine({ label, total, done, unit, seconds, note }: ProgressState): string {
  const part = total > 0 ? Math.min(done / total, 1) : 1;
  const full = Math.floor(part * defaults.barWidth);
  const bar = "█".repeat(full) + "░".repeat(defaults.barWidth - full);
  const percent = `${Math.floor(part * 100)} %`.padStart(5);
  const count = `${whole(done)}/${whole(total)} ${unit}`;
  const rate = seconds > 0 ? done / seconds : 0;
  const pace =
    rate > 0 && seconds >= defaults.paceAfterSeconds
      ? [rateText(rate, unit), `${duration((total - done) / rate)} left`]
      : [];
  return `${label}  ${bar} ${percent}  ${[count, ...pace, ...(note ? [note] : [])].join(", ")}`;
}

/** "GRU + SAC: 100 epochs in 32 s (3.1 epochs/s), reward 69.9" */
export function finishedLine({ label, done, unit, seconds, note }: ProgressState): string {
  const rate = seconds > 0 ? ` (${rateText(done / seconds, unit)})` : "";
  return `${label}: ${whole(done)} ${unit} in ${duration(seconds)}${rate}${note ? `, ${note}` : ""}`;
}

/** Seconds as "12 s", "3 min 20 s" or "1 h 5 min". */
export function duration(seconds: number): string {
  const rounded = Math.max(0, Math.round(seconds));
  if (rounded < 60) return rounded === 0 && seconds > 0 ? "under 1 s" : `${rounded} s`;
  if (rounded < 3600) return `${Math.floor(rounded / 60)} min ${rounded % 60} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function rateText(rate: number, unit: string): string {
  return `${rate >= 100 ? whole(Math.round(rate)) : Number(rate.toPrecision(2))} ${unit}/s`;
}

function whole(value: number): string {
  return value.toLocaleString("en-US");
}

interface Screen {
  readonly intervalMs: number;
  line(text: string, last: boolean): void;
}

function screen(): Screen {
  const kernel = findKernel();
  if (kernel !== undefined) return notebookScreen(kernel);
  const { stderr } = process;
  if (!stderr.isTTY) return { intervalMs: defaults.logMs, line: (text) => stderr.write(`${text}\n`) };
  return {
    intervalMs: defaults.redrawMs,
    line: (text, last) => stderr.write(`\r\u001b[2K${last ? `${text}\n` : text.slice(0, stderr.columns - 1)}`),
  };
}

function notebookScreen(kernel: Kernel): Screen {
  const identity = randomUUID();
  let shown = false;
  return {
    intervalMs: defaults.redrawMs,
    line(text) {
      kernel.display({ "text/plain": text }, identity, shown);
      shown = true;
    },
  };
}
