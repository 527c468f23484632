export { claims as singleBsSyncClaims } from "./claims.ts";
export {
  learningCurves,
  predictionErrors,
  synchronisationByAge,
  tunedCurves,
} from "./learnerFigures.ts";
export { regrets } from "./learnerTables.ts";
export {
  SingleBsSync,
  type SingleBsSyncConfiguration,
  type SingleBsSyncOptions,
  type SingleBsSyncParts,
  singleBsSyncSchema,
} from "./model/singleBsSync.ts";
export { networkMap, rateAgainstError, regimeMap } from "./policyFigures.ts";
export { bestOfFamilies, type PolicyRow, policyRows } from "./policyTables.ts";
