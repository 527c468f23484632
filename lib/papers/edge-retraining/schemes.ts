import type { Charge } from "./model/edgeObjective.ts";
import type { EdgeRetrainingOptions } from "./model/edgeRetrainingConfiguration.ts";
import { alwaysRetrain, neverRetrain, retrainEvery } from "./model/retraining.ts";
import type { RetrainingRule } from "./model/retrainingRules.ts";

/** Who decides what on which timescale. */
export interface Scheme {
  readonly label: string;
  /** what it changes of the network */
  readonly network?: Pick<EdgeRetrainingOptions, "frameSlots" | "decision" | "source" | "learning" | "scratch">;
  /** in place of (15) */
  readonly rule?: RetrainingRule;
  /** splits tasks and resources once a frame, not once a slot */
  readonly isHeld?: boolean;
}

/** Frames between retrainings of the periodic rule. */
const PERIOD = 3;

/** The scheme that the paper proposes, its three benchmarks, and what needs no model of accuracy. */
export const SCHEMES = {
  proposed: { label: "two timescales (proposed)" },
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

/** How a model is brought to a new zone at equal image-trainings: on which images, and from where it sets out. */
export const COMPARED = ["proposed", "without-twin", "without-incremental"] as const;
export const WAYS = [...COMPARED, "unlimited"] as const;
export type Way = (typeof WAYS)[number];

/** How (16a) charges a retraining, in words. */
export const CHARGE_LABELS: Readonly<Record<Charge, string>> = {
  once: "charged once",
  "every-slot": "charged in every slot",
};
