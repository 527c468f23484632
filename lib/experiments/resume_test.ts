import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { selectBackend } from "../neural/index.ts";
import type { Task } from "./experiment.ts";
import { EXPERIMENTS } from "./registry.ts";
import { Interrupted, recordOf, runTask } from "./runTask.ts";

const SEEDS = [0, 1, 2, 3, 4];
const fresh = () => {
  process.env.TWINLAB_DATA = mkdtempSync(join(tmpdir(), "twinlab-"));
};
beforeEach(fresh);
beforeAll(selectBackend);

/** So many epochs that nine tenths of them are not all. */
function withEpochs(task: Task<unknown>, epochs: number): Task<unknown> {
  const configuration = task.configuration as Record<string, unknown>;
  return { ...task, configuration: "epochs" in configuration ? { ...configuration, epochs } : configuration };
}

test("a run stopped at 30, 60 and 90 % and resumed has the metrics of a run never stopped, byte for byte", async () => {
  const tasks = Object.values(EXPERIMENTS).flatMap((experiment) =>
    // One of each kind; a predictor trains in one go and is its own checkpoint.
    [...Map.groupBy(experiment.plan("smoke"), ({ method }) => method)].flatMap(([method, [task]]) =>
      task === undefined || method === "predictor" ? [] : [{ experiment, task: withEpochs(task, 10) }],
    ),
  );
  for (const { experiment, task } of tasks) {
    fresh();
    const metrics = () => readFileSync(join(recordOf(experiment, task, SEEDS).folder, "metrics.csv"), "utf8");
    await runTask(experiment, task, SEEDS, { backend: "cpu" });
    const whole = metrics();
    fresh();
    for (const limit of [0.3, 0.6, 0.9]) {
      let share = 0;
      const progress = (done: number) => {
        share = done;
      };
      const stopped = runTask(experiment, task, SEEDS, { backend: "cpu", stop: () => share >= limit, progress });
      await expect(stopped).rejects.toThrow(Interrupted);
      expect(share).toBeLessThan(1);
    }
    await runTask(experiment, task, SEEDS, { backend: "cpu" });
    expect(metrics()).toBe(whole);
    expect(recordOf(experiment, task, SEEDS).checkpoint()).toBeUndefined();
  }
});

test("a run killed without warning loses no more than its checkpoint interval", async () => {
  const [experiment] = Object.values(EXPERIMENTS);
  const task = experiment?.plan("smoke")[0];
  if (experiment === undefined || task === undefined) throw new Error("nothing to run");
  const killed = new Error("killed");
  let share = 0;
  const kill = runTask(experiment, task, SEEDS, {
    backend: "cpu",
    checkpointSeconds: 0,
    progress(done) {
      share = done;
      if (done > 0.5) throw killed;
    },
  });
  await expect(kill).rejects.toBe(killed);
  let resumedAt = 1;
  await runTask(experiment, task, SEEDS, {
    backend: "cpu",
    progress(done) {
      resumedAt = Math.min(resumedAt, done);
    },
  });
  expect(resumedAt).toBeGreaterThan(0.4);
  expect(resumedAt).toBeLessThanOrEqual(share);
});
