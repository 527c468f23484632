export { type ConstructionOptions, constructionSchema } from "./construction.ts";
export { DigitalSpace, type DigitalSpaceOptions, type Prediction } from "./digitalSpace.ts";
export { type ExtractOptions, Storage, type StoredTransition } from "./storage.ts";
