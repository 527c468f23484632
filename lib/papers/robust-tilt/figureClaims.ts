import type { Arm } from "../../study/index.ts";
import { average, middle } from "./claimWords.ts";
import { ACTING, type Comparison, LAST, LEVEL_2 } from "./comparison.ts";
import { DELAY_LIMIT, METHODS, type Method } from "./learners.ts";
import { early, epochsToSettle, late, type Measure, SETTLED_SHARE } from "./measures.ts";
import { armsIn, type Network, PRINTED, type Sweep, sweepArms, sweepOf, sweptAt } from "./settings.ts";

const RISES = "the last tenth of the epochs against the first, paired by seed";
const SETTLES =
  "first epoch from which on the return that level 2 trains on, averaged over 30 epochs, stays within 5 % of its end";

/** What is said of the curves of a network: A5 to A8, and that both methods fall, rise and converge. */
export function ofFigures(network: Network): Comparison[] {
  const { proposed, plain } = armsIn(network);
  const robustAt = (sweep: Sweep, value: number): Arm => {
    return { method: "robust-ppo", setting: sweptAt(network, sweep, value).setting };
  };
  const about = { reading: network, isHeadline: network === PRINTED };
  const users = sweepOf(network, "users");
  const [fewest, most] = [users[0], users[users.length - 1]];
  const byUsers = (method: Method): Comparison => {
    const [ofFewest, ofMost] = [fewest, most].map(({ setting }) => ({ method, setting }));
    return {
      ...about,
      reading: `${network}; ${METHODS[method].short}`,
      about: {
        id: "A6",
        figure: "Fig. 7",
        statement: `level 2 returns more with ${most.value} users than with ${fewest.value} (difference)`,
        paper: "> 0",
      },
      window: LEVEL_2,
      unit: "difference",
      ours: [late("trainingReturn"), ofMost],
      theirs: [late("trainingReturn"), ofFewest],
      besides: users.map(({ setting }) => ({ method, setting })),
      reason: (results) =>
        users
          .map(({ value, setting }) => `${middle(results, { method, setting }, "trainingReturn")} (${value})`)
          .join(", "),
    };
  };
  const gainWithUsers = ({ value, setting }: (typeof users)[number]): Comparison => {
    const { proposed: ours, plain: theirs } = armsIn(setting);
    return {
      ...about,
      reading: `${network}; with ${value} users`,
      about: { id: "A6", figure: "Fig. 7", statement: "up to 73.99 % more than PPO + PPO", paper: 73.99 },
      window: LEVEL_2,
      unit: "%",
      ours: [late("trainingReturn"), ours],
      theirs: [late("trainingReturn"), theirs],
      reason: (results) =>
        `${middle(results, ours, "trainingReturn")} against ${middle(results, theirs, "trainingReturn")}`,
    };
  };
  const byKappa = (low: Arm, value: number): Comparison => ({
    ...about,
    reading: `${network}; .8 against ${value}`,
    about: {
      id: "A7",
      figure: "Fig. 8",
      statement: "level-1 reward grows with kappa (difference)",
      paper: "> 0",
    },
    window: ACTING,
    unit: "difference",
    ours: [late("trainingReward"), robustAt("kappa", 0.8)],
    theirs: [late("trainingReward"), low],
    besides: [plain, ...sweepArms(network, "kappa")],
    reason: (results) =>
      [["0", plain] as const, ...sweepOf(network, "kappa").map(({ value: k }) => [k, robustAt("kappa", k)] as const)]
        .map(([k, arm]) => `${average(results, arm, late("trainingReward"))} (${k})`)
        .join(", "),
  });
  const changes = (
    [id, figure, statement, paper]: readonly [string, string, string, "> 0" | "< 0"],
    metric: string,
    arm: Arm & { readonly method: Method },
  ): Comparison => ({
    ...about,
    reading: `${network}; ${METHODS[arm.method].short}`,
    about: { id, figure, statement, paper },
    window: RISES,
    unit: "difference",
    ours: [late(metric), arm],
    theirs: [early(metric), arm],
    isOfTrained: false,
    reason: (results) => `from ${average(results, arm, early(metric))} to ${average(results, arm, late(metric))}`,
  });
  const limit = (arm: Arm & { readonly method: Method }): Comparison => ({
    ...about,
    reading: `${network}; ${METHODS[arm.method].short}`,
    about: {
      id: "A1",
      figure: "(8b)",
      statement: "an epoch's delay ends below tau_max (difference to 150)",
      paper: "< 0",
    },
    window: LAST,
    unit: "difference",
    ours: [late("delay"), arm],
    theirs: [(results) => new Map([...late("delay")(results, arm).keys()].map((seed) => [seed, DELAY_LIMIT])), arm],
    reason: (results) => {
      const kept = [...late("delay")(results, arm).values()].filter((delay) => delay <= DELAY_LIMIT).length;
      return `${kept} of ${results.rows(arm, "final").length} seeds keep (8b); ${middle(results, arm, "delay")} in the middle`;
    },
  });
  const converges = (value: number): Comparison => {
    const arm = robustAt("error", value);
    const settled: Measure = (results, one) => {
      const seeds = [...epochsToSettle(results, one).keys()];
      const last = Math.max(...results.rows(one, "training").map(({ epoch }) => epoch));
      return new Map(seeds.map((seed) => [seed, SETTLED_SHARE * last]));
    };
    return {
      ...about,
      reading: `${network}; eps = ${value}`,
      about: {
        id: "A5",
        figure: "Fig. 6",
        statement: "level 2 converges: it has settled before the last fifth of the epochs (difference in epochs)",
        paper: "< 0",
      },
      window: SETTLES,
      unit: "difference",
      ours: [epochsToSettle, arm],
      theirs: [settled, arm],
      isOfTrained: false,
      reason: (results) => `settled in epoch ${average(results, arm, epochsToSettle, 0)}`,
    };
  };
  const [fine, coarse] = [0.05, 0.25].map((error) => robustAt("error", error));
  const [light, heavy] = [0.005, 0.1].map((xi) => robustAt("penaltyWeight", xi));
  const both = [proposed, plain];
  return [
    ...both.map((arm) => changes(["A1", "Fig. 3", "both methods reduce the delay", "< 0"], "delay", arm)),
    ...[...both, armsIn(network).random].map(limit),
    ...both.map((arm) =>
      changes(["A3", "Fig. 4", "the return of both methods increases", "> 0"], "trainingReturn", arm),
    ),
    ...both.map((arm) =>
      changes(["A4", "Fig. 5", "the reward of both methods increases", "> 0"], "trainingReward", arm),
    ),
    {
      ...about,
      about: {
        id: "A5",
        figure: "Fig. 6",
        statement: "level 2 returns more with an error of .05 than with .25 (difference)",
        paper: "> 0",
      },
      window: LEVEL_2,
      unit: "difference",
      ours: [late("trainingReturn"), fine],
      theirs: [late("trainingReturn"), coarse],
      reason: (results) =>
        `${middle(results, fine, "trainingReturn")} with .05, ${middle(results, coarse, "trainingReturn")} with .25`,
    },
    ...sweepOf(network, "error").map(({ value }) => converges(value)),
    byUsers("robust-ppo"),
    byUsers("ppo-ppo"),
    ...(network === PRINTED ? users : [most]).map(gainWithUsers),
    byKappa(plain, 0),
    byKappa(robustAt("kappa", 0.2), 0.2),
    {
      ...about,
      about: {
        id: "A8",
        figure: "Fig. 9",
        statement: "level 2 converges later with xi = .1 than with .005 (difference in epochs)",
        paper: "> 0",
      },
      window: `${SETTLES}; paired by seed`,
      unit: "difference",
      ours: [epochsToSettle, heavy],
      theirs: [epochsToSettle, light],
      reason: (results) =>
        `epoch ${average(results, light, epochsToSettle, 0)} with .005, ` +
        `${average(results, heavy, epochsToSettle, 0)} with .1`,
    },
  ];
}
