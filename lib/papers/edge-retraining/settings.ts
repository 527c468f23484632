import type { Arm } from "../../study/index.ts";
import type { ReadingLabel } from "./labelledReadings.ts";
import type { Charge } from "./model/edgeObjective.ts";
import type { EdgeRetrainingOptions } from "./model/edgeRetrainingConfiguration.ts";
import { alwaysRetrain, neverRetrain, type RetrainingRule, retrainEvery } from "./model/retrainingRules.ts";

/** Name and version of the study in records and in what its runs share; the version rises when numbers move. */
export const IDENTITY = { experiment: "edge-retraining", version: 4 } as const;

/** The setting that every scheme is run in: the paper's premise. */
export const PREMISE = "in the paper's premise";

/** A scheme: what is decided on which timescale and by what, and which images models learn from. */
export interface Scheme {
  readonly label: string;
  /** for where the label would be too long */
  readonly short?: string;
  /** changes of the network, over those of a reading */
  readonly network?: Pick<EdgeRetrainingOptions, "frameSlots" | "decision" | "data" | "learning">;
  /** in place of D (15) */
  readonly rule?: RetrainingRule;
  /** splits tasks and resources once a frame, not once a slot */
  readonly isHeld?: boolean;
}

/** Frames between retrainings of the periodic rule. */
const PERIOD = 3;

/** The scheme that the paper proposes, its three benchmarks, and what they are compared with besides. */
export const SCHEMES = {
  proposed: { label: "two timescales (proposed)", short: "two timescales" },
  single: { label: "single timescale", network: { frameSlots: 1, decision: "measured" } },
  "without-twin": {
    label: "without twin",
    network: { decision: "measured", data: "physical" },
    isHeld: true,
  },
  "without-incremental": {
    label: "without incremental learning",
    short: "without incremental",
    network: { decision: "measured", data: "physical", learning: "scratch" },
  },
  measured: {
    label: "two timescales, decision (13)",
    short: "two timescales, (13)",
    network: { decision: "measured" },
  },
  "single-predicted": {
    label: "single timescale, decision (14)",
    short: "single timescale, (14)",
    network: { frameSlots: 1, decision: "predicted" },
  },
  "single-recent": {
    label: "single timescale, mean of ten slots",
    short: "single, ten slots",
    network: { frameSlots: 1, decision: "recent" },
  },
  always: { label: "always", rule: alwaysRetrain },
  periodic: { label: `every ${PERIOD} frames`, rule: retrainEvery(PERIOD) },
  never: { label: "never", rule: neverRetrain },
} as const satisfies Record<string, Scheme>;
export type SchemeName = keyof typeof SCHEMES;
export const SCHEME_NAMES = Object.keys(SCHEMES) as [SchemeName, ...SchemeName[]];

/** The schemes of the paper's figures. */
export const PRINTED = ["proposed", "single", "without-twin", "without-incremental"] as const satisfies SchemeName[];

/** Name of a scheme in a figure or a sentence. */
export function shortName(method: SchemeName): string {
  const { label, short = label }: Scheme = SCHEMES[method];
  return short;
}

/** The arm of a scheme's episodes. */
export function served(method: SchemeName, setting = PREMISE): Arm & { readonly method: SchemeName } {
  return { method, setting };
}

/**
 * Ways to bring a model to a new zone: by which images, from which model. Those named "equal" make as many image-trainings
 * as the proposed one.
 */
export const WAYS = {
  proposed: "physical and twin (proposed)",
  "without-twin": "physical alone",
  "equal-updates": "physical alone, equal image-trainings",
  "twin-alone": "twin alone",
  "without-incremental": "anew, as much as the first model",
  "anew-equal": "anew, equal image-trainings",
} as const;
export type Way = keyof typeof WAYS;
export const WAY_NAMES = Object.keys(WAYS) as [Way, ...Way[]];

/** The arm of retrainings that are watched epoch by epoch. */
export function watched(setting = PREMISE) {
  return { method: "retraining", setting } as const;
}

/** Splitters of tasks and resources in every slot. */
export const ALLOCATIONS = ["optimum", "rule", "gradient", "td3"] as const;
export type Allocation = (typeof ALLOCATIONS)[number];
export const ALLOCATION_LABELS: Readonly<Record<Allocation, string>> = {
  optimum: "exact optimum of the slot",
  rule: "rule: both ends meet, square roots",
  gradient: "gradient through the twin",
  td3: "TD3 in the twin (Algorithm 2)",
};

/** Associations of users: a matching, which finds what Algorithm 1 finds, the fastest link, or by the load of stations. */
export const ASSOCIATIONS = ["matching", "fastest link", "by load"] as const;
export type AssociationName = (typeof ASSOCIATIONS)[number];

/** Names of the ways in which D (16a) charges a retraining. */
export const CHARGE_LABELS: Readonly<Record<Charge, string>> = {
  once: "charged once",
  "every-slot": "charged in every slot",
  spread: "spread over the frame",
};

/** Settings of the premise in which another allocator splits. */
export const SPLIT_BY: Readonly<Record<Allocation, string>> = {
  optimum: PREMISE,
  rule: "split by rule",
  gradient: "split by gradient",
  td3: "split by TD3",
};
/** The premise with users at their fastest links, without D (12a). */
export const FASTEST_LINK = "fastest links";
/** The premise with users associated by the load of stations. */
export const BY_LOAD = "by the stations' load";
/** The premise with networks that are trained as the episode asks, in place of those that were trained beforehand. */
export const TRAINED = "networks trained in the episode";

/** Readings in which retrainings are watched. */
export const WATCHED = [
  "delta 1",
  "(8) by true labels",
  "100 images a task",
  "500 images a task",
  "zones differ more",
  "twin knows half of the drift",
] as const satisfies ReadingLabel[];
