import type { DataFrame } from "nodejs-polars";
import { dbmToWatt, dbToLinear, signalToNoise, umiPathLossDb, uplinkRate } from "../../radio/index.ts";
import { tableOf } from "../../study/tableOf.ts";
import { computeDelay, inferenceFlops, localDelay, offloadDelay, trainingFlops } from "./model/edgeDelays.ts";
import {
  bitsOf,
  configureEdgeRetraining,
  type EdgeRetrainingOptions,
  edgeWork,
} from "./model/edgeRetrainingConfiguration.ts";

/** Table I's time slot, where scenarios of 60 s are taken. */
export const PRINTED_UNITS = { slotS: 0.005 } as const satisfies EdgeRetrainingOptions;

/** Distances of a user from its station, m. */
const DISTANCES_M = [50, 100, 130];
/** Users that share a station. */
const SHARING = 2;

/**
 * What a mean task takes of a slot: over the air without shadowing, at home, at a station that two users share, and to
 * retrain with. Columns what, value, unit, slots (how many of them it takes), fits.
 *
 * @example await tw.show(tw.linkBudget(tw.PRINTED_UNITS)); // a task lasts some thousand slots
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
