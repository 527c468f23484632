import { always, errorThreshold, never, type PolicyMaker, periodic } from "../../policies/index.ts";
import type { Yardstick } from "../synchronisation/policyTables.ts";
import type { MultiBsSync } from "./model/multiBsSync.ts";
import { exhaustive, greedyLocal, greedyTeam, teamLookAhead } from "./model/stationOracles.ts";
import { everyStation, oldestStatus, randomAllowed, roundRobin } from "./model/stationRules.ts";

const TRIVIAL = "never, always, in turn";

/**
 * Families of policies that need no learning, each with one parameter (0 where it has none): their labels in tables,
 * and their families in figures.
 */
export const FAMILIES = {
  never: { label: "never", family: TRIVIAL, make: () => everyStation(never()) },
  always: { label: "always", family: TRIVIAL, make: () => everyStation(always()) },
  random: { label: "random allowed actions", family: "random allowed actions", make: () => randomAllowed() },
  "round-robin": { label: "round-robin", family: TRIVIAL, make: () => roundRobin() },
  periodic: { label: "periodic (k)", family: "periodic", make: (k: number) => everyStation(periodic(k)) },
  "age-threshold": { label: "age threshold (k)", family: "age threshold", make: (k: number) => oldestStatus(k) },
  "error-threshold": {
    label: "error threshold (m²)",
    family: "error threshold",
    make: (error: number) => everyStation(errorThreshold(error)),
  },
  "greedy-local": { label: "greedy, local", family: "greedy, local", make: () => greedyLocal() },
  "greedy-team": {
    label: "oracle of the team (h)",
    family: "oracle of the team",
    make: (horizon: number) => greedyTeam(horizon),
  },
  exhaustive: { label: "exhaustive (slots)", family: "exhaustive", make: (slots: number) => exhaustive(slots) },
  "look-ahead": { label: "look-ahead (slots)", family: "look-ahead", make: (slots: number) => teamLookAhead(slots) },
} as const satisfies Record<
  string,
  { label: string; family: string; make: (parameter: number) => PolicyMaker<MultiBsSync> }
>;
export type Family = keyof typeof FAMILIES;
export type PolicyGrid = Partial<Record<Family, number[]>>;

/**
 * The policies that learners are held against: those that stations could follow, so none that knows how users will
 * move.
 */
export const YARDSTICK: Yardstick<Family> = {
  families: FAMILIES,
  lines: { always: "always", "random allowed actions": "random", never: "never" },
  oracles: ["greedy-team", "look-ahead", "exhaustive"],
};

/** Every policy that stations could follow. */
export const PLAYABLE_GRID: PolicyGrid = {
  never: [0],
  always: [0],
  random: [0],
  "round-robin": [0],
  periodic: [2, 4, 6, 8, 10, 12, 15],
  "age-threshold": [4, 8, 12],
  "error-threshold": [0.5, 1, 2, 3, 5],
  "greedy-local": [0],
};

export const FULL_GRID: PolicyGrid = {
  ...PLAYABLE_GRID,
  "greedy-team": [1, 3, 5],
  exhaustive: [1],
  "look-ahead": [3, 5],
};

/** The few policies that show what is to be gained in a setting. */
export const SMALL_GRID: PolicyGrid = {
  never: [0],
  always: [0],
  random: [0],
  periodic: [4, 8, 12],
  "greedy-local": [0],
  "greedy-team": [3],
};
