import { mkdtempSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { foundRuns, writeAtomically } from "../records/index.ts";
import { faulty } from "./faults_fixture.ts";
import { runTask, type Study } from "./index.ts";
import { type RunStatus, runStatus, statusOf } from "./runStatus.ts";
import { type ListedJob, logOf, noteArray, submissionsOf, writeJobList } from "./slurm/jobList.ts";
import { queueIn } from "./slurm/queue.ts";
import { failureLines, secondsLeft, statusTable } from "./statusText.ts";

beforeEach(() => {
  process.env.TWINLAB_DATA = mkdtempSync(join(tmpdir(), "twinlab-"));
});

const seeds = [0, 1, 2, 3, 4];
const { module, name: study, version } = faulty;
const arms = Object.fromEntries(faulty.plan("smoke").map((arm) => [arm.setting, arm]));
const states = (runs: readonly RunStatus[]) => Object.fromEntries(runs.map(({ setting, state }) => [setting, state]));
const run = (end: string, stop = () => false) => runTask(faulty as Study, arms[end], seeds, { backend: "test", stop });

/** Runs one, lets one fail, stops one. */
async function three(): Promise<void> {
  await run("short");
  await expect(run("throws")).rejects.toThrow("planted");
  await expect(run("long", () => true)).rejects.toThrow("stopped");
}

test("records tell what ran, what was stopped, what failed and why", async () => {
  await three();
  const here = await runStatus(study);
  expect(states(here)).toEqual({ short: "ran", throws: "failed", long: "stopped" });
  expect(failureLines(here)).toEqual(["m, throws, seeds 0 1 2 3 4 failed: planted"]);
  expect(await runStatus("another")).toEqual([]);
});

test("a run goes on where its process is there, or gave a sign lately on another machine", async () => {
  await three();
  const runs = foundRuns();
  const of = (where: { host: string; id: number }, now: number) => {
    const moved = runs.map(({ folder, manifest }) => ({ folder, manifest: { ...manifest, process: where } }));
    return states(statusOf(moved, [], undefined, new Date(now))).long;
  };
  expect(of({ host: hostname(), id: process.pid }, Date.now())).toBe("running");
  expect(of({ host: hostname(), id: 2 ** 22 + 1 }, Date.now())).toBe("stopped");
  expect(of({ host: "elsewhere", id: 1 }, Date.now())).toBe("running");
  expect(of({ host: "elsewhere", id: 1 }, Date.now() + 3_600_000)).toBe("stopped");
});

test("a queue tells what waits and runs; a task that is in it no more has failed, by the end of its log", async () => {
  const jobs = ["short", "long", "exits", "killed", "throws"].map(
    (end): ListedJob => ({ module, study, version, arm: arms[end], seeds }),
  );
  const folder = writeJobList(study, jobs, new Date(0));
  noteArray(folder, "9");
  await run("short");
  writeAtomically(logOf({ folder }, 3), "one\ntwo\n\nthree\nout of memory\n");
  const queue = queueIn("9|1|RUNNING|None\n9|2|PENDING|Resources\n8|3|RUNNING|None\n10|N/A|RUNNING|None\n");
  const status = statusOf(foundRuns(), submissionsOf(study), queue, new Date());
  expect(states(status)).toEqual({
    short: "ran",
    long: "running",
    exits: "waiting",
    killed: "failed",
    throws: "failed",
  });
  expect(status.find(({ setting }) => setting === "exits")?.reason).toBe("Resources");
  expect(failureLines(status)).toEqual([
    "m, killed, seeds 0 1 2 3 4 failed: two; three; out of memory",
    "m, throws, seeds 0 1 2 3 4 failed: it said nothing: killed, as a node short of memory does, cancelled, or its node was lost",
  ]);
  // Submitted again, the same job waits.
  const again = writeJobList(study, jobs.slice(3), new Date(1));
  noteArray(again, "11");
  const later = statusOf(foundRuns(), submissionsOf(study), queueIn("11|0|PENDING|Priority\n"), new Date());
  expect(states(later)).toMatchObject({ killed: "waiting", long: "failed" });
});

test("the time left is that of the arm's own runs, shared by those that run", () => {
  const facts = { experiment: study, version, key: "", method: "m", seeds };
  const runs: RunStatus[] = [
    { ...facts, setting: "a", state: "ran", seconds: 100 },
    { ...facts, setting: "b", state: "ran", seconds: 10 },
    { ...facts, setting: "a", state: "running", seconds: 40 },
    { ...facts, setting: "b", state: "running", seconds: 30 },
    { ...facts, setting: "a", state: "waiting" },
    { ...facts, setting: "b", state: "waiting" },
  ];
  // 60 s and nothing of those that run, 100 s and 10 s of those that wait, by two.
  expect(secondsLeft(runs)).toBe(85);
  expect(secondsLeft(runs.filter(({ state }) => state !== "running"))).toBeUndefined();
  expect(secondsLeft(runs.filter(({ state }) => state !== "ran"))).toBeUndefined();
  expect(statusTable(runs, "study").toRecords()).toEqual([
    { experiment: study, ran: 2, running: 2, waiting: 2, stopped: 0, failed: 0, left: "1 min 25 s" },
  ]);
  expect(statusTable(runs, "arm").getColumn("setting").toArray()).toEqual(["a", "b"]);
});
