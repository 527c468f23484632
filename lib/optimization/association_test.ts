import { expect, test } from "vitest";
import { type Rng, rngFrom } from "../random/index.ts";
import {
  type AssociationProblem,
  associate,
  associateByMatching,
  byBestLink,
  byBranchAndBound,
  relaxedDelay,
} from "./association.ts";
import { branchAndBound } from "./branchAndBound.ts";
import { type LinearProgramme, loadSolver } from "./linearSolver.ts";

const solver = await loadSolver();

/** Costs of .1 .. 5 s, loads of 1 .. 4, and capacities that leave little room, or a little less than is needed. */
function drawn(rng: Rng, stations: number, users: number): Required<Omit<AssociationProblem, "shared">> {
  const costs = Float64Array.from({ length: stations * users }, () => 0.1 + 4.9 * rng.uniform());
  const loads = Float64Array.from({ length: users }, () => 1 + 3 * rng.uniform());
  const share = loads.reduce((a, b) => a + b, 0) / stations;
  const capacities = Float64Array.from({ length: stations }, () => share * (0.9 + 0.6 * rng.uniform()));
  return { stations, users, costs, loads, capacities };
}

/** By trying every station for every user, a second one only costs more; Infinity where none fits. */
function byHand({ stations, users, costs, loads, capacities }: Required<Omit<AssociationProblem, "shared">>): number {
  const left = Float64Array.from(capacities);
  const from = (user: number): number => {
    if (user === users) return 0;
    const load = loads[user];
    let best = Infinity;
    for (let m = 0; m < stations; m++) {
      if (left[m] < load) continue;
      left[m] = left[m] - load;
      best = Math.min(best, costs[m * users + user] + from(user + 1));
      left[m] = left[m] + load;
    }
    return best;
  };
  return from(0) / users;
}

test("branch and bound finds what trying everything finds on 1,000 instances, and says which have no solution", () => {
  const rng = rngFrom("association");
  let [infeasible, nodes, most] = [0, 0, 0];
  for (let trial = 0; trial < 1000; trial++) {
    const problem = drawn(rng, 2 + rng.integer(2), 2 + rng.integer(4));
    const best = byHand(problem);
    const result = associate(solver, problem);
    nodes += result.nodes;
    most = Math.max(most, result.nodes);
    expect(result.status).toBe(best === Infinity ? "infeasible" : "optimal");
    if (result.status === "infeasible") infeasible++;
    else expect(result.eta).toBeCloseTo(best, 9);
  }
  expect(infeasible).toBeGreaterThan(50);
  expect(most).toBeGreaterThan(9);
  expect(nodes).toBeGreaterThan(3000);
});

test("what it connects obeys (11d) and every capacity, costs eta, and no relaxation costs more", () => {
  const rng = rngFrom("feasible");
  for (let trial = 0; trial < 60; trial++) {
    const problem = drawn(rng, 3, 8);
    const result = associate(solver, problem);
    if (result.status === "infeasible") continue;
    const { stations, users, costs, loads, capacities } = problem;
    let sum = 0;
    for (let m = 0; m < stations; m++) {
      const row = result.connected.subarray(m * users, (m + 1) * users);
      const load = row.reduce((a, v, n) => a + v * loads[n], 0);
      expect(load).toBeLessThanOrEqual(capacities[m] + 1e-6);
      sum += row.reduce((a, v, n) => a + v * costs[m * users + n], 0);
    }
    for (let n = 0; n < users; n++) expect([0, 1, 2].some((m) => result.connected[m * users + n] === 1)).toBe(true);
    expect(result.eta).toBeCloseTo(sum / users, 12);
    expect(relaxedDelay(solver, problem)).toBeLessThanOrEqual(result.eta + 1e-9);
  }
});

test("on programmes of 3 stations and 10 or 20 users HiGHS's own integer solver agrees", () => {
  const rng = rngFrom("larger");
  let solved = 0;
  for (let trial = 0; trial < 40; trial++) {
    const [stations, users] = [3, trial % 2 === 0 ? 10 : 20];
    const problem = drawn(rng, stations, users);
    const ours = associate(solver, problem);
    const theirs = solver.solve(knapsacks(problem), new Uint8Array(stations * users).fill(1));
    expect(ours.status).toBe(theirs.status);
    if (ours.status === "infeasible" || theirs.status === "infeasible") continue;
    solved++;
    expect(ours.eta).toBeCloseTo(theirs.value, 8);
  }
  expect(solved).toBeGreaterThan(20);
});

/** (12) written down apart from `associate`. */
function knapsacks({
  stations,
  users,
  costs,
  loads,
  capacities,
}: Required<Omit<AssociationProblem, "shared">>): LinearProgramme {
  const ofUsers = Array.from({ length: users }, (_, n) => Array.from({ length: stations }, (_, m) => m * users + n));
  const ofStations = Array.from({ length: stations }, (_, m) => Array.from({ length: users }, (_, n) => m * users + n));
  const rows = [...ofUsers, ...ofStations];
  const starts = Int32Array.from({ length: rows.length + 1 }, (_, i) => rows.slice(0, i).flat().length);
  return {
    costs: costs.map((cost) => cost / users),
    lower: new Float64Array(costs.length),
    upper: new Float64Array(costs.length).fill(1),
    rowLower: Float64Array.from(rows, (_, i) => (i < users ? 1 : -Infinity)),
    rowUpper: Float64Array.from(rows, (_, i) => (i < users ? Infinity : capacities[i - users])),
    starts,
    indices: Int32Array.from(rows.flat()),
    values: Float64Array.from(rows.flatMap((row, i) => row.map((_, n) => (i < users ? 1 : loads[n])))),
  };
}

test("where capacities count users, matching agrees, and the relaxation is whole: one node", () => {
  const rng = rngFrom("matching");
  for (let trial = 0; trial < 60; trial++) {
    const [stations, users] = [2 + rng.integer(3), 1 + rng.integer(10)];
    const costs = Float64Array.from({ length: stations * users }, () => 0.1 + 4.9 * rng.uniform());
    const places = 1 + Math.ceil(users / stations);
    const problem = { stations, users, costs, capacities: new Float64Array(stations).fill(places) };
    const paper = associate(solver, problem);
    const matched = associateByMatching(problem, places);
    if (paper.status === "infeasible" || matched.status === "infeasible") throw new Error("there is room");
    expect(paper.nodes).toBe(1);
    expect(matched.eta).toBeCloseTo(paper.eta, 9);
    expect([...matched.connected]).toEqual([...paper.connected]);
  }
  expect(associateByMatching({ stations: 2, users: 3, costs: new Float64Array(6) }, 1).status).toBe("infeasible");
});

test("the least largest delay is each user's best link without capacities, and more with them", () => {
  const rng = rngFrom("largest");
  for (let trial = 0; trial < 30; trial++) {
    const { capacities, ...free } = drawn(rng, 3, 5);
    const best = Array.from({ length: 5 }, (_, n) => Math.min(...[0, 1, 2].map((m) => free.costs[m * 5 + n])));
    const result = associate(solver, free, "largest");
    if (result.status === "infeasible") throw new Error("nothing limits it");
    expect(result.eta).toBeCloseTo(Math.max(...best), 9);
    const limited = associate(solver, { ...free, capacities }, "largest");
    if (limited.status === "optimal") expect(limited.eta).toBeGreaterThanOrEqual(result.eta - 1e-9);
  }
});

test("whole numbers beyond 0 and 1: a knapsack by hand, and columns that stay continuous", () => {
  // most value 5 a + 4 b + 3 c with 2 a + 3 b + c <= 5, 4 a + b + 2 c <= 11, 3 a + 4 b + 2 c <= 8: 13 at (2, 0, 1)
  const programme: LinearProgramme = {
    costs: Float64Array.of(-5, -4, -3),
    lower: new Float64Array(3),
    upper: new Float64Array(3).fill(10),
    rowLower: new Float64Array(3).fill(-Infinity),
    rowUpper: Float64Array.of(5, 11, 8),
    starts: Int32Array.of(0, 3, 6, 9),
    indices: Int32Array.of(0, 1, 2, 0, 1, 2, 0, 1, 2),
    values: Float64Array.of(2, 3, 1, 4, 1, 2, 3, 4, 2),
  };
  const tight = { ...programme, rowUpper: Float64Array.of(5, 11, 7.5) };
  const whole = branchAndBound(solver, programme, Uint8Array.of(1, 1, 1));
  expect(whole.status === "optimal" && [whole.value, ...whole.x]).toEqual(
    [-13, 2, 0, 1].map((v) => expect.closeTo(v, 9)),
  );
  const mixed = branchAndBound(solver, tight, Uint8Array.of(1, 0, 0));
  const theirs = solver.solve(tight, Uint8Array.of(1, 0, 0));
  expect(mixed.status === "optimal" && mixed.value).toBeCloseTo(theirs.status === "optimal" ? theirs.value : 0, 9);
});

test("a programme without an optimum is refused", () => {
  const unbounded = {
    costs: Float64Array.of(-1),
    lower: new Float64Array(1),
    upper: Float64Array.of(Infinity),
    rowLower: new Float64Array(0),
    rowUpper: new Float64Array(0),
    starts: Int32Array.of(0),
    indices: new Int32Array(0),
    values: new Float64Array(0),
  };
  expect(() => solver.solve(unbounded)).toThrow("bound every column");
});

test("a link that is not there is never taken; where every way takes one, nothing is feasible", () => {
  const ways = [associateByMatching, byBranchAndBound(solver)];
  const none = { stations: 2, users: 3, costs: Float64Array.of(1, 2, 3, Infinity, Infinity, Infinity) };
  for (const associated of ways) {
    expect(associated(none, 2).status).toBe("infeasible");
    const one = associated({ ...none, costs: none.costs.with(4, 9) }, 2);
    expect(one).toMatchObject({ status: "optimal", connected: Uint8Array.of(1, 0, 1, 0, 1, 0) });
    if (one.status === "optimal") expect(one.eta).toBeCloseTo(13 / 3, 9);
  }
  expect(byBestLink(none, 2)).toMatchObject({ status: "optimal", eta: 2 });
  expect(byBestLink({ ...none, costs: none.costs.with(1, Infinity) }, 2).status).toBe("infeasible");
  expect(associate(solver, { ...none, costs: none.costs.with(1, Infinity) }, "largest").status).toBe("infeasible");
  expect(associate(solver, none, "largest")).toMatchObject({ status: "optimal", eta: 3 });
});

test("a problem that is none is refused by all, the entry named", () => {
  const problem = { stations: 2, users: 2, costs: Float64Array.of(1, 2, 3, 4) };
  const ways = [
    (odd: AssociationProblem) => associate(solver, odd),
    (odd: AssociationProblem) => relaxedDelay(solver, odd),
    (odd: AssociationProblem) => associateByMatching(odd, 1),
    (odd: AssociationProblem) => byBestLink(odd, 1),
  ];
  for (const way of ways) {
    for (const cost of [Number.NaN, -Infinity])
      expect(() => way({ ...problem, costs: problem.costs.with(2, cost) })).toThrow(`user 0 at station 1 is ${cost}`);
    for (const stations of [0, -1, 1.5, Number.NaN])
      expect(() => way({ ...problem, stations })).toThrow(`stations = ${stations}`);
    expect(() => way({ ...problem, users: 3 })).toThrow("costs has 4 entries; 6 are needed");
    expect(() => way({ ...problem, loads: Float64Array.of(1, -1) })).toThrow("loads[1] = -1");
    expect(() => way({ ...problem, capacities: Float64Array.of(Number.NaN, 1) })).toThrow("capacities[0] = NaN");
  }
  for (const places of [0, -1, 1.5, Number.NaN])
    expect(() => associateByMatching(problem, places)).toThrow(`places = ${places}`);
});

test("programmes that are none are refused before the solver meets them", () => {
  const programme: LinearProgramme = {
    costs: Float64Array.of(1, 1),
    lower: new Float64Array(2),
    upper: Float64Array.of(9, 9),
    rowLower: Float64Array.of(1),
    rowUpper: Float64Array.of(Infinity),
    starts: Int32Array.of(0, 2),
    indices: Int32Array.of(0, 1),
    values: Float64Array.of(1, 1),
  };
  expect(solver.solve(programme)).toMatchObject({ status: "optimal", value: 1 });
  const refused = (changes: Partial<LinearProgramme>) => expect(() => solver.solve({ ...programme, ...changes }));
  refused({ costs: Float64Array.of(1, Number.NaN) }).toThrow("costs[1] = NaN");
  refused({ upper: Float64Array.of(Number.NaN, 1) }).toThrow("upper[0] = NaN");
  refused({ lower: new Float64Array(1) }).toThrow("lower has 1 entries; 2 are needed");
  refused({ indices: Int32Array.of(0, 2) }).toThrow("indices[1] = 2");
  refused({ starts: Int32Array.of(0, 3) }).toThrow("starts must rise from 0 to 2");
  const endless = { ...programme, upper: Float64Array.of(Infinity, 1) };
  expect(() => branchAndBound(solver, endless, Uint8Array.of(1, 1))).toThrow(
    "upper bounds of whole columns[0] = Infinity",
  );
});
