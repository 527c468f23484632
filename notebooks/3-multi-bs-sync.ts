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
// H. Yu, Y. Liu, Z. Yang, H. Sun, M. Chen: *Optimizing Wireless Resource Management and Synchronization in Digital Twin
// Networks* (paper B of this lab).
//
// **The claim:** base stations that learn by the team's reward, GRU + VDN, gain up to 28.96 % over base stations that each
// learn by their own, GRU + IQL. This notebook builds the network, asks what *any* policy can gain, and takes the gap apart.
//
// **You will learn** why a synchronisation by one station costs the users of another, what a learner makes of a reward that
// is not its own, and how to tell a learner's merit from its reward's. **You need** the tour (`0-tour`); the twin is that
// of `2-single-bs-sync`. **Run time** on two cores: smoke half a minute, quick two minutes, paper three quarters of an hour;
// committed results show at once.

// %%
import pl from "nodejs-polars";
import * as tw from "twinlab";

const seed = 0;
const profile = (process.env.TWINLAB_PROFILE ?? "paper") as tw.Profile; // smoke | quick | paper
const isPaper = profile === "paper"; // sweeps, ablations and what goes beyond the paper are in that profile alone

// %% [markdown]
// ## The model
//
// Three base stations with overlapping discs share twelve resource blocks. A user is served on one block by one station;
// a block that two stations use carries interference. A station may spend a block to tell the cloud where the users in its
// disc are.
//
// | the paper | what it says | in the library |
// |---|---|---|
// | (1) | users move: stay, forward, back, left, right | `RandomWalk`, in the union of the discs |
// | (2), (3) | rate of a user, interference of the other stations on its block | `userRate`, `interferenceAtUser` |
// | (4), (5), (6) | rate to the cloud, interference there, delay | `cloudRate`, `interferenceAtCloud` |
// | (7) | the twin is exact for users of stations that synchronise | `Twin`, `reportedUsers` |
// | (8), (16) | team reward; a penalty where a user has two stations | `teamReward` |
// | (17) | a station's own part of it | `localReward` |
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
//
// Where the paper is silent or contradicts itself, we had to choose:
//
// | the paper says | we take | why |
// |---|---|---|
// | a synchronisation inside the sum over users, (3), (5) | it interferes once | printed, it counts eleven times; that stands beside each claim |
// | the action names no block for the synchronisation | paper C's rule: the slowest that is fast enough | all stations then put it on the same block |
// | $2^{U+1}$ actions a station | one bit each, and only for users in an overlap | the literal head has figures for six users |
// | "local reward" of IQL | its term of (17), and the penalty for each user that it serves twice | without it IQL is judged by what it never saw |
// | (24) with a minus twice | the true gradient | printed, it climbs the loss |

// %%
const network = new tw.multiBsSync.MultiBsSync({}, { seeds: [seed] });
const { stations, users, resourceBlocks } = network.configuration;
console.log(`${stations.length} stations, ${users} users, ${resourceBlocks} blocks`);
const pair = new tw.multiBsSync.MultiBsSync({}, { seeds: [0, 1] });
console.log(`the contract holds: ${tw.checkEnvironment(pair).length} promises kept`);

// %% [markdown]
// ## The network
//
// Press play: every eighth slot all stations synchronise (green links) and the twin is exact; in between it predicts, and
// whiskers are its errors.

// %%
await tw.show(
  tw.multiBsSync.figures.networkMap(tw.multiBsSync.everyStation(tw.periodic(8)), {
    stepM: 3,
    horizon: 20,
  }),
);

// %% [markdown]
// Twelve blocks for twelve users: while nobody synchronises, every user has a block of its own in the whole network. A
// synchronisation takes one of them away, and two users of different stations have to share.

// %%
await tw.show(tw.multiBsSync.figures.blocksInUse());

// %% [markdown]
// ## What a synchronisation costs, and whom
//
// Stations that synchronise in the same slot put it on the same block, so three together cost less than twice what one
// costs alone: they should synchronise **together or not at all**. And a station that looks at its own users alone does not
// see that users of others have to share a block: greedy on its own part, it synchronises nearly always.

// %%
const policies = {
  never: tw.multiBsSync.everyStation(tw.never()),
  "in turn": tw.multiBsSync.roundRobin(),
  "all, always": tw.multiBsSync.everyStation(tw.always()),
  "all, every 8": tw.multiBsSync.everyStation(tw.periodic(8)),
  "greedy, local": tw.multiBsSync.greedyLocal(),
  "greedy, team": tw.multiBsSync.greedyTeam(3),
  "random allowed": tw.multiBsSync.randomAllowed(),
};
const played = tw.evaluate(network, policies, { seeds: [seed], episodes: 20 });
await tw.show(played.select("policy", "reward", "rate", "twinError", "synchronised", "valid"));

// %% [markdown]
// polars says what a synchronisation is worth: rate given up and error saved for each station that synchronises.

// %%
const [idle] = tw.numbersOf(played.filter(pl.col("policy").eq(pl.lit("never"))), "rate");
await tw.show(
  played
    .filter(
      pl
        .col("synchronised")
        .gt(pl.lit(0))
        .and(pl.col("valid").eq(pl.lit(1))),
    )
    .withColumn(
      pl.lit(idle).sub(pl.col("rate")).div(pl.col("synchronised")).alias("rate lost a sync"),
    )
    .select("policy", "synchronised", "rate lost a sync", "twinError"),
);

// %% [markdown]
// ## Every policy
//
// Committed results are read; what is missing is computed. Parameters are chosen on selection episodes and judged on others.

// %%
const results = await tw.reproduce(tw.multiBsSync.study, { profile: profile });
await tw.show(tw.multiBsSync.figures.rateAgainstError(results));

// %% [markdown]
// ## Credit: two prisoners
//
// Before the network, the smallest case. Two agents cooperate or defect; defecting pays for oneself whatever the other does,
// and costs the pair 2. IQL, each by its own reward, defects. VDN, by the sum, cooperates.

// %%
const seeds = [0, 1, 2, 3, 4];
const game = tw.defineEnvironment(tw.agents.RECURRENT_PROBES.prisoners.rules, 2 * seeds.length);
const learners = { VDN: tw.createVdn, IQL: tw.createIql };
await tw.selectBackend();
const curves: pl.DataFrame[] = [];
for (const [method, create] of Object.entries(learners)) {
  const learner = create(
    game,
    tw.streamsOf(seeds, 1, "training"),
    tw.agents.RECURRENT_PROBE_OPTIONS,
  );
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
// ## The headline
//
// Greedy team reward over the epochs, with the three rewards that IQL might have had (Fig. 3). By its local reward IQL learns
// to serve everybody twice and *loses* reward as it learns; by the team's reward it does nearly what VDN does.

// %%
await tw.show(tw.multiBsSync.figures.learningCurves(results));

// %% [markdown]
// The claim, judged by rule: the gain of VDN in %, over the final window, with a 95 % interval over seeds, of greedy policies
// and as the learners act; "up to" is the largest gap of those curves. 28.96 % are exceeded fourfold, and it is not what it
// seems: IQL has a valid slot half of the time, VDN always, and a slot that is not valid earns next to nothing. Take the
// reward away as a difference, and .8 % are left, of an interval that holds 0 and excludes the claim.
// **What the paper compares is two rewards, not two ways to learn.**

// %%
await tw.show(tw.verdicts("B1"));

// %% [markdown]
// ## The weight of the rates (Fig. 4)
//
// Rates and errors of both are far from the best policy, and do not answer to the weight: after 525 updates of the printed
// step size whether a station synchronises is still what its first weights were, in every slot the same. Their greedy reward
// was still moving when they ended, so most rows of B2 to B5 say *not trained*: nothing can be judged on them.

// %%
if (isPaper) await tw.show(tw.multiBsSync.figures.byWeight(results));

// %% [markdown]
// Rows beside 31.79 are gains of the rate in % (B2), those beside "> 0" differences of the twin's error in m² (B2), those
// beside "< 0" what IQL's rate does from weight .8 to .99 (B3).

// %%
await tw.show(tw.verdicts("B2", "B3"));

// %% [markdown]
// ## The number of users (Fig. 5)
//
// Up to ten users no block is short with twelve: synchronising is free, and always right. IQL's rate stands above the best
// policy's there because it serves users twice, which (8) forbids.

// %%
if (isPaper) await tw.show(tw.multiBsSync.figures.byUsers(results));

// %% [markdown]
// The first four rows are from 6 to 14 users: the error should rise, the rate fall. Beside 10.15 stand gains of the rate in %
// with 12 users, beside .2 differences of the error in m².

// %%
await tw.show(tw.verdicts("B4"));

// %% [markdown]
// ## Within an episode (Fig. 6)
//
// First who synchronises, one episode of each seed a row; then the twin's error, its mean over all episodes and that of the
// same episodes. A learner's stations synchronise always or never, so the twin's error only grows, where one of them never
// does.

// %%
await tw.show(tw.multiBsSync.figures.alongEpisode(results, "synchronised"));

// %%
await tw.show(tw.multiBsSync.figures.alongEpisode(results, "twinError"));

// %%
await tw.show(tw.verdicts("B5"));

// %% [markdown]
// ## What explains the gap
//
// Every learner with its share of valid slots, the stations that synchronise, and its regret to the best policy that
// stations could follow. The ablations change one thing at a time in the setting of Fig. 6: masks, twin, memory. Without
// masks nothing is learned in 525 updates: no slot is valid. With the last 32 episodes alone remembered, more slots are.

// %%
const regret = pl.readRecords(tw.multiBsSync.tables.regrets(results), { inferSchemaLength: 200 });
const { REREAD, FIG_3, FIG_6 } = tw.multiBsSync.settings;
const isBeside = pl.col("setting").isIn(REREAD.map(({ setting }) => setting.name)); // they are in the claims
await tw.show(
  regret
    .filter(isBeside.not())
    .select("setting", "method", "seeds", "reward", "valid", "synchronised", "regret"),
);

// %% [markdown]
// What share of the loss is double service alone? A slot that is not valid earns next to nothing:

// %%
const main = regret.filter(pl.col("setting").isIn([FIG_3.name, FIG_6.name]));
await tw.show(
  main
    .withColumn(pl.col("reward").div(pl.col("valid")).alias("reward of a valid slot"))
    .select("setting", "method", "valid", "reward of a valid slot", "best"),
);

// %% [markdown]
// ## Beyond the paper: the age in the state
//
// Positions do not say how old the twin is. With the age of a station's part in its state, and a discount that looks ahead,
// VDN can learn to wait. What kept it from that was its memory: episodes of long ago, in which the other stations acted at
// random, say that it makes no difference who serves a user in an overlap. The last episodes say what the others do *now*.
// Fourteen settings were tried on seeds 0-4, all with the same updates:
//
// | discount | step size | rewards | episodes remembered | exploring, share of the epochs | reward |
// |---|---|---|---|---|---|
// | six settings; the best: .9 | 1e-4 | raw | all 600 | .6 | 37.5 |
// | .8 | 2e-4 | standardised | all 600 | .2 | 34.8 |
// | .8 | 5e-4, one network for all stations | standardised | all 600 | .3 | 29.3 |
// | .8 | 1e-3 | standardised | all 600 | .2 | 31.9 |
// | .8 | 1e-3 | standardised | 96 | .2 | 37.6 |
// | .8 | 3e-4 | standardised | 64 | .2 | 39.2 |
// | .5 | 1e-3 | standardised | 48 | .2 | 38.8 |
// | .9 | 4e-4 | standardised | 48 | .15 | 39.8 |
// | **.8** | **3e-4** | **standardised** | **32** | **.15** | **39.8** |
//
// The last one is judged on seeds 100-109: 39.31 (38.81, 39.68) where the best policy gets 40.52, a regret of 3.0 %, after
// 1.9 % on the seeds that it was chosen on. It waits as it should, a station in four slots; some of its slots are not valid
// (1.2 %), which is most of the regret. Any row is run again by
// `npx twinlab run multi-bs-sync --profile paper --setting "Fig. 3, age observed" --set learner.capacity=64` and the like.

// %%
if (isPaper) await tw.show(tw.multiBsSync.figures.beyondCurves(results));

// %% [markdown]
// ## Operations of a slot, (25) and (26)

// %%
await tw.show(tw.multiBsSync.figures.complexityCurves());

// %% [markdown]
// Measured, with one bit for each user: a slot of one network, environment and greedy VDN together, on this machine. The
// literal head's $2^{U+1}$ outputs would be 32,768 with 14 users.

// %%
const measured = [2, 6, 10, 14].map((users) => {
  const sized = new tw.multiBsSync.MultiBsSync({ users: users }, { seeds: seeds, copies: 8 });
  const learner = tw.createVdn(sized, tw.streamsOf(seeds, 1, "training"));
  const play = () =>
    tw.evaluate(sized, { vdn: () => learner.policy }, { seeds: seeds, episodes: 80 });
  play(); // the first time it is compiled
  const begin = performance.now();
  play();
  const slots = seeds.length * 80 * sized.configuration.horizon;
  learner.dispose();
  return { users: users, microseconds: Math.round((1000 * (performance.now() - begin)) / slots) };
});
await tw.show(pl.readRecords(measured));

// %% [markdown]
// ## What differs from the paper, and why
//
// - IQL's local reward is not printed, and it decides the claim: look at the three curves of IQL above.
// - The paper's penalty is not printed either. Serving nobody scores 0 in (16), more than any double service.
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
// const apart = new tw.multiBsSync.MultiBsSync({ synchronisationBlock: "fastest" }, { seeds: [0] });
// await tw.show(tw.evaluate(apart, { always: tw.multiBsSync.everyStation(tw.always()) }, { seeds: [0] }));
// ```
//
// 3. With a block for each user synchronising costs one block again, whatever the number of stations; with fewer blocks
//    users share them anyway, and a synchronisation is cheaper.
//
// ```ts
// const around = [0, 1, 2, 3, 4, 5].map((i) => [100 * Math.cos((i * Math.PI) / 3), 100 * Math.sin((i * Math.PI) / 3)]);
// const seven = { stations: [[0, 0], ...around], areaM: [320, 300], cloud: [0, 50], users: 28, resourceBlocks: 28 };
// const hive = new tw.multiBsSync.MultiBsSync(seven, { seeds: [0] });
// await tw.show(tw.evaluate(hive, policies, { seeds: [0], episodes: 10 }));
// ```
//
// </details>
//
// **Where next:** all figures and tables come from `npx twinlab reproduce multi-bs-sync --profile paper`.
