import type { z } from "zod";
import type { LearnerRun, learnerSchema } from "./learnerRuns.ts";
import type { MultiBsSyncOptions } from "./model/multiBsSyncConfiguration.ts";

/** Readings that stand beside the verdicts' own. */
export const READINGS = {
  "": {},
  ", Euclidean distance": { distance: "euclidean" },
  ", literal count": { interference: "literal" },
} as const satisfies Record<string, MultiBsSyncOptions>;
export type Reading = keyof typeof READINGS;

export const WEIGHTS = [0.1, 0.5, 0.8, 0.99];
export const USERS = [6, 10, 12, 14];

/** Fig. 3 of paper B: weight .3, 12 blocks, 12 users. */
export const FIG_3 = "Fig. 3";
/** Fig. 4: nine blocks, the weight varies. */
export const fig4 = (weight: number): string => `Fig. 4, weight ${String(weight).replace(/^0/, "")}`;
/** Fig. 5: weight .25, the number of users varies; with 12 it is Fig. 6 too. */
export const fig5 = (users: number): string => `Fig. 5, ${users} users`;
export const FIG_6 = fig5(12);

const FIGURES: Readonly<Record<string, MultiBsSyncOptions>> = {
  [FIG_3]: {},
  ...Object.fromEntries(WEIGHTS.map((weight) => [fig4(weight), { weight, resourceBlocks: 9 }])),
  ...Object.fromEntries(USERS.map((users) => [fig5(users), { weight: 0.25, users }])),
};

/** Settings whose claims are judged in the other readings too. */
export const JUDGED = [FIG_3, fig4(0.8), fig4(0.99), FIG_6];

/** Every network of paper B by the name of its setting. */
export const NETWORKS: Readonly<Record<string, MultiBsSyncOptions>> = {
  ...FIGURES,
  ...Object.fromEntries(
    JUDGED.flatMap((setting) =>
      (Object.keys(READINGS) as Reading[]).map((reading) => [
        setting + reading,
        { ...FIGURES[setting], ...READINGS[reading] },
      ]),
    ),
  ),
};

/** What learners are called in tables and figures, and which local reward is whose. */
export const METHODS = {
  vdn: { label: "GRU + VDN", method: "vdn", localReward: "penalised" },
  iql: { label: "GRU + IQL", method: "iql", localReward: "penalised" },
  "iql, no penalty": { label: "IQL, no penalty", method: "iql", localReward: "plain" },
  "iql, team reward": { label: "IQL, team reward", method: "iql", localReward: "team" },
} as const satisfies Record<
  string,
  { label: string; method: LearnerRun["method"]; localReward: MultiBsSyncOptions["localReward"] }
>;
export type Method = keyof typeof METHODS;
export const METHOD_NAMES = Object.keys(METHODS) as Method[];

/** What a learner is given where it differs from its setting. */
export interface Variant {
  readonly label: string;
  readonly network: MultiBsSyncOptions;
  readonly predictor?: LearnerRun["predictor"];
  readonly learner?: z.input<typeof learnerSchema>;
}

/** Changes to the setting of Fig. 6, one at a time, five seeds: of both learners where the change could tell them apart. */
export const ABLATIONS: Readonly<Record<string, Variant & { readonly methods: readonly Method[] }>> = {
  "stations choose for all they cover": {
    label: "masks by coverage alone",
    network: { choice: "coverage" },
    methods: ["vdn", "iql"],
  },
  "stations choose for everybody": { label: "no masks", network: { choice: "anybody" }, methods: ["vdn", "iql"] },
  "GRU twin, increments": {
    label: "twin: GRU, increments",
    network: {},
    predictor: "GRU, increments",
    methods: ["vdn"],
  },
  "32 episodes remembered": {
    label: "the last 32 episodes remembered",
    network: {},
    learner: { capacity: 32 },
    methods: ["vdn"],
  },
};

/** Changes to the network of Fig. 3 that policies without learning show the effect of. */
export const POLICY_ABLATIONS: Readonly<Record<string, MultiBsSyncOptions>> = {
  "fastest block for the sync": { synchronisationBlock: "fastest" },
  "cheapest block for the sync": { synchronisationBlock: "cheapest" },
  "three rounds": { rounds: 3 },
  "hold-last twin": { predictor: "hold-last" },
  "users roam the area": { room: "area" },
};

/** The masked literal head on up to six users, and a look at twelve. */
export const LITERAL = {
  setting: fig5(6),
  name: "literal head",
  network: { head: "literal", choice: "coverage" },
} as const;
export const LITERAL_12 = "literal head, 12 users, 100 updates";

/**
 * Beyond the paper: the age of its part of the twin in a station's state, a discount that looks ahead, and a memory of the
 * last episodes alone, in which the other stations act as they do now. Chosen on seeds 0-4 among fourteen settings.
 */
export const BEYOND = "Fig. 3, age observed";
export const BEYOND_VARIANT = {
  label: "age observed, discount .8, the last 32 episodes remembered",
  network: { observeAge: true },
  learner: { discount: 0.8, learningRate: 3e-4, rewards: "standardised", explorationShare: 0.15, capacity: 32 },
} as const satisfies Variant;

/** Name of a setting where it is run on seeds 100-109. */
export function onOtherSeeds(setting: string): string {
  return `${setting}, seeds 100-109`;
}
