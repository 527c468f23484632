export * from "./allocator.ts";
export * from "./classifiers.ts";
export * from "./edgeAllocation.ts";
export * from "./edgeDelays.ts";
export { expectedAccuracy } from "./edgeImages.ts";
export * from "./edgeObjective.ts";
export * from "./edgeRetraining.ts";
export {
  configureEdgeRetraining,
  type EdgeRetrainingConfiguration,
  type EdgeRetrainingOptions,
  edgeRetrainingSchema,
} from "./edgeRetrainingConfiguration.ts";
export { EdgeScene } from "./edgeScene.ts";
export * from "./generatedData.ts";
export * from "./gradientAllocator.ts";
export { type ImageOptions, imageSchema, type ZoneImages } from "./imageOptions.ts";
export * from "./onlyInVectors.ts";
export * from "./optimalSplit.ts";
export * from "./retrainingRules.ts";
export * from "./stationUsers.ts";
export { SurfaceClassifiers } from "./surfaceClassifiers.ts";
export * from "./taskSplits.ts";
export { TrainedClassifiers } from "./trainedClassifiers.ts";
export { zoneImages } from "./zoneImages.ts";
