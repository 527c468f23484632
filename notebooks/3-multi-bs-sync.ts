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
// # Several base stations keep one twin in step
//
// H. Yu, Y. Liu, Z. Yang, H. Sun, M. Chen: [*Optimizing Wireless Resource Management and Synchronization in Digital Twin
// Networks*](https://arxiv.org/abs/2502.05116), 2025 (paper B of this lab).
//
// **The claim:** base stations that learn by the team's reward, GRU + VDN, gain up to 28.96 % over base stations that each
// learn by their own, GRU + IQL.
//
// **You will learn** why a synchronisation by one station costs the users of another, what a learner makes of a reward that
// is not its own, and how to tell a learner's merit from its reward's. **You need** the tour (`0-tour`); the twin is that
// of `2-single-bs-sync`. **It takes** half an hour to read; committed results show at once (run anew on two cores: smoke half
// a minute, quick some minutes, paper three hours).

// %%
import pl from "nodejs-polars";
import * as tw from "twinlab";

const { MultiBsSync, everyStation, figures, study, tables, readings } = tw.multiBsSync;
const seed = 0;
const profile = (process.env.TWINLAB_PROFILE ?? "paper") as tw.Profile; // smoke | quick | paper
const isPaper = profile === "paper"; // sweeps, readings and what goes beyond the paper are in that profile alone

// %% [markdown]
// ## The model
//
// Three base stations with overlapping discs share twelve resource blocks. A user is served on one block by one station;
// a block that two stations use carries interference. A station may spend a block to tell the cloud where the users in its
// disc are (*synchronise*).
//
// | the paper | what it says | in the library |
// |---|---|---|
// | (1) | users move: stay, forward, back, left, right | `RandomWalk`, in the union of the discs |
// | (2), (3) | rate of a user, interference of the other stations on its block | `userRate`, `interferenceAtUser` |
// | (4), (5), (6) | rate to the cloud, interference there, delay | `cloudRate`, `interferenceAtCloud` |
// | (7) | the twin is exact for users of stations that synchronise | `Twin`, `reportedUsers` |
// | (8), (16) | team reward; a penalty where a user has two stations | `teamReward` |
// | (9) to (15) | the twin predicts by a GRU | `gruCell`, `gruPredict`, `predictionLoss` |
// | (17) | a station's own part of the reward | `localReward` |
// | Algorithm 1 | station after station matches its users to blocks | `BlockAllocation` |
// | (19)-(24), (37) | VDN: the sum of all Q on the team's reward; IQL: each Q on its own | `createVdn`, `createIql` |
//
// | symbol | | value | unit |
// |---|---|---|---|
// | $M$, $U$, $N$ | stations, users, blocks | 3, 12, 12 | |
// | $\epsilon$ | weight of the rates | .3 | |
// | $\Delta l$ | step of a user in a slot | 1 | m |
// | $\rho$ | penalty of double service, for each station | −1 | |
// | $\gamma$, $\lambda_Q$, $\theta^h$ | discount, step size, units of a Q network | .2, 1e-4, 128 | |
// | $G$ | epochs of 8 episodes of 30 slots | 75 | |

// %% [markdown]
// What the paper leaves open, and what we take. The first choice of each row is the **headline**, *as printed*: literal
// wherever the text can be run literally. Any other is one `--set` away.

// %%
await tw.show(pl.readRecords(tw.readingsTable(readings)));

// %% [markdown]
// ## The network
//
// Users step 3 m here, so that one can see it, and the twin knows their mean displacement. Press play: every eighth slot all
// stations synchronise (green links) and the twin is exact; in between it predicts, and whiskers are its errors.

// %%
await tw.show(figures.networkMap(everyStation(tw.periodic(8)), { stepM: 3, horizon: 20 }));

// %% [markdown]
// Twelve blocks for twelve users: while nobody synchronises, every user has a block of its own in the whole network. A
// synchronisation takes one of them away, and two users of different stations have to share.

// %%
await tw.show(figures.blocksInUse());

// %% [markdown]
// ## Your turn
//
// Thirty slots, steps of 3 m. In which slots should all three stations synchronise? Every block that carries a
// synchronisation is one that two users have to share. Change the list, run the cell, and try to beat the others.

// %%
const yours = [10, 20];
const walking = new MultiBsSync({ stepM: 3 }, { seeds: [seed] });
const contest = tw.evaluate(
  walking,
  {
    yours: everyStation(tw.inSlots(yours)),
    never: everyStation(tw.never()),
    always: everyStation(tw.always()),
    "every 4": everyStation(tw.periodic(4)),
  },
  { seeds: [seed], episodes: 20 },
);
await tw.show(
  contest.select("policy", "reward", "rate", "twinError", "synchronised").sort("reward", true),
);

// %% [markdown]
// ## What a synchronisation costs, and whom
//
// Stations that synchronise in the same slot put it on the same block, so three together cost less than three apart: they
// should synchronise **together or not at all**. And a station that looks at its own users alone does not see that users of
// others have to share a block. The *oracle of the team* knows every user's true place and tries each choice on a copy of the
// world: no station can follow it, and no learner is held against it.

// %%
const network = new MultiBsSync({}, { seeds: [seed] });
const policies = {
  never: everyStation(tw.never()),
  "in turn": tw.multiBsSync.roundRobin(),
  "all, always": everyStation(tw.always()),
  "all, every 8": everyStation(tw.periodic(8)),
  "greedy, local": tw.multiBsSync.greedyLocal(),
  "oracle of the team": tw.multiBsSync.greedyTeam(3),
  "random allowed": tw.multiBsSync.randomAllowed(),
};
const played = tw.evaluate(network, policies, { seeds: [seed], episodes: 20 });
await tw.show(played.select("policy", "reward", "rate", "twinError", "synchronised", "valid"));

// %% [markdown]
// ## Every policy
//
// Committed results are read; what is missing is computed. Parameters are chosen on selection episodes and judged on others.
// The twin is the printed GRU unless a setting names another.

// %%
const results = await tw.reproduce(study, { profile: profile });
await tw.show(figures.rateAgainstError(results));

// %% [markdown]
// ## Credit: two prisoners
//
// Before the network, the smallest case, trained live. Two agents cooperate or defect; defecting pays for oneself whatever the
// other does, and costs the pair 2. IQL, each by its own reward, defects. VDN, by the sum, cooperates.

// %%
const seeds = [0, 1, 2, 3, 4];
const game = tw.defineEnvironment(tw.agents.RECURRENT_PROBES.prisoners.rules, 2 * seeds.length);
const learners = { VDN: tw.createVdn, IQL: tw.createIql };
await tw.selectBackend();
const curves: pl.DataFrame[] = [];
for (const [method, create] of Object.entries(learners)) {
  const options = tw.agents.RECURRENT_PROBE_OPTIONS;
  const learner = create(game, tw.streamsOf(seeds, 1, "training"), options);
  const curve = await tw.train(game, learner, { seeds: seeds, slots: 400, every: 40 });
  curves.push(curve.withColumn(pl.lit(method).alias("method")));
  learner.dispose();
}

// %%
const tracks = pl
  .concat(curves)
  .groupBy("method", "slot")
  .agg(
    pl.col("reward").mean().alias("mean"),
    pl.col("reward").min().alias("low"),
    pl.col("reward").max().alias("high"),
  );
await tw.show(
  tw.lineWithBand(tracks.sort("slot"), {
    name: "multi-bs-sync/prisoners",
    caption:
      "Reward of the pair while exploring; bands from the least to the largest of five seeds.",
    x: "slot",
    xTitle: "Slot",
    yTitle: "Reward of the pair",
  }),
);

// %% [markdown]
// In the network the same happens twice. A user in an overlap is worth a rate to each station that serves it, and double
// service costs the team everything: (16) pays a penalty in place of the slot's reward. And a synchronisation takes a block
// from users of other stations, which the local reward does not see.
//
// ## A twin that learns to predict (Fig. 2)
//
// Three users of a network: the one at the lower quartile of errors, the median, the upper quartile.

// %%
await tw.show(figures.predictedPaths(results));

// %%
await tw.show(tw.verdicts("B6"));

// %% [markdown]
// ## The headline (Fig. 3)
//
// VDN by the team's reward, IQL by the two cases of (16) for a station's own users. Guess before you look: who gains more from
// epoch 1 to epoch 75?

// %%
await tw.show(figures.learningCurves(results));

// %% [markdown]
// ## Four local rewards
//
// The paper does not print the reward by which IQL learns, and it decides the claim. After 525 updates: by the two cases of
// (16); by (17) and the penalty, which pays for double service; by (17) alone; and by the team's reward, which is what the
// software that the paper cites calls IQL. (VDN is still learning there, so nothing is judged on this figure.)

// %%
if (isPaper) await tw.show(figures.localRewards(results));

// %%
await tw.show(tw.verdicts("B1"));

// %% [markdown]
// As printed the largest gap is 8.5 % (1.7, 15.7) for 28.96, and at the end there is none. A GRU that is told nothing drifts, so
// timing is worth much: a policy that synchronises where the twin is off by 3 m² gets 39.1, and neither learner comes near
// (29.5 and 31.5), for neither sees how old the twin is. **What the paper compares is two rewards as much as two ways to learn.**
//
// Both rewards increase, says the text (B7):

// %%
await tw.show(tw.verdicts("B7"));

// %% [markdown]
// ## The weight of the rates (Fig. 4)

// %%
if (isPaper) await tw.show(figures.byWeight(results));

// %%
await tw.show(tw.verdicts("B2", "B3"));

// %% [markdown]
// **B2 holds in direction, in every reading of r^m**: the rate is 20.7 % (13.6, 28.2) higher for 31.79, and 21.3 % (12.8, 30.5)
// where a slot that serves a user twice counts 0, which meets the claim. The twin's error is higher, as the paper says: VDN never
// synchronises here, since a synchronisation costs the users of others, which the team's reward sees and IQL's does not.
// That IQL's rate falls from .8 to .99 (B3) is open.
//
// ## The number of users (Fig. 5)

// %%
if (isPaper) await tw.show(figures.byUsers(results));

// %%
await tw.show(tw.verdicts("B4"));

// %% [markdown]
// With 12 users VDN's rate is 3.7 % (2.3, 5.1) higher for 10.15; where a slot that serves a user twice counts 0, 9.5 % (6.7,
// 12.3). Its twin errs more, by 6.6 m² for .2: our GRU drifts further than the paper's seems to.
//
// ## Within an episode (Fig. 6)
//
// Who synchronises: one episode of each seed a row.

// %%
await tw.show(figures.alongEpisode(results, "synchronised"));

// %%
await tw.show(tw.verdicts("B5"));

// %% [markdown]
// ## Every learner
//
// With its share of valid slots, the stations that synchronise, and its regret to the best policy that stations could follow.

// %%
const regret = pl.readRecords(tables.regrets(results), { inferSchemaLength: 200 });
await tw.show(
  regret.select("setting", "method", "seeds", "reward", "valid", "synchronised", "regret"),
);

// %% [markdown]
// ## Beyond the paper: who has served whom
//
// Two stations that both cover a user have to decide that *exactly one* of them serves it: XOR, which no sum of two values can
// represent. Algorithm 1 goes from station to station anyway. Let each one hear, before it decides, whom the earlier ones
// serve (one bit a user): double service is then avoided with certainty, and every slot is valid. With the age of its part of
// the twin in a station's state it can also learn to wait. Fourteen settings of the first learner were tried on seeds 0-4;
// seeds 100-109 judge both.

// %%
if (isPaper) await tw.show(figures.beyondCurves(results));

// %% [markdown]
// Every slot is valid, and VDN gets 38.44 (38.20, 38.69) of the 39.05 that the best policy without learning gets: a regret
// of 1.5 %. PPO in its place, each station on its own, gets 38.36 (37.93, 38.78) from four times as many episodes: who
// hears what was done before needs no decomposition.
//
// ## Operations of a slot, (25) and (26)

// %%
await tw.show(figures.complexityCurves());

// %% [markdown]
// ## What differs from the paper, and why
//
// - Steps are Adam's in place of (15) and (23), and along the true gradient: printed, (24) climbs the loss.
// - $2^{U+1}$ outputs a station are out of reach with 12 users: a station has one output for each bit.
// - With $\gamma = .2$ a learner sees hardly more than one slot ahead: whether an error saved now is worth a block is all
//   that it can ask, not how long it will last.
// - Lemma 1 wants $\gamma \to 1$ as a sufficient condition, while (36) drops an absolute value; it is not implemented.
//
// ## Exercises
//
// 1. **Credit.** Give IQL the team's reward in the prisoners' game. Does it cooperate? What does it not learn as fast as VDN?
// 2. **The price of synchronising.** With `synchronisationBlock: "fastest"` stations put their synchronisations on different
//    blocks. What does *always* cost now, and who pays?
// 3. **Seven stations.** Put one station in the middle and six around it, 100 m away. Which policy is best with 28 users and
//    28 blocks, and with 24 blocks?
//
// <details><summary>Solutions</summary>
//
// 1. It does: with one slot an episode the team's reward is as informative for each. What it learns is noisier, for the
//    other's exploration is part of it: VDN subtracts the other's Q.
//
// ```ts
// const { rules } = tw.agents.RECURRENT_PROBES.prisoners;
// const step = (...slot) => { const { localRewards, ...rest } = rules.step(...slot); return rest; };
// const common = tw.defineEnvironment({ ...rules, step }, 10); // without rewards of their own, agents get the team's
// ```
//
// 2. Three blocks are lost in place of one, and the stations that come later in Algorithm 1 pay most:
//
// ```ts
// const apart = new MultiBsSync({ synchronisationBlock: "fastest" }, { seeds: [0] });
// await tw.show(tw.evaluate(apart, { always: everyStation(tw.always()) }, { seeds: [0] }));
// ```
//
// 3. With a block for each user synchronising costs one block again, whatever the number of stations; with fewer blocks
//    users share them anyway, and a synchronisation is cheaper.
//
// ```ts
// const around = [0, 1, 2, 3, 4, 5].map((i) => [100 * Math.cos((i * Math.PI) / 3), 100 * Math.sin((i * Math.PI) / 3)]);
// const seven = { stations: [[0, 0], ...around], areaM: [320, 300], cloud: [0, 50], users: 28, resourceBlocks: 28 };
// const hive = new MultiBsSync(seven, { seeds: [0] });
// await tw.show(tw.evaluate(hive, policies, { seeds: [0], episodes: 10 }));
// ```
//
// </details>
//
// **Where next:** all figures and tables come from `npx twinlab reproduce multi-bs-sync --profile paper`.
