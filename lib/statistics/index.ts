export { type BootstrapOptions, bootstrapInterval, type Interval } from "./bootstrapInterval.ts";
export { domainAverage } from "./domainAverage.ts";
export { largest, smallest } from "./extremes.ts";
export { mean } from "./mean.ts";
export { median } from "./median.ts";
export { movingAverage } from "./movingAverage.ts";
export { type Claimed, VERDICTS, type Verdict, verdictOn, verdictOnError } from "./verdict.ts";
