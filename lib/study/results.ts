import type { DataFrame } from "nodejs-polars";
import { mean } from "../statistics/index.ts";
import { type Arm, armKey, type PlannedArm } from "./arm.ts";
import { type Band, band, bySeed, gainBySeed, type Measured, pairedBySeed } from "./overSeeds.ts";

/** A row of metrics; which columns hold numbers depends on its purpose. */
export type Row = Readonly<Record<string, number>> & { readonly seed: number };

/** A column of numbers, or a number made of each row. */
export type Metric = string | ((row: Row) => number);

/** The final window: the last tenth of the epochs. */
export const FINAL_SHARE = 0.1;

/** The rows of an arm, and the statistic, that give one number for each seed. */
export interface Window {
  /** `evaluation` (greedy episodes while learning) by default */
  readonly purpose?: string;
  /** shares of the epochs, the first excluded and the second included; the last tenth by default */
  readonly epochs?: readonly [from: number, to: number];
  /** the column that counts the epochs; `epoch` by default */
  readonly clock?: string;
  /** further values that a row must have */
  readonly where?: Readonly<Record<string, unknown>>;
  /** the statistic of a seed's numbers; the mean by default */
  readonly middle?: (values: readonly number[]) => number;
}

/** A point of a learning curve: mean over seeds with its interval. */
export interface CurvePoint extends Band {
  readonly method: string;
  readonly epoch: number;
}

/**
 * The table of finished runs behind one index by method, setting and purpose: the source of claims, figures and tables.
 * Rows keep the order of the table.
 */
export class Results {
  readonly table: DataFrame;
  /** every arm that has run, in the order of the table */
  readonly arms: readonly Arm[];
  /** every seed that has run, from low to high */
  readonly seeds: readonly number[];
  readonly #planned: ReadonlyMap<string, PlannedArm>;
  readonly #rows: ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>;
  readonly #columns = new Map<string, readonly unknown[]>();
  readonly #made = new Map<string, readonly Row[]>();

  /**
   * @param table has the columns method, setting and seed
   * @param planned the arms with their configurations, where known: captions take their numbers from them
   */
  constructor(table: DataFrame, planned: readonly PlannedArm[] = []) {
    this.table = table;
    this.#planned = new Map(planned.map((arm) => [armKey(arm), arm]));
    const [methods, settings] = [this.#column("method"), this.#column("setting")] as [string[], string[]];
    const purposes = table.columns.includes("purpose") ? this.#column("purpose") : [];
    const arms = new Map<string, Arm>();
    const rows = new Map<string, Map<string, number[]>>();
    for (const [i, method] of methods.entries()) {
      const arm = { method, setting: settings[i] };
      const key = armKey(arm);
      if (!arms.has(key)) arms.set(key, arm);
      const byPurpose = rows.get(key) ?? new Map<string, number[]>();
      rows.set(key, byPurpose);
      const purpose = String(purposes[i] ?? "");
      const indices = byPurpose.get(purpose) ?? [];
      byPurpose.set(purpose, indices);
      indices.push(i);
    }
    this.arms = [...arms.values()];
    this.seeds = [...new Set(this.#column("seed") as number[])].sort((a, b) => a - b);
    this.#rows = rows;
  }

  /** Whether an arm has run, and has rows of a purpose where one is named. */
  has(arm: Arm, purpose?: string): boolean {
    const byPurpose = this.#rows.get(armKey(arm));
    return byPurpose !== undefined && (purpose === undefined || byPurpose.has(purpose));
  }

  /** The configuration of an arm's runs; undefined for a table that was only read. */
  configurationOf<C = Readonly<Record<string, unknown>>>(arm: Arm): C | undefined {
    return this.#planned.get(armKey(arm))?.configuration as C | undefined;
  }

  /** The settings in which a method has run, in the order of the table. */
  settings(method: string): string[] {
    return this.arms.filter((arm) => arm.method === method).map(({ setting }) => setting);
  }

  /** Rows of an arm, of all its seeds; none where it has not run. Rows of runs that name no purpose have the purpose "". */
  rows<R extends object = Row>(arm: Arm, purpose = "", where: Window["where"] = {}): readonly R[] {
    const wanted = Object.entries(where);
    const rows = this.#rowsOf(arm, purpose);
    const matching =
      wanted.length === 0 ? rows : rows.filter((row) => wanted.every(([name, value]) => row[name] === value));
    return matching as readonly object[] as readonly R[];
  }

  /** One number for each seed: a metric's mean over a window of an arm's rows. */
  perSeed(arm: Arm, metric: Metric, window: Window = {}): Map<number, number> {
    const { purpose = "evaluation", epochs = [1 - FINAL_SHARE, 1], clock = "epoch", where, middle = mean } = window;
    const rows = this.rows(arm, purpose, where);
    const last = Math.max(...rows.map((row) => row[clock]));
    const inWindow = rows.filter((row) => row[clock] > epochs[0] * last && row[clock] <= epochs[1] * last);
    return bySeed(inWindow, numberIn(metric), middle);
  }

  /** One number for each seed: a metric of the final policy, or of other rows that are recorded once a seed. */
  final(arm: Arm, metric: string, purpose = "final", where: Window["where"] = {}): Map<number, number> {
    return new Map(this.rows(arm, purpose, where).map((row) => [row.seed, row[metric]]));
  }

  /** Differences of a metric between two arms, paired by seed. */
  paired(first: Arm, second: Arm, metric: Metric, window: Window = {}): Measured {
    return pairedBySeed(this.perSeed(first, metric, window), this.perSeed(second, metric, window));
  }

  /**
   * The gain of one arm over another in a metric, %, paired by seed, on a logarithmic scale.
   *
   * @throws RangeError for a number that is not positive
   */
  gain(first: Arm, second: Arm, metric: Metric, window: Window = {}): Measured {
    return gainBySeed(this.perSeed(first, metric, window), this.perSeed(second, metric, window));
  }

  /**
   * A metric over the epochs: the band over seeds at each.
   *
   * @param summary of the seeds' numbers: their mean with its interval by default
   */
  curve(
    label: string,
    arm: Arm,
    metric: Metric = "reward",
    purpose = "evaluation",
    summary: (values: readonly number[]) => Band = band,
  ): CurvePoint[] {
    return [...Map.groupBy(this.rows(arm, purpose), (row) => row.epoch)].map(([epoch, rows]) => {
      return { method: label, epoch, ...summary(rows.map(numberIn(metric))) };
    });
  }

  /** A metric over the epochs, [epoch][seed]: means over a seed's rows in that epoch. */
  seedCurves(arm: Arm, metric: Metric = "reward", purpose = "evaluation"): Map<number, Map<number, number>> {
    const byEpoch = Map.groupBy(this.rows(arm, purpose), (row) => row.epoch);
    return new Map([...byEpoch].map(([epoch, rows]) => [epoch, bySeed(rows, numberIn(metric))]));
  }

  #rowsOf(arm: Arm, purpose: string): readonly Row[] {
    const key = `${armKey(arm)}\n${purpose}`;
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    const places = this.#rows.get(armKey(arm))?.get(purpose) ?? [];
    const columns = this.table.columns.map((name) => [name, this.#column(name)] as const);
    const rows = places.map((i) => Object.fromEntries(columns.map(([name, values]) => [name, values[i]])) as Row);
    this.#made.set(key, rows);
    return rows;
  }

  #column(name: string): readonly unknown[] {
    const values = this.#columns.get(name) ?? this.table.getColumn(name).toArray();
    this.#columns.set(name, values);
    return values;
  }
}

function numberIn(metric: Metric): (row: Row) => number {
  return typeof metric === "string" ? (row) => row[metric] : metric;
}
