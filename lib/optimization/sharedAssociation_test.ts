import { expect, test } from "vitest";
import { type Rng, rngFrom } from "../random/index.ts";
import { type AssociationProblem, type AssociationResult, byBestLink, type SharedDelays } from "./association.ts";
import { loadSolver } from "./linearSolver.ts";
import { byLoad, byLoadAndBranching } from "./sharedAssociation.ts";

const solver = await loadSolver();
const branching = byLoadAndBranching(solver);

type Problem = AssociationProblem & { readonly shared: SharedDelays };

/** Links of .5 to 5 s, tasks of 4 to 8 s and in a part of the time retrainings of a minute. */
function drawn(rng: Rng, stations: number, users: number): Problem {
  const linkS = Float64Array.from({ length: stations * users }, () => 0.5 + 4.5 * rng.uniform());
  const tasks = Float64Array.from({ length: users }, () => 4 + 4 * rng.uniform());
  const trained = tasks.map((task) => task + (rng.uniform() < 0.4 ? 60 : 0));
  const works = [
    { weight: 0.9, roots: tasks.map(Math.sqrt) },
    { weight: 0.1, roots: trained.map(Math.sqrt) },
  ];
  return { stations, users, costs: linkS, shared: { linkS, works } };
}

/** Mean delay of stations for the users, from the users' own delays: link, and work over a share that goes with its root. */
function delayOf({ users, shared: { linkS, works } }: Problem, stationOf: readonly number[]): number {
  const delays = stationOf.map((station, user) => {
    const computing = works.map(({ weight, roots }) => {
      const all = stationOf.reduce((sum, other, i) => sum + (other === station ? roots[i] : 0), 0);
      return weight * (roots[user] ** 2 / (roots[user] / all));
    });
    return linkS[station * users + user] + computing.reduce((a, b) => a + b, 0);
  });
  return delays.reduce((a, b) => a + b, 0) / users;
}

/** The least of all associations, by trying them. */
function byHand(problem: Problem): number {
  const { stations, users } = problem;
  let best = Infinity;
  for (let number = 0; number < stations ** users; number++) {
    const stationOf = Array.from({ length: users }, (_, user) => Math.floor(number / stations ** user) % stations);
    best = Math.min(best, delayOf(problem, stationOf));
  }
  return best;
}

function stationsOf({ stations, users }: Problem, result: AssociationResult): number[] {
  if (result.status === "infeasible") throw new Error("there is an association");
  const all = Array.from({ length: stations }, (_, station) => station);
  return Array.from({ length: users }, (_, user) => {
    const own = all.filter((station) => result.connected[station * users + user] === 1);
    expect(own).toHaveLength(1);
    return own[0];
  });
}

test("search and Algorithm 1 find what trying everything finds, and Algorithm 1 branches", () => {
  const rng = rngFrom("shared");
  let [trials, nodes] = [0, 0];
  for (; trials < 40; trials++) {
    const problem = drawn(rng, 2 + rng.integer(2), 1 + rng.integer(7));
    const [searched, branched] = [byLoad(problem, 1), branching(problem, 1)];
    const best = byHand(problem);
    for (const result of [searched, branched]) {
      expect(delayOf(problem, stationsOf(problem, result))).toBeCloseTo(best, 8);
      expect(result.status === "optimal" && result.eta).toBeCloseTo(best, 8);
    }
    expect(searched.nodes).toBe(0);
    nodes += branched.nodes;
  }
  expect(nodes / trials).toBeGreaterThan(5);
});

test("both agree on 3 stations and 10 users, and cost less than each user's best link", () => {
  const rng = rngFrom("ten");
  let [nearest, loaded] = [0, 0];
  for (let trial = 0; trial < 8; trial++) {
    const problem = drawn(rng, 3, 10);
    const [searched, branched] = [byLoad(problem, 1), branching(problem, 1)].map((one) => stationsOf(problem, one));
    expect(searched).toEqual(branched);
    loaded += delayOf(problem, searched);
    nearest += delayOf(problem, stationsOf(problem, byBestLink(problem, 1)));
  }
  expect(loaded).toBeLessThan(0.95 * nearest);
});

test("alike users spread evenly over alike stations, and without work everybody has the best link", () => {
  const linkS = new Float64Array(9).fill(1);
  const alike = {
    stations: 3,
    users: 3,
    costs: linkS,
    shared: { linkS, works: [{ weight: 1, roots: Float64Array.of(2, 2, 2) }] },
  };
  for (const associate of [byLoad, branching]) {
    expect(associate(alike, 1)).toMatchObject({ status: "optimal", eta: 5 });
    const idle = { ...alike, shared: { linkS: linkS.with(4, 0.5), works: [] } };
    expect(associate(idle, 1)).toMatchObject({ eta: 2.5 / 3, connected: Uint8Array.of(1, 0, 1, 0, 1, 0, 0, 0, 0) });
  }
});

test("links that are not there are not taken, and a user without any has no association", () => {
  const linkS = Float64Array.of(1, 1, Infinity, 1);
  const works = [{ weight: 1, roots: Float64Array.of(3, 3) }];
  for (const associate of [byLoad, branching]) {
    const problem = { stations: 2, users: 2, costs: linkS, shared: { linkS, works } };
    expect(associate(problem, 1)).toMatchObject({ status: "optimal", eta: 10, connected: Uint8Array.of(1, 0, 0, 1) });
    const none = { ...problem, shared: { linkS: linkS.with(0, Infinity), works } };
    expect(associate(none, 1).status).toBe("infeasible");
  }
});

test("a problem without works, or with odd ones, is refused by name", () => {
  const linkS = Float64Array.of(1, 2);
  const refused = (shared: SharedDelays | undefined) => {
    const problem = { stations: 2, users: 1, costs: linkS, ...(shared && { shared }) };
    return (associate: typeof byLoad) => expect(() => associate(problem, 1));
  };
  const roots = Float64Array.of(1);
  for (const associate of [byLoad, branching]) {
    refused(undefined)(associate).toThrow("shared = undefined");
    refused({ linkS: linkS.with(1, Number.NaN), works: [] })(associate).toThrow("user 0 at station 1 is NaN");
    refused({ linkS: Float64Array.of(1), works: [] })(associate).toThrow("linkS has 1 entries; 2 are needed");
    refused({ linkS, works: [{ weight: -1, roots }] })(associate).toThrow("weight of works[0][0] = -1");
    refused({ linkS, works: [{ weight: 1, roots: Float64Array.of(-2) }] })(associate).toThrow(
      "roots of works[0][0] = -2",
    );
  }
});
