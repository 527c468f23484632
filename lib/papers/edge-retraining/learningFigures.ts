import type { DataFrame } from "nodejs-polars";
import { confusionMatrix, type Figure, intervalDots, lineWithBand } from "../../figures/index.ts";
import { band, bySeed, curve } from "../../study/overSeeds.ts";
import { type Row, runRows } from "../../study/runRows.ts";
import { tableOf } from "../../study/tableOf.ts";
import { COLOUR_NAMES, SHAPE_NAMES } from "./classNames.ts";
import { seedsOf, servedRows, slotsOf } from "./rows.ts";
import { SCHEME_NAMES, SCHEMES, type SchemeName, type Way } from "./schemes.ts";
import { BASE, BOUND, LAGGING_TWIN } from "./settings.ts";

const BOUND_LINE = { label: "bound .85", value: BOUND };

const WAY_LABELS: Readonly<Record<Way, string>> = {
  proposed: "twin, incremental (proposed)",
  "without-twin": "without twin",
  "without-incremental": "without incremental learning",
  unlimited: "without incremental learning, unlimited (1 seed)",
};

/** Fig. 2(a): accuracy after each epoch of a retraining for a new zone. */
export function retrainingCurves(results: DataFrame): Figure {
  const rows = runRows<Row & { readonly way: Way }>(results, "retraining", BASE, "curve");
  const ways = [...Map.groupBy(rows, (row) => row.way)];
  const curves = ways.flatMap(([way, own]) =>
    curve(
      WAY_LABELS[way],
      own,
      (row) => row.epoch,
      (row) => row.accuracy,
    ),
  );
  const compared = ways.filter(([way]) => way !== "unlimited").map(([, own]) => own);
  return lineWithBand(tableOf(curves), {
    name: "edge-retraining/training",
    caption:
      "Fig. 2(a): accuracy in a new zone after each epoch of a retraining, means over zones and " +
      `${seedsOf(...compared)} with 95 % bands over seeds. Without incremental learning it begins anew, on as many ` +
      "images as the others take, or (unlimited) on as many as the first model was trained on.",
    x: "x",
    xTitle: "Epoch of the retraining",
    yTitle: "Accuracy in the new zone",
    references: [BOUND_LINE],
  });
}

/** Schemes of Fig. 2(b). */
const DRAWN: readonly SchemeName[] = ["proposed", "single", "without-twin", "without-incremental"];
/** Places drawn of a curve over the slots. */
const POINTS = 50;

/** Fig. 2(b): mean accuracy of the users in each slot. */
export function accuracyBySlot(results: DataFrame): Figure {
  const served = DRAWN.map((scheme) => ({ scheme, ...slotsOf(results, scheme) })).filter(({ rows }) => rows.length > 0);
  const curves = served.flatMap(({ scheme, rows }) =>
    curve(
      SCHEMES[scheme].label,
      rows,
      (row) => row.slot,
      (row) => row.accuracy,
    ),
  );
  return lineWithBand(tableOf(curves), {
    name: "edge-retraining/accuracy",
    caption:
      "Fig. 2(b): mean accuracy of the users in each slot; a model that falls to the bound is retrained when a frame " +
      `begins. Means over ${seedsOf(...served.map(({ rows }) => rows))} with 95 % bands.`,
    x: "x",
    xTitle: "Slot",
    yTitle: "Mean accuracy of the users",
    references: [BOUND_LINE],
    points: POINTS,
  });
}

/** How often models fall below the bound, and for how long, under each scheme. */
export function breakouts(results: DataFrame): Figure {
  // All servers of a scheme have the same models.
  const served = SCHEME_NAMES.map((scheme) => ({ scheme, rows: servedRows(results, scheme, "episode") })).filter(
    ({ rows }) => rows.length > 0,
  );
  const panels = [
    ["Break-outs of a user", "breakouts"],
    ["Share of slots below .85", "below"],
  ] as const;
  const dots = panels.flatMap(([panel, column]) =>
    served.map(({ scheme, rows }) => ({
      category: SCHEMES[scheme].label,
      panel,
      ...band(bySeed(rows, (row) => row[column]).values()),
    })),
  );
  return intervalDots(tableOf(dots), {
    name: "edge-retraining/breakouts",
    caption:
      "How often a user's model falls below the bound of .85 in an episode, from above it, and the share of users and slots in which it " +
      `is below. Means over ${seedsOf(...served.map(({ rows }) => rows))} with 95 % intervals.`,
    columns: 2,
  });
}

/** Confusions of the first model in zone 1, and of the one that is retrained for it. */
export function confusions(results: DataFrame): Figure {
  const rows = runRows<Row & { readonly stage: string }>(results, "retraining", BASE, "confusion");
  const seeds = new Set(rows.map((row) => row.seed)).size;
  const classes = SHAPE_NAMES.flatMap((shape) => COLOUR_NAMES.map((colour) => `${shape} ${colour[0]}`));
  const cells = ["before", "after"].flatMap((stage) => {
    const own = rows.filter((row) => row.stage === stage);
    const share = (some: readonly Row[]) => some.reduce((sum, row) => sum + row.share, 0) / seeds;
    const right = share(own.filter((row) => row.label === row.predicted)) / classes.length;
    const panel = `${stage} retraining, ${(100 * right).toFixed(0)} % right`;
    return [...Map.groupBy(own, (row) => `${row.label}/${row.predicted}`).values()].map((its) => {
      const { label, predicted } = its[0] as Row;
      return { panel, label: label, predicted: predicted, share: share(its) };
    });
  });
  return confusionMatrix(tableOf(cells), {
    name: "edge-retraining/confusions",
    caption:
      "What the first model takes the images of zone 1 for, before and after a retraining on the twin's images; means over " +
      `${seedsOf(rows)}. One class of each shape looks otherwise there, which one differs between seeds (w: warm, c: cold).`,
    classes,
  });
}

/** What the twin expects of models that are never retrained when a frame begins, and what is measured. */
export function twinEstimate(results: DataFrame): Figure {
  const [exact, lagging] = [BASE, LAGGING_TWIN].map((setting) => runRows(results, "never", setting, "frame")) as [
    Row[],
    Row[],
  ];
  const drawn = [
    { method: "measured", rows: exact, column: "accuracy" },
    { method: "twin's estimate (14)", rows: exact, column: "predicted" },
    { method: "estimate of a twin that knows half of the drift", rows: lagging, column: "predicted" },
  ].filter(({ rows }) => rows.length > 0);
  const curves = drawn.flatMap(({ method, rows, column }) =>
    curve(
      method,
      rows,
      (row) => row.frame,
      (row) => row[column],
    ),
  );
  return lineWithBand(tableOf(curves), {
    name: "edge-retraining/estimate",
    caption:
      "Users change zone, and models that are never retrained fit or not: what the twin expects of them when a frame begins, " +
      "and what is measured in its first slot. Means over users and " +
      `${seedsOf(...drawn.map(({ rows }) => rows))} with 95 % bands over seeds.`,
    x: "x",
    xTitle: "Frame",
    yTitle: "Accuracy",
    references: [BOUND_LINE],
  });
}
