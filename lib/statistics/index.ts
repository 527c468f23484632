export { type BootstrapOptions, bootstrapInterval, type Interval } from "./bootstrapInterval.ts";
export { mean } from "./mean.ts";
export { VERDICTS, type Verdict, verdictOn, verdictOnError } from "./verdict.ts";
