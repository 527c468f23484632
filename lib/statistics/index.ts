export { type BootstrapOptions, bootstrapInterval, type Interval } from "./bootstrapInterval.ts";
export { mean } from "./mean.ts";
