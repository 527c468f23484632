import { MOVES, moveMoments, moveUser, type RandomWalk } from "../../mobility/index.ts";
import { type FitOptions, GruPredictor, type GruPredictorOptions, Parameters } from "../../neural/index.ts";
import { rngFrom, streamsOf } from "../../random/index.ts";
import { cached } from "../../records/index.ts";
import type { RunContext } from "../../study/index.ts";
import { holdLast, meanDisplacement, type Predictor } from "../../twin/index.ts";
import type { GruTraining } from "./gruTraining.ts";

type Form = { readonly gru: Partial<GruPredictorOptions>; readonly fit?: Pick<FitOptions, "optimiser"> };

/** The GRU of C (6), C (7), C (8), C (9), C (10) as printed and the variants beside it; all make equally many updates. */
const FORMS = {
  "GRU, printed": { gru: {} },
  "GRU, SGD": { gru: {}, fit: { optimiser: "sgd" } },
  "GRU, increments": { gru: { coordinates: "increments", scale: 1 } },
  "GRU, per user": { gru: { input: "perUser" } },
  "GRU, per user, increments": { gru: { input: "perUser", coordinates: "increments", scale: 1 } },
} as const satisfies Record<string, Form>;
export type PredictorForm = keyof typeof FORMS;
export const PREDICTOR_FORMS = Object.keys(FORMS) as [PredictorForm, ...PredictorForm[]];

/** Slots of a trajectory, printed. */
const SLOTS = 30;
/** Slots ahead at which errors of predictions that feed on themselves are measured. */
export const HORIZONS = [1, 2, 5, 10, 15, 20, 25];

/** A predictor to learn: the walks of a network's users, and the form and data of the predictor of their positions. */
export interface PredictorTask {
  readonly experiment: string;
  readonly seeds: readonly number[];
  /** the users, with as many rows for each seed as asked for */
  readonly walk: (copies: number) => RandomWalk;
  /** options that determine the walks, seeds apart */
  readonly law: object;
  readonly window: number;
  /** half the sides of the area, m */
  readonly scale: number | readonly [number, number];
  /** a GRU, or anything else for the closed forms */
  readonly form: string;
  readonly training: GruTraining;
}

/** Records errors of predictors on fresh trajectories: for each user one step ahead, and the mean over users further ahead. */
export function recordPredictionErrors(task: PredictorTask, testTrajectories: number, context: RunContext): void {
  const { seeds, window, form } = task;
  const walk = task.walk(testTrajectories);
  const paths = drawTrajectories(walk, seeds, testTrajectories, 1);
  const closedForms = { "hold-last": holdLast(), "mean displacement": meanDisplacement(walk) };
  const learned = trainPredictor(task, context.progress);
  const predictors: Record<string, Predictor> = learned === undefined ? closedForms : { [form]: learned };
  const record = (
    purpose: string,
    predictor: string,
    replica: number,
    at: { user?: number; horizon?: number },
    mse: number,
  ) => {
    context.record({
      purpose,
      predictor,
      seed: seeds[replica],
      user: at.user ?? null,
      horizon: at.horizon ?? null,
      mse,
    });
  };
  for (const [name, predictor] of Object.entries(predictors)) {
    for (const horizon of HORIZONS) {
      const errors = squaredErrors(predictor, paths, walk, window, horizon, seeds.length);
      for (const [replica, byUser] of errors.entries()) {
        if (horizon === 1) for (const [user, mse] of byUser.entries()) record("one step", name, replica, { user }, mse);
        record("open loop", name, replica, { horizon }, byUser.reduce((sum, mse) => sum + mse, 0) / byUser.length);
      }
    }
  }
  if (learned === undefined) {
    const floors = oneStepFloor(walk, paths, window, seeds.length);
    for (const [replica, byUser] of floors.entries()) {
      for (const [user, mse] of byUser.entries()) record("one step", "floor", replica, { user }, mse);
    }
  }
  learned?.dispose();
}

/**
 * The predictor that a task asks for, trained once for each block of seeds and kept; undefined for closed forms.
 *
 * @param progress called with the share of training that is done
 */
export function trainPredictor(
  { experiment, seeds, walk, law, window, scale, form, training }: PredictorTask,
  progress: (share: number) => void = () => {},
): GruPredictor | undefined {
  const chosen: Form | undefined = FORMS[form as PredictorForm];
  if (chosen === undefined) return undefined;
  const { users } = walk(1);
  const gru = { users, window, scale, ...chosen.gru };
  const { trajectories, ...rates } = training;
  const fit = { ...rates, ...chosen.fit };
  const configuration = { gru, fit, trajectories, ...law };
  // With one GRU for each user every user's windows are samples: a tenth of the trajectories makes as many updates.
  const count = gru.input === "perUser" ? Math.ceil(trajectories / users) : trajectories;
  const weights = cached({ experiment, version: 2, configuration, seeds }, () => {
    const fresh = new GruPredictor(
      seeds.map((seed) => rngFrom(seed, "predictor", "initialisation")),
      gru,
    );
    const paths = drawTrajectories(walk(count), seeds, count, 0);
    const shuffles = seeds.map((seed) => rngFrom(seed, "predictor", "minibatch"));
    fresh.train(paths, SLOTS, shuffles, fit, (epoch) => progress((epoch + 1) / fit.epochs));
    const { shapes } = fresh.parameters;
    const values = fresh.parameters.numbers();
    fresh.dispose();
    return { shapes, values };
  });
  return new GruPredictor(new Parameters(weights.shapes, weights.values), gru);
}

/** [seed, trajectory, slot, coordinate]; sets 0 and 1 share no random number. */
function drawTrajectories(walk: RandomWalk, seeds: readonly number[], count: number, set: 0 | 1): Float64Array {
  const width = 2 * walk.users;
  const streams = streamsOf(seeds, 2, "prediction");
  const out = new Float64Array(seeds.length * count * SLOTS * width);
  for (let row = 0; row < seeds.length * count; row++) {
    const rng = streams[2 * Math.floor(row / count) + set];
    walk.place(row, out, row * SLOTS * width, rng);
    for (let slot = 1; slot < SLOTS; slot++) {
      const at = (row * SLOTS + slot) * width;
      out.copyWithin(at, at - width, at);
      walk.move(row, out, at, rng);
    }
  }
  return out;
}

/** Mean squared error, both coordinates summed, of feeding a predictor its own estimates; [replica][user], m^2. */
function squaredErrors(
  predictor: Predictor,
  paths: Float64Array,
  walk: RandomWalk,
  window: number,
  horizon: number,
  replicas: number,
): number[][] {
  const width = 2 * walk.users;
  const rows = paths.length / (SLOTS * width);
  const history = new Float64Array(rows * window * width);
  const estimate = new Float64Array(rows * width);
  const sums = Array.from({ length: replicas }, () => new Array<number>(walk.users).fill(0));
  const starts = SLOTS - window - horizon + 1;
  for (let start = 0; start < starts; start++) {
    for (let row = 0; row < rows; row++) {
      const from = (row * SLOTS + start) * width;
      history.set(paths.subarray(from, from + window * width), row * window * width);
    }
    for (let ahead = 1; ahead <= horizon; ahead++) {
      predictor.predict(history, estimate, rows);
      if (ahead < horizon) append(history, estimate, rows, window, width);
    }
    for (let row = 0; row < rows; row++) {
      const target = (row * SLOTS + start + window + horizon - 1) * width;
      const byUser = sums[Math.floor((row * replicas) / rows)];
      for (let k = 0; k < width; k++) {
        const error = estimate[row * width + k] - paths[target + k];
        byUser[k >> 1] = byUser[k >> 1] + error * error;
      }
    }
  }
  return sums.map((byUser) => byUser.map((sum) => sum / ((starts * rows) / replicas)));
}

function append(history: Float64Array, estimate: Float64Array, rows: number, window: number, width: number): void {
  for (let row = 0; row < rows; row++) {
    const first = row * window * width;
    history.copyWithin(first, first + width, first + window * width);
    history.set(estimate.subarray(row * width, (row + 1) * width), first + (window - 1) * width);
  }
}

/**
 * The error that no predictor goes below one step ahead: the mean variance of a move given the position, moves over the
 * border being cancelled; [replica][user], m^2.
 */
function oneStepFloor(walk: RandomWalk, paths: Float64Array, window: number, replicas: number): number[][] {
  const { users, area, stepM } = walk;
  const rows = paths.length / (SLOTS * 2 * users);
  const moved = new Float64Array(2);
  const variance = (row: number, user: number, at: number) => {
    const first = (Math.floor(row / walk.copies) * users + user) * MOVES.length;
    const probabilities = Array.from(walk.probabilities.subarray(first, first + MOVES.length));
    for (let move = 1; move < MOVES.length; move++) {
      moved.set(paths.subarray(at, at + 2));
      moveUser(moved, 0, move, stepM, area);
      if (moved[0] !== paths[at] || moved[1] !== paths[at + 1]) continue;
      probabilities[0] = probabilities[0] + probabilities[move];
      probabilities[move] = 0;
    }
    return moveMoments(probabilities, stepM).mse;
  };
  return Array.from({ length: replicas }, (_, replica) =>
    Array.from({ length: users }, (_, user) => {
      let [sum, count] = [0, 0];
      for (let row = (replica * rows) / replicas; row < ((replica + 1) * rows) / replicas; row++) {
        for (let slot = window - 1; slot < SLOTS - 1; slot++) {
          sum += variance(row, user, (row * SLOTS + slot) * 2 * users + 2 * user);
          count++;
        }
      }
      return sum / count;
    }),
  );
}
