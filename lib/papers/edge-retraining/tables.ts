import type { DataFrame } from "nodejs-polars";
import { bootstrapInterval, mean } from "../../statistics/index.ts";
import { bySeed, type Measured, pairedBySeed } from "../../study/overSeeds.ts";
import { type Row, runRows } from "../../study/runRows.ts";
import { tableOf } from "../../study/tableOf.ts";
import { CHARGES } from "./model/edgeObjective.ts";
import { BY_RULE_ONCE, servedRows } from "./rows.ts";
import { ALLOCATIONS, ASSOCIATIONS, type Server } from "./schema.ts";
import { SCHEME_NAMES, SCHEMES, type SchemeName, type Way } from "./schemes.ts";
import { BASE, CELLS, type Cell, sweptName } from "./settings.ts";

/** Who serves: an episode has one row for each. */
export interface Served extends Partial<Server> {
  readonly method: SchemeName;
  readonly setting?: string;
}

/** A metric of an episode, one number for each seed; by rule and charged once where nothing else is said. */
export function episodes(
  results: DataFrame,
  { method, setting = BASE, ...server }: Served,
  metric: string,
): Map<number, number> {
  const rows = servedRows(results, method, "episode", { ...BY_RULE_ONCE, ...server }, setting);
  return new Map(rows.map((row) => [row.seed, row[metric]]));
}

/** Fig. 2(a): accuracy after an epoch, the last one where none is named, mean over the zones, one number for each seed. */
export function accuracies(results: DataFrame, way: Way, setting = BASE, epoch?: number): Map<number, number> {
  const rows = runRows<Row & { way: unknown }>(results, "retraining", setting, "curve").filter(
    (row) => row.way === way,
  );
  const wanted = epoch ?? Math.max(...rows.map((row) => row.epoch));
  const then = rows.filter((row) => row.epoch === wanted);
  return bySeed(then, (row) => row.accuracy);
}

/** What a slot costs with two timescales over what it costs with one, %, paired by seed. */
export function saving(results: DataFrame, how: Omit<Served, "method">, two: SchemeName = "proposed"): Measured {
  const cost = (method: SchemeName) => episodes(results, { method, ...how }, "cost");
  return pairedBySeed(cost(two), cost("single"), true);
}

const METRICS = ["accuracy", "below", "breakouts", "retrained", "delay", "retraining"] as const;

/** Every scheme that has run in a setting, charged once and in every slot; a slot's cost with its interval. */
export function edgeSchemes(results: DataFrame, setting = BASE): DataFrame {
  const rows = SCHEME_NAMES.flatMap((method) =>
    ALLOCATIONS.flatMap((allocation) =>
      CHARGES.flatMap((charge) => {
        const of = (metric: string) => [...episodes(results, { method, setting, allocation, charge }, metric).values()];
        const costs = of("cost");
        if (costs.length === 0) return [];
        const { value: cost, low, high } = bootstrapInterval(costs);
        const means = METRICS.map((metric) => [metric, mean(of(metric))] as const);
        const scheme = SCHEMES[method].label;
        return [{ scheme, allocation, charge, seeds: costs.length, cost, low, high, ...Object.fromEntries(means) }];
      }),
    ),
  );
  return tableOf(rows);
}

/** Cells of the sweep that ran. */
export function sweptCells(results: DataFrame): Cell[] {
  return CELLS.filter((cell) => servedRows(results, "proposed", "episode", BY_RULE_ONCE, sweptName(cell)).length > 0);
}

/** D3's size in every setting of the sweep that has run, in both ways of charging. */
export function edgeSweepTable(results: DataFrame): DataFrame {
  const rows = sweptCells(results).flatMap((cell) =>
    CHARGES.map((charge) => {
      const setting = sweptName(cell);
      const retrained = (method: SchemeName) => [...episodes(results, { method, setting }, "retrained").values()];
      const { value, low, high } = saving(results, { setting, charge });
      const [proposed, single] = [mean(retrained("proposed")), mean(retrained("single"))];
      return { ...cell, charge, saving: value, low, high, proposed, single };
    }),
  );
  return tableOf(rows);
}

/** A slot's cost by (12) and where each user has the fastest link instead, which no capacity limits; the difference is paired. */
export function associationTable(results: DataFrame): DataFrame {
  const [matching, fastest] = ASSOCIATIONS.map((association) =>
    episodes(results, { method: "proposed", association }, "cost"),
  ) as [Map<number, number>, Map<number, number>];
  const told = {
    "(12)": bootstrapInterval([...matching.values()]),
    "fastest link": bootstrapInterval([...fastest.values()]),
  };
  const rows = Object.entries({ ...told, difference: pairedBySeed(fastest, matching) });
  return tableOf(rows.map(([association, { value: cost, low, high }]) => ({ association, cost, low, high })));
}
