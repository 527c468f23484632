import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../../records/index.ts";
import { paperA } from "./paperA.ts";
import { paperB } from "./paperB.ts";
import { paperC } from "./paperC.ts";
import { paperD } from "./paperD.ts";
import { runGolden } from "./runGolden.ts";

const FOLDER = join(ROOT, "data/golden");
const of = (paper: string, adapters: object) => Object.keys(adapters).map((name) => `${paper}/${name}`);

test("every vector that needs no network is met", () => {
  for (const [names, cases] of [
    [of("A", paperA), 140],
    [of("B", paperB), 222],
    [of("C", paperC), 90],
    [of("D", paperD), 208],
  ] as const) {
    const { passed, failures } = runGolden(FOLDER, names);
    expect(failures).toEqual([]);
    expect(passed).toBe(cases);
  }
});

test("a twin that is taken for the network, and an uplink in the other form, are failures", () => {
  const naive = { ...paperA, transition: (i: object) => paperA.transition?.({ ...i, slot_errors: null }) };
  expect(runGolden(FOLDER, ["A/transition"], { A: naive }).failures).toHaveLength(3);
  const printed = { ...paperA, uplink_sinr: (i: object) => paperA.uplink_sinr?.({ ...i, form: "printed" }) };
  expect(runGolden(FOLDER, ["A/uplink_sinr"], { A: printed }).failures.length).toBeGreaterThan(5);
});

test("a connection taken away and data of the printed size are failures", () => {
  const alone = { ...paperD, uplink_rate: (i: object) => paperD.uplink_rate?.({ ...i, connected: 0 }) };
  expect(runGolden(FOLDER, ["D/uplink_rate"], { D: alone }).failures.length).toBeGreaterThan(3);
  const printed = { ...paperD, frame: (i: object) => paperD.frame?.({ ...i, size_form: "l2" }) };
  expect(runGolden(FOLDER, ["D/frame"], { D: printed }).failures.length).toBeGreaterThan(1);
});

test("a sign changed in the team reward of paper B is a failure", () => {
  const wrong = { ...paperB, team_reward: (i: object) => -(paperB.team_reward?.(i) as number) };
  expect(runGolden(FOLDER, ["B/team_reward"], { B: wrong }).failures.length).toBeGreaterThan(10);
});

test("a sign changed in the reward, a neglected block and a missing function are failures", () => {
  const wrong = { ...paperC, reward: (i: { epsilon: number }) => -(paperC.reward?.(i) as number) };
  expect(runGolden(FOLDER, ["C/reward"], { C: wrong }).failures).toHaveLength(16);
  const blind = { ...paperC, allocate: (i: object) => paperC.allocate?.({ ...i, blocked_rb: -1 }) };
  expect(runGolden(FOLDER, ["C/allocate"], { C: blind }).failures.length).toBeGreaterThan(0);
  expect(runGolden(FOLDER, ["C/allocate"], {}).failures).toEqual(["C allocate: not mapped (8 cases)"]);
});

test("an optional function may stay unmapped; a folder without vectors and an unknown function are errors", () => {
  expect(runGolden(FOLDER, ["C/mobility_moments"], {})).toEqual({ passed: 0, skipped: 4, failures: [] });
  expect(() => runGolden(join(FOLDER, "nowhere"))).toThrow("holds none of A.json");
  expect(() => runGolden(FOLDER, ["no_such"])).toThrow("no function no_such");
});
