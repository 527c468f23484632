import type { DataFrame } from "nodejs-polars";
import { type Figure, lineWithBand } from "../../figures/index.ts";
import { band } from "../../study/overSeeds.ts";
import { tableOf } from "../../study/tableOf.ts";
import { errorsAhead } from "../synchronisation/errorsAhead.ts";
import { learnerRows, type Method, referenceLines } from "./learnerTables.ts";
import {
  CHOSEN,
  LEARNER_SETTINGS,
  type LearnerSetting,
  onOtherSeeds,
  REGIME_NAMES,
  type Regime,
  TRIED,
} from "./settings.ts";

const LABELS: Readonly<Record<Method, string>> = { sac: "GRU + SAC", dqn: "GRU + DQN" };
const METHODS = ["sac", "dqn"] as const;

/** Fig. 3 of paper C in a setting: greedy reward over the epochs, both learners, beside what needs no learning. */
export function learningCurves(results: DataFrame, setting: string): Figure {
  const given = LEARNER_SETTINGS[setting];
  const curves = METHODS.map((method) => ({
    method: LABELS[method],
    rows: learnerRows(results, method, setting, "evaluation"),
  }));
  return curvesFigure(setting, given.label, curves, referenceLines(results, setting, given));
}

/** The same for the learners that were tuned with the age observed, on the seeds that they were not chosen on. */
export function tunedCurves(results: DataFrame, regime: Regime): Figure {
  const curves = METHODS.map((method) => {
    const rows = learnerRows(results, method, onOtherSeeds(CHOSEN[regime][method]), "evaluation");
    return { method: LABELS[method].replace("GRU + ", ""), rows };
  });
  const given = TRIED[CHOSEN[regime].sac] as LearnerSetting;
  const references = referenceLines(results, "", {
    ...given,
    policies: onOtherSeeds(given.policies) as LearnerSetting["policies"],
  });
  return curvesFigure(`${regime} observed`, given.label, curves, references);
}

interface Curve {
  readonly method: string;
  readonly rows: readonly { readonly epoch: number; readonly reward: number }[];
}

function curvesFigure(
  setting: string,
  label: string,
  curves: readonly Curve[],
  references: { label: string; value: number }[],
): Figure {
  const table = curves.flatMap(({ method, rows }) =>
    [...Map.groupBy(rows, (row) => row.epoch)].map(([epoch, own]) => ({
      method,
      epoch,
      ...band(own.map((row) => row.reward)),
    })),
  );
  return lineWithBand(tableOf(table), {
    name: `single-bs-sync/learning-${setting.replace(/[^a-z0-9]+/gi, "-").toLowerCase()}`,
    caption:
      `Greedy reward while learning (${label}), 16 episodes an evaluation, mean over seeds with 95 % bands. The grey lines ` +
      "are policies that need no learning, on 200 episodes.",
    xTitle: "Training epoch",
    yTitle: "Mean reward a slot",
    references,
  });
}

/** Fig. 2 of paper C further ahead: errors of predictors that feed on their own estimates. */
export function predictionErrors(results: DataFrame): Figure {
  const shown = ["GRU, printed", "GRU, increments", "GRU, per user, increments", "mean displacement", "hold-last"];
  return errorsAhead(results, shown, "single-bs-sync/prediction-errors");
}

/** An age that was met more seldom says little. */
const ENOUGH_SLOTS = 300;

/** How often the tuned learners synchronise at each age of the twin, on the seeds that they were not chosen on. */
export function synchronisationByAge(results: DataFrame): Figure {
  const table = REGIME_NAMES.flatMap((regime) =>
    METHODS.flatMap((method) => {
      const rows = learnerRows(results, method, onOtherSeeds(CHOSEN[regime][method]), "age");
      const byAge = [...Map.groupBy(rows, (row) => row.atAge as number)].sort(([a], [b]) => a - b);
      const isOften = (own: typeof rows) => own.reduce((sum, row) => sum + (row.slotsAtAge ?? 0), 0) >= ENOUGH_SLOTS;
      const often = byAge.filter(([, own]) => isOften(own));
      const learner = `${method.toUpperCase()}, ${regime.replace(", age", "")}`;
      return often.map(([age, own]) => ({ learner, age, ...band(own.map((row) => row.synchronised)) }));
    }),
  );
  return lineWithBand(tableOf(table), {
    name: "single-bs-sync/synchronisation-by-age",
    caption:
      "What the tuned learners have learned: how often they synchronise at each age of the twin (slots since its last " +
      "exact status), mean over seeds with 95 % bands, for ages met in 300 slots or more.",
    x: "age",
    series: "learner",
    xTitle: "Age of the twin (slots)",
    yTitle: "Share of slots synchronised",
  });
}
