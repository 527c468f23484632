import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeEach, expect, test } from "vitest";
import { faulty } from "../faults_fixture.ts";
import { recordOf } from "../index.ts";
import { jobAt, type ListedJob, listIn, noteArray, submissionsOf, writeJobList } from "./jobList.ts";

beforeEach(() => {
  process.env.TWINLAB_DATA = mkdtempSync(join(tmpdir(), "twinlab-"));
});

const { module, name: study, version } = faulty;
const seeds = [0, 1, 2, 3, 4];
const jobs = faulty
  .plan("smoke")
  .filter(({ setting }) => ["short", "long", "throws"].includes(setting))
  .map((arm): ListedJob => ({ module, study, version, arm, seeds }));
const recordFor = (index: number) => recordOf(faulty, jobs[index].arm, seeds);

function start(list: string, index: string) {
  const program = join(import.meta.dirname, "arrayTask.ts");
  const child = spawn(process.execPath, [program, list, index], { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (text) => {
    said += text;
  });
  return { child, ended: once(child, "close").then(([code]) => ({ code, said })) };
}

test("a list gives back its jobs; one that was not submitted is no submission", () => {
  const folder = writeJobList(study, jobs, new Date(0));
  const other = writeJobList(study, jobs.slice(0, 1), new Date(0));
  expect(other).not.toBe(folder);
  expect(jobs.map((_, i) => jobAt(listIn(folder), i))).toEqual(jobs);
  for (const index of [-1, 3, 0.5, Number.NaN])
    expect(() => jobAt(listIn(folder), index)).toThrow(`no job ${index}; it has 0 to 2`);
  expect(submissionsOf(study)).toEqual([]);
  noteArray(folder, "17");
  expect(submissionsOf(study)).toEqual([{ folder, array: "17", jobs }]);
});

test("a task runs its job to a record, and a second one finds it", async () => {
  const list = listIn(writeJobList(study, jobs, new Date(0)));
  expect(await start(list, "0").ended).toMatchObject({ code: 0 });
  expect(recordFor(0).isFinished).toBe(true);
  expect(await start(list, "0").ended).toMatchObject({ code: 0 });
}, 60_000);

test("SIGTERM stops a task at a checkpoint, with the code of a process that it ended", async () => {
  const list = listIn(writeJobList(study, jobs, new Date(0)));
  const { child, ended } = start(list, "1");
  const manifest = join(recordFor(1).folder, "manifest.json");
  while (!existsSync(manifest) && child.exitCode === null) await sleep(50);
  await sleep(200);
  child.kill("SIGTERM");
  expect(await ended).toEqual({ code: 143, said: "faulty long: stopped\n" });
  expect(recordFor(1).checkpoint()?.rows.length).toBeGreaterThan(0);
}, 60_000);

test("a task that fails says why in a line, and so does one without a job", async () => {
  const list = listIn(writeJobList(study, jobs, new Date(0)));
  const { code, said } = await start(list, "2").ended;
  expect([code, said]).toEqual([1, "planted\n"]);
  expect((await start(list, "3").ended).said).toContain("no job 3; it has 0 to 2");
}, 60_000);
