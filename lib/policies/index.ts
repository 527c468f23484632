export { epsilonGreedy } from "./epsilonGreedy.ts";
export { type EvaluateOptions, evaluate, meansBySeed, type SeedMeans, searchBest } from "./evaluate.ts";
export { myopicOracle } from "./myopicOracle.ts";
export { playable } from "./playable.ts";
export { type Actions, type Policy, type PolicyMaker, rowwise } from "./policy.ts";
export { type Replicas, replicasOf } from "./replicasOf.ts";
export { type RolloutOptions, type RolloutSums, rollout } from "./rollout.ts";
export {
  ageThreshold,
  always,
  constant,
  errorThreshold,
  inSlots,
  never,
  periodic,
  random,
  type TwinnedEnvironment,
} from "./synchronisation.ts";
export { trace } from "./trace.ts";
