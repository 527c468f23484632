import type { Environment } from "../environments/index.ts";

/** The sizes and spaces of an environment that a learner is made for. */
export type LearningTask = Pick<Environment, "rows" | "agents" | "observationSpace" | "actionSpace">;
