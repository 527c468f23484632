export { domainAverage } from "./domainAverage.ts";
export { largest, smallest } from "./extremes.ts";
export { holm } from "./holm.ts";
export { mean } from "./mean.ts";
export { median } from "./median.ts";
export { movingAverage } from "./movingAverage.ts";
export { spearman } from "./spearman.ts";
export { type Interval, LEVEL, tInterval, tTest } from "./tInterval.ts";
export { type Claimed, usualTolerance, VERDICTS, type Verdict, verdictOn, verdictOnError } from "./verdict.ts";
