export { accuracy, estimate, kept, training } from "./accuracyFigures.ts";
export { attainableFigure, attainableRuns } from "./attainable.ts";
export { allocator, allocators, delay, parts } from "./costFigures.ts";
export { framework } from "./frameworkFigure.ts";
export { belowInReadings, savings } from "./readingFigures.ts";
export { association, confusions, images } from "./sceneFigures.ts";
