import { z } from "zod";
import { defineEnvironment, type Environment } from "../environments/index.ts";
import { lineWithBand } from "../figures/index.ts";
import { meansBySeed, type PolicyMaker, rowwise } from "../policies/index.ts";
import {
  type Arm,
  judged,
  type Paper,
  type PlannedArm,
  type Profile,
  type Results,
  SEEDS,
  study,
  tableOf,
} from "./index.ts";

/** Error of a twin some slots after its last synchronisation, Z (1): it grows with the age. */
export function driftedError(age: number): number {
  return age ** 2;
}

/** A network that drifts from its twin; synchronising costs a price. State: the age, in slots. */
function drift(price: number, rows: number): Environment {
  return defineEnvironment(
    {
      name: "tiny-drift",
      observationSpace: { kind: "box", size: 1, low: 0, high: 50 },
      actionSpace: { kind: "discrete", n: 2 },
      horizon: 50,
      stateSize: 1,
      metricNames: ["age"],
      reset: (state) => state.fill(0),
      observe: (state, values) => values.set(state),
      step(state, [synchronises], rng, metrics) {
        state[0] = synchronises === 1 ? 0 : state[0] + (rng.uniform() < 0.5 ? 1 : 0);
        metrics.age = state[0];
        return { reward: -driftedError(state[0]) - (synchronises === 1 ? price : 0) };
      },
    },
    rows,
  );
}

const schema = z.strictObject({
  method: z.enum(["always", "threshold"]),
  price: z.number().min(0).default(4),
  episodes: z.int().min(1),
});

const POLICIES: Readonly<Record<z.output<typeof schema>["method"], PolicyMaker>> = {
  always: () => rowwise(() => 1),
  threshold: () => ({
    act: ({ values }, out) => {
      for (const [row, age] of values.entries()) out[row] = age > 1 ? 1 : 0;
    },
    forget: () => {},
  }),
};

const [always, threshold] = (["always", "threshold"] as const).map((method) => ({ method, setting: "drift" }));
const arms = (profile: Profile): PlannedArm<z.input<typeof schema>>[] =>
  [always, threshold].map((arm) => ({
    ...arm,
    seeds: profile === "paper" ? SEEDS.ten : SEEDS.five,
    configuration: { method: arm.method, episodes: profile === "smoke" ? 5 : 20 },
  }));

const final = { purpose: "final" };
const pointOf = (results: Results, arm: Arm) => results.curve(arm.method, arm, "reward", "final");

/** The study of a paper that nobody wrote: an environment, two arms, a figure, a claim. */
export const tiny = study({
  letter: "Z",
  name: "tiny-drift",
  title: "A network that drifts from its twin",
  version: 1,
  module: import.meta.url,
  schema,
  arms,
  async run({ method, price, episodes }, seeds, context) {
    const done = context.resume({});
    if (done === 0) {
      const environment = drift(price, seeds.length);
      for (const means of meansBySeed(environment, POLICIES[method], { seeds, episodes }))
        context.record({ ...final, epoch: 1, ...means });
    }
    await context.checkpoint(1);
  },
  figures: [
    {
      needs: [always, threshold],
      make: (results) =>
        lineWithBand(tableOf([always, threshold].flatMap((arm) => pointOf(results, arm))), {
          name: "tiny-drift/reward",
          caption: "Reward of both policies.",
          xTitle: "Epoch",
          yTitle: "Reward a slot",
        }),
    },
    { needs: [{ method: "nobody", setting: "drift" }], make: () => [] },
  ],
  tables: [{ title: "Rewards", make: (results) => [always, threshold].flatMap((arm) => pointOf(results, arm)) }],
  claims: [
    {
      needs: [always, threshold],
      make: (results) =>
        judged(
          {
            id: "Z1",
            experiment: "tiny-drift",
            figure: "Fig. 1",
            statement: "waiting for the error pays",
            reading: "as printed",
            paper: "> 0",
            window: "all slots, paired by seed",
            reason: "a synchronisation costs more than an error of one slot",
          },
          results.paired(threshold, always, "reward", final),
        ),
    },
  ],
});

/** The paper that nobody wrote, on one page. */
export const tinyPaper: Paper = {
  letter: "Z",
  citation: { authors: "Nobody", title: "A network that drifts", venue: "nowhere", link: "https://example.org" },
  equations: { "1": driftedError },
  unused: { "2": "a definition" },
  readings: [{ path: "price", values: [4, 1], kind: "choice", why: "the text has no price", claims: ["Z1"] }],
  maps: [],
  study: tiny,
  golden: async () => ({ error: ({ age }) => driftedError(age) }),
};
