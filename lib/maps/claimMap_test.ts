import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { checkFigure } from "../figures/index.ts";
import { dataFolder } from "../records/index.ts";
import { atlasFigure } from "./atlasFigure.ts";
import { claimMap, lookAt, type MapReport, mapFigures, mapPath, mapText, readMap } from "./index.ts";
import { readingAt } from "./space.ts";
import { allPlaces } from "./spaceFilling.ts";
import { gainAt, rises } from "./terrain_fixture.ts";

const OPTIONS = { budget: 60, workers: 2 };
let report: MapReport;

beforeAll(async () => {
  process.env.TWINLAB_DATA = mkdtempSync(join(tmpdir(), "twinlab-map-"));
  report = await claimMap(rises, OPTIONS);
}, 120_000);

test("the share of readings in which a claim holds is that of the terrain", () => {
  const truly = allPlaces(rises.axes).map((place) => {
    const reading = readingAt(rises.axes, place);
    return gainAt(reading) / (reading.curve === "training" ? 1 : 2);
  });
  const share = truly.filter((gain) => gain >= 0.9).length / truly.length;
  const { value, low, high } = report.shares["in size"];
  expect(Math.abs(value - share)).toBeLessThan(0.06);
  expect(low).toBeLessThan(value);
  expect(high).toBeGreaterThan(value);
  expect(report.shares.reversed.value).toBeGreaterThan(0.2);
  expect(report.heldOut?.cells).toBe(30);
  expect(report.heldOut?.right).toBeGreaterThanOrEqual(27);
});

test("what decides is found, and what moves nothing is dropped", () => {
  expect(report.dropped.map(({ path }) => path)).toEqual(["idle"]);
  expect(new Set(report.decidedBy.slice(0, 2).map(({ path }) => path))).toEqual(new Set(["law", "share"]));
  expect(report.flips.some(({ changes }) => "law" in changes && Object.keys(changes).length === 1)).toBe(true);
  expect(report.controls).toMatchObject([{ name: "theirs in place of ours", inSize: 0 }]);
  expect(report.headline.standing).toBe("in size");
});

test("a map that was stopped goes on from its looks", async () => {
  const kept = readFileSync(mapPath("Y1"), "utf8");
  const half = readMap("Y1");
  expect(half?.looks.length).toBeGreaterThan(60);
  rmSync(mapPath("Y1"));
  expect(JSON.stringify(await claimMap(rises, OPTIONS)) === JSON.stringify(report)).toBe(true);
  expect(readFileSync(mapPath("Y1"), "utf8") === kept).toBe(true);
});

test("a map is drawn again from its looks alone, to the same report", async () => {
  rmSync(dataFolder("runs"), { recursive: true });
  expect(JSON.stringify(await claimMap(rises, { ...OPTIONS, compute: false })) === JSON.stringify(report)).toBe(true);
  expect(readMap("Y1")?.hash).toBe(report.hash);
  await expect(lookAt(rises, { height: 3 }, [15], { compute: false })).rejects.toThrow("2 runs are missing");
});

test("another design begins a map anew", async () => {
  const other = await claimMap(rises, { budget: 20, workers: 2, over: ["height", "law"] });
  expect(other.hash).not.toBe(report.hash);
  expect(other.axes.map(({ path }) => path)).toEqual(["height", "law"]);
  await expect(claimMap(rises, { over: ["colour"] })).rejects.toThrow(
    "--over colour is none of its axes; they are curve",
  );
  await expect(claimMap(rises, { budget: 3 })).rejects.toThrow("--budget 3: give a whole number of blocks from 20 on");
  await claimMap(rises, OPTIONS);
});

test("one reading is looked at, for each curve", async () => {
  const [training, evaluation] = await lookAt(rises, { height: 3, share: 1 }, [0, 1, 2, 3, 4], { workers: 1 });
  expect(training).toMatchObject({ curve: "training", seeds: 5 });
  expect(Math.abs(training.value - 2.8)).toBeLessThan(0.5);
  expect(evaluation.value).toBeCloseTo(training.value / 2, 4);
  await expect(lookAt(rises, { height: 7 }, [0])).rejects.toThrow(
    "height = 7 is none of the levels of its axis; they are 0, 1",
  );
});

test("its pictures have no fault, and its words the numbers", async () => {
  for (const figure of [...mapFigures(report), atlasFigure([report])]) expect(await checkFigure(figure)).toEqual([]);
  expect(mapText(report)).toContain(`${report.heldOut?.right} were called right in size`);
  expect(mapText(report)).toMatch(/decided by: (share|law) \d+ %, (law|share)/);
});

test("a damaged map is not read, nor one whose design was changed after it was written down", () => {
  const text = readFileSync(mapPath("Y1"), "utf8");
  writeFileSync(mapPath("Y1"), text.replace('"scale":"difference"', '"scale":"ratio"'));
  expect(() => readMap("Y1")).toThrow("is damaged: its first line is not the checksum");
  expect(existsSync(mapPath("Y1"))).toBe(true);
  writeFileSync(mapPath("Y1"), text);
  expect(readMap("Y1")?.report?.id).toBe("Y1");
});
