import type { DataFrame } from "nodejs-polars";
import { dbmToWatt, dbToLinear, signalToNoise, umiPathLossDb, uplinkRate } from "../../radio/index.ts";
import { mean, tInterval } from "../../statistics/index.ts";
import { pairedBySeed, type Results, tableOf } from "../../study/index.ts";
import { episodes, saving } from "./measures.ts";
import { computeDelay, inferenceFlops, localDelay, offloadDelay, trainingFlops } from "./model/edgeDelays.ts";
import { CHARGES } from "./model/edgeObjective.ts";
import {
  bitsOf,
  configureEdgeRetraining,
  type EdgeRetrainingOptions,
  edgeWork,
} from "./model/edgeRetrainingConfiguration.ts";
import { ALLOCATIONS, ASSOCIATIONS, BASE, SCHEME_NAMES, SCHEMES, SWEEP } from "./settings.ts";

const METRICS = ["accuracy", "below", "breakouts", "retrained", "delay", "retraining"] as const;

/** Every scheme that has run in a setting, charged once and in every slot; a slot's cost with its interval. */
export function schemes(results: Results, setting = BASE): DataFrame {
  const rows = SCHEME_NAMES.flatMap((method) =>
    ALLOCATIONS.flatMap((allocation) =>
      CHARGES.flatMap((charge) => {
        const valuesOf = (metric: string) => [
          ...episodes(results, method, metric, { setting, allocation, charge }).values(),
        ];
        const costs = valuesOf("cost");
        if (costs.length === 0) return [];
        const { value: cost, low, high } = tInterval(costs);
        const means = METRICS.map((metric) => [metric, mean(valuesOf(metric))] as const);
        const scheme = SCHEMES[method].label;
        return [{ scheme, allocation, charge, seeds: costs.length, cost, low, high, ...Object.fromEntries(means) }];
      }),
    ),
  );
  return tableOf(rows);
}

/** D3's size in every setting of the sweep, in both ways of charging, and how many models each timescale retrains. */
export function sweep(results: Results): DataFrame {
  const rows = SWEEP.flatMap(({ setting, epochs, burst }) =>
    CHARGES.map((charge) => {
      const { value, low, high } = saving(results, { setting, charge });
      const [proposed, single] = (["proposed", "single"] as const).map((method) =>
        mean([...episodes(results, method, "retrained", { setting }).values()]),
      );
      return { epochs, burst, charge, saving: value, low, high, proposed, single };
    }),
  );
  return tableOf(rows);
}

/**
 * A slot's cost, s, by D (12a) and where each user has the fastest link instead, which no capacity limits; the difference
 * is paired by seed.
 */
export function association(results: Results): DataFrame {
  const [matching, fastest] = ASSOCIATIONS.map((association) => episodes(results, "proposed", "cost", { association }));
  const intervals = {
    "(12)": tInterval([...matching.values()]),
    "fastest link": tInterval([...fastest.values()]),
    difference: pairedBySeed(fastest, matching),
  };
  const rows = Object.entries(intervals).map(([name, { value, low, high }]) => {
    return { association: name, cost: value, low, high };
  });
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
 * two users share, and to retrain with. Columns what, value, unit, slots (how many of them it takes), fits.
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
  const images = (c.delta * bits) / work.bitsPerSample;
  const rows = [
    row("images of a task", bits / work.bitsPerSample, "images"),
    ...links,
    delay("inference at home", localDelay(bits, work.secondsPerBit)),
    delay(`inference at a station of ${SHARING} users`, computeDelay(inferenceFlops(bits, work), resource)),
    delay("a retraining there", computeDelay(trainingFlops(images, c.sampleFlops, c.epochs), resource)),
  ];
  return tableOf(rows);
}
