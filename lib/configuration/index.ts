export { ConfigurationError, configure } from "./configure.ts";
export { adamEpsilon, layerWidth, layerWidths, learningRate, linearSchedule, share } from "./learning.ts";
export { count, decibels, degrees, metres, nonNegative, pair, positive, real, slots } from "./quantities.ts";
