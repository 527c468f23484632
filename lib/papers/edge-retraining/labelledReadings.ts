import type { z } from "zod";
import type { EdgeRetrainingOptions } from "./model/edgeRetrainingConfiguration.ts";
import type { imageSchema } from "./model/imageOptions.ts";

/** What a reading changes of the headline. */
export interface Change {
  readonly network?: EdgeRetrainingOptions;
  readonly images?: z.input<typeof imageSchema>;
}

/** Other readings of the paper, and other values where it is silent: each changes the headline in one place or two. */
export const LABELLED_READINGS = {
  "training begins afresh each slot": { network: { deployment: "restarted" } },
  "new model at once": { network: { deployment: "instant" } },
  "new model in the next slot": { network: { deployment: "next slot" } },
  "new model in the next frame": { network: { deployment: "next frame" } },
  "charged in every slot": { network: { charge: "every-slot" } },
  "spread over the frame": { network: { charge: "spread" } },
  "afresh each slot, charged in every slot": { network: { deployment: "restarted", charge: "every-slot" } },
  "at once, charged in every slot": { network: { deployment: "instant", charge: "every-slot" } },
  "bound .8": { network: { accuracyThreshold: 0.8 } },
  "bound .9": { network: { accuracyThreshold: 0.9 } },
  "twin's data alone": { network: { data: "twin" } },
  "twin's data alone, as many": { network: { data: "twin", delta: 1 } },
  "delta 1": { network: { delta: 1 } },
  "physical data of the last frame": { network: { physicalPool: "frame" } },
  "(8) by true labels": { network: { labels: "true" } },
  "work of generated data alone": { network: { work: "generated" } },
  "ResNet-18 of width 64 is charged": { network: { sampleFlops: 1.11e9 } },
  "users begin anywhere": { network: { start: "any" } },
  "five users": { network: { users: 5 } },
  "frames of 2 slots": { network: { frameSlots: 2 } },
  "frames of 5 slots": { network: { frameSlots: 5 } },
  "frames of 20 slots": { network: { frameSlots: 20 } },
  "zones change seldom": { network: { zoneChange: 0.1 } },
  "zones change often": { network: { zoneChange: 0.5 } },
  "strong bursts": { network: { burstConcentration: 2 } },
  "weak bursts": { network: { burstConcentration: 50 } },
  "20 images measured": { network: { samples: 20 } },
  "5,000 images measured": { network: { samples: 5000 } },
  "Rayleigh fading": { network: { fading: "rayleigh" } },
  "1 epoch": { network: { epochs: 1 } },
  "20 epochs": { network: { epochs: 20 } },
  "100 images a task": { images: { images: 100 } },
  "500 images a task": { images: { images: 500 } },
  "zones differ more": { images: { drift: 0.9 } },
  "twin knows half of the drift": { images: { twinDrift: 0.25 } },
} as const satisfies Readonly<Record<string, Change>>;
export type ReadingLabel = keyof typeof LABELLED_READINGS;
export const READING_LABELS = Object.keys(LABELLED_READINGS) as ReadingLabel[];

/** Readings that need networks of their own, for which the benchmark without a twin is not trained. */
export const OTHER_NETWORKS: ReadonlySet<ReadingLabel> = new Set([
  "1 epoch",
  "20 epochs",
  "100 images a task",
  "500 images a task",
  "zones differ more",
]);
