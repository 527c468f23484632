export { ConfigurationError, configure } from "./configure.ts";
export { adamEpsilon, count, layerWidth, layerWidths, learningRate, linearSchedule, share } from "./learning.ts";
export { pair } from "./pair.ts";
