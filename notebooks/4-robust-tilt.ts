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
// # Robust tilts from a cheap, noisy twin
//
// H. Yu, H. Farooq, J. Forgeat, S. Bothe, K. Cyras, M. M. U. Chowdhury, M. Chen: [*Optimizing Reinforcement Learning Training
// over Digital Twin Enabled Multi-fidelity Networks*](https://arxiv.org/abs/2603.08931), 2026 (paper A of this lab).
//
// **The claim:** a base station learns to turn its antennas from two sources, the physical network, which is exact and slow,
// and a twin, which is wrong and free. Robust PPO on two levels saves up to 28 % of the delay, gains 39 % of reward and 78 % of
// return over PPO, *because it is robust to the twin's noise*.
//
// **You will learn** how interval bounds make a policy robust, what that does to its gradient, how to test an explanation and
// not only a number, and what an attacker makes of a policy that looks. **You need** the tour (`0-tour`). **It takes** half an
// hour to read; committed results show at once (run anew on two cores: smoke half a minute, quick three minutes, paper an hour
// and a half).

// %%
import pl from "nodejs-polars";
import * as tw from "twinlab";

const { RobustTilt, figures, readings, study, tables } = tw.robustTilt;
const seed = 0;
const profile = (process.env.TWINLAB_PROFILE ?? "paper") as tw.Profile; // smoke | quick | paper
const isPaper = profile === "paper"; // sweeps and readings are in that profile alone

// %% [markdown]
// ## The model
//
// One mast, three sector antennas, ten users that walk around it. Every $N = 3$ slots the tilts are set anew: a *transition*.
//
// | the paper | what it says | in the library |
// |---|---|---|
// | (1) | users walk at random in a disc | `RandomWalk` |
// | (2), (3) | SINR, gain of a sector antenna | `SectorLinks`, `sectorGain` |
// | (4)-(6) | rates of both directions | `shannonRate` |
// | (7), (8b) | delay of a physical transition, and its limit | `transitionDelay` |
// | (9) | reward of a transition; a twin's is wrong by eps(R) | `tiltReward` |
// | (10)-(19) | PPO, its worst case over a box, the robust loss | `createPpo` with `kappa`, `radius` |
// | (20), Algorithm 2 | the share of physical data, level 2 | `TrainingEnvironment`, `collectionReward` |
// | (28), (29) | operations | `trainingComplexity`, `hierarchicalComplexity` |
//
// | symbol | | value | unit |
// |---|---|---|---|
// | $U$, $C$ | users, sectors | 10, 3 | |
// | $\theta^V$, $\theta^H$ | beamwidths | 30, 120 | ° |
// | $\epsilon$ | largest error of the twin's positions | .25 | cell radii (50 m) |
// | $\kappa$, $\eta$ | weight of the worst case, clip | .5, .2 | |
// | $\xi$, $\tau_{max}$ | price of delay beyond the limit, the limit | .005, 150 | |
// | $\vert B_e\vert$, $E$ | transitions an epoch, epochs | 260, 300 | |
//
// Every result names one of **three settings**. `as-printed` is the headline; the two others show what hangs on it.
//
// | | `as-printed` | `literal` | `benign` |
// |---|---|---|---|
// | who serves a user | the strongest antenna | the nearest azimuth | the nearest azimuth |
// | tilts | 0° to 90°, as printed | as printed | 0° to 30° |
// | pattern (3) | without limits, as printed | as printed | 3GPP's limits, 20 and 25 dB |
// | interference in (5) | the same user's other antennas, as printed | as printed | the other users |

// %% [markdown]
// What the paper leaves open, and what we take. The first choice of each row is the headline: literal wherever the text can be
// run literally. Any other is one `--set` away.

// %%
const taken = tw.readingsTable(readings);
await tw.show(pl.readRecords(taken.slice(0, 23)));
await tw.show(pl.readRecords(taken.slice(23)));

// %% [markdown]
// ## Your turn: three antennas
//
// Turn three tilts, in degrees downwards, 90 is the mast's foot. Your tilts stay as they are; the oracle searches a grid anew in
// every transition, for true positions. Before you run the cell: would you turn all three alike? Beat 150, then 180.

// %%
const yours = [20, 20, 20];
const cell = new RobustTilt({}, { seeds: [seed], copies: 10 });
const contest = tw.evaluate(
  cell,
  {
    yours: tw.robustTilt.fixedTilts(yours),
    "random tilts": tw.robustTilt.randomActions(),
    "all at 25°": tw.robustTilt.fixedTilts(25),
    "fullest sector": tw.robustTilt.fullestSector(),
    "rate oracle": tw.robustTilt.tiltOracle(),
  },
  { seeds: [seed], episodes: 20 },
);
await tw.show(contest.select("policy", "rate", "worstRate", "starved", "delay").sort("rate", true));

// %% [markdown]
// Whoever wins has switched two antennas off. The printed pattern has no floor, so an antenna that looks straight down is as
// good as gone, and with it all interference; the third then serves everybody, over its shoulder if need be. That is worth more
// than any fine tuning of three. The map shows it: turn the sliders.

// %%
await tw.show(figures.beamPatterns());

// %%
await tw.show(figures.tiltMap());

// %% [markdown]
// In `literal` a user is served by the antenna whose azimuth is nearest, whatever its tilt: the same three tilts leave two thirds
// of the cell without service.

// %%
await tw.show(figures.tiltMap("literal"));

// %% [markdown]
// ## What tilts without learning reach
//
// The sum rate hides who pays for it, so the worst user's rate and the starved sectors stand beside it. *Rate oracle* searches
// for the true positions; the same search on the twin's positions says what its errors cost. The *fullest sector* rule is one
// line: serve the sector that most users are in, switch the others off. Its attacker is exact.

// %%
const results = await tw.reproduce(study, { profile: profile });
const policies = tables.policies(results);
const inNetworks = pl.col("setting").isIn(["as-printed", "literal", "benign"]);
await tw.show(
  policies
    .filter(inNetworks.and(pl.col("policy").str.contains("0.05|0.15|0.2$").not()))
    .select("setting", "policy", "rate", "worstRate", "starved", "delayMedian"),
);

// %% [markdown]
// polars says what an error of a quarter of the radius costs an oracle, and what reading positions is worth at all.

// %%
const rateOf = (policy: string) =>
  policies
    .filter(inNetworks.and(pl.col("policy").eq(pl.lit(policy))))
    .select("setting", pl.col("rate").alias(policy));
const ratio = (above: string, below: string, label: string) =>
  pl.col(above).div(pl.col(below)).sub(pl.lit(1)).alias(label);
await tw.show(
  rateOf("rate oracle")
    .join(rateOf("rate oracle on the twin's positions"), { on: "setting" })
    .join(rateOf("best joint tilts"), { on: "setting" })
    .withColumns(
      ratio("rate oracle on the twin's positions", "rate oracle", "cost of errors"),
      ratio("rate oracle", "best joint tilts", "worth of positions"),
    ),
);

// %% [markdown]
// **Where can the claim be judged?** In `benign` looking is worth 22 %, and all that can be won without looking is 3 %. In
// `literal` the largest sum rate starves two sectors: a transition then takes $10^7$ instead of 3, and every delay of Fig. 3 is
// that of starved users. In `as-printed` all is sane: two antennas off are worth 191 for 66, nobody is starved, a transition
// takes 1.7 for 2.6, so that reward and delay improve together, as the text has it. The twin's errors cost an oracle 3 % there:
// there is little noise to be robust to.
//
// ## Level 1: bounds through a network
//
// The positions are wrong by at most $\epsilon$, so the mean of the policy lies in a box. Interval bounds find one; the worst
// density in it enters the loss with weight $\kappa$. A policy trained for a moment, and how wide its boxes are:

// %%
const seeds = [0, 1, 2, 3, 4];
const small = new RobustTilt({}, { seeds: seeds, copies: 13 });
await tw.selectBackend();
const trained = async (kappa: number) => {
  const learner = tw.createPpo(small, tw.streamsOf(seeds, 1, "training"), {
    kappa: kappa,
    radius: 0.25,
    rewards: "raw",
    advantages: "raw",
  });
  small.collect(new Float64Array(small.rows)); // every transition is the twin's
  const curve = await tw.train(small, learner, { seeds: seeds, slots: 800, every: 100 });
  return { learner: learner, curve: curve };
};
const learned = { "kappa = 0": await trained(0), "kappa = .5": await trained(0.5) };

// %%
const seen = new Float32Array(seeds.length * 20).map((_, i) => Math.sin(i) / 2);
const [reads, closed] = Object.values(learned).map(({ learner }) => learner.mean);
const boundsBy = {
  "kappa = 0, interval bounds": (radius: number) => reads.bounds(seen, radius),
  "kappa = 0, CROWN": (radius: number) => reads.tightBounds(seen, radius),
  "kappa = .5, interval bounds": (radius: number) => closed.bounds(seen, radius),
};
const widths = Object.entries(boundsBy).flatMap(([method, bounds]) =>
  [0.01, 0.05, 0.1, 0.15, 0.2, 0.25].map((radius) => {
    const { lower, upper } = bounds(radius);
    const gaps = [...upper].map((end, i) => end - lower[i]);
    return { method, radius, mean: tw.mean(gaps), low: Math.min(...gaps), high: Math.max(...gaps) };
  }),
);

// %%
await tw.show(
  tw.lineWithBand(pl.readRecords(widths), {
    name: "robust-tilt/bound-width",
    caption:
      "Width of the bounds of the mean after 40 epochs, in half ranges of the tilt; bands from least to largest. CROWN's lines " +
      "let errors cancel that interval arithmetic adds up.",
    x: "radius",
    xTitle: "Half width of the box around the positions",
    yTitle: "Width of the bounds",
  }),
);

// %% [markdown]
// With the worst case in the loss the bounds close: the network learns weights so small that positions hardly matter. That is
// robust, and it is blind. Keep it in mind for Fig. 5.
//
// ## What the robust loss does
//
// Guess first: how much of the loss's gradient is left when the box is ten standard deviations wide? (11) takes the smallest
// density in the box for good actions and the largest for bad ones; (15) puts it over the old density.

// %%
await tw.show(figures.robustLossGradient(results));

// %% [markdown]
// Nothing is left. For a good action the ratio of densities underflows; a bad one lies within the box, at distance 0. So (15)
// has two phases: a box that is narrow when training begins gets closed, a wide one is never touched, and robust PPO is then PPO.
// Which it is, is decided by the start of the last layer and by when the box is switched on. Every seed over the epochs:

// %%
await tw.show(figures.boxWidths(results, "as-printed"));

// %% [markdown]
// ## Fig. 5: rewards of level 1, and a control
//
// PPO, robust PPO, and a control that the paper does not have: **blind PPO**, the same PPO whose observations are zeros. It cannot
// be robust to noise in what it does not see. If it gains what robust PPO gains, robustness is not what gains it.

// %%
await tw.show(figures.level1Rewards(results, "as-printed"));

// %%
await tw.show(tw.verdictsIn(/^as-printed(;|, control: [^=]*$|, seeds)/, "A4"));

// %% [markdown]
// **The claim holds, its explanation does not.** Robust PPO gains 41.9 % (37.4, 46.5) over PPO for the paper's 38.51, and 39.5 %
// (35.0, 44.3) on twenty other seeds, which were fixed before they were run. Blind PPO gains 42.5 % (38.2, 47.1); robust over
// blind is −.5 % (−1.5, .6). What both find is a constant, nearly the best joint tilts.
//
// So what does PPO lack? Not robustness: a critic. With Table II's step for it, .0003, $V$ stands at 193 after 300 epochs, where
// the returns are 13,900. *Every* advantage (10) is positive, (11) never meets its second case, and PPO pushes up whatever it did
// last, in each state apart. A network that does not look learns one thing from all samples at once. With the discount 0 and
// ten times the critic's step PPO needs no help (the readings below), and DQN, in none of the paper's figures, reads positions
// after twenty epochs. In `literal` and `benign` robust PPO gains nothing over PPO: .3 % (−2.7, 3.4) and −.1 % (−.4, .2).

// %% [markdown]
// ## Level 2: training as an environment
//
// A step of level 2 is an epoch of level 1. It sees how level 1 does, chooses the share of physical transitions, and pays for
// delay beyond the limit. Three shares by hand, one epoch each, of policies that have hardly learned (medians of five seeds):

// %%
const byShare = [0, 0.3, 1].map((share) => {
  const inner = new RobustTilt({}, { seeds: seeds, copies: 13 });
  const level1 = tw.createPpo(inner, tw.streamsOf(seeds, 1, "training"));
  const training = new tw.robustTilt.TrainingEnvironment(inner, level1, seeds.length, {
    collect: (physical) => inner.collect(physical),
    steps: 20,
    delayLimit: 150,
    penaltyWeight: 0.005,
  });
  training.reset(tw.streamsOf(seeds, 13, "training"));
  const { metrics, rewards } = training.step(new Float32Array(5).fill(share));
  const middle = (values: Float64Array) => tw.median([...values]);
  level1.dispose();
  const [delay, penalty] = [middle(metrics.delay), middle(metrics.penalty)];
  return { share: share, delay: delay, penalty: penalty, return: middle(rewards) };
});
await tw.show(pl.readRecords(byShare));

// %% [markdown]
// What of (20) is there for level 2 to learn from, once level 1 has learned? The penalty in per cent of the reward, at the
// rewards and delays of the end. A reward a user and slot is the same as thirty times $\xi$.

// %%
const learners = {
  "PPO, xi = .005": { reward: 131, delay: 2.6, xi: 0.005 },
  "robust PPO, xi = .005": { reward: 186, delay: 1.8, xi: 0.005 },
  "robust PPO, xi = .15": { reward: 186, delay: 1.8, xi: 0.15 },
};
const shares = Array.from({ length: 21 }, (_, i) => i / 20);
const lost = Object.entries(learners).flatMap(([method, { reward, delay, xi }]) =>
  shares.map((share) => {
    const delays = new Array(Math.floor(260 * share)).fill(delay);
    const price = { delayLimit: 150, penaltyWeight: xi };
    const { penalty } = tw.robustTilt.collectionReward([reward], delays, price);
    return { method: method, share: share, mean: (100 * penalty) / reward, low: null, high: null };
  }),
);

// %%
await tw.show(
  tw.lineWithBand(pl.readRecords(lost), {
    name: "robust-tilt/penalty-by-share",
    caption: "What the penalty of (20) takes of the reward, against the share of physical data.",
    x: "share",
    xTitle: "Share of physical data",
    yTitle: "Penalty (% of the reward)",
  }),
);

// %% [markdown]
// ## Figs 3 and 4: delay and return
//
// "Up to 28.01 %" is the largest gap of the curves: 30.8 % (21.0, 39.4), chosen on the other half of the seeds. It is not the
// share that saves it, which is the same for both and for chance: with the better tilts a transition takes 31 % less (29, 33).
// Level 2 learns next to nothing in thirty updates, since the penalty is half a percent of the reward: its share does not beat
// a random one (A2), and (8b) is kept by one seed in ten (the paper's reward would have to be a fifth of ours for A3's 78 %, and
// for level 2 to feel the delay). What A3 gains is A4's gain once more.

// %%
await tw.show(figures.collectionDelays(results, "as-printed"));

// %%
await tw.show(figures.level2Returns(results, "as-printed"));

// %%
const printed = /^as-printed(;|$|, seeds)/;
await tw.show(tw.verdictsIn(printed, "A1", "A2", "A3"));

// %% [markdown]
// ### What "up to" from one run is worth
//
// The paper shows one curve a method. Of all pairs of one seed of either learner, how many show its numbers, at the end, and
// somewhere along the curve?

// %%
const luck = ["as-printed", "literal", "benign"].map((setting) =>
  tables.oneSeedLuck(results, setting).withColumn(pl.lit(setting).alias("setting")),
);
await tw.show(pl.concat(luck).select("setting", "claim", "pairs", "at the end", "somewhere"));

// %% [markdown]
// ## Figs 6 to 9: errors, users, kappa, xi
//
// The return does not answer to the twin's error (A5): a policy that does not look at positions cannot be misled by them. It
// grows with users because it is a sum over users; so does the gain over PPO, to 51 % with 15 for "up to 73.99 %" (A6). With
// kappa it rises from 0 to .2, and then no more (A7). With a larger $\xi$ it starts lower and settles later (A8).

// %%
if (isPaper) await tw.show(figures.returnsByError(results, "as-printed"));

// %%
if (isPaper) await tw.show(figures.byUsersOfCell(results, "as-printed"));

// %%
if (isPaper) await tw.show(figures.rewardsByKappa(results, "as-printed"));

// %%
if (isPaper) await tw.show(figures.returnsByPenaltyWeight(results, "as-printed"));

// %%
await tw.show(tw.verdictsIn(printed, "A5", "A6", "A7", "A8"));

// %% [markdown]
// ## Under which readings does A4 hold?
//
// Fifty other readings, each changing the headline in one place or two, ten seeds each. Guess before you look: which of them
// turn the verdict? `tables.byReading(results)` has the numbers.

// %%
if (isPaper) await tw.show(figures.gainsByReading(results));

// %% [markdown]
// **What decides it.** It keeps its size wherever PPO is crippled as printed and the box closes, whatever the users do and
// wherever the twin errs: even where the twin's reward is exact. It is gone in three ways. *PPO is well:* with rewards or
// advantages normalised, as every library has it, or with the discount 0 and ten times the critic's step, PPO reaches 190 by
// itself. *The box is never closed:* it grows later, as in the code that the paper cites, or the last layer starts as it is
// drawn, or layers are wide; robust PPO is then PPO, at 131. *There is nothing to switch off:* with the limits and tilts of a
// mast. And nowhere does robust PPO gain over the one that sees nothing: its best is .7 % (.1, 1.3).

// %% [markdown]
// ## What robust training is for: an attacker
//
// Noise that nobody aims costs little. Projected gradient descent aims it: three random starts of thirty steps along the slope
// of the reward through the policy, within the same box. And the bounds certify what no error of that size can take.

// %%
await tw.show(figures.rewardsWhenMisled(results, "as-printed"));

// %%
await tw.show(tables.robustness(results, ["as-printed", "benign"], 0.25));

// %% [markdown]
// In `as-printed` robust PPO is worth 145 % more than PPO under attack, and blind PPO as much as robust PPO.
//
// ## Robust while it reads, beyond the paper
//
// Blindness is not the best answer to small errors: against an *exact* attacker who may misplace users by a tenth of the radius,
// the rule that serves the fullest sector still keeps 199 of its 209 in `as-printed`, and 111 of its 132 in `literal`, where
// the best that does not look has 191 and 91. Can a learner be robust and read? We let it observe the share of users in each
// sector: then every count that errors can bring about can be listed, and the attacker is exact. Layouts change every second
// transition, observations are exact, and both learners get the same grid of six settings, chosen under attack on seeds 0-9 and
// run again on seeds 100-109.
//
// First, what is to be had? Of all maps from a count to the sector that is served alone, a search from the rule on finds none
// that beats it under attack by as much as .5 % while errors stay within a tenth: who reads counts well is as robust as a reader
// of counts can be. At .15 hedging pays 1 %, and at .25 whoever looks away keeps more.

// %%
const placed = (setting: "as-printed" | "literal") => {
  const many = new RobustTilt({ setting: setting }, { seeds: [seed], copies: 8000 });
  many.reset(tw.streamsOf([seed], 8000, "selection"));
  return many;
};
const maps = (["as-printed", "literal"] as const).flatMap((setting) =>
  [0.05, 0.1, 0.15, 0.25].map((radius) => {
    const { rule, best } = tw.robustTilt.bestCountMap(placed(setting), { radius: radius });
    const ofRule = { "rule, exact": 3 * rule.exact, "rule, attacked": 3 * rule.attacked };
    const ofBest = { "best map, exact": 3 * best.exact, "best map, attacked": 3 * best.attacked };
    return { setting: setting, radius: radius, ...ofRule, ...ofBest }; // of a transition: three slots
  }),
);
await tw.show(pl.readRecords(maps));

// %% [markdown]
// By (15) a learner cannot be both: the policy that is wanted switches antennas off and on, the box spans the switch and is 48 deviations
// wide, and the loss closes it or does not see it (first rows). With *samples* of the worst case in place of bounds, that is PPO
// whose trainer shows it the worst counts, found anew for the policy as it is, it can:

// %%
if (isPaper) {
  const tried = tables.tried(results);
  await tw.show(tried.select("setting", "learner", "exact", "attack"));
}

// %%
if (isPaper) await tw.show(tw.verdictsIn(/counts/, "A+"));

// %% [markdown]
// In `literal` PPO that trains under attack keeps 103.4 where PPO keeps 100.1: 3.2 % more (.3, 6.3), on twenty seeds from 100 on,
// and it loses nothing on exact positions (127.9 against 124.6). In `as-printed` what is best under attack hardly reads, with
// either learner (188.5 exact and attacked), and nothing is gained. So: robust while it reads can be had, by samples of the worst
// case and not by bounds, and it is worth little, because a good reader has little to lose.
//
// ## Operations, (28) and (29), and time
//
// Level 2 sees one sample an epoch: its networks cost next to nothing. Measured on this machine: an epoch of either.

// %%
const networks = (first: number[], last: number) => [
  [...first, last],
  [...first, 1],
];
const [level1, level2] = [networks([20, 64, 64], 3), networks([2, 32, 32], 1)];
const epochs = new Array(300).fill(260);
const measure = async (kappa: number) => {
  const begin = performance.now();
  const { learner } = await trained(kappa);
  learner.dispose();
  return Math.round((performance.now() - begin) / 40); // ms an epoch, five seeds
};
const [plain, robust] = [await measure(0), await measure(0.5)];
const [one, both] = [
  tw.robustTilt.trainingComplexity(epochs, level1),
  tw.robustTilt.hierarchicalComplexity(epochs, level1, level2),
];
await tw.show(
  pl.readRecords([
    { what: "PPO", "(28), level 1": one, "(29), both levels": both, "ms an epoch": plain },
    { what: "robust PPO", "(28), level 1": one, "(29), both levels": both, "ms an epoch": robust },
  ]),
);

// %% [markdown]
// ## The conditions of convergence, measured
//
// Corollary 1 wants step sizes whose sum diverges while they fall to 0, and then bounds the gradient by
// $\sum \alpha_k^2 / \sum \alpha_k$. Table II's step is constant, so that ratio *is* the step, .003, for ever, and condition 3 does
// not hold as run. What the gradients do (means over the first tenth of the epochs and the last):

// %%
const norms = results.table
  .filter(
    inNetworks
      .and(pl.col("purpose").eq(pl.lit("training")))
      .and(pl.col("method").isIn(["robust-ppo", "ppo-ppo"])),
  )
  .withColumn(pl.col("epoch").div(pl.col("epoch").max()).mul(pl.lit(10)).ceil().alias("tenth"))
  .filter(pl.col("tenth").isIn([1, 10]))
  .groupBy("setting", "method", "tenth")
  .agg(
    pl.col("gradientNorm").mean().alias("level 1"),
    pl.col("shareGradientNorm").mean().alias("level 2"),
  )
  .sort(["setting", "method", "tenth"]);
await tw.show(norms);

// %% [markdown]
// ## What differs from the paper, and why
//
// - What the text leaves open is in the table of readings above; what follows is in none of its rows.
// - (17) and (19) print plus signs on losses that are minimised, (12) a misplaced exponent: both are mended. A replay buffer is
//   drawn in Algorithm 1, but (14) is of the policy that acted: each epoch's transitions are used in that epoch.
// - A twin's tilts and shadowing are Table I's, and the simulations speak of positions alone: they err only where a reading says
//   so. Its action $\hat\psi^T$ is the physical one. Table I's noise $\hat\sigma$ and gain $\hat g$ have no error of their own.
// - A step that diminishes (condition 3), activations other than tanh, an orthogonal start and the minimum over six terms of the
//   code that the paper cites are not among our options; |B_e| of 2,048 was not run. Nor are IV-C's other state of level 2, and a
//   |B_e| that level 2 chooses.
// - The task is a contextual bandit: tilts do not move users. Table II's discount of .99 makes the critic chase returns a
//   hundred times the reward; with discount 0 the optimum is the same (a reading above).
// - Uniform errors, as the paper says, can put a user outside of the disc; a twin's positions are not clipped.
// - DQN chooses from 125 joint tilts, learns from as many transitions in as many updates, and is in none of the paper's figures.
//
// ## Exercises
//
// 1. **Interval bounds.** Bound the mean of `learned["kappa = 0"]` at radius .25 by sampling 1,000 errors instead. How much
//    of the interval do samples fill, and what does that say of $L^A$?
// 2. **The share.** How large a share keeps (8b) with the best joint tilts, and how large with 25° everywhere? What does level 2
//    make of it with $\xi = .1$?
// 3. **An attacker in the cell.** Let `misledByAttack` attack your own policy. What does it gain with 1 iteration, with 50?
//
// <details><summary>Solutions</summary>
//
// 1. Samples fill a part of it: interval arithmetic adds up the worst of every neuron, which no one error brings about. The worst
//    case in the loss is then that of policies that do not exist, and the cheapest answer is to look at nothing.
//
// ```ts
// const { mean } = learned["kappa = 0"].learner;
// const { lower, upper } = mean.bounds(seen, 0.25);
// const rng = tw.rngFrom("errors");
// const draws = Array.from({ length: 1000 }, () => mean.means(seen.map((x) => x + 0.25 * (2 * rng.uniform() - 1))));
// const filled = [...lower].map((low, i) => {
//   const own = draws.map((draw) => draw[i]);
//   return (Math.max(...own) - Math.min(...own)) / (upper[i] - low);
// });
// ```
//
// 2. About 150 / (260 tau): with a delay of 1.5 a transition .38 for the best joint tilts, with 2.6 .22 at 25°.
//
// ```ts
// const delays = tw.evaluate(cell, { "25°": tw.robustTilt.fixedTilts(25), best: tw.robustTilt.fixedTilts([90, 90, 15]) }, { seeds: [seed], episodes: 20 });
// ```
//
// 3. One step from each of three starts takes half of what fifty take (122 falls to 99, and to 71): the reward is far
//    from linear in the box. With one start, fifty steps reach 76: start again rather than go on.
//
// ```ts
// const { learner } = learned["kappa = 0"];
// const judge = new tw.robustTilt.RobustTilt({}, { seeds: seeds, copies: 4 });
// const attacked = (n: number) => tw.robustTilt.misledByAttack(learner.policy, learner.mean, { radius: 0.25, iterations: n });
// tw.evaluate(judge, { "1": attacked(1), "50": attacked(50) }, { seeds: seeds, episodes: 4 });
// ```
//
// </details>
//
// **Where next:** the same question, what a twin's error costs, with images in place of positions: paper D.
