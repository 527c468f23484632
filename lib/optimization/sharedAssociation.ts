import {
  type Associate,
  type AssociationProblem,
  type AssociationResult,
  checkLinks,
  programmeOf,
  type Row,
  type SharedDelays,
} from "./association.ts";
import { branchAndBound } from "./branchAndBound.ts";
import { checkCount, checkLength, checkRange } from "./checks.ts";
import type { LinearProgramme, LinearSolver } from "./linearSolver.ts";

/** Largest root, so that squares of sums stay finite. */
const LARGEST_ROOT = 1e100;
/** Between what tangents say and what a station costs, relative: less is rounding. */
const GAP = 1e-9;
/** Loads of a station, as parts of an even one, at which tangents touch first. */
const TOUCHED = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2];

/**
 * Mean delay of an association of one station a user, s. Resources that go with the roots of the work make the sum of delays
 * least, and then it is the square of the sum of the roots: a user's delay depends on who else its station serves.
 *
 * @param stationOf [user]
 */
function sharedDelay({ stations, users, shared }: SharedProblem, stationOf: ArrayLike<number>): number {
  let total = 0;
  for (let user = 0; user < users; user++) total += shared.linkS[stationOf[user] * users + user];
  for (const { weight, roots } of shared.works)
    for (const load of loadsOf(roots, stationOf, stations)) total += weight * load ** 2;
  return total / users;
}

/**
 * D (12a) of a delay that knows the load, exactly, by trying stations for user after user: a user's station costs its link
 * and what it adds to the square, which only grows as others come, so that most of the tree need not be seen. It takes
 * some milliseconds for 10 users of 3 stations, and no solver.
 *
 * @throws RangeError for a problem without `shared`, or with numbers in it that are none
 */
export const byLoad: Associate = (given) => {
  const problem = checkShared("byLoad", given);
  const { stations, users, shared } = problem;
  const { linkS, works } = shared;
  const size = (user: number) => works.reduce((sum, { weight, roots }) => sum + weight * roots[user] ** 2, 0);
  const order = Array.from({ length: users }, (_, user) => user).sort((a, b) => size(b) - size(a) || a - b);
  const nearest = Float64Array.from({ length: users }, (_, user) => {
    const links = linkS.filter((_cost, link) => link % users === user);
    return links.reduce((a, b) => Math.min(a, b));
  });
  const loads = works.map(() => new Float64Array(stations));
  const stationOf = new Int32Array(users);
  let best = Infinity;
  let found: Int32Array | undefined;
  /** what a user adds at a station to what is there */
  const added = (user: number, station: number): number => {
    let cost = linkS[station * users + user];
    for (const [k, { weight, roots }] of works.entries())
      cost += weight * roots[user] * (2 * loads[k][station] + roots[user]);
    return cost;
  };
  const least = (user: number): number => {
    let cost = Infinity;
    for (let station = 0; station < stations; station++) cost = Math.min(cost, added(user, station));
    return cost;
  };
  /** Delay that users from a depth on add at least: each for itself, or their links and their work spread at will. */
  const rest = (depth: number): number => {
    const left = order.slice(depth);
    const alone = left.reduce((sum, user) => sum + least(user), 0);
    let spread = left.reduce((sum, user) => sum + nearest[user], 0);
    for (const [k, { weight, roots }] of works.entries()) {
      const amount = left.reduce((sum, user) => sum + roots[user], 0);
      spread += weight * filled(loads[k], amount);
    }
    return Math.max(alone, spread);
  };
  const search = (depth: number, cost: number): void => {
    if (depth === users) {
      best = cost;
      found = stationOf.slice();
      return;
    }
    const user = order[depth];
    const choices = Array.from({ length: stations }, (_, station) => ({ station, cost: cost + added(user, station) }));
    for (const choice of choices.sort((a, b) => a.cost - b.cost || a.station - b.station)) {
      if (choice.cost >= best) return;
      stationOf[user] = choice.station;
      const before = loads.map((load) => load[choice.station]);
      for (const [k, { roots }] of works.entries()) loads[k][choice.station] = before[k] + roots[user];
      if (choice.cost + rest(depth + 1) < best) search(depth + 1, choice.cost);
      for (const [k, load] of before.entries()) loads[k][choice.station] = load;
    }
  };
  search(0, 0);
  return found === undefined ? { status: "infeasible", nodes: 0 } : optimal(problem, found, 0);
};

/**
 * D (12a) of a delay that knows the load, by Algorithm 1. A square lies above its tangents, so it becomes a column above
 * some of them, and the programme is linear; where the association found costs more than they say, they are drawn there too,
 * and it is solved again (outer approximation, Duran and Grossmann 1986). The relaxation is not whole: here Algorithm 1 has
 * something to branch on.
 *
 * @example new EdgeRetraining({}, { classifiers, associate: byLoadAndBranching(await loadSolver()) });
 */
export function byLoadAndBranching(solver: LinearSolver): Associate {
  return (given) => {
    const problem = checkShared("byLoadAndBranching", given);
    const { stations, users, shared } = problem;
    const evens = shared.works.map(({ roots }) => roots.reduce((sum, root) => sum + root, 0) / stations);
    const touched = evens.map((even) => Array.from({ length: stations }, () => TOUCHED.map((part) => part * even)));
    const isInteger = new Uint8Array(stations * (users + shared.works.length)).fill(1, 0, stations * users);
    let nodes = 0;
    const seen = new Set<string>();
    let best: { readonly eta: number; readonly stationOf: Int32Array } | undefined;
    for (;;) {
      const solution = branchAndBound(solver, tangents(problem, touched), isInteger);
      nodes += solution.nodes;
      if (solution.status === "infeasible") return { status: "infeasible", nodes };
      const stationOf = firstStations(solution.x, problem);
      const eta = sharedDelay(problem, stationOf);
      if (best === undefined || eta < best.eta) best = { eta, stationOf };
      // One that comes again has its tangents: they say what it costs, and that nothing costs less.
      const name = stationOf.join();
      if (seen.has(name) || best.eta - solution.value <= GAP * best.eta) return optimal(problem, best.stationOf, nodes);
      seen.add(name);
      for (const [k, { roots }] of shared.works.entries())
        for (const [m, load] of loadsOf(roots, stationOf, stations).entries()) touched[k][m].push(load);
    }
  };
}

type SharedProblem = AssociationProblem & { readonly shared: SharedDelays };

/** Columns v_mn, then t_km >= load^2; rows: every user's stations, then every tangent. */
function tangents(
  { stations, users, shared: { linkS, works } }: SharedProblem,
  touched: readonly (readonly number[])[][],
): LinearProgramme {
  const links = stations * users;
  const rows: Row[] = Array.from({ length: users }, (_, user) => {
    const columns = Array.from({ length: stations }, (_, station) => station * users + user);
    return { lower: 1, upper: stations, columns, values: columns.map(() => 1) };
  });
  for (const [k, { roots }] of works.entries()) {
    for (let station = 0; station < stations; station++) {
      const own = Array.from({ length: users }, (_, user) => station * users + user);
      for (const at of touched[k][station]) {
        // t >= 2 a load - a^2
        const columns = [links + k * stations + station, ...own];
        rows.push({
          lower: -(at ** 2),
          upper: Infinity,
          columns,
          values: [1, ...roots].map((x, i) => (i === 0 ? x : -2 * at * x)),
        });
      }
    }
  }
  const isThere = linkS.map((cost) => (cost === Infinity ? 0 : 1));
  const costs = Float64Array.from([
    ...linkS.map((cost) => (cost === Infinity ? 0 : cost)),
    ...works.flatMap(({ weight }) => new Array<number>(stations).fill(weight)),
  ]);
  const upper = Float64Array.from([...isThere, ...new Array<number>(works.length * stations).fill(Infinity)]);
  return programmeOf(
    costs.map((cost) => cost / users),
    upper,
    rows,
  );
}

/** What an amount adds to the sum of the squares of loads where it is spread over them so that it adds least: like water. */
function filled(loads: Float64Array, amount: number): number {
  const rising = loads.toSorted();
  let [sum, squares, level] = [amount, 0, Infinity];
  let count = 0;
  for (; count < rising.length && rising[count] < level; count++) {
    sum += rising[count];
    squares += rising[count] ** 2;
    level = sum / (count + 1);
  }
  return count * level ** 2 - squares;
}

/** [user] the first station that a user is connected to: a second one only costs more. */
function firstStations(v: Float64Array, { stations, users }: AssociationProblem): Int32Array {
  const all = Array.from({ length: stations }, (_, station) => station);
  return Int32Array.from({ length: users }, (_, user) => all.findIndex((station) => v[station * users + user] === 1));
}

/** [station] sums of roots. */
function loadsOf(roots: Float64Array, stationOf: ArrayLike<number>, stations: number): Float64Array {
  const loads = new Float64Array(stations);
  for (const [user, root] of roots.entries()) loads[stationOf[user]] = loads[stationOf[user]] + root;
  return loads;
}

function optimal(problem: SharedProblem, stationOf: Int32Array, nodes: number): AssociationResult {
  const { stations, users } = problem;
  const connected = new Uint8Array(stations * users);
  for (const [user, station] of stationOf.entries()) connected[station * users + user] = 1;
  return { status: "optimal", eta: sharedDelay(problem, stationOf), connected, nodes };
}

function checkShared(where: string, problem: AssociationProblem): SharedProblem {
  const { stations, users, shared } = problem;
  checkCount(where, "stations", stations);
  checkCount(where, "users", users);
  if (shared === undefined) {
    throw new RangeError(
      `${where}: shared = undefined; needed are the delays of links and the works that stations share. Give them, or take ` +
        "associateByMatching, which needs none.",
    );
  }
  const { linkS, works } = shared;
  checkLength(where, "linkS", linkS, stations * users);
  checkLinks(where, linkS, users);
  for (const [k, { weight, roots }] of works.entries()) {
    checkRange(where, `weight of works[${k}]`, [weight], 0, LARGEST_ROOT);
    checkLength(where, `roots of works[${k}]`, roots, users);
    checkRange(where, `roots of works[${k}]`, roots, 0, LARGEST_ROOT);
  }
  return { ...problem, shared };
}
