import { play } from "../agents/index.ts";
import { selectBackend, tf } from "../neural/index.ts";
import { streamsOf } from "../random/index.ts";
import { notFinite } from "./attempt.ts";
import type { Look } from "./endurance.ts";
import { LEARNERS, learnerStreams, SEEDS, smallTask } from "./smallTask.ts";

/** A process in which one learner is updated many times, saved and restored now and then; it sends what it holds. */
const [name, count] = process.argv.slice(2);
const updates = Number(count);
await selectBackend();
const { kind, small, make } = LEARNERS[name];
const task = smallTask(kind);
const learner = make(task, learnerStreams(), small);
const looks: Look[] = [];
const observation = task.reset(streamsOf(SEEDS, task.rows / SEEDS.length, "training"));
let slot = 0;
for (const _ of play(task, learner, { observation, slots: updates, updates: "each slot" })) {
  slot++;
  if (slot % 500 === 0) learner.diagnostics();
  if (slot % 997 === 0) learner.restore(learner.snapshot());
  if (slot % (updates / 20) === 0) looks.push(look(slot));
}
const faults = Object.entries(learner.snapshot()).map(([entry, values]) => notFinite(entry, values));
const fault = faults.find((found) => found !== undefined);
process.send?.({ looks, fault }, () => process.exit(0));

function look(done: number): Look {
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  return {
    updates: done,
    heapMB: Math.round(heapUsed / 1e6),
    residentMB: Math.round(rss / 1e6),
    tensors: tf.memory().numTensors,
  };
}
