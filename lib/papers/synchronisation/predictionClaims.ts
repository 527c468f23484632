import { mean } from "../../statistics/index.ts";
import { type Arm, type Claim, judged, measured, type Results } from "../../study/index.ts";

/** The predictors whose errors Fig. 2 of papers B and C is held against. */
export const PREDICTORS: readonly Arm[] = ["closed form", "GRU, printed", "GRU, increments"].map((setting) => {
  return { method: "predictor", setting };
});

const QUARTILES = [
  { user: "the best predicted of three users", quantile: 0.25 },
  { user: "the second of three users", quantile: 0.5 },
  { user: "the worst predicted of three users", quantile: 0.75 },
] as const;

/**
 * Papers B and C show three users drawn at random. In expectation three draws out of all users, in order, are the
 * quartiles: so a paper's three errors, smallest first, are held against the lower quartile, the median and the upper
 * quartile of our users.
 */
export function predictionClaims(
  results: Results,
  { id, experiment, papers }: { readonly id: string; readonly experiment: string; readonly papers: readonly number[] },
): Claim[] {
  return (["GRU, printed", "GRU, increments"] as const).flatMap((form) =>
    QUARTILES.map(({ user, quantile }, i) => {
      const paper = papers[i];
      const ours = quantileBySeed(results, form, quantile);
      const idle = quantileBySeed(results, "hold-last", quantile);
      const floor = quantileBySeed(results, "floor", quantile);
      const about = {
        id,
        experiment,
        figure: "Fig. 2",
        statement: `mean squared error of a position one step ahead, ${user}: ${paper} m²`,
        reading: `${form}, Dirichlet(.1) moves, both coordinates summed`,
        paper,
        window: "fresh trajectories, one step ahead; quartiles over users, mean over seeds",
        reason: `no predictor goes below ${mean(floor).toPrecision(2)} m² for that user, holding the last position gives ${mean(idle).toPrecision(2)} m²`,
      };
      return judged(about, measured(ours), { saved: measured(ours.map((mse, i) => idle[i] - mse)) });
    }),
  );
}

interface ErrorRow {
  readonly seed: number;
  readonly mse: number;
}

/** A quantile over the users of each seed's one-step errors. */
function quantileBySeed(results: Results, predictor: string, quantile: number): number[] {
  const rows = results
    .settings("predictor")
    .flatMap((setting) => results.rows<ErrorRow>({ method: "predictor", setting }, "one step", { predictor }));
  return [...Map.groupBy(rows, (row) => row.seed).values()].map((errors) => {
    const sorted = errors.map((row) => row.mse).sort((a, b) => a - b);
    const at = quantile * (sorted.length - 1);
    const below = sorted[Math.floor(at)];
    return below + (at % 1) * (sorted[Math.ceil(at)] - below);
  });
}
