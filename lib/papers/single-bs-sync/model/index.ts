export {
  OBSERVED,
  SingleBsSync,
  type SingleBsSyncConfiguration,
  type SingleBsSyncOptions,
  type SingleBsSyncParts,
  singleBsSyncSchema,
} from "./singleBsSync.ts";
