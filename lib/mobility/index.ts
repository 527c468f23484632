export { type Area, boundsOf, contains, hasRoom, keepInside, placesIn, placeUniformly, square } from "./area.ts";
export { MOVES, moveMoments, moveUser } from "./move.ts";
export { checkMovement, type Movement } from "./movement.ts";
export { concentrationOf, RandomWalk, type RandomWalkOptions, STARTS } from "./randomWalk.ts";
