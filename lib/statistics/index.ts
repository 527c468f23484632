export { type BootstrapOptions, bootstrapInterval, type Interval } from "./bootstrapInterval.ts";
export { domainAverage } from "./domainAverage.ts";
export { mean } from "./mean.ts";
export { movingAverage } from "./movingAverage.ts";
export { VERDICTS, type Verdict, verdictOn, verdictOnDirection, verdictOnError } from "./verdict.ts";
