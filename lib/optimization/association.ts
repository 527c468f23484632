import { branchAndBound } from "./branchAndBound.ts";
import { checkCount, checkLength, checkRange, LARGEST } from "./checks.ts";
import type { LinearProgramme, LinearSolver } from "./linearSolver.ts";
import { MaximumAssignment } from "./maximumAssignment.ts";

/** Which users connect to which base stations, D (12a). */
export interface AssociationProblem {
  readonly stations: number;
  readonly users: number;
  /** [station, user] delay of a link, s; Infinity where there is no such link */
  readonly costs: Float64Array;
  /** [user] what a user takes of a station's capacity; 1 by default */
  readonly loads?: Float64Array;
  /** [station]; no limit by default */
  readonly capacities?: Float64Array;
  /** what `byLoad` and `byLoadAndBranching` go by, in place of all but the sizes */
  readonly shared?: SharedDelays;
}

/** Work of the users in some part of the time. */
export interface SharedWork {
  /** this part of the time, 1 = all */
  readonly weight: number;
  /** [user] root of the time that a user's work takes a station that does nothing else, s^(1/2) */
  readonly roots: Float64Array;
}

/** Delays of D (12b) where the users of a station share its resource. */
export interface SharedDelays {
  /** [station, user] delay of a link beside the work, s; Infinity where there is no such link */
  readonly linkS: Float64Array;
  readonly works: readonly SharedWork[];
}

/** What eta bounds: the users' mean delay, as in D (12b), or the largest delay of a link. */
export const ASSOCIATION_GOALS = ["mean", "largest"] as const;
/** See `ASSOCIATION_GOALS`. */
export type AssociationGoal = (typeof ASSOCIATION_GOALS)[number];

/** An optimal association, or that there is none. */
export type AssociationResult =
  /** [station, user] v, and the programmes solved to find it */
  | { readonly status: "optimal"; readonly eta: number; readonly connected: Uint8Array; readonly nodes: number }
  | { readonly status: "infeasible"; readonly nodes: number };

/**
 * D (12a), D (12b) by Algorithm 1: least mean delay, at least one station a user, D (11d), no station above its capacity.
 *
 * @throws RangeError for sizes, costs, loads or capacities that are none, naming the entry; so do all that follow
 * @example
 * const problem = { stations: 2, users: 2, costs: Float64Array.of(1, 2, 3, 5), capacities: Float64Array.of(1, 1) };
 * associate(await loadSolver(), problem); // eta 2.5: user 0 to station 1, user 1 to station 0
 */
export function associate(
  solver: LinearSolver,
  problem: AssociationProblem,
  goal: AssociationGoal = "mean",
): AssociationResult {
  if (!ASSOCIATION_GOALS.includes(goal)) {
    throw new RangeError(
      `associate: goal = ${goal}; allowed are ${ASSOCIATION_GOALS.join(", ")}. Choose one of these.`,
    );
  }
  checkProblem("associate", problem);
  const { stations, users } = problem;
  const links = stations * users;
  const programme = goal === "mean" ? meanDelay(problem) : largestDelay(problem);
  const isInteger = new Uint8Array(programme.costs.length).fill(1, 0, links);
  const solution = branchAndBound(solver, programme, isInteger);
  if (solution.status === "infeasible") return solution;
  const connected = Uint8Array.from(solution.x.subarray(0, links));
  return { status: "optimal", eta: etaOf(problem, connected, goal), connected, nodes: solution.nodes };
}

/**
 * The bound that Algorithm 1 starts from, s: D (12a) with v anywhere in [0, 1]; undefined where nothing is feasible. Only
 * test vectors call it.
 */
export function relaxedDelay(solver: LinearSolver, problem: AssociationProblem): number | undefined {
  checkProblem("relaxedDelay", problem);
  const relaxed = solver.solve(meanDelay(problem));
  return relaxed.status === "optimal" ? relaxed.value : undefined;
}

/**
 * D (12a) where a capacity is a number of users: a matching of users to places, which needs no relaxation. The same
 * optimum in microseconds, for environments that decide often.
 *
 * @param places most users a station takes
 */
export const associateByMatching: Associate = (problem, places) => {
  const { stations, users, costs } = problem;
  checkProblem("associateByMatching", problem);
  checkCount("associateByMatching", "places", places);
  if (stations * places < users) return { status: "infeasible", nodes: 0 };
  const gains = new Float64Array(users * stations * places);
  for (let i = 0; i < gains.length; i++) {
    const user = Math.floor(i / (stations * places));
    const station = Math.floor(i / places) % stations;
    gains[i] = -costs[station * users + user];
  }
  const matching = new MaximumAssignment(users, stations * places);
  const total = matching.solve(gains);
  if (total === -Infinity) return { status: "infeasible", nodes: 0 };
  const connected = new Uint8Array(stations * users);
  for (const [user, place] of matching.columnOf.entries()) connected[Math.floor(place / places) * users + user] = 1;
  return { status: "optimal", eta: -total / users, connected, nodes: 0 };
};

/** Solution of D (12a) where a station takes a number of users, `places`. */
export type Associate = (problem: AssociationProblem, places: number) => AssociationResult;

/** D (12a) by Algorithm 1 as an `Associate`. */
export function byBranchAndBound(solver: LinearSolver): Associate {
  return (problem, places) =>
    associate(solver, { ...problem, capacities: new Float64Array(problem.stations).fill(places) });
}

/** Every user has its cheapest station, however many places that has: without D (12a). */
export const byBestLink: Associate = (problem) => {
  const { stations, users, costs } = problem;
  checkProblem("byBestLink", problem);
  const connected = new Uint8Array(stations * users);
  let total = 0;
  for (let user = 0; user < users; user++) {
    let least = user;
    for (let link = user; link < stations * users; link += users) if (costs[link] < costs[least]) least = link;
    if (costs[least] === Infinity) return { status: "infeasible", nodes: 0 };
    connected[least] = 1;
    total += costs[least];
  }
  return { status: "optimal", eta: total / users, connected, nodes: 0 };
};

function checkProblem(where: string, problem: AssociationProblem): void {
  const { stations, users, costs, loads, capacities } = problem;
  checkCount(where, "stations", stations);
  checkCount(where, "users", users);
  checkLength(where, "costs", costs, stations * users);
  checkLinks(where, costs, users);
  if (loads !== undefined) {
    checkLength(where, "loads", loads, users);
    checkRange(where, "loads", loads, 0, LARGEST);
  }
  if (capacities !== undefined) {
    checkLength(where, "capacities", capacities, stations);
    checkRange(where, "capacities", capacities, 0, Infinity);
  }
}

/** Costs of links, [station, user], must be numbers, or Infinity. */
export function checkLinks(where: string, costs: Float64Array, users: number): void {
  for (const [link, cost] of costs.entries()) {
    if ((cost >= -LARGEST && cost <= LARGEST) || cost === Infinity) continue;
    throw new RangeError(
      `${where}: the cost of user ${link % users} at station ${Math.floor(link / users)} is ${cost}; allowed are finite ` +
        "numbers, and Infinity where there is no link. Where an action makes it, look at the action before it.",
    );
  }
}

/** What a link costs in a programme, and how much of it there may be: nothing of one that is not there. */
function linkOf(cost: number): { readonly cost: number; readonly upper: number } {
  return cost === Infinity ? { cost: 0, upper: 0 } : { cost, upper: 1 };
}

/** Columns v_mn; rows: every user's stations, every station's users. */
function meanDelay({ stations, users, costs, loads, capacities }: AssociationProblem): LinearProgramme {
  const rows: Row[] = [];
  for (let user = 0; user < users; user++) {
    const columns = Array.from({ length: stations }, (_, station) => station * users + user);
    rows.push({ lower: 1, upper: stations, columns, values: columns.map(() => 1) });
  }
  for (let station = 0; station < stations && capacities !== undefined; station++) {
    const columns = Array.from({ length: users }, (_, user) => station * users + user);
    const values = columns.map((_, user) => loads?.[user] ?? 1);
    rows.push({ lower: -Infinity, upper: capacities[station], columns, values });
  }
  return programmeOf(
    costs.map((cost) => linkOf(cost).cost / users),
    costs.map((cost) => linkOf(cost).upper),
    rows,
  );
}

/** D (12a) for the largest delay of a link: eta is the last column, v_mn cost_mn <= eta. */
function largestDelay(problem: AssociationProblem): LinearProgramme {
  const { costs } = problem;
  const mean = meanDelay(problem);
  const rows: Row[] = [...mean.rowLower.keys()].map((row) => {
    const [from, to] = [mean.starts[row], mean.starts[row + 1]];
    return {
      lower: mean.rowLower[row],
      upper: mean.rowUpper[row],
      columns: [...mean.indices.subarray(from, to)],
      values: [...mean.values.subarray(from, to)],
    };
  });
  for (const [link, cost] of costs.entries())
    rows.push({ lower: -Infinity, upper: 0, columns: [link, costs.length], values: [linkOf(cost).cost, -1] });
  const upper = new Float64Array(costs.length + 1);
  upper.set(mean.upper);
  upper[costs.length] = Infinity;
  return programmeOf(new Float64Array(costs.length + 1).with(costs.length, 1), upper, rows);
}

export interface Row {
  readonly lower: number;
  readonly upper: number;
  readonly columns: readonly number[];
  readonly values: readonly number[];
}

export function programmeOf(costs: Float64Array, upper: Float64Array, rows: readonly Row[]): LinearProgramme {
  const starts = new Int32Array(rows.length + 1);
  for (const [i, { columns }] of rows.entries()) starts[i + 1] = starts[i] + columns.length;
  return {
    costs,
    lower: new Float64Array(costs.length),
    upper,
    rowLower: Float64Array.from(rows, ({ lower }) => lower),
    rowUpper: Float64Array.from(rows, ({ upper }) => upper),
    starts,
    indices: Int32Array.from(rows.flatMap(({ columns }) => columns)),
    values: Float64Array.from(rows.flatMap(({ values }) => values)),
  };
}

function etaOf({ costs, users }: AssociationProblem, connected: Uint8Array, goal: AssociationGoal): number {
  let [sum, largest] = [0, 0];
  for (const [link, cost] of costs.entries()) {
    if (connected[link] !== 1) continue;
    sum += cost;
    largest = Math.max(largest, cost);
  }
  return goal === "mean" ? sum / users : largest;
}
