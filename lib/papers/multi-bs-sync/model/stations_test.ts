import { expect, test } from "vitest";
import { always, meansBySeed, never, type PolicyMaker, periodic, rollout, trace } from "../../../policies/index.ts";
import { MultiBsSync } from "./multiBsSync.ts";
import type { MultiBsSyncOptions } from "./multiBsSyncConfiguration.ts";
import { exhaustive, greedyLocal, greedyTeam, teamLookAhead } from "./stationOracles.ts";
import { everyStation, oldestStatus, randomAllowed, roundRobin } from "./stationRules.ts";

const seeds = [0, 1, 2, 3, 4];
const network = (configuration: MultiBsSyncOptions = {}) => new MultiBsSync(configuration, { seeds, copies: 4 });

/** Who synchronises in the slots of an episode of the first row, as one number of bits a slot. */
function patterns(policy: PolicyMaker<MultiBsSync>, configuration: MultiBsSyncOptions = {}, episodes = 1): number[] {
  const seen: number[] = [];
  rollout(network(configuration), policy, {
    seeds,
    copies: 4,
    purpose: "evaluation",
    episodes,
    onStep: (_step, actions) => seen.push([0, 1, 2].reduce((sum, m) => sum + actions[m * 13] * 2 ** m, 0)),
  });
  return seen;
}

const means = (policy: PolicyMaker<MultiBsSync>, configuration: MultiBsSyncOptions = {}, episodes = 20) => {
  const rows = meansBySeed(network(configuration), policy, { seeds, episodes });
  return (name: string) => rows.reduce((sum, row) => sum + row[name], 0) / rows.length;
};

test("stations synchronise together, in turn, or when a status in their part is old, anew in each episode", () => {
  const together = patterns(everyStation(periodic(12)), {}, 2);
  expect(together.flatMap((pattern, slot) => (pattern === 7 ? [slot] : []))).toEqual([12, 24, 42, 54]);
  expect(patterns(roundRobin(), {}, 2).slice(0, 7)).toEqual([0, 1, 2, 4, 1, 2, 4]);
  expect(patterns(roundRobin(), {}, 2).slice(30, 33)).toEqual([0, 1, 2]);
  const old = patterns(oldestStatus(12));
  expect(old.slice(0, 12)).toEqual(new Array(12).fill(0));
  expect(old[12]).toBeGreaterThan(0);
});

test("every user has one station under every policy that serves from the nearest", () => {
  for (const policy of [
    everyStation(never()),
    roundRobin(),
    oldestStatus(4),
    greedyLocal(),
    greedyTeam(),
    teamLookAhead(2),
  ])
    expect(means(policy, {}, 4)("valid")).toBe(1);
  const random = means(randomAllowed())("valid");
  expect(random).toBeGreaterThan(0.4);
  expect(random).toBeLessThan(0.9);
});

test("who serves from the nearest station gets a higher rate than who serves from the other", () => {
  const farthest: PolicyMaker<MultiBsSync> = (environment, streams) => {
    const nearest = everyStation(never())(environment, streams);
    return {
      act(observation, out, mode) {
        nearest.act(observation, out, mode);
        const { isFree } = environment;
        for (let at = 0; at < isFree.length; at++) {
          if (isFree[at] === 0) continue;
          const bit = Math.floor(at / 12) * 13 + 1 + (at % 12);
          out[bit] = 1 - out[bit];
        }
      },
      forget() {},
    };
  };
  const [near, far] = [everyStation(never()), farthest].map((policy) => means(policy, { distance: "euclidean" }));
  expect(far?.("valid")).toBe(1);
  expect(near?.("rate")).toBeGreaterThan(far?.("rate"));
});

test("greedy on its own part a station synchronises nearly always; greedy for the team seldom, and better", () => {
  const once = { interference: "once" } as const;
  const [local, team] = [means(greedyLocal(), once), means(greedyTeam(3), once)];
  expect(local("synchronised")).toBeGreaterThan(2.5);
  expect(team("synchronised")).toBeLessThan(0.5);
  expect(team("reward")).toBeGreaterThan(local("reward") + 3);
});

test("the myopic choice of a pattern is the best one of the slot, and looking ahead pays where errors last", () => {
  const rewards = (policy: PolicyMaker<MultiBsSync>) => {
    const seen: number[] = [];
    const onStep = ({ rewards }: { rewards: Float64Array }) => seen.push(rewards[0]);
    rollout(network(), policy, { seeds, copies: 4, purpose: "evaluation", episodes: 1, onStep });
    return seen;
  };
  // The first slot is the same for all: an exact twin, so nothing is gained.
  expect(rewards(greedyTeam())[0]).toBe(rewards(everyStation(never()))[0]);
  expect(rewards(teamLookAhead(1))).toEqual(rewards(greedyTeam()));
  const [myopic, ahead] = [means(teamLookAhead(1)), means(teamLookAhead(5))];
  expect(ahead("reward")).toBeGreaterThan(myopic("reward") + 0.2);
  for (const policy of [everyStation(never()), everyStation(always()), greedyLocal()])
    expect(ahead("reward")).toBeGreaterThan(means(policy)("reward"));
});

test("over all valid joint actions the best is no worse than with every user at its nearest station, and valid", () => {
  const crowded = { users: 20, resourceBlocks: 8 }; // with a block for everybody the nearest is always best
  const [joint, nearest] = [means(exhaustive(1), crowded, 8), means(teamLookAhead(1), crowded, 8)];
  expect(joint("valid")).toBe(1);
  expect(joint("reward")).toBeGreaterThan(nearest("reward"));
  expect(joint("rate")).not.toBe(nearest("rate"));
});

test("forks leave the episode's randomness alone", () => {
  const paths = [greedyTeam(), teamLookAhead(3), everyStation(never())].map((policy) => {
    const environment = network({ fading: "rayleigh" });
    rollout(environment, policy, { seeds, copies: 4, purpose: "evaluation", episodes: 1 });
    return [...environment.positions];
  });
  expect(paths[0]).toEqual(paths[2]);
  expect(paths[1]).toEqual(paths[2]);
});

test("a trace names the stations that synchronise by bits, and shows the twin's status", () => {
  const environment = new MultiBsSync({ predictor: "hold-last", stepM: 5 }, { seeds: [0] });
  const episode = trace(environment, roundRobin(), { seed: 0, slots: 8 });
  const bySlot = Map.groupBy(episode.toRecords() as Record<string, number>[], (row) => row.slot);
  expect([...bySlot.values()].map(([row]) => row?.synced)).toEqual([0, 1, 2, 4, 1, 2, 4, 1]);
  for (const rows of bySlot.values()) {
    const square = (row: Record<string, number>) => (row.x - row.twinX) ** 2 + (row.y - row.twinY) ** 2;
    const error = rows.reduce((sum, row) => sum + square(row), 0) / rows.length;
    expect(error).toBeCloseTo(rows[0]?.twinError, 9);
  }
});

test("policies without learning refuse the literal head", () => {
  const literal = new MultiBsSync({ users: 3, head: "literal" }, { seeds, copies: 1 });
  expect(() => meansBySeed(literal, everyStation(never()), { seeds })).toThrow('need head = "factored"');
});
