import { mean } from "../../statistics/index.ts";
import type { RunContext } from "../../study/index.ts";
import { holdLast, meanDisplacement, type Predictor } from "../../twin/index.ts";
import { drawTrajectories, SLOTS, type Trajectories } from "./drawTrajectories.ts";
import { estimatesAlong, oneStepFloor, shareOfMoves, slotsSeen, squaredErrors } from "./predictionErrors.ts";
import { type PredictorTask, type TrainedGru, trainPredictor } from "./predictors.ts";

/** Slots ahead at which errors of predictions that feed on themselves are measured. */
export const HORIZONS = [1, 2, 5, 10, 15, 20, 25];

/**
 * Users at these quantiles of a seed's errors stand for the three users, drawn at random, that papers B and C show: three
 * draws out of all users, in order, are in expectation the quartiles.
 */
export const QUARTILES = [0.25, 0.5, 0.75] as const;

/** [seed][user] one number each. */
type ByUser = readonly (readonly number[])[];

/**
 * Records how predictors do on fresh trajectories. Errors are mean squared, both coordinates summed, m².
 *
 * | purpose | a row for each predictor, seed and | what |
 * | --- | --- | --- |
 * | one step | user | `mse` one step ahead, `moves` the share of slots into which it moves; of "floor": what no predictor goes below |
 * | open loop | horizon | `mse` of estimates that feed on themselves, mean over users |
 * | first slots | slot | `mse` one step ahead while the window holds copies of the first status, mean over users |
 * | training | epoch | `mse` of trajectories that are not learned from, `learnedMse` of those that are; learned predictors |
 * | trajectory | user, slot | one trajectory, `x` and `y`, and its estimates, m, of the users at the quartiles; learned predictors |
 */
export function recordPredictions(task: PredictorTask, testTrajectories: number, context: RunContext): void {
  const { seeds, window, form } = task;
  const walk = task.walk(testTrajectories);
  const paths = drawTrajectories(walk, seeds, "test");
  const seen = slotsSeen(window);
  const moves = shareOfMoves(paths, seen);
  const learned = trainPredictor(task, context.progress);
  const closedForms = { "hold-last": holdLast(), "mean displacement": meanDisplacement(walk) };
  const predictors: Record<string, Predictor> = learned === undefined ? closedForms : { [form]: learned.predictor };

  const recordUsers = (predictor: string, errors: ByUser) => {
    for (const [i, seed] of seeds.entries()) {
      for (const [user, mse] of errors[i].entries())
        context.record({ purpose: "one step", predictor, seed, user, mse, moves: moves[i][user] });
    }
  };
  const recordMeans = (about: Readonly<Record<string, string | number>>, errors: ByUser) => {
    for (const [i, seed] of seeds.entries()) context.record({ ...about, seed, mse: mean(errors[i]) });
  };
  for (const [predictor, model] of Object.entries(predictors)) {
    const estimates = estimatesAlong(model, paths, window);
    const errors = squaredErrors(paths, estimates, seen);
    recordUsers(predictor, errors);
    for (const horizon of HORIZONS.filter((ahead) => window + ahead <= SLOTS)) {
      const ahead = estimatesAlong(model, paths, window, horizon);
      const reached = squaredErrors(paths, ahead, slotsSeen(window, horizon));
      recordMeans({ purpose: "open loop", predictor, horizon }, reached);
    }
    for (let slot = 1; slot < window; slot++)
      recordMeans({ purpose: "first slots", predictor, slot }, squaredErrors(paths, estimates, [slot, slot]));
    if (learned !== undefined) recordTrajectories({ predictor, seeds, window }, paths, estimates, errors, context);
  }
  if (learned === undefined) recordUsers("floor", oneStepFloor(walk, paths, seen));
  else recordTraining(form, seeds, learned.curve, context);
  learned?.predictor.dispose();
}

function recordTraining(
  predictor: string,
  seeds: readonly number[],
  curve: TrainedGru["curve"],
  context: RunContext,
): void {
  for (const [i, { heldOut, learned }] of curve.entries()) {
    for (const [replica, seed] of seeds.entries()) {
      const errors = { mse: heldOut[replica], learnedMse: learned[replica] };
      context.record({ purpose: "training", predictor, seed, epoch: i + 1, ...errors });
    }
  }
}

/** The first trajectory of each seed, of the users at the quartiles of the errors; `mse` is the user's, of all trajectories. */
function recordTrajectories(
  { predictor, seeds, window }: { readonly predictor: string } & Pick<PredictorTask, "seeds" | "window">,
  { positions, users, count }: Trajectories,
  estimates: Float64Array,
  errors: ByUser,
  context: RunContext,
): void {
  for (const [i, seed] of seeds.entries()) {
    const ordered = errors[i].map((mse, user) => ({ mse, user })).sort((a, b) => a.mse - b.mse);
    for (const quantile of QUARTILES) {
      const { user, mse } = ordered[Math.round(quantile * (users - 1))];
      for (let slot = 0; slot < SLOTS; slot++) {
        const at = ((i * count * SLOTS + slot) * users + user) * 2;
        const [x, y] = positions.subarray(at, at + 2);
        const [predictedX, predictedY] = slot < window ? [null, null] : estimates.subarray(at, at + 2);
        const place = { user, slot, x, y, predictedX, predictedY };
        context.record({ purpose: "trajectory", predictor, seed, quantile, ...place, mse });
      }
    }
  }
}
