// ---
// jupyter:
//   jupytext:
//     formats: ipynb,ts:percent
//     text_representation:
//       extension: .ts
//       format_name: percent
//   kernelspec:
//     display_name: TypeScript
//     language: typescript
//     name: tslab
// ---

// %% [markdown]
// # A tour of twinlab
//
// A **digital twin** is a copy of a system that is kept somewhere else. It is useful while it resembles the system, and it
// costs something to keep it so. twinlab asks when that price is worth paying, with environments, policies, learners and
// figures that fit together.
//
// **You will** write an environment of your own, prove that it keeps the rules, compare policies on it, train a learner, draw
// both kinds of figure, keep a run and find it again. **You need** a little TypeScript and no wireless engineering.
// **It takes** ten minutes to read and a few seconds to run.

// %%
import pl from "nodejs-polars";
import * as tw from "twinlab";

const seeds = [0, 1, 2, 3, 4];
const copies = 16; // episodes played side by side, for each seed

// %% [markdown]
// ## 1. An environment of your own
//
// A buoy drifts on a river, 1 m in a random direction each minute and a little downstream. Its twin on the shore believes
// that it is where it was last heard of. Sending its position costs as much as an error of `price` m².
//
// | symbol | meaning | value |
// |---|---|---|
// | `drift` | how far the buoy moves downstream in a slot | 0.3 m |
// | `price` | cost of a message | 4 m² |
// | state | position and twin, upstream to downstream | 2 numbers |
// | action | 0 be silent, 1 send | |
//
// The rules are written for **one** buoy; `defineEnvironment` plays as many as you ask for. All memory is in `state`, and
// all chance comes from `rng`: so a running environment can be saved, copied and rewound exactly.

// %%
const drift = 0.3;
const price = 4;

const buoy: tw.EnvironmentRules = {
  name: "buoy",
  observationSpace: { kind: "box", size: 1, low: -10, high: 10 },
  actionSpace: { kind: "discrete", n: 2 },
  horizon: 40,
  stateSize: 2, // position, twin
  metricNames: ["error", "sent"],
  reset: (state) => void state.fill(0),
  observe: (state, values) => void values.fill((state[0] - state[1]) / 10),
  step(state, action, rng, metrics) {
    if (action[0] === 1) state[1] = state[0]; // the twin is exact again
    metrics.error = (state[0] - state[1]) ** 2;
    metrics.sent = action[0];
    state[0] += drift + (rng.uniform() < 0.5 ? 1 : -1);
    return { reward: -metrics.error - price * metrics.sent };
  },
};

// %% [markdown]
// `checkEnvironment` plays it and proves nine promises: shapes, resets, the same bytes for the same seed, exact snapshots,
// rows that leave each other alone. Try it with a mistake: let `reset` do nothing, say.

// %%
const river = tw.defineEnvironment(buoy, seeds.length * copies);
for (const promise of tw.checkEnvironment(river)) console.log("kept:", promise);

// %% [markdown]
// ## 2. Policies that need no learning
//
// Before anything learns, know what simple rules reach. `evaluate` plays each policy on the same episodes and returns a
// polars table: a row per policy and seed, all columns means over the slots.

// %%
const simple = {
  never: tw.never(),
  always: tw.always(),
  "half of the time": tw.random(0.5),
  "every 4": tw.periodic(4),
};
const compared = tw.evaluate(river, simple, { seeds: seeds, episodes: 64 });
await tw.show(compared.head(6));

// %% [markdown]
// Tables are polars all the way. One expression gives the mean over seeds, the cost of the messages, and the order.

// %%
const byPolicy = compared
  .groupBy("policy")
  .agg(pl.col("reward").mean(), pl.col("error").mean(), pl.col("sent").mean())
  .withColumn(pl.col("sent").mul(pl.lit(price)).alias("cost of messages"))
  .sort("reward", true);
await tw.show(byPolicy);

// %% [markdown]
// ## 3. The best period, chosen fairly
//
// `searchBest` chooses on episodes of their own. What is chosen on some episodes is judged on others, or luck passes for
// skill.

// %%
const periods = [1, 2, 3, 4, 5, 6, 8, 10, 15, 20];
const family = Object.fromEntries(periods.map((k) => [`every ${k}`, tw.periodic(k)]));
const { best } = tw.searchBest(river, family, { seeds: seeds, episodes: 64 });
const judged = tw.evaluate(river, family, { seeds: seeds, episodes: 64 });
console.log(`best on the selection episodes: ${best}`);

// %% [markdown]
// ## 4. A figure for paper
//
// Every figure is a function of a table. `lineWithBand` draws means with 95 % intervals over seeds; in a notebook it is
// live, in a script the same call writes SVG, PNG and PDF as wide as a column of a journal.

// %%
const points = periods.map((period) => {
  const rows = judged.filter(pl.col("policy").eq(pl.lit(`every ${period}`)));
  const { value, low, high } = tw.tInterval(tw.numbersOf(rows, "reward"));
  return { method: "periodic", period, reward: value, low, high };
});
const periodCurve = tw.lineWithBand(pl.readRecords(points), {
  name: "tour/reward-of-periods",
  caption:
    "Sending too often wastes messages, sending too seldom lets the twin drift: the best period lies between.",
  x: "period",
  mean: "reward",
  low: "low",
  high: "high",
  series: "method",
  xTitle: "Slots between messages",
  yTitle: "Mean reward a slot (m²)",
});
await tw.show(periodCurve);

// %% [markdown]
// ## 5. A learner on your environment
//
// The learners need nothing but the contract. Five seeds train at once, as five rows of one tensor; the curve is kept for
// each. A deep Q-network sees the error and may act on it, which no period can.

// %%
const shore = tw.defineEnvironment(buoy, seeds.length * 8);
await tw.selectBackend();
const streams = tw.streamsOf(seeds, 1, "training");
const learner = tw.createDqn(shore, streams, {
  discount: 0.9,
  exploration: { start: 1, end: 0.05, steps: 1000 },
});
const curve = await tw.train(shore, learner, { seeds: seeds, slots: 2000, every: 100 });
await tw.show(curve.groupBy("slot").agg(pl.col("reward").mean()).sort("slot").tail(3));

// %% [markdown]
// Does it beat the best period? Both act on the same evaluation episodes, the learner without exploring.

// %%
const rivals = { [best]: family[best], "deep Q-network": () => learner.policy };
const beaten = tw.evaluate(shore, rivals, { seeds: seeds, episodes: 64 });
await tw.show(
  beaten
    .groupBy("policy")
    .agg(pl.col("reward").mean(), pl.col("error").mean(), pl.col("sent").mean()),
);

// %% [markdown]
// ## 6. A figure that moves
//
// The library's environments are built of the same parts. Here ten users walk around a base station, and their twin in the
// cloud is told where they are every twelfth slot. Press play; the whiskers are the twin's errors. On paper the same
// episode is a strip of frames.

// %%
await tw.show(tw.singleBsSync.figures.networkMap(tw.periodic(12)));

// %% [markdown]
// ## 7. Snapshots: what would have happened?
//
// A snapshot holds everything, chance included. So a slot can be played twice, once with each action, from the very same
// moment: this is how an oracle looks ahead, and how a twin will try actions on an agent's behalf.

// %%
river.reset(tw.streamsOf(seeds, copies, "training"));
for (let slot = 0; slot < 9; slot++) river.step(new Int32Array(river.rows)); // silent for nine slots
const before = river.snapshot();
const silent = tw.mean([...river.step(new Int32Array(river.rows)).rewards]);
river.restore(before);
const sending = tw.mean([...river.step(new Int32Array(river.rows).fill(1)).rewards]);
console.log(`slot 9, silent: ${silent.toFixed(2)} m²   sending: ${sending.toFixed(2)} m²`);

// %% [markdown]
// ## 8. Keep a run, and find it again
//
// A run is known by a key made of what determines it: configuration, seeds, version. Saved tables are rows of data/runs,
// and `findRuns` lists them as a table.

// %%
const record = await tw.saveRun(judged, {
  experiment: "tour",
  setting: "periods",
  configuration: { drift: drift, price: price },
  seeds: seeds,
});
const mine = tw.findRuns().filter(pl.col("experiment").eq(pl.lit("tour")));
await tw.show(mine.select("experiment", "key", "setting", "seeds", "backend"));

// %%
const again = tw.readRun(record.key);
await tw.show(again.groupBy("policy").agg(pl.col("reward").mean()).sort("reward", true).head(3));

// %% [markdown]
// ## 9. Mistakes are told plainly

// %%
try {
  new tw.singleBsSync.SingleBsSync({ weight: 2, distance: "manhattan" as "printed" });
} catch (error) {
  console.log(error.message);
}

// %% [markdown]
// ## Exercises
//
// 1. Double the price of a message. Which period is best now? Guess first.
// 2. Write a policy that sends when the error is above 3 m². Hint: `observe` shows `(position - twin) / 10`.
// 3. Make the twin predict: let it drift downstream by 0.3 m a slot when it hears nothing. How much longer can the buoy be
//    silent?
//
// <details><summary>Solutions</summary>
//
// 1. Set `price = 8` and run all cells: a longer period, since the error has to grow further before a message pays.
// 2. A policy is an object with `act` and `forget`:
//
// ```ts
// const threshold: tw.PolicyMaker = () => ({
//   act: ({ values }, out) => void values.forEach((value, row) => (out[row] = (10 * value) ** 2 > 3 ? 1 : 0)),
//   forget() {},
// });
// tw.show(tw.evaluate(river, { threshold }, { seeds: seeds, episodes: 64 }));
// ```
//
// 3. In `step`, replace the first line by `state[1] = action[0] === 1 ? state[0] : state[1] + drift;`. The error then grows
//    with the coin alone, 1 m² a slot, and the best period grows with it.
//
// </details>
//
// **Where next:** `2-single-bs-sync` is the first paper: the same question, with a base station that pays for a message
// with the rate of a user.
