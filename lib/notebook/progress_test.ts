import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { duration, finishedLine, progressLine } from "./progress.ts";

const state = { total: 2000, label: "GRU", unit: "slots", done: 500, seconds: 4 };

test("a line shows the part done, the rate and the time left", () => {
  expect(progressLine(state)).toBe("GRU  ██████░░░░░░░░░░░░░░░░░░  25 %  500/2,000 slots, 125 slots/s, 12 s left");
  expect(progressLine({ ...state, note: "reward 69.8" })).toMatch(/12 s left, reward 69\.8$/);
});

test("a line has a bar of one width from start to end, and promises no time before anything is done", () => {
  const bars = [0, 1, 999, 1999, 2000, 2500].map((done) => progressLine({ ...state, done }).match(/[█░]+/)?.[0] ?? "");
  expect(new Set(bars.map((bar) => bar.length))).toEqual(new Set([24]));
  expect(bars.map((bar) => bar.replaceAll("░", "").length)).toEqual([0, 0, 11, 23, 24, 24]);
  expect(progressLine({ ...state, done: 0 })).not.toMatch(/left|NaN|Infinity/);
  expect(progressLine({ ...state, total: 0, done: 0, seconds: 0 })).not.toMatch(/NaN|Infinity/);
});

test("durations change their unit where a reader would", () => {
  expect([0, 0.2, 12.4, 59.6, 200, 3599, 3600, 3900, 7185].map(duration)).toEqual([
    "0 s",
    "under 1 s",
    "12 s",
    "1 min 0 s",
    "3 min 20 s",
    "59 min 59 s",
    "1 h 0 min",
    "1 h 5 min",
    "2 h 0 min",
  ]);
});

test("the last line says how many in what time", () => {
  expect(finishedLine({ ...state, done: 2000, seconds: 16 })).toBe("GRU: 2,000 slots in 16 s (125 slots/s)");
  expect(finishedLine({ ...state, done: 3, seconds: 16, note: "stopped" })).toBe(
    "GRU: 3 slots in 16 s (0.19 slots/s), stopped",
  );
});

test("where nothing can be overwritten, many updates are few plain lines on stderr", () => {
  const code = `
    import { progress } from ${JSON.stringify(fileURLToPath(new URL("progress.ts", import.meta.url)))};
    const bar = progress({ total: 1000, label: "walk", unit: "slots" });
    for (let slot = 1; slot <= 1000; slot++) bar.update(slot);
    bar.finish("done");`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", code], { encoding: "utf8" });
  const lines = stderr.trimEnd().split("\n");
  expect(lines).toHaveLength(2);
  expect(lines[1]).toMatch(/^walk: 1,000 slots in .*, done$/);
  expect(stdout).toBe("");
});
