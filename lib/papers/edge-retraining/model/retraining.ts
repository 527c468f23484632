import type { RetrainingRule } from "./retrainingRules.ts";

/** Every model stays as it was trained first. */
export const neverRetrain: RetrainingRule = () => false;

/** Every model is retrained in every frame. */
export const alwaysRetrain: RetrainingRule = () => true;

/** Every model is retrained in frames 0, k, 2k, ... of an episode. */
export function retrainEvery(k: number): RetrainingRule {
  return ({ frame }) => frame % k === 0;
}
