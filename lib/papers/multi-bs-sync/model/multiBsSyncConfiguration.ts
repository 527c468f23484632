import { z } from "zod";
import {
  ConfigurationError,
  configure,
  count,
  metres,
  pair,
  positive,
  share,
  slots,
} from "../../../configuration/index.ts";
import { type Area, hasRoom, STARTS } from "../../../mobility/index.ts";
import { DISTANCES, SYNCHRONISATION_COUNTS } from "../../../radio/index.ts";
import { SYNCHRONISATION_BLOCKS } from "./blockAllocation.ts";
import { CHOICES, HEADS, ORDERS } from "./stationChoices.ts";

/** Text and Table II of paper B; what it leaves open is marked "chosen". Linear, normalised units; lengths in m. */
export const multiBsSyncSchema = z.strictObject({
  stations: z
    .array(pair)
    .min(1)
    .max(100)
    .default([
      [-100, 0],
      [0, 0],
      [100, 0],
    ]),
  /** of a station's disc */
  radiusM: metres.default(60),
  /** sides of the area around the origin */
  areaM: z.tuple([metres, metres]).default([300, 100]),
  cloud: pair.default([0, 50]),
  /** U; Table II has 10 */
  users: count().default(12),
  /** N */
  resourceBlocks: count().default(12),
  /** eps of objective B (8): weight of the rates against the twin's error */
  weight: z.number().gt(0).lt(1).default(0.3),
  /** Delta l, m; chosen */
  stepM: metres.default(1),
  /** Dirichlet law of the users' move probabilities; chosen */
  concentration: z.union([positive, z.literal("uniform")]).default(0.1),
  /** p_u of staying, chosen: "drawn" by that law; a number: uniform from there to 1, the law spreads the rest over directions */
  stay: z.union([z.literal("drawn"), share.lt(1)]).default("drawn"),
  /** users start each episode anywhere, or each at one place of its own; chosen */
  start: z.enum(STARTS).default("random"),
  /** users stay where a station covers them, or roam the area and count only while covered; chosen */
  room: z.enum(["covered", "area"]).default("covered"),
  /** d of the path gain d^-2: as printed, the root of the norm, or the norm */
  distance: z.enum(DISTANCES).default("printed"),
  /** o: constant 1, or Rayleigh, drawn for each slot, station, user and block; chosen */
  fading: z.enum(["constant", "rayleigh"]).default("constant"),
  /** how often a synchronisation counts in B (3) and B (5): literally, within the sum over users, or once */
  interference: z.enum(SYNCHRONISATION_COUNTS).default("literal"),
  /** which block carries a synchronisation; chosen */
  synchronisationBlock: z.enum(SYNCHRONISATION_BLOCKS).default("slowest"),
  /** of Algorithm 1 */
  rounds: count().default(1),
  /** an agent acts by one bit for the synchronisation and one for each user, or by an index of all 2^(U+1) subsets */
  head: z.enum(HEADS).default("factored"),
  /**
   * the users whose service a station decides: those in an overlap (others are served by the station that covers them),
   * all that it covers, or everybody; chosen
   */
  choice: z.enum(CHOICES).default("overlap"),
  /**
   * stations decide `together` (if absent), or `in turn`, as in Algorithm 1: each is told whom those before it serve;
   * chosen
   */
  order: z.enum(ORDERS).optional(),
  /** rho of B (16); chosen */
  penalty: z.number().lt(0).min(-1e30).default(-1),
  /**
   * r^m: the term of B (17) with the penalty for double service, without, that term or the penalty as in B (16), or the
   * team's reward; chosen
   */
  localReward: z.enum(["penalised", "plain", "branches", "team"]).default("branches"),
  /** appends the age / 10 of the oldest status in a station's part of the twin; beyond the paper */
  observeAge: z.boolean().default(false),
  /** closed-form predictor of the twin, used where no other is handed in */
  predictor: z.enum(["mean-displacement", "hold-last"]).default("mean-displacement"),
  /** K, statuses that the predictor sees */
  window: count().default(5),
  /** T, slots after which an episode is cut */
  horizon: slots.default(30),
  power: positive.default(1),
  bandwidth: positive.default(1),
  noiseDensity: positive.default(1e-5),
  /** D_m; chosen, paper C's */
  dataSize: positive.default(0.1),
  /** alpha of B (8g); chosen, paper C's */
  delayLimit: positive.default(2.5),
  /** ||l - l'|| counts as at least this, m; chosen */
  minimumDistanceM: metres.default(1),
});
export type MultiBsSyncConfiguration = z.output<typeof multiBsSyncSchema>;
/** A configuration in which all that has a default may be left out. */
export type MultiBsSyncOptions = z.input<typeof multiBsSyncSchema>;

/** Users beyond which the literal head has more actions than anybody would list. */
const MOST_USERS_LITERAL = 14;

/**
 * Completes and checks a configuration.
 *
 * @throws ConfigurationError where a field is wrong, the literal head has too many users, stations in turn have other
 *   choices than bits in overlaps, or users have no room
 */
export function configureMultiBsSync(options: MultiBsSyncOptions = {}): MultiBsSyncConfiguration {
  const c = configure(multiBsSyncSchema, options, "multi-bs-sync");
  if (c.head === "literal" && c.users > MOST_USERS_LITERAL) {
    throw new ConfigurationError(
      `multi-bs-sync cannot run:\n  head = "literal" with users = ${c.users}: at most ${MOST_USERS_LITERAL} are allowed, ` +
        'for it lists 2^(users + 1) actions. Take fewer users, or head = "factored".',
    );
  }
  if (c.order === "in turn" && (c.head !== "factored" || c.choice !== "overlap")) {
    throw new ConfigurationError(
      `multi-bs-sync cannot run:\n  order = "in turn" with head = "${c.head}" and choice = "${c.choice}": it says who serves ` +
        'a user of an overlap, by bits. Take head = "factored" and choice = "overlap", or order = "together".',
    );
  }
  if (!hasRoom(roomOf(c))) {
    throw new ConfigurationError(
      `multi-bs-sync cannot run:\n  room = "covered": hardly a place in areaM = [${c.areaM.join(", ")}] lies within radiusM = ` +
        `${c.radiusM} of a station, and users are to be there. Raise radiusM, or move the stations into the area.`,
    );
  }
  return c;
}

/** The area in which users start and stay. */
export function roomOf({ stations, radiusM: radius, areaM: [width, height], room }: MultiBsSyncConfiguration): Area {
  const x = [-width / 2, width / 2] as const;
  const y = [-height / 2, height / 2] as const;
  if (room === "area") return { shape: "rectangle", x, y };
  return { shape: "discs", x, y, discs: stations.map((center) => ({ shape: "disc", center, radius })) };
}
