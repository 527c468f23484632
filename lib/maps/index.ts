export { type AxisChange, axesOf, axis } from "./axes.ts";
export { claimMap, type MapOptions } from "./claimMap.ts";
export { configurationWith } from "./configurationWith.ts";
export type { Design, DesignOptions } from "./design.ts";
export { mapPath, readMap } from "./mapFile.ts";
export { mapText, wordsOf } from "./mapText.ts";
export { type MapReport, STANDINGS, type Standing } from "./report.ts";
export { CURVE } from "./space.ts";
