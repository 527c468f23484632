import { checkCount, checkRows, dirichlet, rngFrom, type Streams, shown } from "../random/index.ts";
import { type Area, placeUniformly } from "./area.ts";
import { MOVES, moveMoments, moveUser } from "./move.ts";
import type { Movement } from "./movement.ts";

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
}

/** Users beyond which nothing that is simulated here fits a machine. */
const MOST_USERS = 1e6;

/** The concentration that a configuration gives, "uniform" = all moves equally likely. */
export function concentrationOf(given: number | "uniform"): number {
  return given === "uniform" ? Infinity : given;
}

/**
 * Users that move by A (1), B (1), C (1): each has move probabilities p_u of its own, constant in time, and starts
 * uniformly in the area. p_u depends on the seed alone, so that training, selection and evaluation meet the same users.
 */
export class RandomWalk implements Movement {
  readonly users: number;
  readonly area: Area;
  readonly stepM: number;
  readonly copies: number;
  /** [replica, user, move] p_u */
  readonly probabilities: Float64Array;
  readonly #cumulative: Float64Array;

  /** @throws RangeError for seeds, copies, users, a step or a concentration that no walk has */
  constructor({ seeds, copies = 1, users, area, stepM, concentration }: RandomWalkOptions) {
    checkRows(seeds, copies, "RandomWalk");
    checkCount(users, "RandomWalk: users", MOST_USERS);
    for (const [name, value] of Object.entries({ stepM, concentration })) {
      if (!(typeof value === "number" && value > 0 && (value < Infinity || name === "concentration")))
        throw new RangeError(`RandomWalk: ${name} = ${shown(value)}: must be a number above 0`);
    }
    this.users = users;
    this.area = area;
    this.stepM = stepM;
    this.copies = copies;
    const moves = MOVES.length;
    this.probabilities = new Float64Array(seeds.length * users * moves);
    for (const [replica, seed] of seeds.entries()) {
      const rng = rngFrom(seed, "users");
      for (let user = 0; user < users; user++) {
        this.probabilities.set(dirichlet(moves, concentration, rng), (replica * users + user) * moves);
      }
    }
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

  place(_row: number, positions: Float64Array, offset: number, streams: Streams): void {
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
