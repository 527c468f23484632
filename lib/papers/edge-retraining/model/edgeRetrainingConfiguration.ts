import { z } from "zod";
import {
  ConfigurationError,
  configure,
  count,
  decibels,
  metres,
  nonNegative,
  pair,
  positive,
  slots,
} from "../../../configuration/index.ts";
import type { Area } from "../../../mobility/index.ts";
import { TRAINING_DATA } from "./classifiers.ts";
import type { EdgeWork } from "./edgeDelays.ts";
import { CHARGES } from "./edgeObjective.ts";
import { SIZE_FORMS } from "./generatedData.ts";

/** Height of an antenna over a street, m; UMi takes 1 m off. */
const height = z.number().gt(1).max(1e9);

/**
 * Accuracies that D (15) may decide by: that of the coming frame, D (14), that of the last one, D (13), or the mean since
 * the model came, of ten slots at most.
 */
const DECISIONS = ["predicted", "measured", "recent"] as const;

/**
 * When a retrained model takes over: in the slot that decides it, in the next slot or frame, or when D (10) has passed,
 * where a new decision meanwhile is left out or begins the training anew.
 */
const DEPLOYMENTS = ["trained", "restarted", "instant", "next slot", "next frame"] as const;

/** Table I of paper D; what it leaves open is marked "chosen". */
export const edgeRetrainingSchema = z.strictObject({
  /** M base stations; chosen: a triangle with sides of 200 m around the origin */
  stations: z
    .array(pair)
    .min(1)
    .max(100)
    .default([
      [-100, -57.735],
      [100, -57.735],
      [0, 115.47],
    ]),
  /** N, or the least and the most users of an episode, U(5, 10) */
  users: z.union([count(), z.tuple([count(), count()])]).default([5, 10]),
  /** users are in a rectangle around the middle of the stations; chosen: the one that holds the triangle */
  areaM: z.tuple([metres, metres]).default([200, 173.205]),
  /** and this near a station; chosen: -10 dBm reaches no further */
  reachM: metres.default(130),
  /** TR 38.901 UMi with line of sight; chosen */
  frequencyHz: positive.default(3.5e9),
  stationHeightM: height.default(10),
  userHeightM: height.default(1.5),
  shadowingDb: z.number().min(0).max(100).default(4),
  /** drawn anew for each slot and link, or none; chosen */
  fading: z.enum(["none", "rayleigh"]).default("none"),
  /** B, of each user; chosen */
  bandwidthHz: positive.default(20e6),
  /** omega, sigma^2 */
  powerDbm: decibels.default(-10),
  noiseDbm: decibels.default(-100),
  /** t_s; chosen: Table I's 5 ms is no time for 10 MB */
  slotS: positive.default(60),
  /** S slots in which an association and a decision to retrain hold */
  frameSlots: slots.default(10),
  /** slots after which users may change zone; chosen */
  sceneSlots: slots.default(10),
  /** slots after which an episode is cut, Fig. 2(c) */
  horizon: slots.default(100),
  /** Q_n, uniform between two sizes, and Q^D, chosen; MB = 8e6 bit */
  taskMB: z.tuple([positive, positive]).default([10, 20]),
  downlinkMB: nonNegative.default(1),
  /** of an image; chosen: 32 x 32 pixels, 3 colours */
  sampleBytes: positive.default(3072),
  /** a forward pass; chosen: ResNet-18 of width 16 */
  sampleFlops: positive.default(70.4e6),
  /** lambda_m^BS, and lambda_m that a station keeps for itself, chosen; FLOP/s */
  stationFlops: positive.default(50e9),
  reservedFlops: nonNegative.default(5e9),
  /** a user's own, f^L = its inverse a bit; chosen, FLOP/s */
  localFlops: positive.default(5e9),
  /** delta of D (9), what is added to every share of q, and |Q|; chosen */
  delta: positive.default(0.5),
  smoothing: positive.default(1e-3),
  sizeForm: z.enum(SIZE_FORMS).default("size"),
  /** of a retraining; chosen */
  epochs: count(1e6).default(5),
  /** what a retraining learns from: "union" adds the twin's images to the physical ones, "physical" is without twin */
  data: z.enum(TRAINING_DATA).default("union"),
  /** where physical images come from: the slot of the decision, or the frame before it */
  physicalPool: z.enum(["slot", "frame"]).default("slot"),
  /** q of D (8): the labels that the user's model gives, or the true ones */
  labels: z.enum(["given", "true"]).default("given"),
  /** work of D (10): of all that is trained on, or of the generated data alone, as printed */
  work: z.enum(["all", "generated"]).default("all"),
  /** a retraining goes on from the user's model, or begins anew with many samples: without incremental learning */
  learning: z.enum(["incremental", "scratch"]).default("incremental"),
  /** what a retraining that begins anew takes: as much as one that goes on, or so many samples and epochs */
  scratch: z
    .union([z.literal("equal"), z.strictObject({ samples: count(1e9), epochs: count(1e6) })])
    .default({ samples: 45_000, epochs: 10 }),
  /** when a retraining is charged; chosen: it decides the sign of the paper's saving */
  charge: z.enum(CHARGES).default("once"),
  decision: z.enum(DECISIONS).default("predicted"),
  deployment: z.enum(DEPLOYMENTS).default("trained"),
  /** Cbar */
  accuracyThreshold: z.number().min(0).max(1).default(0.85),
  /** where users are when an episode begins: in the zone that their models know, or anywhere */
  start: z.enum(["home", "any"]).default("home"),
  /** chance to change zone, Dirichlet laws of profiles and of bursts; chosen */
  zoneChange: z.number().min(0).max(1).default(0.3),
  profileConcentration: positive.default(0.5),
  burstConcentration: positive.default(5),
  /** images on which a slot's accuracy is measured; chosen */
  samples: count(1e6).default(200),
});
export type EdgeRetrainingOptions = z.input<typeof edgeRetrainingSchema>;
/** A complete configuration; `users` is the range. */
export type EdgeRetrainingConfiguration = Omit<z.output<typeof edgeRetrainingSchema>, "users"> & {
  readonly users: [least: number, most: number];
};

/**
 * Completes and checks a configuration.
 *
 * @throws ConfigurationError for a wrong field, a range whose ends are swapped, or a station that keeps all it has
 */
export function configureEdgeRetraining(options: EdgeRetrainingOptions): EdgeRetrainingConfiguration {
  const given = configure(edgeRetrainingSchema, options, "edge-retraining");
  const users: [number, number] = typeof given.users === "number" ? [given.users, given.users] : given.users;
  const swapped = Object.entries({ users, taskMB: given.taskMB }).flatMap(([name, [low, high]]) =>
    low <= high ? [] : [`${name} = [${low}, ${high}]: the first must be at most the second. Swap them.`],
  );
  const { reservedFlops, stationFlops } = given;
  const problems = [
    ...swapped,
    ...(reservedFlops < stationFlops
      ? []
      : [`reservedFlops = ${reservedFlops}: must be below stationFlops = ${stationFlops}. Lower it.`]),
  ];
  if (given.userHeightM >= given.stationHeightM) {
    problems.push(
      `userHeightM = ${given.userHeightM}: must be below stationHeightM = ${given.stationHeightM}, or users may meet an antenna. Lower it.`,
    );
  }
  if (problems.length > 0) throw new ConfigurationError(`edge-retraining cannot run:\n  ${problems.join("\n  ")}`);
  return { ...given, users };
}

/** Sizes and work of the tasks of a configuration. */
export function edgeWork(c: EdgeRetrainingConfiguration): EdgeWork {
  const bitsPerSample = 8 * c.sampleBytes;
  return {
    bitsPerSample,
    flopsPerSample: c.sampleFlops,
    secondsPerBit: c.sampleFlops / bitsPerSample / c.localFlops,
    downlinkBits: bitsOf(c.downlinkMB),
  };
}

/** Bits of so many MB, 8e6 each. */
export function bitsOf(megabytes: number): number {
  return 8e6 * megabytes;
}

/** Area of the users: the rectangle, as far as it is near a station. */
export function edgeArea({ stations, areaM, reachM }: EdgeRetrainingConfiguration): Area {
  const side = (k: 0 | 1) => {
    const values = stations.map((station) => station[k]);
    const middle = (Math.min(...values) + Math.max(...values)) / 2;
    return [middle - areaM[k] / 2, middle + areaM[k] / 2] as const;
  };
  const discs = stations.map((center) => ({ shape: "disc" as const, center, radius: reachM }));
  return { shape: "discs", x: side(0), y: side(1), discs };
}
