import type { z } from "zod";
import { type Environment, emptyActions, type RowParts, type Space, type Step } from "../environments/index.ts";
import { classifierTable, EdgeRetraining, edgeRetrainingSchema } from "../papers/edge-retraining/model/index.ts";
import { MultiBsSync, multiBsSyncSchema } from "../papers/multi-bs-sync/model/index.ts";
import { RobustTilt, robustTiltSchema } from "../papers/robust-tilt/model/index.ts";
import { SingleBsSync, singleBsSyncSchema } from "../papers/single-bs-sync/model/index.ts";
import {
  AccessPointSelection,
  accessPointSelectionSchema,
} from "../papers/twin-enhanced-rl/model/accessPointSelection.ts";
import { UavCoverage } from "../papers/twin-enhanced-rl/model/uavCoverage.ts";
import { uavCoverageSchema } from "../papers/twin-enhanced-rl/model/uavCoverageConfiguration.ts";
import { rngFrom, streamsOf } from "../random/index.ts";
import { notFinite } from "./attempt.ts";

/** An environment of a paper: how it is made, and the schema of its configuration. */
export interface Maker {
  readonly schema: z.ZodType;
  make(options: object, parts?: RowParts): Environment;
}

export const SEEDS = [0, 1];
export const COPIES = 2;
const PARTS = { seeds: SEEDS, copies: COPIES };

/** Every environment of the papers, by name. */
export const ENVIRONMENTS: Readonly<Record<string, Maker>> = {
  singleBsSync: { schema: singleBsSyncSchema, make: (options, parts = PARTS) => new SingleBsSync(options, parts) },
  multiBsSync: { schema: multiBsSyncSchema, make: (options, parts = PARTS) => new MultiBsSync(options, parts) },
  robustTilt: { schema: robustTiltSchema, make: (options, parts = PARTS) => new RobustTilt(options, parts) },
  uavCoverage: { schema: uavCoverageSchema, make: (options, parts = PARTS) => new UavCoverage(options, parts) },
  accessPointSelection: {
    schema: accessPointSelectionSchema,
    make: (options, parts = PARTS) => new AccessPointSelection(options, parts),
  },
  edgeRetraining: {
    schema: edgeRetrainingSchema,
    make: (options, parts = PARTS) => new EdgeRetraining(options, { ...parts, classifiers: classifierTable() }),
  },
};

/** The streams of an environment's rows. */
export function streamsFor(environment: Environment) {
  return streamsOf(SEEDS, environment.rows / SEEDS.length, "training");
}

/** What is not finite in a step; undefined where all is. */
function faultOfStep(step: Step): string | undefined {
  const named = { observation: step.values, reward: step.rewards, ...step.metrics };
  const faults = Object.entries(named).map(([name, values]) => notFinite(name, values));
  return faults.find((fault) => fault !== undefined);
}

/** What is not finite in some slots of random actions, from a reset on. */
export function faultOfPlay(environment: Environment, slots: number): string | undefined {
  environment.reset(streamsFor(environment));
  return faultOfSlots(environment, slots);
}

/** What is not finite in some slots of random actions, from where the environment stands. */
export function faultOfSlots(environment: Environment, slots: number): string | undefined {
  const actions = emptyActions(environment);
  const rng = rngFrom("bad input");
  for (let slot = 0; slot < slots; slot++) {
    for (let i = 0; i < actions.length; i++) actions[i] = drawn(environment.actionSpace, () => rng.uniform());
    const fault = faultOfStep(environment.step(actions));
    if (fault !== undefined) return `slot ${slot}: ${fault}`;
  }
  return undefined;
}

function drawn(space: Space, uniform: () => number): number {
  if (space.kind === "box") return space.low + (space.high - space.low) * uniform();
  return Math.floor(uniform() * (space.kind === "discrete" ? space.n : 2));
}
