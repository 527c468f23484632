import type { PolicyMaker } from "../../../policies/index.ts";
import type { RobustTilt } from "./robustTilt.ts";
import { possibleCounts, type Sectors } from "./sectorCounts.ts";
import { SlotReward } from "./slotReward.ts";

export interface FullestSectorOptions {
  /** the true positions, or those that are reported to the agent */
  readonly sees?: "truth" | "report";
  /** largest error of each coordinate that an attacker may choose, in radii; 0 = nobody attacks */
  readonly attackedBy?: number;
  /** tilt of the antenna that serves, degrees; all others are turned as far down as they go */
  readonly serveDeg?: number;
}

/**
 * One line that plays the printed setting: serve the sector that most users are in, mute the others. Its attacker is
 * exact: of all sectors that errors of that size can make the fullest, the one that is worst to serve is shown.
 */
export function fullestSector(options: FullestSectorOptions = {}): PolicyMaker<RobustTilt> {
  const { sees = "truth", attackedBy = 0, serveDeg = 15 } = options;
  return (environment) => {
    const { sectors, configuration } = environment;
    const { users, radiusM } = configuration;
    const reward = new SlotReward(environment);
    const actionOf = servingAlone(environment, serveDeg);
    const worstOf = (candidates: readonly number[], row: number) => {
      reward.place(environment.positions, row * 2 * users);
      const rewards = candidates.map((served) => reward.at(actionOf(served)));
      return candidates[rewards.indexOf(Math.min(...rewards))];
    };
    return {
      act(_observation, out) {
        const seen = sees === "truth" ? environment.positions : environment.reported;
        for (let row = 0; row < environment.rows; row++) {
          const positions = seen.subarray(row * 2 * users, (row + 1) * 2 * users);
          const candidates = possiblyFullest(positions, attackedBy * radiusM, configuration);
          const served = candidates.length === 1 ? candidates[0] : worstOf(candidates, row);
          out.set(actionOf(served), row * sectors);
        }
      },
      forget() {},
    };
  };
}

/** The action in which one sector serves at a tilt, degrees, and all others are turned as far down as they go. */
export function servingAlone(
  { sectors, configuration: { tiltRangeDeg } }: RobustTilt,
  serveDeg: number,
): (served: number) => number[] {
  const [low, high] = tiltRangeDeg;
  const serve = (2 * (serveDeg - low)) / (high - low) - 1;
  return (served) => Array.from({ length: sectors }, (_, c) => (c === served ? serve : 1));
}

/** The sectors that may seem to hold most users, the first of equals counting, where positions err by up to `errorM`. */
export function possiblyFullest(positions: Float64Array, errorM: number, sectors: Sectors): number[] {
  const fullest = possibleCounts(positions, errorM, sectors).map((counts) => counts.indexOf(Math.max(...counts)));
  return [...new Set(fullest)].sort((a, b) => a - b);
}
