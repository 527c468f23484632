import { SectorLinks, shannonRate } from "../../../radio/index.ts";
import { shown } from "../../../random/index.ts";
import type { RobustTilt } from "./robustTilt.ts";
import { tiltReward } from "./tiltRewards.ts";

/** Objectives of a search for joint tilts: the reward of a slot, or the least delay, A (7), of a slot. */
const TILT_OBJECTIVES = ["reward", "delay"] as const;
export type TiltObjective = (typeof TILT_OBJECTIVES)[number];

/** The most joint tilts that a search may try. */
const MOST_TILTS = 1e6;

/**
 * A search of every joint tilt of a grid for users that stand still: the objective of one slot, exactly.
 *
 * @example const search = new TiltSearch(environment, { points: 13, objective: "reward" });
 */
export class TiltSearch {
  readonly objective: TiltObjective;
  /** tilts that one antenna may take, degrees, from the lowest to the highest */
  readonly grid: readonly number[];
  /** joint tilts; the last antenna's changes first */
  readonly size: number;
  readonly #environment: RobustTilt;
  readonly #links: SectorLinks;
  /** [sector, tilt, user] g^B */
  readonly #gains: Float64Array;
  readonly #rates: Float64Array;

  /**
   * @param points tilts of each antenna, at least two
   * @throws RangeError for other points or objectives, and for more than a million joint tilts
   */
  constructor(environment: RobustTilt, { points, objective }: { points: number; objective: TiltObjective }) {
    const { sectors, configuration } = environment;
    const [low, high] = configuration.tiltRangeDeg;
    this.size = points ** sectors;
    if (!Number.isInteger(points) || points < 2 || this.size > MOST_TILTS)
      throw new RangeError(
        `TiltSearch: ${points}^${sectors} joint tilts; take fewer points, from 2 points to 1e6 joint tilts`,
      );
    if (!TILT_OBJECTIVES.includes(objective))
      throw new RangeError(`TiltSearch: objective = ${shown(objective)}: allowed are ${TILT_OBJECTIVES.join(", ")}`);
    this.objective = objective;
    this.grid = Array.from({ length: points }, (_, i) => low + ((high - low) * i) / (points - 1));
    this.#environment = environment;
    this.#links = new SectorLinks(environment.network);
    this.#gains = new Float64Array(sectors * points * configuration.users);
    this.#rates = new Float64Array(configuration.users);
  }

  /** Tilts of a joint tilt, [sector] degrees. */
  tiltsOf(joint: number): number[] {
    const points = this.grid.length;
    const { sectors } = this.#environment;
    return Array.from({ length: sectors }, (_, c) => {
      const digit = Math.floor(joint / points ** (sectors - 1 - c)) % points;
      return this.grid[digit];
    });
  }

  /**
   * Adds the scores of all joint tilts with users at the given positions; more is better.
   *
   * @param positions [user, xy] from `offset` on, m
   * @param scores [joint tilt]
   */
  addScores(positions: Float64Array, offset: number, scores: Float64Array): void {
    this.#prepare(positions, offset);
    const { sectors } = this.#environment;
    const points = this.grid.length;
    const digits = new Int32Array(sectors).fill(-1);
    for (let joint = 0; joint < this.size; joint++) {
      let rest = joint;
      for (let c = sectors - 1; c >= 0; c--) {
        const digit = rest % points;
        rest = Math.floor(rest / points);
        if (digit === digits[c]) continue;
        digits[c] = digit;
        this.#aim(c, digit);
      }
      this.#links.associate();
      scores[joint] = scores[joint] + this.#score();
    }
  }

  /** The best joint tilt for users at the given positions, the first of equals: [sector] degrees. */
  best(positions: Float64Array, offset = 0): number[] {
    const scores = new Float64Array(this.size);
    this.addScores(positions, offset, scores);
    return this.tiltsOf(largestOf(scores));
  }

  /** Gains of every antenna at every tilt. */
  #prepare(positions: Float64Array, offset: number): void {
    const { users, gain, sectors } = this.#links;
    this.#links.place(positions, offset);
    for (let c = 0; c < sectors; c++) {
      for (const [tilt, deg] of this.grid.entries()) {
        this.#links.aim(c, deg);
        const at = (c * this.grid.length + tilt) * users;
        for (let user = 0; user < users; user++) this.#gains[at + user] = gain[user * sectors + c];
      }
    }
  }

  #aim(sector: number, tilt: number): void {
    const { users, gain, sectors } = this.#links;
    const at = (sector * this.grid.length + tilt) * users;
    for (let user = 0; user < users; user++) gain[user * sectors + sector] = this.#gains[at + user];
  }

  #score(): number {
    const { bandwidth, uplink, users, reward, dataSize } = this.#environment.configuration;
    const rates = this.#rates;
    if (this.objective === "reward") this.#links.downlinkSinr(rates);
    else this.#links.uplinkSinr(uplink, rates);
    let slowest = Infinity;
    for (let user = 0; user < users; user++) {
      const rate = shannonRate(bandwidth, rates[user]);
      rates[user] = rate;
      slowest = Math.min(slowest, rate);
    }
    return this.objective === "reward" ? tiltReward(rates, { slots: 1, users, reward }) : -dataSize / slowest;
  }
}

/** Index of the largest value, the first of equals. */
export function largestOf(values: Float64Array): number {
  return values.reduce((best, value, i) => (value > values[best] ? i : best), 0);
}
