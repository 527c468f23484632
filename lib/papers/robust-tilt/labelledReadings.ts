import type { z } from "zod";
import type { learnerRunSchema } from "./learners.ts";

type LearnerOptions = z.input<typeof learnerRunSchema>;

/** What a reading changes of the headline. */
export type Change = Partial<
  Pick<LearnerOptions, "network" | "learner" | "chooser" | "penaltyWeight" | "trajectories" | "epochs">
>;

/** 3GPP's limits of A (3), dB. */
const LIMITS = { vertical: 20, horizontal: 25, total: 25 };

/** Other readings of the paper, and other values where it is silent: each changes the headline in one place or two. */
export const LABELLED_READINGS = {
  "advantages normalised": { learner: { advantages: "normalised" } },
  "rewards standardised": { learner: { rewards: "standardised" } },
  "rewards and advantages normalised": { learner: { rewards: "standardised", advantages: "normalised" } },
  "box from 25 to 50 % of the epochs": { learner: { radiusFrom: 0.25, radiusRamp: 0.25 } },
  "box from 25 to 75 % of the epochs": { learner: { radiusFrom: 0.25, radiusRamp: 0.5 } },
  "the first edition's learner": {
    learner: {
      rewards: "standardised",
      advantages: "normalised",
      radiusFrom: 0.25,
      radiusRamp: 0.25,
      ratioCap: 10,
      detachStd: true,
    },
    trajectories: 5,
  },
  "100 transitions an epoch": { trajectories: 5 },
  "520 transitions an epoch": { trajectories: 26 },
  "500 epochs": { epochs: 500 },
  "last layer as drawn": { learner: { headScale: 1 } },
  "ratios capped at 10": { learner: { ratioCap: 10 } },
  "worst case leaves deviations alone": { learner: { detachStd: true } },
  "deviations from 1": { learner: { logStd: { start: 0, low: -3, high: 0 } } },
  "deviations without a floor": { learner: { logStd: { start: -0.7, low: -20, high: 0 } } },
  "box on all transitions": { learner: { boxed: "all" } },
  "box by the share": { learner: { boxed: "by share" } },
  "box of a fifth": { learner: { radiusFactor: 0.2 } },
  "GAE .95": { learner: { lambda: 0.95 } },
  "discount 0": { learner: { discount: 0 } },
  "policy step 3e-4": { learner: { policyLearningRate: 3e-4 } },
  "critic step 3e-3": { learner: { valueLearningRate: 3e-3 } },
  "discount 0, critic step 3e-3": { learner: { discount: 0, valueLearningRate: 3e-3 } },
  "clip .1": { learner: { clip: 0.1 } },
  "clip .3": { learner: { clip: 0.3 } },
  "one pass, one batch": { learner: { passes: 1, minibatches: 1 } },
  "layers of 128 and 256": { learner: { hidden: [128, 256] } },
  "2 transitions a layout": { network: { horizon: 2 }, trajectories: 130 },
  "a layout for each transition": { network: { horizon: 1 }, trajectories: 260 },
  "users walk on": { network: { layouts: "walk on" } },
  "one layout": { network: { layouts: "fixed" } },
  "3GPP's limits": { network: { limitsDb: LIMITS } },
  "tilts to 30°, 3GPP's limits": { network: { limitsDb: LIMITS, tiltRangeDeg: [0, 30] } },
  "weights of .5": { network: { weightH: 0.5, weightV: 0.5 } },
  "mast of 25 m": { network: { heightM: 25 } },
  "antennas as high as users": { network: { heightM: 0 } },
  "uplink hears other users": { network: { uplink: "physical" } },
  "users send .1": { network: { userPower: 0.1 } },
  "steps of 10 m": { network: { stepM: 10 } },
  "eps in metres": { network: { errorUnit: "metre" } },
  "eps in deviations": { network: { errorUnit: "deviation" } },
  "twin's reward at its own state": { network: { rewardError: "state" } },
  "twin's reward times 1 + u": { network: { rewardError: "factor" } },
  "twin's reward exact": { network: { rewardError: "none" } },
  "twin's tilts wrong by 5°, shadowing of 4 dB": { network: { twinTiltErrorDeg: 5, twinShadowingDb: 4 } },
  "rewards proportionally fair": { network: { reward: "proportional" } },
  "reward a user and slot in (20)": { penaltyWeight: 0.15 },
  "reward a slot in (20)": { penaltyWeight: 0.015 },
  "level 2 clips": { chooser: { squash: "clip" } },
  "level 2, raw rewards": { chooser: { rewards: "raw" } },
  "level 2 updates each epoch": { chooser: { steps: 1 } },
  "level 2, deviations from 1": { chooser: { logStd: { start: 0, low: -3, high: 0 } } },
} as const satisfies Readonly<Record<string, Change>>;
export type ReadingLabel = keyof typeof LABELLED_READINGS;

/** Readings that bear on the share alone: level 1 is the headline's. */
export const SHARE_READINGS: ReadonlySet<ReadingLabel> = new Set([
  "reward a user and slot in (20)",
  "reward a slot in (20)",
  "level 2 clips",
  "level 2, raw rewards",
  "level 2 updates each epoch",
  "level 2, deviations from 1",
  "uplink hears other users",
  "users send .1",
]);
