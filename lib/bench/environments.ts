import { type Environment, width } from "../environments/index.ts";
import { classifierTable } from "../papers/edge-retraining/model/classifiers.ts";
import { EdgeRetraining } from "../papers/edge-retraining/model/edgeRetraining.ts";
import { MultiBsSync } from "../papers/multi-bs-sync/model/multiBsSync.ts";
import { RobustTilt } from "../papers/robust-tilt/model/robustTilt.ts";
import { SingleBsSync } from "../papers/single-bs-sync/model/singleBsSync.ts";
import { AccessPointSelection } from "../papers/twin-enhanced-rl/model/accessPointSelection.ts";
import { UavCoverage } from "../papers/twin-enhanced-rl/model/uavCoverage.ts";
import { rngFrom, streamsOf } from "../random/index.ts";

/** The speed of an environment. */
export interface EnvironmentSpeed {
  readonly environment: string;
  readonly predictor: string;
  readonly copies: number;
  /** slots (or tasks) of one row, on one thread: the median of several stretches */
  readonly steps_per_s: number;
}

const COPIES = 64;
const STRETCHES = 7;
const STRETCH_SECONDS = 0.4;

/** Slots per second of every environment under random actions, closed-form predictors, one thread. */
export function benchEnvironments(): EnvironmentSpeed[] {
  const predicted = [SingleBsSync, MultiBsSync].flatMap((Network) =>
    (["mean-displacement", "hold-last"] as const).map((predictor) =>
      measured(new Network({ predictor }, { copies: COPIES }), predictor),
    ),
  );
  const others = [AccessPointSelection, UavCoverage, RobustTilt].map((Network) => new Network({}, { copies: COPIES }));
  const edge = new EdgeRetraining({}, { classifiers: classifierTable(), copies: COPIES });
  return [...predicted, ...[...others, edge].map((environment) => measured(environment, "none"))];
}

function measured(environment: Environment, predictor: string): EnvironmentSpeed {
  return { environment: environment.name, predictor, copies: COPIES, steps_per_s: Math.round(speed(environment)) };
}

function speed(environment: Environment): number {
  const rng = rngFrom("bench");
  const { rows, agents, actionSpace } = environment;
  const length = rows * agents * width(actionSpace);
  const n = actionSpace.kind === "discrete" ? actionSpace.n : 2;
  const draw = () => {
    if (actionSpace.kind !== "box") return Int32Array.from({ length }, () => rng.integer(n));
    const { low, high } = actionSpace;
    return Float32Array.from({ length }, () => low + (high - low) * rng.uniform());
  };
  const choices = Array.from({ length: 32 }, draw);
  environment.reset(streamsOf([0], environment.rows, "evaluation"));
  const stretch = () => {
    const begin = performance.now();
    let slots = 0;
    while (performance.now() - begin < 1000 * STRETCH_SECONDS) {
      for (const actions of choices) environment.step(actions);
      slots += choices.length * environment.rows;
    }
    return (1000 * slots) / (performance.now() - begin);
  };
  stretch();
  const speeds = Array.from({ length: STRETCHES }, stretch).sort((a, b) => a - b);
  return speeds[Math.floor(STRETCHES / 2)];
}
