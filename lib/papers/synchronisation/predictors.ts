import type { RandomWalk } from "../../mobility/index.ts";
import { type FitOptions, GruPredictor, type GruPredictorOptions, Parameters } from "../../neural/index.ts";
import { rngFrom } from "../../random/index.ts";
import { cached } from "../../records/index.ts";
import { mean } from "../../statistics/index.ts";
import { drawTrajectories, firstOf, SLOTS, type Trajectories } from "./drawTrajectories.ts";
import type { GruTraining } from "./gruTraining.ts";
import { estimatesAlong, slotsSeen, squaredErrors } from "./predictionErrors.ts";

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

/** A predictor to learn: the walks of a network's users, and the form and training of the predictor of their positions. */
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

/** A GRU and how it was learned. */
export interface TrainedGru {
  readonly predictor: GruPredictor;
  /** [epoch] its errors one step ahead after each, [seed], m²: of trajectories that it does not learn from, and of those it does */
  readonly curve: readonly { readonly heldOut: readonly number[]; readonly learned: readonly number[] }[];
}

/** Trajectories of each seed, at most, that a point of the curve is measured on. */
const WATCHED = 100;

/**
 * The predictor that a task asks for, trained once for each block of seeds and kept; undefined for closed forms.
 *
 * @param progress called with the share of training that is done
 */
export function trainPredictor(
  task: PredictorTask,
  progress: (share: number) => void = () => {},
): TrainedGru | undefined {
  const { experiment, seeds, walk, law, window, scale, form, training } = task;
  const chosen: Form | undefined = FORMS[form as PredictorForm];
  if (chosen === undefined) return undefined;
  const { users } = walk(1);
  const gru = { users, window, scale, ...chosen.gru };
  const { trajectories, ...rates } = training;
  const fit = { ...rates, ...chosen.fit };
  const configuration = { gru, fit, trajectories, ...law };
  const { shapes, values, curve } = cached({ experiment, version: 2, configuration, seeds }, () => {
    // With one GRU for each user every user's windows are samples: a tenth of the trajectories makes as many updates.
    const count = gru.input === "perUser" ? Math.ceil(trajectories / users) : trajectories;
    const fresh = new GruPredictor(
      seeds.map((seed) => rngFrom(seed, "predictor", "initialisation")),
      gru,
    );
    const seen = drawTrajectories(walk(count), seeds, "training");
    const learned = firstOf(seen, WATCHED);
    const heldOut = drawTrajectories(walk(learned.count), seeds, "held out");
    const curve: TrainedGru["curve"][number][] = [];
    const shuffles = seeds.map((seed) => rngFrom(seed, "predictor", "minibatch"));
    fresh.train(seen.positions, SLOTS, shuffles, fit, (epoch) => {
      const [ofOthers, ofLearned] = [heldOut, learned].map((paths) => errorsOf(fresh, paths, window));
      curve.push({ heldOut: ofOthers, learned: ofLearned });
      progress((epoch + 1) / fit.epochs);
    });
    const { shapes } = fresh.parameters;
    const values = fresh.parameters.numbers();
    fresh.dispose();
    return { shapes, values, curve };
  });
  return { predictor: new GruPredictor(new Parameters(shapes, values), gru), curve };
}

/** Mean errors one step ahead over users, [seed], m². */
function errorsOf(predictor: GruPredictor, paths: Trajectories, window: number): number[] {
  const estimates = estimatesAlong(predictor, paths, window);
  return squaredErrors(paths, estimates, slotsSeen(window)).map(mean);
}
