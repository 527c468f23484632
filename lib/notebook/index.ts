export { type Progress, type ProgressOptions, progress } from "./progress.ts";
