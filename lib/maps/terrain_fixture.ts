import { z } from "zod";
import { rngFrom } from "../random/index.ts";
import { type MappedClaim, study } from "../study/index.ts";
import { axis } from "./axes.ts";
import { configurationWith } from "./configurationWith.ts";
import { CURVE } from "./space.ts";

const schema = z.strictObject({
  method: z.enum(["ours", "theirs"]),
  height: z.number().default(0),
  law: z.enum(["kind", "harsh"]).default("kind"),
  share: z.number().default(0.5),
  idle: z.number().default(0),
});

/** The gain in a reading, without noise. */
export function gainAt({ height, law, share }: Readonly<Record<string, unknown>>): number {
  const slope = (share as number) - 0.4;
  return law === "harsh" ? -1 + 2 * (height as number) * slope : 1 + (height as number) * slope;
}

/** A study whose rewards are known: ours is above theirs by `gainAt`, with noise of one seed of .2. */
export const terrain = study({
  letter: "Y",
  name: "terrain",
  title: "A terrain of readings",
  version: 1,
  module: import.meta.url,
  schema,
  arms: () => [],
  async run(configuration, seeds, context) {
    for (const seed of seeds) {
      const noise = 0.2 * rngFrom("terrain", configuration.method, configuration.height, seed).normal();
      const reward = (configuration.method === "ours" ? gainAt(configuration) : 0) + noise;
      for (const purpose of ["training", "evaluation"])
        context.record({ purpose, epoch: 1, seed, reward: purpose === "training" ? reward : reward / 2 });
    }
  },
  figures: [],
  tables: [],
  claims: [],
});

const arm = (method: "ours" | "theirs", reading: Readonly<Record<string, unknown>>) => ({
  method,
  configuration: configurationWith({ method }, reading as never, [CURVE]),
});
const effect: MappedClaim["effect"] = (results, [ours, theirs], reading) =>
  results.paired(ours, theirs, "reward", { purpose: reading[CURVE] as string });

/** Whether ours gains 1 or more, over four axes of which one moves nothing, and two curves. */
export const rises: MappedClaim = {
  id: "Y1",
  statement: "ours gains 1",
  unit: "points",
  paper: 1,
  tolerance: 0.1,
  study: terrain,
  axes: [
    axis(CURVE, "training", ["training", "evaluation"], { why: "either may be shown" }),
    axis("height", 0, [0, 1, 2, 3], { why: "from nothing to much" }),
    axis("law", "kind", ["kind", "harsh"], { why: "both are common" }),
    axis("share", 0.5, [0, 0.25, 0.5, 1], { why: "none to all" }),
    axis("idle", 0, [0, 1], { why: "nothing is said of it" }),
  ],
  arms: (reading) => [arm("ours", reading), arm("theirs", reading)],
  effect,
  controls: {
    "theirs in place of ours": { arms: (reading) => [arm("theirs", reading), arm("theirs", reading)], effect },
  },
};
