import type { DataFrame } from "nodejs-polars";
import { type Figure, intervalDots, lineWithBand, stackedBars } from "../../figures/index.ts";
import { mean } from "../../statistics/index.ts";
import { curve } from "../../study/overSeeds.ts";
import { type Row, runRows } from "../../study/runRows.ts";
import { tableOf } from "../../study/tableOf.ts";
import { CHARGES, type Charge } from "./model/edgeObjective.ts";
import { BY_RULE_ONCE, seedsOf, servedRows, slotsOf } from "./rows.ts";
import { CHARGE_LABELS, SCHEME_NAMES, SCHEMES, type SchemeName } from "./schemes.ts";
import { BASE, sweptName } from "./settings.ts";
import { saving, sweptCells } from "./tables.ts";

/** Places drawn of a curve. */
const POINTS = 26;

/** Fig. 2(c): what a slot has cost on average up to each slot. */
export function delayBySlot(results: DataFrame): Figure {
  const asked: readonly (readonly [label: string, scheme: SchemeName, charge: Charge])[] = [
    [`two timescales, ${CHARGE_LABELS.once}`, "proposed", "once"],
    [`two timescales, ${CHARGE_LABELS["every-slot"]}`, "proposed", "every-slot"],
    ["single timescale, either way", "single", "once"],
    [`without twin, ${CHARGE_LABELS.once}`, "without-twin", "once"],
    [`without incremental learning, ${CHARGE_LABELS.once}`, "without-incremental", "once"],
  ];
  const drawn = asked
    .map(([method, scheme, charge]) => ({ method, ...slotsOf(results, scheme, charge) }))
    .filter(({ rows }) => rows.length > 0);
  const curves = drawn.flatMap(({ method, rows }) =>
    curve(
      method,
      runningMeans(rows),
      (row) => row.slot,
      (row) => row.cost,
    ),
  );
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
    points: POINTS,
  });
}

/** Of each seed, the mean cost of its slots up to each of them. */
function runningMeans(rows: readonly Row[]): Row[] {
  return [...Map.groupBy(rows, (row) => row.seed)].flatMap(([seed, own]) => {
    let sum = 0;
    return own
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

/** What the delay of a slot is made of, under each scheme, by rule and where it ran by TD3. */
export function delayByPart(results: DataFrame): Figure {
  const served = SCHEME_NAMES.flatMap((scheme) =>
    (["rule", "td3"] as const).map((allocation) => ({
      category: `${SCHEMES[scheme].label}${allocation === "td3" ? ", TD3" : ""}`,
      rows: servedRows(results, scheme, "episode", { ...BY_RULE_ONCE, allocation }),
    })),
  ).filter(({ rows }) => rows.length > 0);
  const bars = served.flatMap(({ category, rows }) =>
    PARTS.map((part) => ({ category, part, value: mean(rows.map((row) => row[part])) })),
  );
  return stackedBars(tableOf(bars), {
    name: "edge-retraining/parts",
    caption:
      "What a slot takes, retrainings charged once: a user computes a part of its task itself (diamond) while the rest is " +
      `sent and computed at the station, so only the longer counts. Means over ${seedsOf(...served.map(({ rows }) => rows))}.`,
    xTitle: "Mean of a slot and user (s)",
    beside: [LOCAL],
  });
}

/** D3's size: what two timescales save of the cost of one, by what a retraining takes and how strong bursts are. */
export function edgeSweep(results: DataFrame): Figure {
  const cells = sweptCells(results);
  const dots = CHARGES.flatMap((charge) =>
    cells.map((cell) => {
      const { value: mean, low, high } = saving(results, { setting: sweptName(cell), charge });
      const category = `${cell.epochs} epoch${cell.epochs === 1 ? "" : "s"}, bursts ${cell.burst}`;
      return { category, panel: `${CHARGE_LABELS[charge]} (%)`, mean, low, high };
    }),
  );
  const swept = cells.map((cell) => servedRows(results, "proposed", "episode", BY_RULE_ONCE, sweptName(cell)));
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

/** How TD3's training in the twin lowers the cost of a slot. */
export function allocatorCurve(results: DataFrame): Figure {
  const trained = SCHEME_NAMES.map((scheme) => ({ scheme, rows: runRows(results, scheme, BASE, "allocator") })).filter(
    ({ rows }) => rows.length > 0,
  );
  const curves = trained.flatMap(({ scheme, rows }) =>
    curve(
      shortOf(scheme),
      rows,
      (row) => row.frame,
      (row) => row.cost,
    ),
  );
  return lineWithBand(tableOf(curves), {
    name: "edge-retraining/allocator",
    caption:
      "What a slot costs in each frame that TD3 plays in the twin before the first physical one, with exploration, where models " +
      "are tables and retrainings are charged once. Peaks are where episodes begin, and most models are retrained. " +
      `Means over ${seedsOf(...trained.map(({ rows }) => rows))} with 95 % bands.`,
    x: "x",
    xTitle: "Frame of the training in the twin",
    yTitle: "Cost of a slot (s, log)",
    yScale: "log",
    points: POINTS,
  });
}

function shortOf(scheme: SchemeName): string {
  return SCHEMES[scheme].label.replace(" (proposed)", "");
}
