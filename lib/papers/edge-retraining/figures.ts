import { type Figure, intervalDots, lineWithBand, stackedBars } from "../../figures/index.ts";
import { mean } from "../../statistics/index.ts";
import { band, curve, type Results, type Row, tableOf } from "../../study/index.ts";
import { boundOf, boundText, seedsOf } from "./captions.ts";
import { saving, slots } from "./measures.ts";
import { CHARGES, type Charge } from "./model/edgeObjective.ts";
import {
  BASE,
  BY_RULE_ONCE,
  CHARGE_LABELS,
  COMPARED,
  LAGGING_TWIN,
  SCHEME_NAMES,
  SCHEMES,
  type Scheme,
  type SchemeName,
  type Server,
  SWEEP,
  served,
  WAYS,
  type Way,
  watched,
} from "./settings.ts";

export { association, confusions, images } from "./sceneFigures.ts";

const WAY_LABELS: Readonly<Record<Way, string>> = {
  proposed: "twin, incremental (proposed)",
  "without-twin": "without twin",
  "without-incremental": "without incremental learning",
  unlimited: "without incremental learning, unlimited (1 seed)",
};

/** Fig. 2(a): accuracy after each epoch of a retraining for a new zone. */
export function training(results: Results): Figure {
  const rowsOf = (way: Way) => results.rows(watched(), "curve", { way });
  return lineWithBand(tableOf(WAYS.flatMap((way) => curveOf(WAY_LABELS[way], rowsOf(way), "epoch", "accuracy"))), {
    name: "edge-retraining/training",
    caption:
      "Fig. 2(a): accuracy in a new zone after each epoch of a retraining, means over zones and " +
      `${seedsOf(...COMPARED.map(rowsOf))} with 95 % bands over seeds. Without incremental learning it begins anew, on as ` +
      "many images as the others take, or (unlimited) on as many as the first model was trained on.",
    x: "x",
    xTitle: "Epoch of the retraining",
    yTitle: "Accuracy in the new zone",
    references: [boundLine(results)],
  });
}

/** Fig. 2(b): mean accuracy of the users in each slot. */
export function accuracy(results: Results): Figure {
  const drawn = (["proposed", "single", "without-twin", "without-incremental"] as const).map((scheme) => {
    return { scheme, rows: slots(results, scheme) };
  });
  const curves = drawn.flatMap(({ scheme, rows }) => curveOf(SCHEMES[scheme].label, rows, "slot", "accuracy"));
  return lineWithBand(tableOf(curves), {
    name: "edge-retraining/accuracy",
    caption:
      "Fig. 2(b): mean accuracy of the users in each slot; a model that falls to the bound is retrained when a frame " +
      `begins. Means over ${seedsOf(...drawn.map(({ rows }) => rows))} with 95 % bands.`,
    x: "x",
    xTitle: "Slot",
    yTitle: "Mean accuracy of the users",
    references: [boundLine(results)],
    points: 50,
  });
}

/**
 * Break-outs of models below the bound and the share of slots that they spend there, under each scheme; all servers of
 * a scheme have the same models.
 */
export function breakouts(results: Results): Figure {
  const ran = SCHEME_NAMES.map((scheme) => ({ scheme, rows: episodesOf(results, scheme) })).filter(hasRows);
  const bound = boundText(results);
  const panels = [
    ["Break-outs of a user", "breakouts"],
    [`Share of slots below ${bound}`, "below"],
  ] as const;
  const dots = panels.flatMap(([panel, column]) =>
    ran.map(({ scheme, rows }) => ({
      category: SCHEMES[scheme].label,
      panel,
      ...band(rows.map((row) => row[column])),
    })),
  );
  return intervalDots(tableOf(dots), {
    name: "edge-retraining/breakouts",
    caption:
      `How often a user's model falls below the bound of ${bound} in an episode, from above it, and the share of users and ` +
      `slots in which it is below. Means over ${seedsOf(...ran.map(({ rows }) => rows))} with 95 % intervals.`,
    columns: 2,
  });
}

/** Accuracy of models that are never retrained, as the twin expects it when a frame begins and as it is measured. */
export function estimate(results: Results): Figure {
  const frames = (setting: string) => results.rows(served("never", setting), "frame");
  const drawn = [
    { method: "measured", rows: frames(BASE), column: "accuracy" },
    { method: "twin's estimate (14)", rows: frames(BASE), column: "predicted" },
    { method: "estimate of a twin that knows half of the drift", rows: frames(LAGGING_TWIN), column: "predicted" },
  ].filter(hasRows);
  const curves = drawn.flatMap(({ method, rows, column }) => curveOf(method, rows, "frame", column));
  return lineWithBand(tableOf(curves), {
    name: "edge-retraining/estimate",
    caption:
      "Users change zone, and models that are never retrained fit or not: what the twin expects of them when a frame begins, " +
      "and what is measured in its first slot. Means over users and " +
      `${seedsOf(...drawn.map(({ rows }) => rows))} with 95 % bands over seeds.`,
    x: "x",
    xTitle: "Frame",
    yTitle: "Accuracy",
    references: [boundLine(results)],
  });
}

/** Places of a curve of costs that are drawn. */
const COST_POINTS = 26;

/** Fig. 2(c): mean cost of the slots up to each slot. */
export function delay(results: Results): Figure {
  const asked: readonly (readonly [label: string, scheme: SchemeName, charge: Charge])[] = [
    ...CHARGES.map((charge) => [`two timescales, ${CHARGE_LABELS[charge]}`, "proposed", charge] as const),
    ["single timescale, either way", "single", "once"],
    [`without twin, ${CHARGE_LABELS.once}`, "without-twin", "once"],
    [`without incremental learning, ${CHARGE_LABELS.once}`, "without-incremental", "once"],
  ];
  const drawn = asked.map(([label, scheme, charge]) => ({ label, rows: slots(results, scheme, charge) }));
  const curves = drawn.flatMap(({ label, rows }) => curveOf(label, runningMeans(rows), "slot", "cost"));
  return lineWithBand(tableOf(curves), {
    name: "edge-retraining/delay",
    caption:
      "Fig. 2(c): delay and retraining of a user, averaged over the slots so far. TD3, trained in the twin, splits tasks and " +
      "resources of two timescales and of one; a rule does where there is no twin to learn in. A frame of the single " +
      "timescale is one slot, so it pays the same in both ways of charging. Beginning anew is charged, and gets, as many " +
      `image-trainings as the others. Means over ${seedsOf(...drawn.map(({ rows }) => rows))} with 95 % bands.`,
    x: "x",
    xTitle: "Slot",
    yTitle: "Average system delay (s)",
    points: COST_POINTS,
  });
}

/** Mean costs of a seed's slots up to each of them. */
function runningMeans(rows: readonly Row[]): Row[] {
  return [...Map.groupBy(rows, (row) => row.seed)].flatMap(([seed, seedRows]) => {
    let sum = 0;
    return seedRows
      .toSorted((a, b) => a.slot - b.slot)
      .map((row, i) => {
        sum += row.delay + row.retraining;
        return { seed, slot: row.slot, cost: sum / (i + 1) };
      });
  });
}

const LOCAL = "local";
/** Parts of a slot's delay, and the column of each. */
const PARTS = ["transmission", "compute", "retraining", LOCAL] as const;

/** Parts of a slot's delay under each scheme, by rule and, where it has run, by TD3. */
export function parts(results: Results): Figure {
  const ran = SCHEME_NAMES.flatMap((scheme) => [
    { category: SCHEMES[scheme].label, rows: episodesOf(results, scheme) },
    { category: `${SCHEMES[scheme].label}, TD3`, rows: episodesOf(results, scheme, { allocation: "td3" }) },
  ]).filter(hasRows);
  const bars = ran.flatMap(({ category, rows }) =>
    PARTS.map((part) => ({ category, part, value: mean(rows.map((row) => row[part])) })),
  );
  return stackedBars(tableOf(bars), {
    name: "edge-retraining/parts",
    caption:
      "What a slot takes, retrainings charged once: a user computes a part of its task itself (diamond) while the rest is " +
      `sent and computed at the station, so only the longer counts. Means over ${seedsOf(...ran.map(({ rows }) => rows))}.`,
    xTitle: "Mean of a slot and user (s)",
    beside: [LOCAL],
  });
}

/**
 * D3's size: the cost of two timescales over that of one, %, by the epochs of a retraining and the strength of bursts.
 */
export function sweep(results: Results): Figure {
  const dots = CHARGES.flatMap((charge) =>
    SWEEP.map(({ setting, label }) => {
      const { value, low, high } = saving(results, { setting, charge });
      return { category: label, panel: `${CHARGE_LABELS[charge]} (%)`, mean: value, low, high };
    }),
  );
  const swept = SWEEP.map(({ setting }) => episodesOf(results, "proposed", {}, setting));
  return intervalDots(tableOf(dots), {
    name: "edge-retraining/sweep",
    caption:
      "What two timescales cost more than one, in % and paired by seed, by the epochs of a retraining and the concentration " +
      `of bursts: the smaller, the more the images of slots differ. Means over ${seedsOf(...swept)} with 95 % intervals.`,
    references: [
      { label: "as much as one", value: 0 },
      { label: "paper", value: -60 },
    ],
  });
}

/** Cost of a slot while TD3 is trained in the twin. */
export function allocator(results: Results): Figure {
  const trained = (["proposed", "single"] as const).map((method) => {
    const { label, short = label }: Scheme = SCHEMES[method];
    return { label: short, rows: results.rows(served(method), "allocator") };
  });
  return lineWithBand(tableOf(trained.flatMap(({ label, rows }) => curveOf(label, rows, "frame", "cost"))), {
    name: "edge-retraining/allocator",
    caption:
      "What a slot costs in each frame that TD3 plays in the twin before the first physical one, with exploration, where models " +
      "are tables and retrainings are charged once. Peaks are where episodes begin, and most models are retrained. " +
      `Means over ${seedsOf(...trained.map(({ rows }) => rows))} with 95 % bands.`,
    x: "x",
    xTitle: "Frame of the training in the twin",
    yTitle: "Cost of a slot (s, log)",
    yScale: "log",
    points: COST_POINTS,
  });
}

function curveOf(label: string, rows: readonly Row[], x: string, y: string) {
  return curve(
    label,
    rows,
    (row) => row[x],
    (row) => row[y],
  );
}

function episodesOf(results: Results, scheme: SchemeName, server: Partial<Server> = {}, setting = BASE) {
  return results.rows(served(scheme, setting), "episode", { ...BY_RULE_ONCE, ...server });
}

function hasRows({ rows }: { readonly rows: readonly Row[] }): boolean {
  return rows.length > 0;
}

function boundLine(results: Results) {
  return { label: `bound ${boundText(results)}`, value: boundOf(results) };
}
