import { z } from "zod";
import {
  ConfigurationError,
  configure,
  count,
  degrees,
  metres,
  nonNegative,
  pair,
  positive,
  slots,
} from "../../../configuration/index.ts";
import {
  ASSOCIATIONS,
  attenuatedGain,
  LINK_DISTANCES,
  planeAttenuationDb,
  type SectorNetwork,
  shannonRate,
  UPLINKS,
} from "../../../radio/index.ts";
import { REWARD_ERRORS, TILT_REWARDS } from "./tiltRewards.ts";

const limit = positive.nullable();

/** Tilts, pattern A (3) and uplink A (5) as the paper prints them. */
const PRINTED = {
  tiltRangeDeg: [0, 90],
  limitsDb: { vertical: null, horizontal: null, total: null },
  uplink: "printed",
} as const;

/**
 * The named settings of paper A; every result names its own. "as-printed": what is printed, and the strongest antenna
 * serves. "literal": what is printed, and the nearest azimuth serves, so that the best sum rate starves whole sectors.
 * "benign": tilts that a mast has, 3GPP's limits, an uplink that hears other users, the nearest azimuth.
 */
const TILT_SETTINGS = {
  "as-printed": { ...PRINTED, association: "gain" },
  literal: { ...PRINTED, association: "azimuth" },
  benign: {
    tiltRangeDeg: [0, 30],
    limitsDb: { vertical: 20, horizontal: 25, total: 25 },
    uplink: "physical",
    association: "azimuth",
  },
} as const;

/** Where the users of a new episode are: anywhere, at places drawn once for a seed, or where they have walked to. */
const LAYOUTS = ["anew", "fixed", "walk on"] as const;

/** The units of eps, in cell radii: a metre, the standard deviation of a coordinate in the disc, the radius. */
const ERROR_UNITS = ["radius", "deviation", "metre"] as const;

/** Table II of paper A; what it leaves open is marked "chosen". Linear, normalised units as there; lengths in m. */
export const robustTiltSchema = z.strictObject({
  /** gives tilt range, limits, uplink and association where they are left out; chosen */
  setting: z.enum(["as-printed", "literal", "benign"]).default("as-printed"),
  /** lowest and highest tilt of A (8c), degrees, positive downwards */
  tiltRangeDeg: z.tuple([degrees, degrees]).optional(),
  /** largest attenuations of A (3), dB; null = none */
  limitsDb: z.strictObject({ vertical: limit, horizontal: limit, total: limit }).optional(),
  /** interference in A (5) */
  uplink: z.enum(UPLINKS).optional(),
  /** U */
  users: count().default(10),
  /** of the disc around the mast that users walk in */
  radiusM: metres.default(50),
  site: pair.default([0, 0]),
  /** of the antennas and of the users; chosen */
  heightM: z.number().min(0).max(1e9).default(10),
  userHeightM: z.number().min(0).max(1e9).default(0),
  /** phi^A of each of the C sectors, counter-clockwise from +x */
  azimuthsDeg: z.array(degrees).min(1).max(100).default([0, 120, 240]),
  /** theta^V, theta^H */
  beamwidthVDeg: positive.default(30),
  beamwidthHDeg: positive.default(120),
  /** lambda^V, lambda^H; chosen: 3GPP's 12 dB law */
  weightV: positive.default(1),
  weightH: positive.default(1),
  /** P_0 = P_i, one for all sectors or a list; P_i chosen */
  power: z.union([positive, z.array(positive)]).default(1),
  /** P_u; chosen */
  userPower: positive.default(1),
  /** N_0 */
  noise: positive.default(1e-6),
  /** W */
  bandwidth: positive.default(1),
  /** a, beta */
  pathLossConstant: positive.default(1),
  pathLossExponent: z.number().gt(0).max(10).default(2),
  /** d: along the slant or on the ground; chosen */
  distance: z.enum(LINK_DISTANCES).default("3d"),
  minimumDistanceM: metres.default(1),
  /** who serves a user: the nearest azimuth, or the largest gain */
  association: z.enum(ASSOCIATIONS).optional(),
  /** N, slots that an action holds */
  slots: count().default(3),
  /** Delta l; chosen */
  stepM: metres.default(1),
  /** Dirichlet law of the users' move probabilities; chosen: all moves equally likely */
  concentration: z.union([positive, z.literal("uniform")]).default("uniform"),
  /** D */
  dataSize: positive.default(1),
  /** eps: each coordinate of a twin's position is wrong by up to this */
  error: nonNegative.default(0.25),
  /** the unit of eps: the radius, the deviation of a coordinate in the disc (half of it), or a metre; chosen */
  errorUnit: z.enum(ERROR_UNITS).default("radius"),
  /** eps(R) of A (9): see REWARD_ERRORS; chosen */
  rewardError: z.enum(REWARD_ERRORS).default("positions"),
  /** Table I's errors of a twin's tilts, uniform within so many degrees, and of its shadowing, log-normal; none by default */
  twinTiltErrorDeg: z.number().min(0).max(90).default(0),
  twinShadowingDb: z.number().min(0).max(40).default(0),
  /** what is summed over the slots: the rates of A (9), or a fairer function of them, beyond the paper */
  reward: z.enum(TILT_REWARDS).default("sum"),
  /** what the agent observes of the users: their positions, or beyond the paper their share in each sector */
  observes: z.enum(["positions", "counts"]).optional(),
  /** where users are when an episode begins; chosen */
  layouts: z.enum(LAYOUTS).default("anew"),
  /** transitions after which an episode is cut; chosen */
  horizon: slots.default(20),
});
export type RobustTiltOptions = z.input<typeof robustTiltSchema>;
type Given = z.output<typeof robustTiltSchema>;
/** A complete configuration: what the setting gives is filled in. */
export type RobustTiltConfiguration = Given & {
  readonly [name in "tiltRangeDeg" | "limitsDb" | "uplink" | "association"]: NonNullable<Given[name]>;
};

/**
 * Completes and checks a configuration.
 *
 * @throws ConfigurationError for a wrong field, an empty range of tilts, or powers that are not one for each sector
 */
export function robustTiltConfiguration(options: RobustTiltOptions): RobustTiltConfiguration {
  const given = configure(robustTiltSchema, options, "robust-tilt");
  const { tiltRangeDeg, limitsDb, uplink, association } = TILT_SETTINGS[given.setting];
  const c: RobustTiltConfiguration = {
    ...given,
    tiltRangeDeg: given.tiltRangeDeg ?? [...tiltRangeDeg],
    limitsDb: given.limitsDb ?? limitsDb,
    uplink: given.uplink ?? uplink,
    association: given.association ?? association,
  };
  const [low, high] = c.tiltRangeDeg;
  const problems = [
    ...(low < high ? [] : [`tiltRangeDeg = [${low}, ${high}]: the first must be below the second. Swap them.`]),
    ...(typeof c.power === "number" || c.power.length === c.azimuthsDeg.length
      ? []
      : [`power has ${c.power.length} values: one number, or one for each of the ${c.azimuthsDeg.length} sectors.`]),
  ];
  if (c.rewardError === "factor" && c.twinTiltErrorDeg + c.twinShadowingDb > 0)
    problems.push(
      `rewardError = "factor" takes the true reward times 1 + u, where twinTiltErrorDeg = ${c.twinTiltErrorDeg} and ` +
        `twinShadowingDb = ${c.twinShadowingDb} have no part. Set both to 0, or another rewardError.`,
    );
  if (problems.length === 0 && !Number.isFinite(longestDelay(c))) {
    problems.push(
      `beamwidthVDeg = ${c.beamwidthVDeg}, beamwidthHDeg = ${c.beamwidthHDeg}, limitsDb = ${JSON.stringify(c.limitsDb)}: a user ` +
        "far off the beams would get nothing through, and the delay A (7) would be infinite. Widen the beams, lower the " +
        "weights, or set limitsDb.total.",
    );
  }
  if (problems.length > 0) throw new ConfigurationError(`robust-tilt cannot run:\n  ${problems.join("\n  ")}`);
  return c;
}

/** The largest error of a coordinate of a twin's position, m. */
export function largestErrorM({ error, errorUnit, radiusM }: Pick<Given, "error" | "errorUnit" | "radiusM">): number {
  return error * { radius: radiusM, deviation: radiusM / 2, metre: 1 }[errorUnit];
}

/**
 * A bound on the delay of a transition, A (7): all slots as slow as the user who is farthest away and off the beam, alone
 * against the noise and all that others send.
 */
function longestDelay(c: RobustTiltConfiguration): number {
  const { pattern, powers } = sectorNetwork(c);
  const [low, high] = c.tiltRangeDeg;
  const offDeg = Math.max(90 - low, high, high + 90, -low);
  const vertical = planeAttenuationDb(offDeg, pattern.beamwidthVDeg, pattern.weightV, pattern.limitVDb);
  const horizontal = planeAttenuationDb(180, pattern.beamwidthHDeg, pattern.weightH, pattern.limitHDb);
  const pathGain = (metres: number) => c.pathLossConstant * Math.max(metres, c.minimumDistanceM) ** -c.pathLossExponent;
  const farthest = pathGain(Math.hypot(c.radiusM, c.heightM - c.userHeightM));
  const interference = pathGain(0) * (powers.reduce((sum, power) => sum + power, 0) + c.users * c.userPower);
  const signal = c.userPower * attenuatedGain(vertical, horizontal, pattern.limitDb) * farthest;
  return (c.slots * c.dataSize) / shannonRate(c.bandwidth, signal / (c.noise + interference));
}

/** The network that all links of a configuration share. */
export function sectorNetwork(c: RobustTiltConfiguration): SectorNetwork {
  const { site, heightM, userHeightM, azimuthsDeg, power, limitsDb } = c;
  return {
    users: c.users,
    site: { position: site, heightM, userHeightM, azimuthsDeg },
    pattern: {
      beamwidthVDeg: c.beamwidthVDeg,
      beamwidthHDeg: c.beamwidthHDeg,
      weightV: c.weightV,
      weightH: c.weightH,
      limitVDb: limitsDb.vertical ?? Infinity,
      limitHDb: limitsDb.horizontal ?? Infinity,
      limitDb: limitsDb.total ?? Infinity,
    },
    powers: typeof power === "number" ? azimuthsDeg.map(() => power) : power,
    userPower: c.userPower,
    noise: c.noise,
    pathLossConstant: c.pathLossConstant,
    pathLossExponent: c.pathLossExponent,
    distance: c.distance,
    minimumDistanceM: c.minimumDistanceM,
    association: c.association,
  };
}
