/** twinlab: what a notebook or a script imports. */
export * from "./agents/index.ts";
export { ConfigurationError, configure } from "./configuration/index.ts";
export * from "./datasets/index.ts";
export * from "./digital/index.ts";
export * from "./environments/index.ts";
export * from "./figures/index.ts";
export * from "./mobility/index.ts";
export {
  GruPredictor,
  ImageClassifier,
  RESNET_8,
  RESNET_18,
  type ResidualOptions,
  selectBackend,
  type Training,
  type TrainingOptions,
} from "./neural/index.ts";
export * from "./notebook/index.ts";
export * from "./optimization/index.ts";
export * as edgeRetraining from "./papers/edge-retraining/index.ts";
export * as multiBsSync from "./papers/multi-bs-sync/index.ts";
export * as robustTilt from "./papers/robust-tilt/index.ts";
export * as singleBsSync from "./papers/single-bs-sync/index.ts";
export * as twinEnhancedRl from "./papers/twin-enhanced-rl/index.ts";
export * from "./policies/index.ts";
export * from "./radio/index.ts";
export * from "./random/index.ts";
export * from "./records/index.ts";
export * from "./statistics/index.ts";
export * from "./study/index.ts";
export * from "./study/index.ts";
export * from "./twin/index.ts";
