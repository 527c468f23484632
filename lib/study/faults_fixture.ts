import { mkdirSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { z } from "zod";
import { dataFolder } from "../records/index.ts";
import { ResumableValue, SEEDS, study } from "./index.ts";

/** What the runs of this study do: end at once, go on until they are told to stop, or end badly. */
const ENDS = ["short", "long", "throws", "killed", "memory", "exits", "full"] as const;
export type End = (typeof ENDS)[number];

const HOW: Readonly<Record<End, () => unknown>> = {
  short: () => {},
  long: () => setTimeout(20),
  throws: () => {
    throw new RangeError("planted");
  },
  killed: () => process.kill(process.pid, "SIGKILL"),
  memory: () => {
    for (const all: number[][] = []; ; ) all.push(Array.from({ length: 100_000 }, (_, i) => i / 3));
  },
  exits: () => process.exit(3),
  full: () => mkdirSync(dataFolder("runs", "faulty", "file", "folder")),
};

/** A study whose runs end in every way; the setting is the end. */
export const faulty = study({
  letter: "Z",
  name: "faulty",
  title: "Runs that end badly",
  version: 1,
  module: import.meta.url,
  schema: z.strictObject({
    end: z.enum(ENDS),
    steps: z.int().min(1),
    size: z.record(z.string(), z.number()).optional(),
    list: z.array(z.number()).default([1, 2]),
  }),
  arms: () =>
    ENDS.map((end) => ({
      method: "m",
      setting: end,
      seeds: SEEDS.five,
      configuration: { end, steps: end === "long" ? 1e6 : 3 },
    })),
  async run({ end, steps }, seeds, context) {
    const count = new ResumableValue(0);
    for (let done = context.resume({ count }) + 1; done <= steps; done++) {
      await HOW[end]();
      count.value++;
      for (const seed of seeds) context.record({ seed, count: count.value });
      await context.checkpoint(done);
    }
  },
  figures: [],
  tables: [],
  claims: [],
});

/** The study with the runs of these ends alone. */
export const ending = (...ends: readonly End[]) => ({
  ...faulty,
  plan: () => ends.flatMap((end) => faulty.plan("smoke").filter(({ setting }) => setting === end)),
});

// As a program: reproduces the runs of the ends that it is given, two at a time.
if (import.meta.main) {
  const { reproduce } = await import("./index.ts");
  await reproduce(ending(...(process.argv.slice(2) as End[])), { profile: "smoke", workers: 2 }).catch((error) => {
    console.error(`${error.name}: ${error.message}`);
    process.exitCode = 1;
  });
}
