import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { rngFrom } from "../random/index.ts";
import {
  Interrupted,
  ResumableValue,
  type Run,
  recordOf,
  resumableArrays,
  resumableList,
  resumableStreams,
  runTask,
  study,
} from "./index.ts";

beforeEach(() => {
  process.env.TWINLAB_DATA = mkdtempSync(join(tmpdir(), "twinlab-"));
});

const SEEDS = [0, 1, 2, 3, 4];
const arm = { method: "sum", setting: "plain", seeds: SEEDS, configuration: {} };
const studyOf = (run: Run<unknown>) =>
  study({
    letter: "Z",
    name: "resumed",
    title: "",
    version: 1,
    module: import.meta.url,
    schema: z.unknown(),
    arms: () => [arm],
    run,
    figures: [],
    tables: [],
    claims: [],
  });

/** Adds random numbers for ten steps, with a state of every kind. */
const summing: Run<unknown> = async (_configuration, seeds, context) => {
  const sums = new Float64Array(seeds.length);
  const streams = seeds.map((seed) => rngFrom(seed, "replay"));
  const last = new ResumableValue<{ readonly step: number }[]>([]);
  const counts = [new ResumableValue(0), new ResumableValue(0)];
  const done = context.resume({
    sums: resumableArrays({ sums }),
    streams: resumableStreams(streams),
    last,
    counts: resumableList(counts),
  });
  for (let step = done + 1; step <= 10; step++) {
    for (const [i, stream] of streams.entries()) sums[i] += stream.uniform();
    last.value = [...last.value, { step }];
    counts[step % 2].value++;
    for (const [i, seed] of seeds.entries())
      context.record({ seed, step, sum: sums[i], steps: last.value.length, even: counts[0].value });
    context.progress(step / 10);
    await context.checkpoint(step);
  }
};

test("arrays, streams, values and lists go on as if the run had never stopped, byte for byte", async () => {
  const metrics = () => readFileSync(join(recordOf(studyOf(summing), arm, SEEDS).folder, "metrics.csv"), "utf8");
  await runTask(studyOf(summing), arm, SEEDS, { backend: "cpu" });
  const whole = metrics();
  process.env.TWINLAB_DATA = mkdtempSync(join(tmpdir(), "twinlab-"));
  for (const limit of [0.2, 0.5]) {
    let share = 0;
    const progress = (done: number) => {
      share = done;
    };
    const stopped = runTask(studyOf(summing), arm, SEEDS, { backend: "cpu", stop: () => share >= limit, progress });
    await expect(stopped).rejects.toThrow(Interrupted);
  }
  await runTask(studyOf(summing), arm, SEEDS, { backend: "cpu" });
  expect(metrics()).toBe(whole);
});

test("a checkpoint of other parts is refused, and the folder to remove is named", async () => {
  await expect(runTask(studyOf(summing), arm, SEEDS, { backend: "cpu", stop: () => true })).rejects.toThrow(
    Interrupted,
  );
  const other = studyOf(async (_configuration, _seeds, context) => {
    context.resume({ learner: new ResumableValue(0) });
  });
  const resumed = runTask(other, arm, SEEDS, { backend: "cpu" });
  await expect(resumed).rejects.toThrow(
    /resumed plain: the checkpoint holds counts, last, streams, sums where the run has learner.*; remove .*resumed.* to start anew/,
  );
});
