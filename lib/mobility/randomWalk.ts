import { checkCount, checkRows, dirichlet, type Rng, rngFrom, type Streams, shown } from "../random/index.ts";
import { type Area, placeUniformly } from "./area.ts";
import { MOVES, moveMoments, moveUser } from "./move.ts";
import type { Movement } from "./movement.ts";

/** Where users start: anywhere in each episode, or each at one place, drawn once for a seed. */
export const STARTS = ["random", "fixed"] as const;

/** Options of a random walk. */
export interface RandomWalkOptions {
  readonly seeds: readonly number[];
  /** rows per seed */
  readonly copies?: number;
  readonly users: number;
  readonly area: Area;
  /** Delta l, m */
  readonly stepM: number;
  /**
   * Concentration of the Dirichlet law that each user's move probabilities p_u are drawn from; Infinity = all moves
   * equally likely.
   */
  readonly concentration: number;
  /**
   * "drawn" (by default): the Dirichlet law draws the probabilities of all five moves. A number: each user's probability to
   * stay is uniform from there to 1, and the law spreads the rest over the four directions, so that users differ in how
   * much they move. With directions equally likely nobody predicts a user better than 1 - p_stay squared steps.
   */
  readonly stay?: "drawn" | number;
  readonly start?: (typeof STARTS)[number];
}

/** Users beyond which nothing that is simulated here fits a machine. */
const MOST_USERS = 1e6;

/** The concentration that a configuration gives, "uniform" = all moves equally likely. */
export function concentrationOf(given: number | "uniform"): number {
  return given === "uniform" ? Infinity : given;
}

/**
 * Users that move by A (1), B (1), C (1): each has move probabilities p_u of its own, constant in time, and starts
 * somewhere in the area. p_u and fixed starts depend on the seed alone, so that training, selection and evaluation meet
 * the same users.
 */
export class RandomWalk implements Movement {
  readonly users: number;
  readonly area: Area;
  readonly stepM: number;
  readonly copies: number;
  /** [replica, user, move] p_u */
  readonly probabilities: Float64Array;
  readonly #cumulative: Float64Array;
  /** [replica, user, xy] m, where starts are fixed */
  readonly #starts: Float64Array | undefined;

  /** @throws RangeError for seeds, copies, users, a step, a concentration, a stay or a start that no walk has */
  constructor(options: RandomWalkOptions) {
    const { seeds, copies = 1, users, area, stepM, concentration, stay = "drawn", start = "random" } = options;
    checkRows(seeds, copies, "RandomWalk");
    checkCount(users, "RandomWalk: users", MOST_USERS);
    for (const [name, value] of Object.entries({ stepM, concentration })) {
      if (!(typeof value === "number" && value > 0 && (value < Infinity || name === "concentration")))
        throw new RangeError(`RandomWalk: ${name} = ${shown(value)}: must be a number above 0`);
    }
    if (stay !== "drawn" && !(typeof stay === "number" && stay >= 0 && stay < 1))
      throw new RangeError(`RandomWalk: stay = ${shown(stay)}: must be "drawn", or a number from 0 on, below 1`);
    if (!STARTS.includes(start))
      throw new RangeError(`RandomWalk: start = ${shown(start)}: allowed are ${STARTS.join(", ")}`);
    this.users = users;
    this.area = area;
    this.stepM = stepM;
    this.copies = copies;
    const moves = MOVES.length;
    this.probabilities = new Float64Array(seeds.length * users * moves);
    for (const [replica, seed] of seeds.entries()) {
      const rng = rngFrom(seed, "users");
      for (let user = 0; user < users; user++) {
        this.probabilities.set(drawMoves(concentration, stay, rng), (replica * users + user) * moves);
      }
    }
    this.#starts = start === "fixed" ? drawStarts(seeds, users, area) : undefined;
    this.#cumulative = this.probabilities.slice();
    for (let i = 0; i < this.#cumulative.length; i++) {
      if (i % moves > 0) this.#cumulative[i] = this.#cumulative[i] + this.#cumulative[i - 1];
    }
  }

  /** [user, xy] mean displacement of the users in a row, m, borders apart. */
  meanDisplacement(row: number): Float64Array {
    const moves = MOVES.length;
    const first = Math.floor(row / this.copies) * this.users * moves;
    const means = new Float64Array(2 * this.users);
    for (let user = 0; user < this.users; user++) {
      const start = first + user * moves;
      means.set(moveMoments(this.probabilities.subarray(start, start + moves), this.stepM).mean, 2 * user);
    }
    return means;
  }

  place(row: number, positions: Float64Array, offset: number, streams: Streams): void {
    if (this.#starts !== undefined) {
      const first = Math.floor(row / this.copies) * 2 * this.users;
      positions.set(this.#starts.subarray(first, first + 2 * this.users), offset);
      return;
    }
    for (let user = 0; user < this.users; user++)
      placeUniformly(this.area, streams.start, positions, offset + 2 * user);
  }

  move(row: number, positions: Float64Array, offset: number, streams: Streams): void {
    const moves = MOVES.length;
    const first = Math.floor(row / this.copies) * this.users * moves;
    for (let user = 0; user < this.users; user++) {
      const drawn = streams.mobility.uniform();
      let move = 0;
      while (move < moves - 1 && drawn >= this.#cumulative[first + user * moves + move]) move++;
      moveUser(positions, offset + 2 * user, move, this.stepM, this.area);
    }
  }
}

/** One user's probabilities of the five moves. */
function drawMoves(concentration: number, stay: "drawn" | number, rng: Rng): Float64Array {
  if (stay === "drawn") return dirichlet(MOVES.length, concentration, rng);
  const stays = stay + (1 - stay) * rng.uniform();
  const directions = dirichlet(MOVES.length - 1, concentration, rng);
  return Float64Array.of(stays, ...directions.map((share) => (1 - stays) * share));
}

/** [replica, user, xy] a place for each user, m. */
function drawStarts(seeds: readonly number[], users: number, area: Area): Float64Array {
  const starts = new Float64Array(seeds.length * 2 * users);
  for (const [replica, seed] of seeds.entries()) {
    const rng = rngFrom(seed, "users", "start");
    for (let user = 0; user < users; user++) placeUniformly(area, rng, starts, 2 * (replica * users + user));
  }
  return starts;
}
