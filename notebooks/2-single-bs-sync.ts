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
// # One base station keeps a twin in step
//
// H. Yu, Y. Liu, M. Chen: [*Joint Communication and Synchronization Performance Optimization in Digital Twin Enabled
// Networks*](https://scholarship.miami.edu/esploro/outputs/conferenceProceeding/Joint-Communication-and-Synchronization-Performance-Optimization/991032596313802976)
// (paper C of this lab).
//
// **The claim:** a learner that decides when to synchronise a network with its digital twin, GRU + SAC, gains up to 10.31 %
// over another, GRU + DQN. This notebook builds the network and its twin, asks what *any* policy can gain, and then lets
// both learners run.
//
// **You will learn** how a twin falls behind, what it costs to catch up, when that pays, and how to read a trade-off
// without hiding the weight behind it, and what two learners make of it. **You need** the tour (`0-tour`). **Run time** on
// two cores: smoke half a minute, quick two minutes, paper a quarter of an hour; committed results show at once.

// %%
import pl from "nodejs-polars";
import * as tw from "twinlab";

const { SingleBsSync, figures, settings, study, tables } = tw.singleBsSync;
const seed = 0;
const profile = (process.env.TWINLAB_PROFILE ?? "paper") as tw.Profile; // smoke | quick | paper

// %% [markdown]
// ## The model
//
// A base station serves ten walking users with six resource blocks. Its twin in the cloud knows where the users are only
// when it is told, and telling it takes one of the six blocks. In between, it predicts.
//
// | the paper | what it says | in the library |
// |---|---|---|
// | (1) | users move: stay, forward, back, left, right, with probabilities of their own | `RandomWalk`, `moveUser` |
// | (2), (3) | rate on a block: $B \log_2(1 + P o d^{-2} / (I_n + B N_0))$ | `linkRates`, `pathGain` |
// | (4) | the twin's status is exact when synchronised, predicted otherwise | `Twin` |
// | (5) | maximise $\epsilon \sum_u c_u - (1 - \epsilon)\, \frac{1}{U} \lVert s - s' \rVert^2$ | `synchronisationReward` |
// | (14), (16) | users get blocks by the Hungarian method | `MaximumAssignment` |
// | (15), (17) | reward of a slot without and with synchronisation | `SingleBsSync` |
//
// | symbol | | value | unit |
// |---|---|---|---|
// | $U$, $N$ | users, resource blocks | 10, 6 | |
// | $\epsilon$ | weight of the rates | .987 | |
// | $\Delta l$ | step of a user in a slot | 1 | m |
// | $P$, $B$, $N_0$ | power, bandwidth, noise density | 1, 1, 1e-5 | normalised |
// | $D$, $\gamma$ | data of a synchronisation, limit of its delay | .1, 2.5 | normalised |
// | $T$ | slots of an episode | 30 | |
//
// Where the paper is silent or contradicts itself, we had to choose:
//
// | the paper says | we take | why |
// |---|---|---|
// | $d = \sqrt{\lVert l - l' \rVert_2}$ | that, for the verdict | printed; the Euclidean distance stands beside it: rates fall from 71 to 42 bit/s/Hz |
// | no step length, no move probabilities | 1 m; Dirichlet(.1) for each user | only habits that strong allow the small prediction errors of its figure 2 |
// | nothing on leaving the area | the move is cancelled | users with a habit gather at the border and stand still |
// | no interference values | 0 | all blocks are equal then, and any one can carry the synchronisation |
// | the server's block: the largest delay below the limit | that | printed |
// | the error term after the sum over users | once a slot | as in (15) |

// %%
const network = new SingleBsSync({}, { seeds: [seed] });
const { configuration } = network;
console.log(
  `${configuration.users} users, ${configuration.resourceBlocks} blocks, weight ${configuration.weight}`,
);
console.log(
  `the contract holds: ${tw.checkEnvironment(new SingleBsSync({}, { seeds: [0, 1] })).length} promises kept`,
);

// %% [markdown]
// ## The network, and a twin that falls behind
//
// Steps of 5 m make it visible. Press play: blue users walk, the twin's belief drifts away, whiskers are its errors, and
// every twelfth slot the green link makes it exact.

// %%
await tw.show(figures.networkMap(tw.periodic(12), "sync pays, step 5", seed));

// %% [markdown]
// ## How fast does it fall behind?
//
// A twin that holds the last position errs by the whole walk. One that knows each user's mean displacement errs by the
// spread of the walk alone, and users who stand at the border do not err at all. Below, nobody ever synchronises.

// %%
const predictors = ["hold-last", "mean-displacement"] as const;
const drift = predictors.map((predictor) => {
  const lonely = new SingleBsSync({ predictor }, { seeds: [seed], copies: 1 });
  const episode = tw.trace(lonely, tw.never(), { seed: seed, slots: 30 });
  return episode
    .groupBy("slot")
    .agg(pl.col("twinError").first())
    .withColumn(pl.lit(predictor).alias("predictor"));
});
const atTheEnd = pl.concat(drift).filter(pl.col("slot").eq(pl.lit(29)));
await tw.show(atTheEnd.rename({ twinError: "error after 29 slots (m²)" }));

// %% [markdown]
// The figure draws the same for five networks of users, with 95 % intervals over them.

// %%
const seeds = [0, 1, 2, 3, 4];
const rows = predictors.flatMap((predictor) => {
  const each = seeds.map((s) => {
    const episode = tw.trace(new SingleBsSync({ predictor }, { seeds: [s] }), tw.never(), {
      seed: s,
      slots: 30,
    });
    return tw.numbersOf(
      episode.groupBy("slot").agg(pl.col("twinError").first()).sort("slot"),
      "twinError",
    );
  });
  return each[0].map((_, slot) => {
    const { value, low, high } = tw.tInterval(each.map((errors) => errors[slot]));
    return { predictor, slot, value, low, high };
  });
});

// %%
const drifting = tw.lineWithBand(pl.readRecords(rows), {
  name: "single-bs-sync/drift",
  caption: "A twin left alone falls behind; how fast depends on what it knows of its users.",
  x: "slot",
  series: "predictor",
  mean: "value",
  low: "low",
  high: "high",
  xTitle: "Slots since the last synchronisation",
  yTitle: "Error of the twin (m²)",
});
await tw.show(drifting);

// %% [markdown]
// ## What a synchronisation costs
//
// It takes the block of the user who is served worst, and with it that user's rate. Over the error that it removes, that
// is the price of being in step.

// %%
const always = tw.evaluate(
  network,
  { always: tw.always(), never: tw.never() },
  { seeds: [seed], episodes: 50 },
);
await tw.show(always.select("policy", "reward", "rate", "twinError", "price", "age"));

// %% [markdown]
// In the printed regime a synchronisation costs about 11 bit/s/Hz, weighted by .987. One slot of drift costs about .01. So
// **never synchronising is optimal** here, and no learner can do better than to find that out.
//
// ## Every policy, in every setting
//
// Committed results are read; what is missing is computed, with progress and time left. Each family's parameter is chosen
// on selection episodes and judged on others.

// %%
const results = await tw.reproduce(study, { profile: profile });
const best = pl.readRecords(
  Object.keys(settings.SETTINGS).flatMap((name) => tables.bestPolicies(results, name)),
);
console.log(`${results.table.height} rows of metrics`);

// %% [markdown]
// What is there to gain? For each setting: the best policy, and what it gains over never and over always synchronising.

// %%
const rewardOf = (family: string, name: string) =>
  best.filter(pl.col("family").eq(pl.lit(family))).select("setting", pl.col("reward").alias(name));
const room = best
  .sort("reward", true)
  .unique(["setting"], "first", true)
  .select("setting", "policy", "reward")
  .join(rewardOf("never", "never"), { on: "setting" })
  .join(rewardOf("always", "always"), { on: "setting" })
  .withColumn(pl.col("reward").sub(pl.col("never")).alias("gain over never"))
  .withColumn(pl.col("reward").sub(pl.col("always")).alias("gain over always"));
await tw.show(room);

// %% [markdown]
// The twin decides as much as the network: with a twin that merely holds the last position, synchronising pays sooner. A
// poor predictor makes a learner look useful.
//
// ## Rate against error
//
// The weight of C (5) turns two quantities into one. The figure keeps both, and leaves the weight to you: move the slider and
// see which policy is best. In the printed regime it starts at the far right, with a policy that never synchronises.

// %%
await tw.show(figures.rateAgainstError(results, "printed"));

// %% [markdown]
// With steps of 5 m the same figure bends, and its best policy synchronises now and then.

// %%
await tw.show(figures.rateAgainstError(results, "sync pays, step 5"));

// %% [markdown]
// ## When does synchronising pay?
//
// The whole plane of weight and step length, with the best period in each cell. The paper's point lies in the white part.

// %%
await tw.show(figures.regimeMap(results));

// %% [markdown]
// How much does a wrong period cost? polars answers with the regret of each period in one setting.

// %%
const judged = results.table.filter(
  pl
    .col("setting")
    .eq(pl.lit("sync pays, step 5"))
    .and(pl.col("purpose").eq(pl.lit("evaluation"))),
);
const periods = judged
  .filter(pl.col("family").eq(pl.lit("periodic")))
  .groupBy("parameter")
  .agg(pl.col("reward").mean(), pl.col("synchronised").mean(), pl.col("age").mean())
  .sort("parameter");
const top = Math.max(...tw.numbersOf(periods, "reward"));
await tw.show(
  periods.withColumn(
    pl.lit(top).sub(pl.col("reward")).div(pl.lit(top)).mul(pl.lit(100)).alias("regret (%)"),
  ),
);

// %% [markdown]
// ## A twin that learns to predict
//
// The paper's twin predicts with a GRU, C (6) to C (10): five statuses in, the next one out. One step ahead the printed form is
// far from what is possible, since it has to learn the identity first. Told the last moves instead of places, the same GRU
// comes close to the floor, which no predictor goes below.

// %%
const oneStep = results.table
  .filter(pl.col("purpose").eq(pl.lit("one step")))
  .groupBy("predictor")
  .agg(pl.col("mse").mean().alias("error one step ahead (m²)"))
  .sort("error one step ahead (m²)");
await tw.show(oneStep);

// %% [markdown]
// What counts for the twin is how errors grow when it predicts from its own predictions.

// %%
await tw.show(figures.predictionErrors(results));

// %% [markdown]
// The paper's figure 2 gives the errors of three users drawn at random. Held against the quartiles of ours (C2):

// %%
await tw.show(tw.verdicts("C2"));

// %% [markdown]
// ## Two learners decide
//
// SAC and DQN with equal networks, memory and updates. Every second epoch the policy is judged greedily on fresh episodes.
// First as printed, with the GRU in the twin:

// %%
await tw.show(figures.learningCurves(results, "printed, GRU twin"));

// %% [markdown]
// And where synchronising pays, with positions alone in the state, as printed:

// %%
await tw.show(figures.learningCurves(results, "weight .5, positions"));

// %%
await tw.show(figures.learningCurves(results, "step 5, positions"));

// %% [markdown]
// The claim, judged by rule (C1): the gain of SAC over DQN in %, over the final window, with a 95 % interval over seeds, of
// greedy policies and as the learners act; "up to" is the largest gap of those curves. *Holm* is the verdict that is left
// where all claims of the paper are to hold at once.

// %%
await tw.show(tw.verdicts("C1"));

// %% [markdown]
// ## Beyond the paper: the age in the state
//
// Positions do not say how old the twin is, so no policy on positions can wait. With the age in the state, and rewards
// standardised so that a temperature means the same at any scale, both learners find the time. Four settings of each were
// tried on seeds 0-9; the curves are from seeds 100-109. (They need the paper profile.)

// %%
const isPaper = profile === "paper";
if (isPaper) await tw.show(figures.tunedCurves(results, "weight .5, age"));

// %%
if (isPaper) await tw.show(figures.tunedCurves(results, "step 5, age"));

// %%
if (isPaper) await tw.show(figures.synchronisationByAge(results));

// %% [markdown]
// The regret of every learner to the best policy that needs no learning:

// %%
const regret = pl.readRecords(tables.regrets(results), { inferSchemaLength: 100 });
await tw.show(
  regret.select("setting", "method", "seeds", "reward", "synchronised", "bestPolicy", "regret"),
);

// %% [markdown]
// ## What differs from the paper, and why
//
// - The paper's 10.31 % compares two learners in a regime where the best policy is constant. Both find it, so at the end
//   there is nothing left to compare; what gap there is comes from the way there.
// - The myopic oracle knows the reward of every action in this slot and still loses where synchronising pays: the benefit
//   comes later, and with positions alone a learner cannot see it coming.
// - Age threshold and period are one policy here, since a synchronisation never fails at the printed delay limit.
// - The paper's errors of prediction need users with strong habits, and a predictor that is told moves, not places.
//
// ## Exercises
//
// 1. Give one block strong interference: `interference: [0, 0, 0, 0, 0, 1]`. What does a synchronisation cost now, and what
//    is the best policy at weight .987?
// 2. Switch on Rayleigh fading (`fading: "rayleigh"`). Does the price of a synchronisation rise or fall? Why?
// 3. Let users move without habits (`concentration: "uniform"`) with steps of 1 m. At which weight does a period of 12 beat
//    never synchronising?
//
// <details><summary>Solutions</summary>
//
// 1. The rule gives the server the slowest block that is fast enough, the bad one, which no user would miss: the price is
//    nearly nothing and any policy does about as well.
//
// ```ts
// const bad = new SingleBsSync({ interference: [0, 0, 0, 0, 0, 1] }, { seeds: [0] });
// await tw.show(tw.evaluate(bad, { never: tw.never(), "every 3": tw.periodic(3), always: tw.always() }, { seeds: [0] }));
// ```
//
// 2. It rises, from about 11.2 to 12.6: with fading each block finds a user who is good on it, so all six are worth more,
//    the one that is given up too.
// 3. At about .9. Compare `tw.evaluate(new SingleBsSync({ concentration: "uniform", weight }, { seeds: [0] }), ...)` for
//    some weights: the error that is saved has to outweigh about .75 bit/s/Hz a slot.
//
// </details>
//
// **Where next:** other figures and tables come from `npx twinlab reproduce single-bs-sync --profile paper`.
