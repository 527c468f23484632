export { Interrupted, interruptible, runsToEnd } from "./interruption.ts";
export { type Progress, type ProgressOptions, progress } from "./progress.ts";
