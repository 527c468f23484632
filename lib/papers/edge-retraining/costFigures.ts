import { type Figure, intervalDots, lineWithBand, stackedBars } from "../../figures/index.ts";
import { mean } from "../../statistics/index.ts";
import { gainBySeed, type Results, type Row, tableOf } from "../../study/index.ts";
import { seedsOf } from "./captions.ts";
import { curveOf, SCHEME_ORDER } from "./drawing.ts";
import { episodes, slots } from "./measures.ts";
import { ALLOCATION_LABELS, ALLOCATIONS, PRINTED, SCHEME_NAMES, SPLIT_BY, served, shortName } from "./settings.ts";

/** Places of a curve of costs that are drawn. */
const COST_POINTS = 26;

/** Where bands are cut on a logarithmic axis, s: in the first slots they reach below 0. */
const LEAST_S = 10;

/** Fig. 2(c): mean cost of the slots up to each slot. */
export function delay(results: Results): Figure {
  const drawn = PRINTED.map((scheme) => ({ scheme, rows: slots(results, scheme) }));
  const curves = drawn
    .flatMap(({ scheme, rows }) => curveOf(shortName(scheme), runningMeans(rows), "slot", "cost"))
    .map((point) => ({ ...point, low: point.low === null ? null : Math.max(point.low, LEAST_S) }));
  return lineWithBand(tableOf(curves), {
    name: "edge-retraining/delay",
    caption:
      "Fig. 2(c): delay and retraining of a user, averaged over the slots so far; a retraining is charged once, when it " +
      "begins. Tasks and resources are split by the exact optimum of each slot, without twin once a frame. Means over " +
      `${seedsOf(...drawn.map(({ rows }) => rows))} with 95 % bands, cut at ${LEAST_S} s.`,
    x: "x",
    xTitle: "Slot",
    yTitle: "Average system delay (s, log)",
    yScale: "log",
    points: COST_POINTS,
    order: SCHEME_ORDER,
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

/** Parts of a slot's delay under each scheme. */
export function parts(results: Results): Figure {
  const ran = SCHEME_NAMES.map((scheme) => ({ scheme, rows: results.rows(served(scheme), "episode") })).filter(
    ({ rows }) => rows.length > 0,
  );
  // Beginning anew costs hundreds of seconds a slot, and would press all others to the axis.
  const near = ran.filter(({ scheme }) => scheme !== "without-incremental");
  const bars = near.flatMap(({ scheme, rows }) =>
    PARTS.map((part) => ({ category: shortName(scheme), part, value: mean(rows.map((row) => row[part])) })),
  );
  const anew = ran.find(({ scheme }) => scheme === "without-incremental");
  const beyond = anew ? mean(anew.rows.map((row) => row.retraining)).toFixed(0) : "";
  return stackedBars(tableOf(bars), {
    name: "edge-retraining/parts",
    caption:
      "What a slot takes, retrainings charged once: a user computes a part of its task itself (diamond) while the rest is " +
      "sent and computed at the station, so only the longer counts. " +
      `${anew ? `Without incremental learning a slot takes ${beyond} s of retraining, and is not drawn. ` : ""}Means over ` +
      `${seedsOf(...ran.map(({ rows }) => rows))}.`,
    xTitle: "Mean of a slot and user (s)",
    beside: [LOCAL],
  });
}

/** What each allocator costs over the exact optimum of the slot. */
export function allocators(results: Results): Figure {
  const dots = (["proposed", "single"] as const).flatMap((scheme) =>
    ALLOCATIONS.slice(1).map((allocation) => {
      const arm = SPLIT_BY[allocation];
      const { value, low, high } = gainBySeed(
        episodes(results, scheme, "cost", arm),
        episodes(results, scheme, "cost"),
      );
      return { category: ALLOCATION_LABELS[allocation], panel: `${shortName(scheme)} (%)`, mean: value, low, high };
    }),
  );
  return intervalDots(tableOf(dots), {
    name: "edge-retraining/allocators",
    caption:
      "What an allocator's slots cost over the exact optimum, paired by seed, with 95 % intervals: a rule, a network that goes " +
      "down the gradient of (11a) through the twin, and TD3 that tries actions there.",
    references: [{ label: "optimum", value: 0 }],
    columns: 2,
  });
}

/** Cost of a slot while TD3 is trained in the twin. */
export function allocator(results: Results): Figure {
  const trained = (["proposed", "single"] as const).map((method) => ({
    label: shortName(method),
    rows: results.rows(served(method, SPLIT_BY.td3), "allocator"),
  }));
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
    order: SCHEME_ORDER,
  });
}
