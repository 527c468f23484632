import { join } from "node:path";
import { expect, test } from "vitest";
import { runGolden } from "../golden/runGolden.ts";
import { ROOT } from "../records/index.ts";
import { golden as paperD } from "./edge-retraining/golden.ts";
import { goldenAdapters } from "./index.ts";
import { paperB } from "./multi-bs-sync/golden.ts";
import { paperA } from "./robust-tilt/golden.ts";
import { paperC } from "./single-bs-sync/golden.ts";

const GOLDEN = await goldenAdapters();

const FOLDER = join(ROOT, "data/golden");
const of = (paper: string, adapters: object) => Object.keys(adapters).map((name) => `${paper}/${name}`);

test("every vector that needs no network is met", () => {
  for (const [names, cases] of [
    [of("A", paperA), 140],
    [of("B", paperB), 222],
    [of("C", paperC), 90],
    [of("D", paperD), 208],
  ] as const) {
    const { passed, failures } = runGolden(FOLDER, GOLDEN, names);
    expect(failures).toEqual([]);
    expect(passed).toBe(cases);
  }
});

test("a twin that is taken for the network, and an uplink in the other form, are failures", () => {
  const naive = { ...paperA, transition: (i: object) => paperA.transition?.({ ...i, slot_errors: null }) };
  expect(runGolden(FOLDER, { A: naive }, ["A/transition"]).failures).toHaveLength(3);
  const printed = { ...paperA, uplink_sinr: (i: object) => paperA.uplink_sinr?.({ ...i, form: "printed" }) };
  expect(runGolden(FOLDER, { A: printed }, ["A/uplink_sinr"]).failures.length).toBeGreaterThan(5);
});

test("a connection taken away and data of the printed size are failures", () => {
  const alone = { ...paperD, uplink_rate: (i: object) => paperD.uplink_rate?.({ ...i, connected: 0 }) };
  expect(runGolden(FOLDER, { D: alone }, ["D/uplink_rate"]).failures.length).toBeGreaterThan(3);
  const printed = { ...paperD, frame: (i: object) => paperD.frame?.({ ...i, size_form: "l2" }) };
  expect(runGolden(FOLDER, { D: printed }, ["D/frame"]).failures.length).toBeGreaterThan(1);
});

test("a sign changed in the team reward of paper B is a failure", () => {
  const wrong = { ...paperB, team_reward: (i: object) => -(paperB.team_reward?.(i) as number) };
  expect(runGolden(FOLDER, { B: wrong }, ["B/team_reward"]).failures.length).toBeGreaterThan(10);
});

test("a sign changed in the reward, a neglected block and a missing function are failures", () => {
  const wrong = { ...paperC, reward: (i: { epsilon: number }) => -(paperC.reward?.(i) as number) };
  expect(runGolden(FOLDER, { C: wrong }, ["C/reward"]).failures).toHaveLength(16);
  const blind = { ...paperC, allocate: (i: object) => paperC.allocate?.({ ...i, blocked_rb: -1 }) };
  expect(runGolden(FOLDER, { C: blind }, ["C/allocate"]).failures.length).toBeGreaterThan(0);
  expect(runGolden(FOLDER, {}, ["C/allocate"]).failures).toEqual(["C allocate: not mapped (8 cases)"]);
});

test("an optional function may stay unmapped; a folder without vectors and an unknown function are errors", () => {
  expect(runGolden(FOLDER, {}, ["C/mobility_moments"])).toEqual({ passed: 0, skipped: 4, failures: [] });
  expect(() => runGolden(join(FOLDER, "nowhere"), GOLDEN)).toThrow("holds no vectors");
  expect(() => runGolden(FOLDER, GOLDEN, ["no_such"])).toThrow("no function no_such");
});
