import { edgeRetraining } from "./edge-retraining/experiment.ts";
import type { Experiment } from "./experiment.ts";
import { multiBsSync } from "./multi-bs-sync/experiment.ts";
import { robustTilt } from "./robust-tilt/experiment.ts";
import { singleBsSync } from "./single-bs-sync/experiment.ts";
import { twinEnhancedRl } from "./twin-enhanced-rl/experiment.ts";

/** Every experiment by name, as commands and workers ask for it. */
export const EXPERIMENTS: Readonly<Record<string, Experiment>> = {
  [twinEnhancedRl.name]: twinEnhancedRl as Experiment,
  [singleBsSync.name]: singleBsSync as Experiment,
  [multiBsSync.name]: multiBsSync as Experiment,
  [robustTilt.name]: robustTilt as Experiment,
  [edgeRetraining.name]: edgeRetraining as Experiment,
};

/** @throws Error that lists the experiments there are */
export function experimentNamed(name: string): Experiment {
  const experiment = EXPERIMENTS[name];
  if (experiment === undefined)
    throw new Error(`no experiment "${name}"; there are ${Object.keys(EXPERIMENTS).join(", ")}`);
  return experiment;
}

/**
 * The experiments that can be run in tests on a backend: image models take hours in plain JavaScript.
 *
 * @param backend as asked for, TWINLAB_BACKEND
 */
export function affordable(backend: string | undefined): Experiment[] {
  return Object.values(EXPERIMENTS).filter(({ name }) => backend !== "cpu" || name !== edgeRetraining.name);
}
