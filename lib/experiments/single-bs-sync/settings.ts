import type { SingleBsSyncOptions } from "../../environments/index.ts";

/** The named settings of paper C; every result names its own. */
export const SETTINGS = {
  printed: { label: "printed: weight .987, step 1 m", network: {} },
  "printed, hold-last twin": { label: "printed, hold-last twin", network: { predictor: "hold-last" } },
  "printed, Euclidean distance": { label: "printed, Euclidean distance", network: { distance: "euclidean" } },
  "sync pays, weight .5": { label: "weight .5, step 1 m", network: { weight: 0.5 } },
  "sync pays, weight .5, hold-last twin": {
    label: "weight .5, step 1 m, hold-last twin",
    network: { weight: 0.5, predictor: "hold-last" },
  },
  "sync pays, step 5": {
    label: "weight .987, step 5 m, uniform moves",
    network: { stepM: 5, concentration: "uniform" },
  },
  "step 5, skewed moves": { label: "weight .987, step 5 m, skewed moves", network: { stepM: 5 } },
  "step 5, skewed moves, hold-last twin": {
    label: "weight .987, step 5 m, skewed moves, hold-last twin",
    network: { stepM: 5, predictor: "hold-last" },
  },
} as const satisfies Record<string, { label: string; network: SingleBsSyncOptions }>;
export type Setting = keyof typeof SETTINGS;

/** Step lengths of the regime map, m; its other axis, the weight, needs no runs of its own. */
export const MAP_STEPS = [0.5, 1, 2, 3, 5, 8, 10];
export const MAP_WEIGHTS = [0.2, 0.5, 0.8, 0.9, 0.95, 0.987, 0.995];
