import { axesOf, axis, CURVE, configurationWith } from "../../maps/index.ts";
import {
  type Arm,
  type Axis,
  type CellArm,
  gainBySeed,
  largestGap,
  type MappedClaim,
  type Measured,
  pairedBySeed,
  type ReadingValues,
  type Results,
} from "../../study/index.ts";
import { type Change, LABELLED_READINGS, type ReadingLabel } from "./labelledReadings.ts";
import type { Method } from "./learners.ts";
import { epochsToSettle, late, overEpochs } from "./measures.ts";
import { READINGS } from "./readings.ts";
import { PRINTED } from "./settings.ts";
import { study } from "./study.ts";

/** The antenna: its limits in A (3) and its tilts; an axis whose levels are names. */
const ANTENNA = "antenna";
const ANTENNAS = ["the network's", "3GPP's limits", "tilts to 30°, 3GPP's limits"] as const;

/** Fields that plain PPO does not read: with them its run would be the same under another name. */
const OF_THE_BOX = ["learner.radiusFrom"];

/** A learner in a reading, looked at as seldom as the other readings of the ledger. */
function learner(method: Method, reading: ReadingValues, given: ReadingValues = {}): CellArm {
  const { network = {} }: Change = LABELLED_READINGS[reading[ANTENNA] as ReadingLabel] ?? {};
  const base = {
    method,
    network,
    learner: { logStd: { start: -0.7, low: -3, high: 0 } },
    ...{ evaluateEvery: 20, evaluationEpisodes: 10, finalEpisodes: 20, misledEpisodes: 20, misledBy: [] },
  };
  const but = [CURVE, ANTENNA, ...(method === "robust-ppo" ? [] : OF_THE_BOX)];
  return { method, configuration: configurationWith(base, { "network.setting": PRINTED, ...reading, ...given }, but) };
}

/** The gain in a metric in the last tenth of the epochs, %. */
function gainAtEnd(results: Results, [ours, theirs]: readonly Arm[], metric: string): Measured | undefined {
  const [first, second] = [ours, theirs].map((arm) => late(metric)(results, arm));
  return [...first.values(), ...second.values()].every((value) => value > 0) ? gainBySeed(first, second) : undefined;
}

/** Where the curves of a metric are furthest apart, %. */
function gap(results: Results, arms: readonly Arm[], metric: string, isLess: boolean): Measured | undefined {
  const [ours, theirs] = arms.map((arm) => {
    const { purpose, value } = overEpochs(results, arm, metric);
    return results.seedCurves(arm, value, purpose);
  });
  return largestGap(ours, theirs, isLess);
}

// Each reading stands alone in the ledger: those that moved the gain by less than a tenth of its size there (the cap, clip,
// boxes by share, height, steps, errors of the twin) are no axes here.
/** Whether the box is closed. */
const OF_BOX = {
  "learner.radiusFrom": { label: "box from", levels: [0, 0.25] },
  "learner.headScale": { label: "start of the last layer" },
};
/** Whether PPO learns. */
const OF_PPO = {
  "learner.rewards": { label: "rewards" },
  "learner.advantages": { label: "advantages" },
  "learner.logStd.start": { label: "deviations from" },
  "learner.lambda": { label: "traces" },
  "learner.discount": { label: "discount" },
  "learner.policyLearningRate": { label: "policy step", levels: [3e-3, 3e-4, 1e-3] },
  "learner.valueLearningRate": { label: "critic step" },
  "learner.passes": { label: "passes", levels: [8, 1] },
  "learner.hidden": { label: "layers" },
};
/** Those of them that moved delays. */
const OF_FIRST = {
  "learner.rewards": OF_PPO["learner.rewards"],
  "learner.advantages": OF_PPO["learner.advantages"],
  "learner.logStd.start": OF_PPO["learner.logStd.start"],
  "learner.discount": OF_PPO["learner.discount"],
};
/** Where it learns. */
const OF_NETWORK = {
  "network.setting": { label: "network" },
  trajectories: { label: "trajectories an epoch", levels: [13, 5, 26] },
};
const OF_USERS = {
  "network.layouts": { label: "layouts", levels: ["anew", "fixed"] },
  "network.errorUnit": { label: "unit of eps", levels: ["radius", "metre"] },
};
/** How level 2 chooses the share. */
const OF_SHARE = {
  penaltyWeight: { label: "xi", levels: [0.005, 0.05, 0.1] },
  "chooser.rewards": { label: "level 2's rewards" },
  "chooser.steps": { label: "epochs of level 2's update" },
};
const antenna: Axis = axis(ANTENNA, ANTENNAS[0], ANTENNAS, {
  why: "one that looks straight down is as good as off without a limit; 3GPP's has one, and masts turn by a few degrees",
});

const both = (reading: ReadingValues): CellArm[] => [learner("robust-ppo", reading), learner("ppo-ppo", reading)];
const blindOverPlain = (reading: ReadingValues): CellArm[] => [
  learner("blind-ppo", reading),
  learner("ppo-ppo", reading),
];

const TRAINING_CURVES = ["at the end", "largest gap", "greedy, at the end"] as const;
const ofRewards: MappedClaim["effect"] = (results, arms, reading) => {
  if (reading[CURVE] === TRAINING_CURVES[1]) return gap(results, arms, "trainingReward", false);
  return gainAtEnd(results, arms, reading[CURVE] === TRAINING_CURVES[0] ? "trainingReward" : "reward");
};

const DELAY_CURVES = ["largest gap", "at the end", "a transition, at the end"] as const;
const ofDelays: MappedClaim["effect"] = (results, arms, reading) => {
  if (reading[CURVE] === DELAY_CURVES[0]) return gap(results, arms, "delay", true);
  return gainAtEnd(results, arms, reading[CURVE] === DELAY_CURVES[1] ? "delay" : "delayMedian");
};

/** The claims of paper A whose maps are drawn. */
export const MAPS: readonly MappedClaim[] = [
  {
    id: "A1",
    statement: "collecting physical data takes up to 28.01 % less time than with PPO + PPO",
    unit: "%",
    paper: -28.01,
    tolerance: 2.801,
    study,
    axes: [
      axis(CURVE, DELAY_CURVES[0], DELAY_CURVES, {
        why: '"up to" may be the largest gap or the end; of an epoch or a transition',
      }),
      antenna,
      ...axesOf(READINGS, "A1", { ...OF_NETWORK, ...OF_SHARE, "network.uplink": { label: "uplink" } }),
      ...axesOf(READINGS, "A4", { ...OF_BOX, ...OF_USERS, ...OF_FIRST }),
    ],
    arms: both,
    effect: ofDelays,
    controls: { "blind PPO over PPO": { arms: blindOverPlain, effect: ofDelays } },
  },
  {
    id: "A4",
    statement: "robust PPO gains 38.51 % of level-1 reward over PPO",
    unit: "%",
    paper: 38.51,
    tolerance: 3.851,
    study,
    axes: [
      axis(CURVE, TRAINING_CURVES[0], TRAINING_CURVES, {
        why: "Fig. 5 shows rewards as they learn, or greedy ones; and where they are furthest apart",
      }),
      antenna,
      ...axesOf(READINGS, "A4", { ...OF_BOX, ...OF_PPO, ...OF_NETWORK, ...OF_USERS }),
    ],
    arms: both,
    effect: ofRewards,
    controls: { "blind PPO over PPO": { arms: blindOverPlain, effect: ofRewards } },
  },
  {
    id: "A3",
    statement: "level 2 returns 77.81 % more than that of PPO + PPO",
    unit: "%",
    paper: 77.81,
    tolerance: 7.781,
    study,
    axes: [
      axis(CURVE, "at the end", ["at the end", "largest gap"], {
        why: '"increases by" may be the end or where they are furthest apart',
      }),
      antenna,
      ...axesOf(READINGS, "A3", { ...OF_FIRST, ...OF_NETWORK, ...OF_SHARE, "network.uplink": { label: "uplink" } }),
      ...axesOf(READINGS, "A4", { ...OF_BOX, ...OF_USERS }),
    ],
    arms: both,
    effect: (results, arms, reading) =>
      reading[CURVE] === "at the end"
        ? gainAtEnd(results, arms, "trainingReturn")
        : gap(results, arms, "trainingReturn", false),
    controls: {
      "blind PPO over PPO": {
        arms: blindOverPlain,
        effect: (results, arms) => gainAtEnd(results, arms, "trainingReturn"),
      },
    },
  },
  {
    id: "A7",
    statement: "level-1 reward grows with kappa (difference)",
    unit: "bit/s/Hz",
    paper: "> 0",
    tolerance: 0,
    study,
    axes: [antenna, ...axesOf(READINGS, "A7", { ...OF_BOX, ...OF_PPO, ...OF_NETWORK, ...OF_USERS })],
    arms: (reading) => [0.8, 0.2].map((kappa) => learner("robust-ppo", reading, { "learner.kappa": kappa })),
    effect: (results, [high, low]) =>
      pairedBySeed(late("trainingReward")(results, high), late("trainingReward")(results, low)),
    controls: {},
  },
  {
    id: "A8",
    statement: "level 2 converges later with xi = .1 than with .005 (difference in epochs)",
    unit: "epochs",
    paper: "> 0",
    tolerance: 0,
    study,
    axes: [
      antenna,
      ...axesOf(READINGS, "A8", {
        ...OF_NETWORK,
        "chooser.rewards": OF_SHARE["chooser.rewards"],
        "chooser.steps": OF_SHARE["chooser.steps"],
      }),
      ...axesOf(READINGS, "A4", { ...OF_BOX, ...OF_FIRST }),
    ],
    arms: (reading) => [0.1, 0.005].map((penaltyWeight) => learner("robust-ppo", reading, { penaltyWeight })),
    effect: (results, [heavy, light]) => pairedBySeed(epochsToSettle(results, heavy), epochsToSettle(results, light)),
    controls: {},
  },
];
