import { z } from "zod";
import { judged, measured, study } from "./index.ts";

const [fair, biased] = ["fair", "biased"].map((method) => ({ method, setting: "coin" }));

/** A study whose one claim is settled by the first ten seeds, and whose other is open for ever. */
export const coin = study({
  letter: "Y",
  name: "coin",
  title: "Two coins",
  version: 1,
  module: import.meta.url,
  schema: z.strictObject({ mean: z.number() }),
  arms: () =>
    [fair, biased].map((arm) => {
      const configuration = { mean: arm === fair ? 0 : 10 };
      return { ...arm, configuration, seeds: Array.from({ length: 10 }, (_, seed) => seed) };
    }),
  async run({ mean }, seeds, context) {
    for (const seed of seeds)
      context.record({ purpose: "final", epoch: 1, seed, reward: mean + (seed % 2 === 0 ? 1 : -1) });
  },
  figures: [],
  tables: [],
  claims: [fair, biased].map((arm) => ({
    needs: [arm],
    make: (results) =>
      judged(
        {
          ...{ id: "Y1", experiment: "coin", figure: "Fig. 1", statement: "it wins", reading: arm.method },
          ...{ paper: "> 0", window: "all", reason: "" },
        },
        measured([...results.final(arm, "reward").values()]),
      ),
  })),
});
