import { expect, test } from "vitest";
import {
  type Associate,
  associateByMatching,
  byBestLink,
  byLoad,
  byLoadAndBranching,
  loadSolver,
  type SharedDelays,
} from "../../../optimization/index.ts";
import { meansBySeed, rollout } from "../../../policies/index.ts";
import { streamsOf } from "../../../random/index.ts";
import { classifierTable } from "./classifiers.ts";
import { EdgeAssociation } from "./edgeAssociation.ts";
import { EdgeRetraining } from "./edgeRetraining.ts";
import { configureEdgeRetraining, type EdgeRetrainingOptions, edgeWork } from "./edgeRetrainingConfiguration.ts";
import { EdgeWorld } from "./edgeWorld.ts";
import { optimalSplit } from "./optimalSplit.ts";
import { neverRetrain } from "./retrainingRules.ts";

const seeds = [0, 1, 2, 3, 4];
const classifiers = classifierTable();

test("by the load of stations a slot costs less than by matching, which costs less than fastest links, in every seed", () => {
  const costs = (associate: Associate) => {
    const parts = { classifiers, seeds, copies: 4, associate, retraining: neverRetrain };
    const environment = new EdgeRetraining({ horizon: 30, samples: 10 }, parts);
    return meansBySeed(environment, optimalSplit(), { seeds, episodes: 4 }).map(({ reward }) => -reward);
  };
  const [load, matching, fastest] = [byLoad, associateByMatching, byBestLink].map(costs);
  for (const [i, cost] of load.entries()) {
    expect(cost).toBeLessThan(0.97 * matching[i]);
    expect(matching[i]).toBeLessThan(0.97 * fastest[i]);
  }
});

test("search and Algorithm 1 make the same episode, of which the second solves many programmes", async () => {
  let programmes = 0;
  const branching = byLoadAndBranching(await loadSolver());
  const counted: Associate = (problem, places) => {
    const result = branching(problem, places);
    programmes += result.nodes;
    return result;
  };
  const played = (associate: Associate) => {
    const environment = new EdgeRetraining(
      { users: [5, 6], horizon: 30, samples: 10 },
      { classifiers, seeds: [7], associate },
    );
    return rollout(environment, optimalSplit(), { seeds: [7], copies: 1, purpose: "evaluation", episodes: 1 }).sums;
  };
  expect(played(counted)).toEqual(played(byLoad));
  expect(programmes).toBeGreaterThan(3 * 10);
});

/** What an association is given where a frame begins, after some slots of 12 MB each. */
function given(options: EdgeRetrainingOptions, slots: number, trainingFlops?: Float64Array): SharedDelays {
  const configuration = configureEdgeRetraining({ users: 2, ...options });
  const world = new EdgeWorld(configuration, { seeds: [0], copies: 1, zones: 4, classes: 10 });
  const [streams] = streamsOf([0], 1, "evaluation");
  world.begin(0, streams);
  world.beginSlot(0, streams);
  let shared: SharedDelays | undefined;
  const watched: Associate = (problem, places) => {
    shared = problem.shared;
    return byLoad(problem, places);
  };
  const association = new EdgeAssociation(world, watched, edgeWork(configuration), 45e9);
  association.begin(0);
  for (let slot = 0; slot < slots; slot++)
    association.remember(0, Float64Array.of(12 * 8e6, 12 * 8e6), new Float64Array(6).fill(1e10));
  association.decide(0, trainingFlops);
  if (shared === undefined) throw new Error("nothing was associated");
  return shared;
}

test("it knows mean tasks and the retrainings of the frame, in the slots that are charged for them", () => {
  const trainingFlops = Float64Array.of(0, 90e9); // 2 s
  const taskS = (megabytes: number) => ((megabytes * 1e6) / 3072) * (70.4e6 / 45e9);
  const near = (s: number) => expect.closeTo(Math.sqrt(s), 9);
  const all = (works: SharedDelays["works"]) => works.map(({ weight, roots }) => [weight, ...roots]);
  const plain = [near(taskS(12)), near(taskS(12))];
  const trained = [near(taskS(12)), near(taskS(12) + 2)];
  expect(all(given({ charge: "once" }, 3, trainingFlops).works)).toEqual([
    [0.1, ...trained],
    [0.9, ...plain],
  ]);
  expect(all(given({ charge: "every-slot" }, 3, trainingFlops).works)).toEqual([
    [0.1, ...trained],
    [0.9, ...trained],
  ]);
  expect(all(given({ frameSlots: 1 }, 1, trainingFlops).works)).toEqual([[1, ...trained]]);
  expect(all(given({}, 3).works)).toEqual([
    [0.1, ...plain],
    [0.9, ...plain],
  ]);
  expect(given({}, 0).works[0].roots[0]).toBeCloseTo(Math.sqrt(taskS(15)), 9);
  const [first, later] = [given({}, 0), given({}, 3)].map(({ linkS }) => linkS);
  for (const [link, s] of later.entries()) expect(s / first[link]).toBeCloseTo((12 + 1) / (15 + 1), 9);
});
