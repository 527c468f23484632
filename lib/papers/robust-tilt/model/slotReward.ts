import { SectorLinks, shannonRate } from "../../../radio/index.ts";
import type { RobustTilt } from "./robustTilt.ts";
import { tiltReward } from "./tiltRewards.ts";

/** Step of the differences that slopes are taken from, half ranges. */
const DIFFERENCE = 1e-3;

/**
 * Reward of one slot of robust-tilt as a function of the action, for users at given positions: an attacker who knows
 * the network wants to lower it, and a certificate bounds it from below.
 */
export class SlotReward {
  readonly #environment: RobustTilt;
  readonly #links: SectorLinks;
  readonly #rates: Float64Array;
  readonly #tilts: Float64Array;

  constructor(environment: RobustTilt) {
    this.#environment = environment;
    this.#links = new SectorLinks(environment.network);
    this.#rates = new Float64Array(environment.configuration.users);
    this.#tilts = new Float64Array(environment.sectors);
  }

  /** Places the users: [user, xy] from `offset` on, m. */
  place(positions: Float64Array, offset = 0): void {
    this.#links.place(positions, offset);
  }

  /** Reward of an action, [sector] half ranges from `offset` on. */
  at(action: ArrayLike<number>, offset = 0): number {
    for (let c = 0; c < this.#tilts.length; c++) this.#tilts[c] = this.#tiltDeg(action[offset + c]);
    this.#links.aimAll(this.#tilts);
    this.#links.downlinkSinr(this.#rates);
    return this.#reward();
  }

  /** Writes the slope in each number of an action, by central differences, [sector] from `offset` on. */
  slopes(action: Float32Array, out: Float32Array, offset = 0): void {
    const moved = Float64Array.from(action.subarray(offset, offset + this.#tilts.length));
    for (const [c, a] of moved.entries()) {
      moved[c] = a + DIFFERENCE;
      const above = this.at(moved);
      moved[c] = a - DIFFERENCE;
      const below = this.at(moved);
      moved[c] = a;
      out[offset + c] = (above - below) / (2 * DIFFERENCE);
    }
  }

  /** A lower bound on the rewards of all actions in a box; [sector] lower and upper ends from `offset` on. */
  lowest(lower: ArrayLike<number>, upper: ArrayLike<number>, offset = 0): number {
    const ends = [lower, upper].map((end) => Float64Array.from(this.#tilts, (_, c) => this.#tiltDeg(end[offset + c])));
    this.#links.lowestDownlinkSinr(ends[0] as Float64Array, ends[1] as Float64Array, this.#rates);
    return this.#reward();
  }

  #tiltDeg(a: number): number {
    const [low, high] = this.#environment.configuration.tiltRangeDeg;
    return (low + high) / 2 + ((high - low) / 2) * Math.min(Math.max(a, -1), 1);
  }

  #reward(): number {
    const { bandwidth, users, reward } = this.#environment.configuration;
    for (const [user, sinr] of this.#rates.entries()) this.#rates[user] = shannonRate(bandwidth, sinr);
    return tiltReward(this.#rates, { slots: 1, users, reward });
  }
}
