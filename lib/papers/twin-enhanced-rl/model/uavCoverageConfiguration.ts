import { z } from "zod";
import {
  ConfigurationError,
  configure,
  count,
  decibels,
  metres,
  pair,
  positive,
  slots,
} from "../../../configuration/index.ts";
import { contains } from "../../../mobility/index.ts";

/** Study 2 of paper E; what the paper leaves open is marked "chosen". */
export const uavCoverageSchema = z.strictObject({
  /** M */
  uavs: count(100).default(4),
  users: count().default(10),
  /** m; chosen */
  area: z.strictObject({ x: pair, y: pair }).default({ x: [0, 400], y: [0, 400] }),
  /** where every flight starts, m; chosen */
  hangar: pair.default([0, 0]),
  heightM: metres.default(5),
  speedMps: metres.default(8),
  /** chosen */
  slotS: metres.default(1),
  /** N, slots of an episode */
  horizon: slots.default(100),
  powerW: positive.default(0.1),
  noiseDensityDbmHz: decibels.default(-174),
  /** of each user, and carrier; chosen */
  bandwidthHz: positive.default(1e6),
  frequencyHz: positive.default(2.4e9),
  gainTx: positive.default(1),
  gainRx: positive.default(1),
  /** 0: users stand still; else each walks in a direction of its own, drawn for each episode; chosen */
  userSpeedMps: z.number().min(0).max(1e9).default(0),
  /** whether users stand where the seed alone puts them, or are placed anew for each episode; chosen */
  drop: z.enum(["of the seed", "each episode"]).default("of the seed"),
  /** an agent for each UAV with five moves, or one agent with 5^M; chosen */
  control: z.enum(["per UAV", "joint"]).default("per UAV"),
  /**
   * what an agent sees: where all are, as in the paper; beyond it what every UAV would give every user as well, or by how
   * much the mean rate would rise if the UAV were elsewhere, the others where they are
   */
  observe: z.enum(["positions", "positions and rates", "gains elsewhere"]).default("positions"),
  /** slots after which the twin expects users where an agent sees them too; 0: they are seen now alone; chosen */
  foreseenSlots: z.int().min(0).max(1000).default(0),
  /**
   * mean rate, or its rise in a step: sum gamma^t (G(t+1) - G(t)) = (1 - gamma) sum gamma^t G(t+1) - G(0), so that the same
   * flights are best (Ng et al. 1999), and what a move brings is not lost in what was there before; chosen
   */
  reward: z.enum(["rate", "rise"]).default("rate"),
  /**
   * what an agent of a UAV has for itself (`localRewards`): nothing, what the mean rate would lack without it, or the steps by
   * which it came nearer to its point of a placement found one by one, which is to be imitated; beyond the paper
   */
  ownReward: z.enum(["none", "difference", "approach"]).default("none"),
  /** standard deviation of each coordinate at which a digital domain believes a user to be; 0 = the physical space */
  userErrorM: z.number().min(0).max(1e9).default(0),
  /** number of the domain among many equally wrong ones; each has errors of its own */
  domain: z.int().min(0).default(0),
});
export type UavCoverageConfiguration = z.output<typeof uavCoverageSchema>;
export type UavCoverageOptions = z.input<typeof uavCoverageSchema>;

/** UAVs beyond which joint control has more actions than anybody would list. */
const MOST_UAVS_JOINT = 7;

/**
 * Completes and checks a configuration.
 *
 * @throws ConfigurationError for a wrong field, a side of the area without extent, a hangar outside, and too many UAVs under
 *   joint control
 */
export function configureUavCoverage(options: UavCoverageOptions): UavCoverageConfiguration {
  const c = configure(uavCoverageSchema, options, "uav-coverage");
  const { area, hangar, uavs, control } = c;
  const problems: string[] = [];
  for (const side of ["x", "y"] as const) {
    const [low, high] = area[side];
    if (!(high - low >= 1e-9))
      problems.push(`area.${side} = [${low}, ${high}]: the first must be below the second. Give such a range.`);
  }
  if (problems.length === 0 && !contains({ shape: "rectangle", ...area }, hangar[0], hangar[1])) {
    problems.push(
      `hangar = [${hangar.join(", ")}]: must lie in the area, x [${area.x.join(", ")}] and y [${area.y.join(", ")}]. Move it there.`,
    );
  }
  if (control === "joint" && uavs > MOST_UAVS_JOINT) {
    problems.push(
      `uavs = ${uavs} with control = "joint": at most ${MOST_UAVS_JOINT} are allowed, for it lists 5^uavs actions. Take ` +
        'fewer, or control = "per UAV".',
    );
  }
  if (control === "joint" && c.ownReward !== "none") {
    problems.push(
      `ownReward = "${c.ownReward}" with control = "joint": must be "none". Set it so, or control = "per UAV".`,
    );
  }
  if (problems.length > 0) throw new ConfigurationError(`uav-coverage cannot run:\n  ${problems.join("\n  ")}`);
  return c;
}
