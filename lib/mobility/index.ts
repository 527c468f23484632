export { type Area, boundsOf, contains, keepInside, placeUniformly, square } from "./area.ts";
export { MOVES, moveMoments, moveUser } from "./move.ts";
export type { Movement } from "./movement.ts";
export { concentrationOf, RandomWalk, type RandomWalkOptions } from "./randomWalk.ts";
