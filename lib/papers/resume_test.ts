import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { selectBackend } from "../neural/index.ts";
import { Interrupted, type PlannedArm, recordOf, runTask, type Study } from "../study/index.ts";
import { PAPERS } from "./index.ts";
import { study as singleBsSync } from "./single-bs-sync/study.ts";

const SEEDS = [0, 1, 2, 3, 4];
const fresh = () => {
  process.env.TWINLAB_DATA = mkdtempSync(join(tmpdir(), "twinlab-"));
};
beforeEach(fresh);
beforeAll(selectBackend);

/** Done in one go or in few steps: methods, or those of one experiment. */
const WHOLE = [
  "predictor",
  "road policies",
  "parallel",
  "flight policies",
  "robust-loss",
  "robust-tilt, policies",
  "risk",
];

/** Those that keep more than the first of their method: a digital space, a storage, predictions. */
const ALSO = ["twin error 20 m, 2 domains", "twin complete at 6,000, used at once", "n = 1, replay", "k = 2"];

/** The first task of each method that has checkpoints, and those. */
function representatives({ name, plan }: Study): readonly PlannedArm[] {
  const tasks = plan("smoke");
  const firsts = [...Map.groupBy(tasks, ({ method }) => method).values()].map(([task]) => task);
  const isWhole = ({ method }: PlannedArm) => WHOLE.includes(method) || WHOLE.includes(`${name}, ${method}`);
  return tasks.filter((task) => !isWhole(task) && (firsts.includes(task) || ALSO.includes(task.setting)));
}

/** So many checkpoints that eight tenths of them are not all: epochs, episodes, or looks at so many sets. */
function withCheckpoints(task: PlannedArm, count: number): PlannedArm {
  const c = task.configuration as { epochs?: number; episodes?: number; sets?: number };
  const longer = {
    ...(c.epochs !== undefined && { epochs: count }),
    ...(c.episodes !== undefined && { episodes: count }),
    ...(c.sets !== undefined && { evaluateEvery: c.sets / count }),
  };
  return { ...task, configuration: { ...c, ...longer } };
}

test("a run stopped at 30, 60 and 80 % and resumed has the metrics of a run never stopped, byte for byte", async () => {
  const tasks = PAPERS.map(({ study }) => study).flatMap((study) =>
    representatives(study).map((arm) => ({ study, arm: withCheckpoints(arm, 10) })),
  );
  for (const { study, arm } of tasks) {
    fresh();
    const metrics = () => readFileSync(join(recordOf(study, arm, SEEDS).folder, "metrics.csv"), "utf8");
    await runTask(study, arm, SEEDS, { backend: "cpu" });
    const whole = metrics();
    fresh();
    for (const limit of [0.3, 0.6, 0.8]) {
      let share = 0;
      const progress = (done: number) => {
        share = done;
      };
      const stopped = runTask(study, arm, SEEDS, { backend: "cpu", stop: () => share >= limit, progress });
      await expect(stopped).rejects.toThrow(Interrupted);
      expect(share).toBeLessThan(1);
    }
    await runTask(study, arm, SEEDS, { backend: "cpu" });
    expect(metrics()).toBe(whole);
    expect(recordOf(study, arm, SEEDS).checkpoint()).toBeUndefined();
  }
}, 3_600_000);

test("a run killed without warning loses no more than its checkpoint interval", async () => {
  const study = singleBsSync;
  const [arm] = study.plan("smoke");
  const killed = new Error("killed");
  let share = 0;
  const kill = runTask(study, arm, SEEDS, {
    backend: "cpu",
    checkpointSeconds: 0,
    progress(done) {
      share = done;
      if (done > 0.5) throw killed;
    },
  });
  await expect(kill).rejects.toBe(killed);
  let resumedAt = 1;
  await runTask(study, arm, SEEDS, {
    backend: "cpu",
    progress(done) {
      resumedAt = Math.min(resumedAt, done);
    },
  });
  expect(resumedAt).toBeGreaterThan(0.4);
  expect(resumedAt).toBeLessThanOrEqual(share);
});
