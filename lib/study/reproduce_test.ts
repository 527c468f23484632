import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { beforeEach, expect, test } from "vitest";
import { type End, ending } from "./faults_fixture.ts";
import { recordOf, reproduce } from "./index.ts";

beforeEach(() => {
  process.env.TWINLAB_DATA = mkdtempSync(join(tmpdir(), "twinlab-"));
});

const SEEDS = [0, 1, 2, 3, 4];
const recordFor = (end: End) => recordOf(ending(end), ending(end).plan()[0], SEEDS);

/** Runs them in a process of their own, which is sent SIGINT once `isTime`. */
async function interrupted(ends: readonly string[], isTime: () => boolean, signal: NodeJS.Signals = "SIGINT") {
  const program = join(import.meta.dirname, "faults_fixture.ts");
  const child = spawn(process.execPath, [program, ...ends], { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (text) => {
    said += text;
  });
  const closed = once(child, "close");
  while (!isTime() && child.exitCode === null) await setTimeout(50);
  await setTimeout(300);
  child.kill(signal);
  const [code] = await closed;
  return { code, said };
}

test.each(["SIGINT", "SIGTERM"] as const)(
  "%s where one worker has ended stops the other at a checkpoint",
  async (signal) => {
    const { code, said } = await interrupted(["long", "short"], () => recordFor("short").isFinished, signal);
    expect(said).toMatch(/Interrupted: faulty: stopped; the same command goes on from here\n$/);
    expect(said).not.toMatch(/\n\s+at |ERR_IPC/);
    expect(code).toBe(1);
    const { rows = [] } = recordFor("long").checkpoint() ?? {};
    expect(rows.length).toBeGreaterThan(0);
  },
  60_000,
);

test("a run that ends badly is one sentence with the setting and the reason; what was finished is kept", async () => {
  const after = async (end: End) => {
    const failing = reproduce(ending("short", end), { profile: "smoke", workers: 1 });
    const error = await failing.then(
      () => new Error("none"),
      (caught: Error) => caught,
    );
    expect(error.message).not.toContain("\n");
    expect(recordFor("short").isFinished).toBe(true);
    return error;
  };
  const thrown = await after("throws");
  expect(thrown.message).toBe("faulty throws: planted");
  expect(thrown.cause).toContain("faults_fixture.ts");
  expect((await after("killed")).message).toMatch(/^faulty killed: its process was killed.*goes on from its last/);
  expect((await after("exits")).message).toMatch(/^faulty exits: its process ended with code 3/);
  mkdirSync(join(process.env.TWINLAB_DATA ?? "", "runs/faulty"), { recursive: true });
  writeFileSync(join(process.env.TWINLAB_DATA ?? "", "runs/faulty/file"), "x");
  expect((await after("full")).message).toMatch(/^faulty full: .*ENOTDIR/);
}, 120_000);

test("a process short of memory is told as such", async () => {
  process.env.NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ""} --max-old-space-size=100`;
  const failing = reproduce(ending("memory"), { profile: "smoke", workers: 1 });
  await expect(failing).rejects.toThrow(/^faulty memory: its process had too little memory.*--max-old-space-size/);
}, 60_000);

test("a damaged checkpoint is told by the command, and the run begins anew", async () => {
  await reproduce(ending("short"), { profile: "smoke" });
  const record = recordFor("short");
  const whole = record.table()?.toRecords();
  process.env.TWINLAB_DATA = mkdtempSync(join(tmpdir(), "twinlab-"));
  const { folder } = recordFor("short");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "checkpoint.bin"), "nonsense");
  const { said } = await interrupted(["short"], () => false);
  expect(said).toMatch(
    /twinlab: .*checkpoint.bin is damaged \(it does not begin as one of twinlab's\): what the run had/,
  );
  expect(recordFor("short").table()?.toRecords()).toEqual(whole);
  expect(existsSync(join(folder, "checkpoint.bin"))).toBe(false);
}, 60_000);

test("options that no plan can take are refused before anything runs", async () => {
  const study = ending("short");
  for (const workers of [0, -1, 1.5, Number.NaN, Infinity, 1e9])
    await expect(reproduce(study, { workers })).rejects.toThrow(
      `workers = ${workers}: give a whole number from 1 to 1024`,
    );
  for (const seeds of [[9], [0, 9], [-1], [0.5], [Number.NaN], []])
    await expect(reproduce(study, { seeds })).rejects.toThrow(
      /^seeds: \S+ are not run here; choose among 0, 1, 2, 3, 4/,
    );
  const paths =
    "constructor __proto__ valueOf toString.x __proto__.x constructor.prototype.x list.length list.2 list.push";
  for (const path of [...paths.split(" "), "foo.bar.baz", "steps.x", "end.length", "", ".steps", "steps.", "list..0"])
    await expect(reproduce(study, { set: { [path]: 3 } })).rejects.toThrow(
      /cannot be set for method m .*no field.*it has/,
    );
  await expect(reproduce(study, { set: JSON.parse('{"__proto__": 3}') })).rejects.toThrow("__proto__ cannot be set");
  expect(({} as Record<string, unknown>).x).toBeUndefined();
  expect(readdirSync(process.env.TWINLAB_DATA ?? "")).toEqual([]);
  const results = await reproduce(study, { set: { "list.1": 5, steps: 2 }, profile: "smoke" });
  expect(results.table.height).toBe(10);
}, 60_000);
