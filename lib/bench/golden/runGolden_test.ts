import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../../records/index.ts";
import { paperC } from "./paperC.ts";
import { runGolden } from "./runGolden.ts";

const FOLDER = join(ROOT, "data/golden");
const functions = Object.keys(paperC);

test("every vector of paper C that needs no network is met", () => {
  const { passed, failures } = runGolden(FOLDER, functions);
  expect(failures).toEqual([]);
  expect(passed).toBe(90);
});

test("a sign changed in the reward, a neglected block and a missing function are failures", () => {
  const wrong = { ...paperC, reward: (i: { epsilon: number }) => -(paperC.reward?.(i) as number) };
  expect(runGolden(FOLDER, ["reward"], { C: wrong }).failures).toHaveLength(16);
  const blind = { ...paperC, allocate: (i: object) => paperC.allocate?.({ ...i, blocked_rb: -1 }) };
  expect(runGolden(FOLDER, ["allocate"], { C: blind }).failures.length).toBeGreaterThan(0);
  expect(runGolden(FOLDER, ["allocate"], {}).failures).toEqual(["C allocate: not mapped (8 cases)"]);
});

test("an optional function may stay unmapped; a folder without vectors and an unknown function are errors", () => {
  expect(runGolden(FOLDER, ["mobility_moments"], {})).toEqual({ passed: 0, skipped: 4, failures: [] });
  expect(() => runGolden(join(FOLDER, "nowhere"))).toThrow("holds none of A.json");
  expect(() => runGolden(FOLDER, ["no_such"])).toThrow("no function no_such");
});
