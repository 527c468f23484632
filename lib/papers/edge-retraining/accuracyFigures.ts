import { type Figure, intervalDots, linePanels, lineWithBand } from "../../figures/index.ts";
import { band, type Results, type Row, tableOf } from "../../study/index.ts";
import { boundText, seedsOf } from "./captions.ts";
import { boundLine, curveOf, SCHEME_ORDER } from "./drawing.ts";
import { slots } from "./measures.ts";
import { PRINTED, SCHEME_NAMES, served, shortName, WAY_NAMES, WAYS, type Way, watched } from "./settings.ts";

/** Places of the ways' styles: the sixth is dotted, as the bound is. */
const WAY_ORDER = [...WAY_NAMES.slice(0, 5).map((way) => WAYS[way]), "", WAYS["anew-equal"]];

/** Fig. 2(a): accuracy after each epoch of a retraining for a new zone. */
export function training(results: Results): Figure {
  const rowsOf = (way: Way) => results.rows(watched(), "curve", { way });
  const drawn = WAY_NAMES.filter((way) => rowsOf(way).length > 0);
  return lineWithBand(tableOf(drawn.flatMap((way) => curveOf(WAYS[way], rowsOf(way), "epoch", "accuracy"))), {
    name: "edge-retraining/training",
    caption:
      "Fig. 2(a): accuracy in a new zone after each fifth of a retraining; real networks and photographs, means over three " +
      `zones and ${seedsOf(...drawn.map(rowsOf))} with 95 % bands over seeds. Anew, as much as the first model: 5,000 images ` +
      "of the new zone, 40,000 image-trainings; the proposed way takes 1,500.",
    x: "x",
    xTitle: "Part of the retraining (fifths; epochs of the proposed way)",
    yTitle: "Accuracy in the new zone",
    references: [boundLine(results)],
    yRangeFrom: 1,
    order: WAY_ORDER,
  });
}

/** Fig. 2(b): mean accuracy of the users in each slot, a panel for each scheme. */
export function accuracy(results: Results): Figure {
  const panels = PRINTED.map((scheme) => ({
    table: tableOf(curveOf(shortName(scheme), slots(results, scheme), "slot", "accuracy")),
    yTitle: "Accuracy",
    references: [boundLine(results)],
    height: 46,
  }));
  return linePanels(panels, {
    name: "edge-retraining/accuracy",
    caption:
      "Fig. 2(b): mean accuracy of the users in each slot, by scheme; frames are ten slots, users may change zone with each. " +
      `Means over ${seedsOf(...PRINTED.map((scheme) => slots(results, scheme)))} with 95 % bands, every slot drawn.`,
    x: "x",
    xTitle: "Slot",
    points: 100,
    order: SCHEME_ORDER,
  });
}

/** How well each scheme keeps the bound: slots and frames below it, falls, and slots until a model is above again. */
export function kept(results: Results): Figure {
  const ran = SCHEME_NAMES.map((scheme) => ({ scheme, rows: results.rows(served(scheme), "episode") })).filter(hasRows);
  const panels = [
    [`Slots below ${boundText(results)} (%)`, "below", 100],
    ["Frames below (%)", "framesBelow", 100],
    ["Falls in 100 slots above", "breakouts", 100],
    ["Models retrained a slot", "retrained", 1],
  ] as const;
  const dots = panels.flatMap(([panel, column, times]) =>
    ran.map(({ scheme, rows }) => ({
      category: shortName(scheme),
      panel,
      ...band(rows.map((row) => times * row[column])),
    })),
  );
  return intervalDots(tableOf(dots), {
    name: "edge-retraining/kept",
    caption:
      "Who keeps the bound: the share of users and slots below it, of users and frames whose mean is, how often a model falls " +
      "below in a hundred slots above, and how many are retrained for that. Means over " +
      `${seedsOf(...ran.map(({ rows }) => rows))} with 95 % intervals.`,
    columns: 2,
  });
}

/** Accuracy of models that are never retrained, as the twin expects it when a frame begins and as it is measured. */
export function estimate(results: Results): Figure {
  const rows = results.rows(served("never"), "frame");
  const curves = [
    ...curveOf("measured in the frame's first slot", rows, "frame", "accuracy"),
    ...curveOf("the twin's estimate, (14)", rows, "frame", "predicted"),
  ];
  return lineWithBand(tableOf(curves), {
    name: "edge-retraining/estimate",
    caption:
      "Models that are never retrained: what the twin expects of them when a frame begins, and what is measured in its first " +
      `slot. Users leave home, where models are good, for zones where they are not. Means over users and ${seedsOf(rows)} ` +
      "with 95 % bands over seeds.",
    x: "x",
    xTitle: "Frame",
    yTitle: "Accuracy of models never retrained",
    references: [boundLine(results)],
  });
}

function hasRows({ rows }: { readonly rows: readonly Row[] }): boolean {
  return rows.length > 0;
}
