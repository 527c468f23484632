import type { DataFrame } from "nodejs-polars";
import { dbmToWatt, dbToLinear, signalToNoise, umiPathLossDb, uplinkRate } from "../../radio/index.ts";
import { mean, tInterval } from "../../statistics/index.ts";
import { gainBySeed, pairedBySeed, type Results, tableOf } from "../../study/index.ts";
import { difference, SETTINGS } from "./claimWords.ts";
import { episodes, saving } from "./measures.ts";
import { computeDelay, inferenceFlops, localDelay, offloadDelay, trainingFlops } from "./model/edgeDelays.ts";
import {
  bitsOf,
  configureEdgeRetraining,
  type EdgeRetrainingOptions,
  edgeWork,
} from "./model/edgeRetrainingConfiguration.ts";
import {
  ALLOCATION_LABELS,
  ALLOCATIONS,
  PREMISE,
  SCHEME_NAMES,
  SCHEMES,
  type SchemeName,
  SPLIT_BY,
  served,
  TRAINED,
} from "./settings.ts";

const METRICS = [
  "accuracy",
  "below",
  "framesBelow",
  "breakouts",
  "recovery",
  "retrained",
  "delay",
  "retraining",
] as const;

/** Every scheme that has run in a setting: a slot's cost with its interval, and means of what it is made of. */
export function schemes(results: Results, setting: string = PREMISE): DataFrame {
  const rows = SCHEME_NAMES.flatMap((method) => {
    const costs = [...episodes(results, method, "cost", setting).values()];
    if (costs.length === 0) return [];
    const { value: cost, low, high } = tInterval(costs);
    const means = METRICS.map(
      (metric) => [metric, mean([...episodes(results, method, metric, setting).values()])] as const,
    );
    return [{ scheme: SCHEMES[method].label, seeds: costs.length, cost, low, high, ...Object.fromEntries(means) }];
  });
  return tableOf(rows);
}

/** D3's size and D2's difference in every setting that two timescales and one were run in. */
export function settings(results: Results): DataFrame {
  const rows = SETTINGS.filter((setting) => results.has(served("single", setting))).map((setting) => {
    const { value: saved, low, high } = saving(results, setting);
    const fewer = difference(results, "below", ["single", "proposed"], { setting, times: 100 });
    const of = (scheme: SchemeName, metric: string) => mean([...episodes(results, scheme, metric, setting).values()]);
    return {
      setting,
      "cost over one timescale (%)": saved,
      low,
      high,
      "fewer slots below (points)": fewer.value,
      "retrained by two": of("proposed", "retrained"),
      "by one": of("single", "retrained"),
    };
  });
  return tableOf(rows);
}

/** Episodes whose networks were trained beforehand beside those that trained them: the means of both, and differences by seed. */
export function distance(results: Results): DataFrame {
  const rows = (["proposed", "single", "without-twin"] as const).flatMap((scheme) =>
    (["accuracy", "below", "retrained", "cost"] as const).map((metric) => {
      const [beforehand, trained] = [PREMISE, TRAINED].map((setting) => episodes(results, scheme, metric, setting));
      const { value, low, high } = pairedBySeed(beforehand, trained);
      const means = { beforehand: mean([...beforehand.values()]), "in the episode": mean([...trained.values()]) };
      return { scheme: SCHEMES[scheme].label, metric, ...means, difference: value, low, high };
    }),
  );
  return tableOf(rows);
}

/** A slot's cost by each allocator, s, and over the exact optimum of the slots, %, paired by seed. */
export function allocation(results: Results): DataFrame {
  const rows = (["proposed", "single"] as const).flatMap((scheme) =>
    ALLOCATIONS.map((allocation) => {
      const costs = episodes(results, scheme, "cost", SPLIT_BY[allocation]);
      const { value, low, high } = gainBySeed(costs, episodes(results, scheme, "cost"));
      const cost = mean([...costs.values()]);
      return {
        scheme: SCHEMES[scheme].label,
        allocation: ALLOCATION_LABELS[allocation],
        cost,
        "over optimum (%)": value,
        low,
        high,
      };
    }),
  );
  return tableOf(rows);
}

/** Table I's time slot, where scenarios of 60 s are taken. */
export const PRINTED_UNITS = { slotS: 0.005 } as const satisfies EdgeRetrainingOptions;

/** Distances of a user from its station, m. */
const DISTANCES_M = [50, 100, 130];
/** Users that share a station. */
const SHARING = 2;

/**
 * Link budget of a mean task, and how much of a slot it takes: over the air without shadowing, at home, at a station that
 * two users share, and to retrain there on the task's images and the twin's. Columns what, value, unit, slots (how many of them it takes), fits.
 *
 * @example await tw.show(tables.linkBudget(tables.PRINTED_UNITS)); // a task lasts some thousand slots
 */
export function linkBudget(options: EdgeRetrainingOptions = {}): DataFrame {
  const c = configureEdgeRetraining(options);
  const work = edgeWork(c);
  const [least, most] = c.taskMB;
  const bits = bitsOf((least + most) / 2);
  const resource = (c.stationFlops - c.reservedFlops) / SHARING;
  const row = (what: string, value: number, unit: string) => ({ what, value, unit, slots: null, fits: null });
  const delay = (what: string, seconds: number) => {
    const slots = seconds / c.slotS;
    return { what, value: seconds, unit: "s", slots, fits: slots <= 1 ? "yes" : "no" };
  };
  const links = DISTANCES_M.flatMap((distance) => {
    const gain = dbToLinear(-umiPathLossDb(distance, c));
    const snr = signalToNoise(dbmToWatt(c.powerDbm), gain, dbmToWatt(c.noiseDbm));
    const rate = uplinkRate(c.bandwidthHz, true, snr);
    return [
      row(`SNR at ${distance} m`, 10 * Math.log10(snr), "dB"),
      row(`rate at ${distance} m`, rate / 1e6, "Mbit/s"),
      delay(`upload of a task from ${distance} m`, offloadDelay(bits, work.downlinkBits, true, rate)),
    ];
  });
  const images = bits / work.bitsPerSample;
  const rows = [
    row("images of a task", images, "images"),
    ...links,
    delay("inference at home", localDelay(bits, work.secondsPerBit)),
    delay(`inference at a station of ${SHARING} users`, computeDelay(inferenceFlops(bits, work), resource)),
    delay("a retraining there", computeDelay(trainingFlops((1 + c.delta) * images, c.sampleFlops, c.epochs), resource)),
  ];
  return tableOf(rows);
}
