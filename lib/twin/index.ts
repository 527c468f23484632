export { frameAccuracy, needsRetraining, predictedAccuracy, retrainingPairs } from "./accuracy.ts";
export {
  chooseDistribution,
  classCounts,
  type GeneratedData,
  type GenerationOptions,
  generateData,
  generatedSize,
  klDivergence,
  SIZE_FORMS,
  type SizeForm,
  smoothDistribution,
} from "./generatedData.ts";
export { holdLast } from "./holdLast.ts";
export { meanDisplacement } from "./meanDisplacement.ts";
export type { Predictor } from "./predictor.ts";
export { Twin } from "./twin.ts";
export { twinError } from "./twinError.ts";
