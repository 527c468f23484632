import { z } from "zod";
import type { Arm } from "../../study/index.ts";
import { CHARGES, type Charge } from "./model/edgeObjective.ts";
import type { EdgeRetrainingOptions } from "./model/edgeRetrainingConfiguration.ts";
import { alwaysRetrain, neverRetrain, type RetrainingRule, retrainEvery } from "./model/retrainingRules.ts";

/** Name and version of the study in records and in what its runs share; the version rises when numbers move. */
export const IDENTITY = { experiment: "edge-retraining", version: 3 } as const;

/** The fewest of the scenario's 5 to 10, and half of the paper's 100 slots, for time. */
export const USERS = 5;
export const HORIZON = 50;
/** The setting that every scheme is run in, by its size in the paper profile; smoke and quick run it smaller. */
export const BASE = `${USERS} users, ${HORIZON} slots`;

/** Retrainings watched where D (8) chooses by the true labels, and where each takes two and a half times the images. */
export const TRUE_LABELS = "true labels";
export const MORE_IMAGES = "500 images";
/** A twin whose images have half of the drift. */
export const LAGGING_TWIN = `${BASE}, twin knows half of the drift`;
/** Small-scale fading, drawn anew in every slot. */
export const FADING = `${BASE}, Rayleigh fading`;

/**
 * Options of the sweep of D3's size over the epochs of a retraining and the concentration of bursts (the smaller, the
 * more the images of slots differ): fewer users, slots and images.
 */
export const SWEEP_OPTIONS = { network: { users: 2, horizon: 30 }, images: { images: 100 } } as const;
export const SWEEP = (
  [
    [1, 5],
    [5, 5],
    [20, 5],
    [5, 2],
    [5, 20],
  ] as const
).map(([epochs, burst]) => ({
  epochs,
  burst,
  setting: `${SWEEP_OPTIONS.network.users} users, ${SWEEP_OPTIONS.network.horizon} slots, ${epochs} epochs, bursts ${burst}`,
  label: `${epochs} epoch${epochs === 1 ? "" : "s"}, bursts ${burst}`,
}));

/** A scheme: what is decided on which timescale and by what, and which images models learn from. */
export interface Scheme {
  readonly label: string;
  /** for where the label would be too long */
  readonly short?: string;
  /** changes of the network */
  readonly network?: Pick<EdgeRetrainingOptions, "frameSlots" | "decision" | "source" | "learning" | "scratch">;
  /** in place of D (15) */
  readonly rule?: RetrainingRule;
  /** splits tasks and resources once a frame, not once a slot */
  readonly isHeld?: boolean;
}

/** Frames between retrainings of the periodic rule. */
const PERIOD = 3;

/** The scheme that the paper proposes, its three benchmarks, and what needs no model of accuracy. */
export const SCHEMES = {
  proposed: { label: "two timescales (proposed)", short: "two timescales" },
  single: { label: "single timescale", network: { frameSlots: 1, decision: "measured" } },
  "without-twin": {
    label: "without twin",
    network: { decision: "measured", source: "physical" },
    isHeld: true,
  },
  "without-incremental": {
    label: "without incremental learning",
    network: { decision: "measured", source: "physical", learning: "scratch", scratch: "equal" },
  },
  measured: { label: "two timescales, decision (13)", network: { decision: "measured" } },
  always: { label: "always", rule: alwaysRetrain },
  periodic: { label: `every ${PERIOD} frames`, rule: retrainEvery(PERIOD) },
  never: { label: "never", rule: neverRetrain },
} as const satisfies Record<string, Scheme>;
export type SchemeName = keyof typeof SCHEMES;
export const SCHEME_NAMES = Object.keys(SCHEMES) as [SchemeName, ...SchemeName[]];

/** The arm of a scheme's episodes. */
export function served(method: SchemeName, setting = BASE): Arm & { readonly method: SchemeName } {
  return { method, setting };
}

/** Ways to bring a model to a new zone, at equal image-trainings but for the last: by which images, from which model. */
export const COMPARED = ["proposed", "without-twin", "without-incremental"] as const;
export const WAYS = [...COMPARED, "unlimited"] as const;
export type Way = (typeof WAYS)[number];

/** The arm of retrainings that are watched epoch by epoch. */
export function watched(setting = BASE) {
  return { method: "retraining", setting } as const;
}

/** Splitters of tasks and resources in every slot: the learner, or `splitBy` with balanced parts and square-root shares. */
export const ALLOCATIONS = ["td3", "rule"] as const;

/** Associations of users: a matching, which finds what Algorithm 1 finds, or each user takes the fastest link. */
export const ASSOCIATIONS = ["matching", "fastest link"] as const;

/** One way to serve the users; all servers of a run retrain the same models. */
export const serverSchema = z.strictObject({
  allocation: z.enum(ALLOCATIONS),
  charge: z.enum(CHARGES),
  association: z.enum(ASSOCIATIONS).default("matching"),
});
export type Server = z.output<typeof serverSchema>;

/** The server that every scheme has: by rule, and charged once. */
export const BY_RULE_ONCE: Server = { allocation: "rule", charge: "once", association: "matching" };
/** Servers by rule, in both ways of charging. */
export const BY_RULE: readonly Server[] = CHARGES.map((charge) => ({ ...BY_RULE_ONCE, charge }));
/** Servers by TD3, as the paper has it, and by rule beside them. */
export const BY_BOTH: readonly Server[] = [
  ...BY_RULE.map((server) => ({ ...server, allocation: "td3" as const })),
  ...BY_RULE,
];
/** The server without D (12a). */
export const FASTEST_LINK: Server = { ...BY_RULE_ONCE, association: "fastest link" };

/** Names of the ways in which D (16a) charges a retraining. */
export const CHARGE_LABELS: Readonly<Record<Charge, string>> = {
  once: "charged once",
  "every-slot": "charged in every slot",
};
