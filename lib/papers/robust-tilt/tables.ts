import pl, { type DataFrame } from "nodejs-polars";
import { bootstrapInterval, mean } from "../../statistics/index.ts";
import { bySeed } from "../../study/overSeeds.ts";
import { type Row, runRows } from "../../study/runRows.ts";
import { tableOf } from "../../study/tableOf.ts";
import { middleOf } from "./heavyTails.ts";
import { METHODS, type Method } from "./learnerSchema.ts";
import { type CHOSEN, NETWORKS, onOtherSeeds, TRIED } from "./settings.ts";

/** The final window of every claim: the last tenth of the epochs. */
const FINAL_SHARE = 0.1;

export function hasRun(results: DataFrame, method: Method, setting: string): boolean {
  return runRows(results, method, setting, "final").length > 0;
}

/**
 * What is looked at over the epochs: `reward` of the greedy policy on exact positions; `return` of level 2, that reward
 * minus the penalty (20) of the epochs around it; anything else that training records.
 */
export function curveOf(results: DataFrame, method: Method, setting: string, metric: string): Row[] {
  const training = runRows(results, method, setting, "training");
  if (metric !== "reward" && metric !== "return") return training.map((row) => picked(row, metric));
  const evaluated = runRows(results, method, setting, "evaluation");
  if (metric === "reward") return evaluated.map((row) => picked(row, "reward"));
  const penalties = new Map(training.map((row) => [`${row.seed}/${row.epoch}`, row.penalty]));
  return evaluated.map(({ seed, epoch, reward }) => {
    const penalty = penalties.get(`${seed}/${epoch}`) as number;
    return { seed: seed, epoch: epoch, value: reward - penalty };
  });
}

function picked(row: Row, metric: string): Row {
  return { seed: row.seed, epoch: row.epoch, value: row[metric] };
}

/** One number for each seed: a metric over the final window, or over epochs from .. to. */
export function windowed(
  results: DataFrame,
  { method, setting }: Contestant,
  metric: string,
  [from, to]: readonly [number, number] = [1 - FINAL_SHARE, 1],
): Map<number, number> {
  const rows = curveOf(results, method, setting, metric);
  const epochs = Math.max(...rows.map((row) => row.epoch));
  const own = rows.filter(({ epoch }) => epoch > from * epochs && epoch <= to * epochs);
  return bySeed(own, (row) => row.value, middleOf(metric));
}

/** A learner and where it is run. */
export interface Contestant {
  readonly method: Method;
  readonly setting: string;
}

/** Reward of a final policy that is misled, one number for each seed. */
export function misled(
  results: DataFrame,
  { method, setting }: Contestant,
  condition: string,
  radius: number,
): Map<number, number> {
  const rows = runRows<Row & { condition: unknown }>(results, method, setting, "misled");
  const own = rows.filter((row) => row.condition === condition && row.radius === radius);
  return new Map(own.map((row) => [row.seed, row.reward]));
}

/** Reward of a final policy on exact positions, one number for each seed. */
export function final(results: DataFrame, { method, setting }: Contestant, metric = "reward"): Map<number, number> {
  return new Map(runRows(results, method, setting, "final").map((row) => [row.seed, row[metric]]));
}

/** Sum rates of a policy that needs no learning, one for each seed; none where it was not played. */
export function ratesOf(results: DataFrame, setting: string, policy: string): number[] {
  const rows = runRows<Row & { policy: unknown }>(results, "policies", setting, "evaluation");
  return rows.filter((row) => row.policy === policy).map((row) => row.rate);
}

const SHOWN = ["rate", "worstRate", "starved", "delayMedian", "delay"] as const;

/** What needs no learning, in every setting that it has been played in: the worst user's rate beside every sum. */
export function tiltPolicies(results: DataFrame): DataFrame {
  const rows = results.filter(pl.col("method").eq(pl.lit("policies"))).toRecords() as unknown as (Row & {
    setting: string;
    policy: string;
  })[];
  const groups = [...Map.groupBy(rows, ({ setting, policy }) => `${setting}/${policy}`).values()];
  return tableOf(
    groups.map((own) => {
      const { setting, policy } = own[0];
      return { setting, policy, ...told(own) };
    }),
  );
}

/** Final policies of the learners, on exact positions. */
export function tiltLearners(results: DataFrame): DataFrame {
  const settings = [...new Set(results.getColumn("setting").toArray() as string[])];
  return tableOf(
    settings.flatMap((setting) =>
      (Object.keys(METHODS) as Method[]).flatMap((method) => {
        const rows = runRows(results, method, setting, "final");
        if (rows.length === 0) return [];
        const share = mean([...windowed(results, { method, setting }, "share").values()]);
        return [{ setting, learner: METHODS[method].label, seeds: rows.length, ...told(rows), share }];
      }),
    ),
  );
}

function told(rows: readonly Row[]): Readonly<Record<string, number>> {
  const { value, low, high } = bootstrapInterval(rows.map((row) => row.rate));
  const means = SHOWN.slice(1).map((name) => [name, middleOf(name)(rows.map((row) => row[name]))] as const);
  return { rate: value, low, high, ...Object.fromEntries(means) };
}

/** Reward where the final policy sees what is true, uniform errors, the worst errors found, and what is certain. */
export function robustnessTable(results: DataFrame, settings: readonly string[], radius: number): DataFrame {
  const methods = ["robust-ppo", "robust-random", "ppo-ppo"] as const;
  return tableOf(
    settings.flatMap((setting) =>
      methods
        .filter((method) => hasRun(results, method, setting))
        .map((method) => {
          const of = (condition: string) => mean([...misled(results, { method, setting }, condition, radius).values()]);
          const exact = mean([...final(results, { method, setting }).values()]);
          const conditions = { exact, noise: of("noise"), attack: of("attack"), certified: of("certified") };
          return { setting, learner: METHODS[method].label, radius, ...conditions };
        }),
    ),
  );
}

/** Every setting that was tried beyond the paper, with the reward under attack; the chosen ones again on other seeds. */
export function triedTable(results: DataFrame, radius: number): DataFrame {
  const rows = Object.entries(TRIED).flatMap(([setting, { method }]) => [
    { setting, method },
    { setting: onOtherSeeds(setting), method },
  ]);
  return tableOf(
    rows
      .filter(({ setting, method }) => hasRun(results, method, setting))
      .map((one) => {
        const attack = bootstrapInterval([...misled(results, one, "attack", radius).values()]);
        const exact = mean([...final(results, one).values()]);
        const noise = mean([...misled(results, one, "noise", radius).values()]);
        return { setting: one.setting, exact, noise, attack: attack.value, low: attack.low, high: attack.high };
      }),
  );
}

/** The best of what was tried in a network under attack, by its mean on seeds 0-9. */
export function bestUnderAttack(results: DataFrame, radius: number): typeof CHOSEN {
  const best = (network: string, method: Method) => {
    const names = Object.keys(TRIED).filter(
      (name) => TRIED[name]?.network === network && TRIED[name]?.method === method,
    );
    const score = (setting: string) => mean([...misled(results, { method, setting }, "attack", radius).values()]);
    return names.reduce((a, b) => (score(b) > score(a) ? b : a));
  };
  const chosen = NETWORKS.map((network) => {
    return [network, { robust: best(network, "robust-ppo"), plain: best(network, "ppo-ppo") }] as const;
  });
  return Object.fromEntries(chosen) as typeof CHOSEN;
}
