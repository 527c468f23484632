import {
  ageThreshold,
  always,
  errorThreshold,
  myopicOracle,
  never,
  type PolicyMaker,
  periodic,
  random,
} from "../../policies/index.ts";
import type { Yardstick } from "../synchronisation/policyTables.ts";
import type { SingleBsSync } from "./model/singleBsSync.ts";

/** Families of policies that need no learning, each with one parameter (0 where it has none). */
export const FAMILIES = {
  never: { label: "never", make: () => never() },
  always: { label: "always", make: () => always() },
  random: { label: "random (p)", make: (p: number) => random(p) },
  periodic: { label: "periodic (k)", make: (k: number) => periodic(k) },
  "age-threshold": { label: "age threshold (k)", make: (k: number) => ageThreshold(k) },
  "error-threshold": { label: "error threshold (m²)", make: (error: number) => errorThreshold(error) },
  "myopic-oracle": { label: "myopic oracle", make: () => myopicOracle() },
} as const satisfies Record<string, { label: string; make: (parameter: number) => PolicyMaker<SingleBsSync> }>;
export type Family = keyof typeof FAMILIES;

/** The parameters that are tried in each family; the best is chosen on selection episodes. */
export type PolicyGrid = Partial<Record<Family, number[]>>;

const PERIODS = [2, 3, 4, 6, 8, 10, 12, 15, 20, 25];

export const FULL_GRID: PolicyGrid = {
  never: [0],
  always: [0],
  random: [0.02, 0.05, 0.1, 0.2, 0.3, 0.5],
  periodic: PERIODS,
  "age-threshold": PERIODS,
  "error-threshold": [0.5, 1, 2, 3, 5, 8, 12, 20, 30, 50, 80, 120, 200],
  "myopic-oracle": [0],
};

export const SMALL_GRID: PolicyGrid = {
  never: [0],
  always: [0],
  random: [0.1, 0.5],
  periodic: [4, 12],
  "age-threshold": [4, 12],
  "error-threshold": [3, 50],
  "myopic-oracle": [0],
};

/** The grid that the regime map compares: never, always, and each period. */
export const PERIOD_GRID: PolicyGrid = { never: [0], always: [0], periodic: PERIODS };

/** The policies that learners are held against: those that a station could follow; and the lines beside their curves. */
export const YARDSTICK: Yardstick<Family> = {
  families: FAMILIES,
  lines: { never: "never", always: "always" },
  oracles: ["myopic-oracle"],
};
