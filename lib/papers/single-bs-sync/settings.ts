import type { z } from "zod";
import { mean } from "../../statistics/index.ts";
import { type Arm, onOtherSeeds, type Results, tuned } from "../../study/index.ts";
import type { LearnerRun, learnerSchema } from "./learnerRuns.ts";
import { OBSERVED, type SingleBsSyncOptions } from "./model/singleBsSync.ts";

/** The errors of the three users of the paper's Fig. 2, smallest first, m². */
export const FIG_2_ERRORS: readonly number[] = [0.007, 0.07, 0.24];

/** A setting: the network, the predictor of its twin, and what learners in it change of Table I. */
export interface Setting {
  readonly label: string;
  /** learners that it changes; the others are those of the printed setting */
  readonly changes?: readonly Method[];
  readonly network: SingleBsSyncOptions;
  /** the printed GRU unless given */
  readonly predictor?: LearnerRun["predictor"];
  readonly learner?: z.input<typeof learnerSchema>;
  /** the setting whose policies learners are held against: its own, unless it differs in its learners alone */
  readonly policies: string;
}

type Change = Partial<Omit<Setting, "label" | "policies">>;

/** A setting with a network or a twin of its own, and so with policies of its own. */
function world(label: string, change: Change): Setting {
  return { network: {}, ...change, label, policies: label };
}

/** A setting that differs from the printed one in the learners alone. */
function learnersIn(label: string, change: Change): Setting {
  return { network: {}, ...change, label, policies: PRINTED.label };
}

/** The headline: seven actions, the GRU as it is printed, Table I. */
export const PRINTED = world("as printed", {});

/** Users who stay with a probability between .7 and 1, and go anywhere else alike. */
export const STAYING = world("stay probabilities", { network: { stay: 0.7, concentration: "uniform" } });

const HOLD_LAST = { network: { predictor: "hold-last" }, predictor: "closed form" } as const;

/** The readings in which both learners run beside the printed one, each changed in one place. */
const OTHER_READINGS: readonly Setting[] = [
  learnersIn("two actions", { network: { action: "synchronise" } }),
  world("Euclidean distance", { network: { distance: "euclidean" } }),
  world("one bad block", { network: { interference: [0, 0, 0, 0, 0, 1e-3] } }),
  world("error for each user", { network: { errorTerm: "each user" } }),
  world("step 5 m", { network: { stepM: 5 } }),
  STAYING,
  world("ideal twin", { predictor: "closed form" }),
  world("hold-last twin", HOLD_LAST),
  learnersIn("exploration over a quarter", { changes: ["dqn"], learner: { exploration: { share: 0.25 } } }),
  learnersIn("exploration over the whole run", { changes: ["dqn"], learner: { exploration: { share: 1 } } }),
  learnersIn("epsilon .1 throughout", { changes: ["dqn"], learner: { exploration: { start: 0.1, end: 0.1 } } }),
  learnersIn("temperature .5 of standardised rewards", {
    learner: { rewards: "standardised", temperature: 0.5 },
  }),
  learnersIn("the smaller target of both critics", { changes: ["sac"], learner: { target: "min" } }),
  learnersIn("an update every fourth slot", { learner: { updatesPerSlot: 0.25 } }),
];

/**
 * A reading in which the paper's number is nearly met at the end, by SAC as it acts: users who walk fast, a twin that holds
 * their last positions, and a temperature that counts. A policy on positions alone had better be random there.
 */
export const POOR_TWIN: Setting = {
  label: "step 5 m, hold-last twin, two actions, temperature .5 of standardised rewards",
  network: { stepM: 5, predictor: "hold-last", action: "synchronise" },
  predictor: "closed form",
  learner: { rewards: "standardised", temperature: 0.5 },
  policies: "step 5 m, hold-last twin",
};

/** A setting in which synchronising pays, and positions are all that is observed. */
export const PAYING = world("weight .5", { network: { weight: 0.5 } });

/** A world in which one can see the twin fall behind. */
export const WALKING = world("step 5 m, no habits, ideal twin", {
  network: { stepM: 5, concentration: "uniform" },
  predictor: "closed form",
});

/** Settings in which learners are compared. */
export const COMPARED: readonly Setting[] = [PRINTED, PAYING, POOR_TWIN, ...OTHER_READINGS];

/** Settings in which policies are played that need no learning: all worlds that learners meet, and others. */
export const WORLDS: readonly Setting[] = [
  ...COMPARED.filter(({ label, policies }) => label === policies),
  WALKING,
  world(POOR_TWIN.policies, { ...HOLD_LAST, network: { ...HOLD_LAST.network, stepM: 5 } }),
];

/** Twins whose regime map is drawn, and its cells by step length, m; its other axis, the weight, needs no runs. */
export const MAP_TWINS = ["mean-displacement", "hold-last"] as const;
export const MAP_CELLS = MAP_TWINS.flatMap((predictor) =>
  [0.5, 1, 2, 3, 5, 8, 10].map((stepM) => ({ predictor, stepM, setting: `map, ${predictor}, step ${stepM}` })),
);
export const MAP_WEIGHTS = [0.2, 0.5, 0.8, 0.9, 0.95, 0.987, 0.995];

/** The learners that the paper compares, and their names in figures. */
export const METHODS = { sac: { label: "SAC" }, dqn: { label: "DQN" } } as const;
export type Method = keyof typeof METHODS;
export const METHOD_NAMES = Object.keys(METHODS) as Method[];

/** Beyond the paper: where synchronising pays, the age of the twin is observed, and an action is whether to synchronise. */
const AGE: Setting = { ...PAYING, network: { ...PAYING.network, observe: "age", action: "synchronise" } };
/** What both have there; SAC's critics regress to the smaller target, as is usual. */
const ALIKE = { rewards: "standardised", target: "min" } as const;

/** A learner that was tried there. */
export type Tried = Setting & Arm & { readonly method: Method };

/**
 * The arms that were tried, equally many for both learners, of standardised rewards: two discounts by two temperatures (SAC)
 * or two step sizes (DQN).
 */
export const TRIED: readonly Tried[] = [0.8, 0.95].flatMap((discount) => [
  ...[0.05, 0.5].map((temperature) => {
    const learner = { ...ALIKE, discount, temperature, policyLearningRate: 1e-3 };
    return tried("sac", `discount ${discount}, temperature ${temperature}`, learner);
  }),
  ...[1e-3, 3e-4].map((criticLearningRate) => {
    return tried("dqn", `discount ${discount}, step size ${criticLearningRate}`, {
      ...ALIKE,
      discount,
      criticLearningRate,
    });
  }),
]);

function tried(method: Method, what: string, learner: z.input<typeof learnerSchema>): Tried {
  return { ...AGE, method, setting: triedName(method, what), learner };
}

function triedName(method: Method, what: string): string {
  return `${PAYING.label}, age observed, ${method}: ${what}`;
}

/** Mean reward of the final policies. */
const finalReward = (results: Results, arm: Arm): number => mean([...results.final(arm, "reward").values()]);

const best = (method: Method, what: string) =>
  tuned(
    TRIED.filter((arm) => arm.method === method),
    triedName(method, what),
    finalReward,
  );

/** The best of what was tried on seeds 0-9; runs on seeds 100-109 confirm it. */
export const TUNED = {
  sac: best("sac", "discount 0.95, temperature 0.05"),
  dqn: best("dqn", "discount 0.95, step size 0.0003"),
};

/** A learner and what it observes at weight .5. */
export type Observing = Omit<Tried, "method"> & {
  readonly method: LearnerRun["method"];
  readonly observe: (typeof OBSERVED)[number];
};

/** What must be observed to wait: both tuned learners, and one with a memory (DRQN), by what they observe. */
export const OBSERVING: readonly Observing[] = OBSERVED.flatMap((observe) => {
  const { sac, dqn } = TUNED;
  return [sac.chosen, dqn.chosen, { ...dqn.chosen, method: "drqn" as const }].map((chosen) => ({
    ...chosen,
    observe,
    network: { ...chosen.network, observe },
    // With the age it is the chosen arm itself.
    setting:
      observe === "age" && chosen.method !== "drqn"
        ? chosen.setting
        : `${PAYING.label}, ${chosen.method}, observed: ${observe}`,
  }));
});

/** Both learners in a setting; one that the setting does not change is that of the printed one. */
export function learnerArms({ label, changes = METHOD_NAMES }: Setting): [sac: Arm, dqn: Arm] {
  const arm = (method: Method): Arm => ({ method, setting: changes.includes(method) ? label : PRINTED.label });
  return [arm("sac"), arm("dqn")];
}

/** The policies that are played in a setting. */
export function policyArm(setting: string): Arm {
  return { method: "policies", setting };
}

/** Both tuned learners and the policies beside them, on the seeds that nothing was chosen on. */
export const CONFIRMED: readonly Arm[] = [
  ...METHOD_NAMES.map((method) => TUNED[method].confirmed),
  policyArm(onOtherSeeds(PAYING.policies)),
];
