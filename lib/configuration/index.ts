export { ConfigurationError, configure } from "./configure.ts";
export {
  adamEpsilon,
  count,
  discountBelow1,
  layerWidth,
  layerWidths,
  learningRate,
  linearSchedule,
  share,
} from "./learning.ts";
export { pair } from "./pair.ts";
