import { beforeAll, expect, test } from "vitest";
import { createDqn } from "../../agents/index.ts";
import { selectBackend } from "../../neural/index.ts";
import { streamsOf } from "../../random/index.ts";
import { type FlightRun, flightRunSchema, runFlight, synchroniser } from "./flightRuns.ts";
import { expectedReturns, flownRates, seedMeans } from "./flownRates.ts";
import { UavCoverage } from "./model/uavCoverage.ts";
import { planStraight } from "./plannedFlight.ts";

beforeAll(selectBackend);

const seeds = [0, 1];
const SMALL = { hidden: [8], batchSize: 8, warmUp: 20 };

/** Rows that a short run records. */
async function rowsOf(options: Partial<Record<keyof FlightRun, unknown>>) {
  const rows: Record<string, number | string>[] = [];
  const run = flightRunSchema.parse({
    method: "flight",
    area: {},
    learner: SMALL,
    episodes: 2,
    evaluateEvery: 1,
    ...options,
  });
  await runFlight(run, seeds, {
    record: (row) => void rows.push(row as Record<string, number | string>),
    resume: () => 0,
    checkpoint: async () => {},
    progress: () => {},
    seconds: {},
  });
  return rows;
}

test("a run records episodes, judged flights, and once what it expects and what it flies by planning", async () => {
  const rows = await rowsOf({ planning: [1, 2] });
  const count = (purpose: string) => rows.filter((row) => row.purpose === purpose).length;
  expect([count("training"), count("evaluation"), count("values"), count("planned")]).toEqual([4, 4, 2, 2]);
  for (const row of rows.filter(({ purpose }) => purpose === "planned")) expect(row.lateRate).toBeGreaterThan(14);
});

test("domains that are stored cost slots of the twin and are learned from; how often they are synchronised matters", async () => {
  const stored = (synchroniseEvery: number) => rowsOf({ storedDomains: 2, synchroniseEvery });
  const [plain, often, seldom] = [await rowsOf({}), await stored(1), await stored(50)];
  const steps = (rows: Awaited<ReturnType<typeof rowsOf>>) => rows.findLast((row) => row.digitalSteps !== undefined);
  expect(steps(plain)?.digitalSteps).toBe(0);
  expect(steps(often)?.digitalSteps).toBe(400);
  const rates = [plain, often, seldom].map((rows) => rows.find((row) => row.purpose === "values")?.value);
  expect(new Set(rates).size).toBe(3);
});

test("synchronised, domains are where the physical copy is, and others are not moved", () => {
  const area = new UavCoverage({}, { seeds, copies: 4 });
  area.reset(streamsOf(seeds, 4, "training"));
  // Copies 0 to 3 fly in four directions; 1 and 2 are stored domains.
  for (let slot = 0; slot < 3; slot++)
    area.step(Int32Array.from({ length: 32 }, (_, i) => 1 + (Math.floor(i / 4) % 4)));
  const before = area.uavs.slice();
  synchroniser(area, 2, 4)();
  const placeOf = (uavs: Float64Array, row: number) => [...uavs.subarray(8 * row, 8 * row + 8)];
  for (const physical of [0, 4]) {
    for (const row of [0, 1, 2]) expect(placeOf(area.uavs, physical + row)).toEqual(placeOf(before, physical));
    expect(placeOf(area.uavs, physical + 3)).toEqual(placeOf(before, physical + 3));
  }
  expect(placeOf(before, 0)).not.toEqual(placeOf(before, 2));
});

test("means over the drops of a seed are column by column", () => {
  const rows = [1, 3, 10, 20].map((rate) => ({ rate, lateRate: 2 * rate }));
  expect(seedMeans(rows, 2)).toEqual([
    { rate: 2, lateRate: 4 },
    { rate: 15, lateRate: 30 },
  ]);
});

test("who expects nothing is told by how much its flight earns more", () => {
  const area = new UavCoverage({}, { seeds });
  const still = { act: (_: unknown, out: Float32Array | Int32Array) => void out.fill(0), forget: () => {} };
  const learner = createDqn(area, streamsOf(seeds, 1, "training"), { hidden: [4] });
  const values = () => new Float32Array(seeds.length * 4 * 5).fill(3);
  const all = expectedReturns(area, { ...learner, policy: still, values }, 0.9);
  const flown = flownRates(area, () => still);
  for (const [row, { value, returned }] of all.entries()) {
    expect(value).toBeCloseTo(0.3, 6); // 3 (1 - .9)
    expect(returned).toBeCloseTo(flown[row].rate, 6); // who stays has the same rate in each slot, for ever
  }
  learner.dispose();
});

test("planning without values is the rule that looks one slot ahead, and refuses one agent for all", () => {
  const area = new UavCoverage({ uavs: 1, users: 1 }, { seeds, users: [[40, 160]] });
  const learner = createDqn(area, streamsOf(seeds, 1, "training"), { hidden: [4] });
  const blind = { ...learner, values: () => new Float32Array(seeds.length * 5 * 5) };
  const planned = flownRates(area, planStraight(blind, 0.9, [1], "team"));
  expect(planned[0].lateRate).toBeCloseTo(26.6, 1); // right above the user
  const joint = new UavCoverage({ control: "joint" }, { seeds });
  expect(() => flownRates(joint, planStraight(blind, 0.9, [1], "team"))).toThrow("joint");
  learner.dispose();
});
