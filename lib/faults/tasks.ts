import type { PlannedArm, Study } from "../study/index.ts";

/** The block of seeds that tasks run on. */
export const SEEDS = [0, 1, 2, 3, 4];

/** The first arm of each method of a study's smoke profile. */
export function oneOfEachMethod(study: Study): PlannedArm[] {
  return [...Map.groupBy(study.plan("smoke"), ({ method }) => method).values()].map(([arm]) => arm);
}
