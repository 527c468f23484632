import { axesOf, axis, CURVE, configurationWith } from "../../maps/index.ts";
import {
  type Arm,
  gainBySeed,
  type MappedClaim,
  type Measured,
  pairedBySeed,
  type ReadingValues,
  type Results,
} from "../../study/index.ts";
import { LARGEST_GAP } from "../synchronisation/readOff.ts";
import { READINGS } from "./readings.ts";
import { type BOTH, FIG_3, FIG_6, fig4, type Setting } from "./settings.ts";
import { study } from "./study.ts";

/** The twin: which knows what moves. */
const TWIN = "twin";
const TWINS = {
  "GRU, printed": {},
  ideal: { predictor: "closed form" },
  "hold-last": { predictor: "closed form", "network.predictor": "hold-last" },
} as const satisfies Readonly<Record<string, ReadingValues>>;

/** Updates of a run: those of Figs 4 and 5, 525, and of Fig. 3 a quarter. */
const UPDATES = { epochs: 75, updatesPerEpoch: 7, evaluateEvery: 5, evaluationEpisodes: 50 };

/** A learner in a reading of a figure's setting. */
function learner(method: (typeof BOTH)[number], { network }: Setting, reading: ReadingValues) {
  const base = {
    method,
    network: { localReward: "branches", ...network },
    predictor: "GRU, printed",
    gruTraining: { trajectories: 2000, epochs: 30 },
    learner: { hidden: 128, batchSize: 16, learningRate: 1e-3 },
    ...UPDATES,
    finalEpisodes: 100,
    slotBySlot: false,
  };
  const read = { ...reading, ...TWINS[reading[TWIN] as keyof typeof TWINS] };
  return { method, configuration: configurationWith(base, read, [CURVE, TWIN]) };
}

const arms = (setting: Setting) => (reading: ReadingValues) =>
  (["vdn", "iql"] as const).map((method) => learner(method, setting, reading));

const twin = axis(TWIN, "GRU, printed", Object.keys(TWINS), {
  why: "a GRU lies between a twin that knows how each user moves and one that holds the last position",
});

/** What decides the twin's error, and besides what decides rates and rewards. */
const OF_ERRORS = {
  "network.localReward": { label: "r^m" },
  "network.interference": { label: "a synchronisation counts" },
  "network.distance": {},
  "network.synchronisationBlock": { label: "synchronisation's block" },
  "network.rounds": {},
  "network.stepM": { levels: [1, 5], label: "step, m" },
  "network.fading": {},
  "learner.learningRate": { label: "step size" },
  updatesPerEpoch: {
    label: "updates an epoch",
    levels: [7, 3, 14],
    why: "half and double of what makes the greedy reward flat",
  },
};
const CHOSEN = {
  ...OF_ERRORS,
  "network.penalty": {},
  "network.choice": { label: "who may be served" },
  "network.order": {},
  "learner.capacity": { label: "memory, episodes" },
  "learner.parameters": { label: "networks" },
};

const COUNTED = ["every slot counts", "slots that serve a user twice count 0"] as const;
const counted = axis(CURVE, COUNTED[0], COUNTED, {
  why: "whether the rate of a slot that breaks (8b) counts is not said",
});
const ofRates = (results: Results, [vdn, iql]: readonly Arm[], reading: ReadingValues): Measured | undefined => {
  const metric = reading[CURVE] === COUNTED[0] ? "rate" : "feasibleRate";
  const [ours, theirs] = [vdn, iql].map((arm) => results.perSeed(arm, metric));
  return [...ours.values(), ...theirs.values()].every((rate) => rate > 0) ? gainBySeed(ours, theirs) : undefined;
};

const REWARDS = ["largest gap", "greedy, at the end"] as const;

/** The claims of paper B whose maps are drawn. */
export const MAPS: readonly MappedClaim[] = [
  {
    id: "B1",
    statement: "GRU + VDN gains up to 28.96 % of team reward over GRU + IQL, weight .3, 12 blocks",
    unit: "%",
    paper: 28.96,
    tolerance: 2.896,
    study,
    axes: [
      axis(CURVE, REWARDS[0], REWARDS, {
        why: '"up to" may be the largest gap of the training curves, or the end of the greedy ones',
      }),
      twin,
      ...axesOf(READINGS, "B1", CHOSEN),
    ],
    arms: arms(FIG_3),
    effect(results, [vdn, iql], reading) {
      if (reading[CURVE] === REWARDS[0]) return LARGEST_GAP.measure(results, vdn, iql);
      const [ours, theirs] = [vdn, iql].map((arm) => results.perSeed(arm, "reward"));
      return [...ours.values(), ...theirs.values()].every((reward) => reward > 0)
        ? gainBySeed(ours, theirs)
        : undefined;
    },
    controls: {},
  },
  {
    id: "B2",
    statement: "mean data rate of GRU + VDN 31.79 % above GRU + IQL, weight .8, nine blocks",
    unit: "%",
    paper: 31.79,
    tolerance: 3.179,
    study,
    axes: [counted, twin, ...axesOf(READINGS, "B2", CHOSEN)],
    arms: arms(fig4(0.8)),
    effect: ofRates,
    controls: {},
  },
  {
    id: "B4",
    statement: "mean data rate of GRU + VDN 10.15 % above GRU + IQL, weight .25, 12 users",
    unit: "%",
    paper: 10.15,
    tolerance: 1.015,
    study,
    axes: [counted, twin, ...axesOf(READINGS, "B4", CHOSEN)],
    arms: arms(FIG_6),
    effect: ofRates,
    controls: {},
  },
  {
    id: "B5",
    statement: "within an episode the twin's error (m²) is smaller with GRU + VDN than with GRU + IQL",
    unit: "m²",
    paper: "< 0",
    tolerance: 0,
    study,
    axes: [twin, ...axesOf(READINGS, "B5", OF_ERRORS)],
    arms: arms(FIG_6),
    effect: (results, [vdn, iql]) => pairedBySeed(results.perSeed(vdn, "twinError"), results.perSeed(iql, "twinError")),
    controls: {},
  },
];
