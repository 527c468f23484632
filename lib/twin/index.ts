export { holdLast } from "./holdLast.ts";
export { meanDisplacement } from "./meanDisplacement.ts";
export type { Predictor } from "./predictor.ts";
export { Twin } from "./twin.ts";
export { twinError } from "./twinError.ts";
