import type { DataFrame } from "nodejs-polars";
import { bootstrapInterval, type Interval, mean } from "../../statistics/index.ts";
import { BY_RULE_ONCE, type Row, rowsOf, servedRows, tableOf } from "./rows.ts";
import type { Server } from "./schema.ts";
import { SCHEME_NAMES, SCHEMES, type SchemeName, type Way } from "./schemes.ts";
import { BASE, CELLS, sweptName } from "./settings.ts";

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
  return new Map(rows.map((row) => [row.seed as number, row[metric] as number]));
}

/** Differences of two numbers of each seed, in % of the second's where asked for. */
export function paired(
  ours: ReadonlyMap<number, number>,
  theirs: ReadonlyMap<number, number>,
  isRelative = false,
): Interval & { readonly seeds: number } {
  const gaps = [...ours].flatMap(([seed, value]) => {
    const other = theirs.get(seed);
    if (other === undefined) return [];
    return [isRelative ? (100 * (value - other)) / other : value - other];
  });
  return { ...bootstrapInterval(gaps), seeds: gaps.length };
}

/** Fig. 2(a): accuracy after an epoch, the last one where none is named, mean over the zones, one number for each seed. */
export function accuracies(results: DataFrame, way: Way, setting = BASE, epoch?: number): Map<number, number> {
  const rows = (rowsOf(results, "retraining", setting, "curve") as unknown as (Row & { way: unknown })[]).filter(
    (row) => row.way === way,
  );
  const wanted = epoch ?? Math.max(...rows.map((row) => row.epoch as number));
  const bySeed = Map.groupBy(
    rows.filter((row) => row.epoch === wanted),
    (row) => row.seed as number,
  );
  return new Map([...bySeed].map(([seed, own]) => [seed, mean(own.map((row) => row.accuracy as number))]));
}

/** What a slot costs with two timescales over what it costs with one, %, paired by seed. */
export function saving(results: DataFrame, how: Omit<Served, "method">): Interval & { readonly seeds: number } {
  const cost = (method: SchemeName) => episodes(results, { method, ...how }, "cost");
  return paired(cost("proposed"), cost("single"), true);
}

const SHOWN = ["accuracy", "below", "breakouts", "retrained", "delay", "retraining"] as const;

/** Every scheme that has run in a setting, charged once and in every slot; a slot's cost with its interval. */
export function schemeTable(results: DataFrame, setting = BASE): DataFrame {
  const rows = SCHEME_NAMES.flatMap((method) =>
    (["td3", "rule"] as const).flatMap((allocation) =>
      (["once", "every-slot"] as const).flatMap((charge) => {
        const of = (metric: string) => [...episodes(results, { method, setting, allocation, charge }, metric).values()];
        const costs = of("cost");
        if (costs.length === 0) return [];
        const { value: cost, low, high } = bootstrapInterval(costs);
        const means = SHOWN.map((metric) => [metric, mean(of(metric))] as const);
        const scheme = SCHEMES[method].label;
        return [{ scheme, allocation, charge, seeds: costs.length, cost, low, high, ...Object.fromEntries(means) }];
      }),
    ),
  );
  return tableOf(rows);
}

/** D3's size in every setting of the sweep that has run, in both ways of charging. */
export function sweepTable(results: DataFrame): DataFrame {
  const rows = CELLS.flatMap((cell) =>
    (["once", "every-slot"] as const).flatMap((charge) => {
      const setting = sweptName(cell);
      const retrained = (method: SchemeName) => [...episodes(results, { method, setting }, "retrained").values()];
      if (retrained("proposed").length === 0) return [];
      const { value, low, high } = saving(results, { setting, charge });
      const [proposed, single] = [mean(retrained("proposed")), mean(retrained("single"))];
      return [{ ...cell, charge, saving: value, low, high, proposed, single }];
    }),
  );
  return tableOf(rows);
}

/** What (12) is worth: a slot's delay where each user has the fastest link instead. */
export function associationTable(results: DataFrame): DataFrame {
  const of = (association: Server["association"]) => {
    const { value, low, high } = bootstrapInterval([
      ...episodes(results, { method: "proposed", association }, "cost").values(),
    ]);
    return { association, cost: value, low, high };
  };
  return tableOf([of("matching"), of("fastest link")]);
}
