export { type ConstructionOptions, constructionSchema } from "./construction.ts";
export { DigitalSpace, type DigitalSpaceOptions, type DigitalSpaceSnapshot, type Prediction } from "./digitalSpace.ts";
export { Link, type LinkOptions, type LinkSnapshot, linkSchema } from "./link.ts";
export { type ActionRisk, bestWithin, type JudgedBy, risksOf } from "./risk.ts";
export { type ExtractOptions, Storage, type StoredTransition } from "./storage.ts";
export { TwinAgent } from "./twinAgent.ts";
