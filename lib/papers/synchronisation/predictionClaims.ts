import { mean, spearman } from "../../statistics/index.ts";
import { type Arm, type Claim, convergence, judged, measured, type Results, type Trained } from "../../study/index.ts";
import { QUARTILES } from "./recordPredictions.ts";

/** The forms of the GRU that Fig. 2 of papers B and C is held against. */
const FORMS = ["GRU, printed", "GRU, increments"] as const;

/** The predictors whose errors are run for them. */
export const PREDICTED = ["closed form", ...FORMS] as const;

/** The arm of a predictor, where users move by the network's own law or by one that is named. */
export function predictorArm(predictor: string, law?: string): Arm {
  return { method: "predictor", setting: law === undefined ? predictor : `${predictor}, ${law}` };
}

/** The arms that `predictionClaims` needs: closed forms and GRUs, where users move by a law. */
export function predictorArms(law?: string): Arm[] {
  return PREDICTED.map((predictor) => predictorArm(predictor, law));
}

/** The predictors whose errors Fig. 2 of papers B and C is held against. */
export const PREDICTORS: readonly Arm[] = predictorArms();

const USERS = ["the best predicted of three users", "the second of three users", "the worst predicted of three users"];

/** What a paper says of its Fig. 2, and where users move by another law than the network's own. */
export interface PredictionSentences {
  readonly id: string;
  readonly experiment: string;
  /** the errors of its three users, smallest first, m² */
  readonly papers: readonly number[];
  /** names the law in the settings of `predictorArms` */
  readonly law?: string;
}

/**
 * Papers B and C show three users drawn at random. In expectation three draws out of all users, in order, are the
 * quartiles: so a paper's three errors, smallest first, are held against the lower quartile, the median and the upper
 * quartile of our users. And they say why users differ: "the movement dynamics are higher", which is the share of slots
 * in which a user moves.
 */
export function predictionClaims(results: Results, sentences: PredictionSentences): Claim[] {
  const { id, experiment, papers, law } = sentences;
  return FORMS.flatMap((form) => {
    const arm = predictorArm(form, law);
    const isHeadline = form === "GRU, printed" && law === undefined;
    const reading = `${form}, ${law ?? "Dirichlet(.1) moves"}`;
    const about = { id, experiment, figure: "Fig. 2", reading, isHeadline };
    const converged = trained(results, arm);
    const closedForm = predictorArm("closed form", law);
    const floors = usersBySeed(results, closedForm, "floor");
    const idle = usersBySeed(results, closedForm, "hold-last");
    const users = usersBySeed(results, arm, form);
    const errors = USERS.map((user, i) => {
      const atQuartile = (rows: readonly ErrorRow[]) =>
        quantileOf(
          rows.map(({ mse }) => mse),
          QUARTILES[i],
        );
      const ours = users.map(atQuartile);
      const [floor, held] = [floors, idle].map((bySeed) => bySeed.map(atQuartile));
      const sentence = {
        ...about,
        statement: `mean squared error of a position one step ahead, ${user}: ${papers[i]} m²`,
        paper: papers[i],
        window: "fresh trajectories, one step ahead, both coordinates summed; quartiles over users, mean over seeds",
        reason: `no predictor goes below ${mean(floor).toPrecision(2)} m² for that user, holding the last position gives ${mean(held).toPrecision(2)} m²`,
      };
      const saved = measured(ours.map((mse, seed) => held[seed] - mse));
      return judged(sentence, measured(ours), { saved, trained: converged });
    });
    const withMoves = (rows: readonly ErrorRow[]) =>
      spearman(
        rows.map(({ mse }) => mse),
        rows.map(({ moves }) => moves),
      );
    const dynamics = {
      ...about,
      statement: "users whose movement dynamics are lower are predicted more accurately",
      paper: "> 0",
      window: "rank correlation over users of the error one step ahead with the share of slots in which a user moves",
      reason: `of the error that no predictor goes below it is ${mean(floors.map(withMoves)).toFixed(2)}`,
    } as const;
    return [...errors, judged(dynamics, measured(users.map(withMoves)), { trained: converged })];
  });
}

/** The test for *trained* on a GRU: its error on trajectories that it does not learn from is flat. */
function trained(results: Results, arm: Arm): Trained {
  const { change, isTrained } = convergence(results, arm, { metric: "mse", purpose: "training" });
  const moves = `its error still changes by ${(100 * change.value).toFixed(1)} % in the last fifth of its training`;
  return { isTrained, words: isTrained ? "" : `${arm.setting}: ${moves}` };
}

interface ErrorRow {
  readonly seed: number;
  readonly mse: number;
  readonly moves: number;
}

/** The one-step errors of an arm's users under one of its predictors, [seed][user]. */
function usersBySeed(results: Results, arm: Arm, predictor: string): ErrorRow[][] {
  const rows = results.rows<ErrorRow>(arm, "one step", { predictor });
  return [...Map.groupBy(rows, (row) => row.seed).values()];
}

/** A quantile of some values, between two of them by a straight line. */
function quantileOf(values: readonly number[], quantile: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = quantile * (sorted.length - 1);
  const below = sorted[Math.floor(at)];
  return below + (at % 1) * (sorted[Math.ceil(at)] - below);
}
