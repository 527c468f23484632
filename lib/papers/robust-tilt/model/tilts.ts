import { type Environment, width } from "../../../environments/index.ts";
import { type PolicyMaker, rollout } from "../../../policies/index.ts";
import type { RobustTilt } from "./robustTilt.ts";
import { largestOf, type TiltObjective, TiltSearch } from "./tiltSearch.ts";

/** A policy of uniformly random actions in a box, anew in every step. */
export function randomActions(): PolicyMaker<Environment> {
  return ({ agents, actionSpace: space }, streams) => {
    if (space.kind !== "box") throw new TypeError(`randomActions: actions of kind ${space.kind}; a box is needed`);
    const size = agents * width(space);
    return {
      act(_observation, out) {
        for (let i = 0; i < out.length; i++) {
          const { exploration } = streams[Math.floor(i / size)];
          out[i] = space.low + (space.high - space.low) * exploration.uniform();
        }
      },
      forget() {},
    };
  };
}

/** A policy that always sets the same tilts, degrees: one for all antennas, or one for each. */
export function fixedTilts(tiltsDeg: number | readonly number[]): PolicyMaker<RobustTilt> {
  return (environment) => {
    const { sectors } = environment;
    const tilts = typeof tiltsDeg === "number" ? new Array<number>(sectors).fill(tiltsDeg) : tiltsDeg;
    if (tilts.length !== sectors)
      throw new RangeError(`fixedTilts: ${tilts.length} tilts for ${sectors} sectors; give one, or one for each`);
    return {
      act(_observation, out) {
        for (let row = 0; row < environment.rows; row++) writeTilts(environment, row, tilts, out);
      },
      forget() {},
    };
  };
}

export interface TiltOracleOptions {
  readonly objective?: TiltObjective;
  /** the true positions, or those that are reported to the agent: exact for physical transitions, wrong for a twin's */
  readonly sees?: "truth" | "report";
  /** tilts of each antenna that are tried; raising it costs their power */
  readonly points?: number;
}

/** A policy that takes in every transition the best joint tilt of a grid for the positions of its first slot. */
export function tiltOracle(options: TiltOracleOptions = {}): PolicyMaker<RobustTilt> {
  const { objective = "reward", sees = "truth", points = 13 } = options;
  return (environment) => {
    const search = new TiltSearch(environment, { points, objective });
    const { users } = environment.configuration;
    return {
      act(_observation, out) {
        const positions = sees === "truth" ? environment.positions : environment.reported;
        for (let row = 0; row < environment.rows; row++)
          writeTilts(environment, row, search.best(positions, row * 2 * users), out);
      },
      forget() {},
    };
  };
}

export interface FixedTiltSearch {
  /** one tilt for all antennas, or one for each */
  readonly tilts: "common" | "joint";
  readonly objective?: TiltObjective;
  readonly points?: number;
  readonly seeds: readonly number[];
  /** per row */
  readonly episodes?: number;
}

/**
 * The best tilts that never change, over the users' positions in episodes of their own ("selection"), so that judging
 * them on "evaluation" episodes is fair. Users walk the same whatever the tilts, so every tilt is tried on all of them.
 *
 * @param environment rows for the seeds
 * @returns degrees of each antenna, and the score of a slot
 */
export function bestFixedTilts(
  environment: RobustTilt,
  { tilts, objective = "reward", points = 13, seeds, episodes = 1 }: FixedTiltSearch,
): { readonly tiltsDeg: readonly number[]; readonly score: number } {
  const search = new TiltSearch(environment, { points, objective });
  const { slots, users } = environment.configuration;
  const scores = new Float64Array(search.size);
  let layouts = 0;
  rollout(environment, fixedTilts(search.grid[0]), {
    seeds,
    copies: environment.rows / seeds.length,
    purpose: "selection",
    episodes,
    onStep() {
      for (let row = 0; row < environment.rows; row++)
        search.addScores(environment.slots.positions, 2 * row * slots * users, scores);
      layouts += environment.rows;
    },
  });
  if (tilts === "common") {
    for (let joint = 0; joint < search.size; joint++)
      if (new Set(search.tiltsOf(joint)).size > 1) scores[joint] = -Infinity;
  }
  const best = largestOf(scores);
  return { tiltsDeg: search.tiltsOf(best), score: scores[best] / layouts };
}

function writeTilts(
  { sectors, configuration: { tiltRangeDeg } }: RobustTilt,
  row: number,
  tiltsDeg: readonly number[],
  out: Float32Array | Int32Array,
): void {
  const [low, high] = tiltRangeDeg;
  for (let c = 0; c < sectors; c++) out[row * sectors + c] = (2 * (tiltsDeg[c] - low)) / (high - low) - 1;
}
