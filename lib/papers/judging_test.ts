import { expect, test } from "vitest";
import { createDqn, createVdn, playOn } from "../agents/index.ts";
import { defineEnvironment } from "../environments/index.ts";
import { walk } from "../environments/walk_fixture.ts";
import { selectBackend } from "../neural/index.ts";
import {
  ageThreshold,
  always,
  constant,
  epsilonGreedy,
  errorThreshold,
  evaluate,
  meansBySeed,
  myopicOracle,
  never,
  type Policy,
  type PolicyMaker,
  periodic,
  random,
  rollout,
  searchBest,
  trace,
} from "../policies/index.ts";
import { rngFrom, streamsOf } from "../random/index.ts";
import { splitBy } from "./edge-retraining/model/taskSplits.ts";
import { MultiBsSync } from "./multi-bs-sync/model/index.ts";
import { everyStation } from "./multi-bs-sync/model/stationRules.ts";
import { RobustTilt } from "./robust-tilt/model/robustTilt.ts";
import { TiltSearch } from "./robust-tilt/model/tiltSearch.ts";
import { SingleBsSync } from "./single-bs-sync/model/index.ts";

const seeds = [0, 1];
const network = (own: readonly number[] = seeds) =>
  new SingleBsSync({ action: "synchronise" }, { seeds: own, copies: 2 });
const means = (make: unknown, options: object = {}) =>
  meansBySeed(network(), make as PolicyMaker<SingleBsSync>, { episodes: 2, ...options });

test("an environment that knows its seeds is played on them, and on no others", () => {
  const own = means(never());
  expect(own.map(({ seed }) => seed)).toEqual([0, 1]);
  expect(means(never(), { seeds })).toEqual(own);
  for (const others of [[1, 0], [5, 6], [0], [0, 1, 2, 3]])
    expect(() => means(never(), { seeds: others })).toThrow(
      /evaluate: (seeds = \[.*\], but single-bs-sync was made with \[0, 1\])/,
    );
  expect(() => means(never(), { seeds: [0, 1, 2] })).toThrow("evaluate: 4 rows for 3 seeds");
  expect(() => means(never(), { seeds: [0, 0] })).toThrow("seed 0 is there twice");
  expect(() => rollout(network(), never(), { copies: 4, purpose: "evaluation", episodes: 1 })).toThrow(
    "2 seeds x 4 copies",
  );
  expect(() => means(never(), { purpose: "nonsense" })).toThrow('purpose = "nonsense"');
  expect(searchBest(network(), { never: never(), always: always() }, { episodes: 2 }).rewards.height).toBe(2);
  expect(
    evaluate(network([1, 0]), { never: never() })
      .getColumn("reward")
      .get(0),
  ).toBeCloseTo(evaluate(network(), { never: never() }).getColumn("reward").get(1) as number, 12);
});

test("one that does not know them is told, and its rows are copies of them", () => {
  const river = defineEnvironment(walk, 4);
  expect(meansBySeed(river, constant(1), { seeds: [5, 6], episodes: 2 }).map(({ seed }) => seed)).toEqual([5, 6]);
  expect(() => evaluate(river, { right: constant(1) })).toThrow(
    "evaluate: seeds are missing: walk does not know its own",
  );
  expect(() => meansBySeed(river, constant(1), { seeds: [0, 1, 2] })).toThrow("4 rows for 3 seeds");
});

test("a trace is of a seed that the environment has", () => {
  const episode = (own: readonly number[], seed?: number) =>
    trace(network(own), periodic(3), { slots: 6, ...(seed !== undefined && { seed }) }).toRecords();
  expect(episode([3, 4], 4)).toEqual(episode([4]));
  expect(episode([3, 4])).toEqual(episode([3], 3));
  expect(() => episode([0], 3)).toThrow("trace: seed = 3: single-bs-sync was made with [0]");
  for (const slots of [0, -1, 1.5, Number.NaN])
    expect(() => trace(network(), never(), { slots })).toThrow("trace: slots = ");
});

test("episodes are whole numbers from 1 on, and end", () => {
  for (const episodes of [0, -1, Number.NaN, 2.5, Infinity, "2"])
    expect(() => means(never(), { episodes })).toThrow("evaluate: episodes = ");
  const endless = defineEnvironment({ ...walk, horizon: Infinity, step: () => ({ reward: 0 }) }, 2);
  const options = { seeds: [0], episodes: 1 };
  expect(() => meansBySeed(endless, constant(0), options)).toThrow("walk goes on after 100000 slots");
  expect(() => meansBySeed(endless, constant(0), { ...options, longestEpisode: 7 })).toThrow(
    "row 0 of walk goes on after 7 slots",
  );
  expect(meansBySeed(defineEnvironment(walk, 2), constant(0), { ...options, longestEpisode: 20 })).toHaveLength(1);
  expect(() => meansBySeed(endless, constant(0), { ...options, longestEpisode: 0 })).toThrow("longestEpisode = 0");
});

test("a policy acts at once, for every row, in the action space, and forgets", () => {
  const acting = (act: (out: Int32Array) => unknown) => () => ({
    act: (_seen: unknown, out: Int32Array) => act(out),
    forget() {},
  });
  for (const [make, message] of [
    [undefined, "policy = undefined: must be a function that makes one"],
    [{}, "must be a function that makes one"],
    [() => undefined, "policy.act = undefined: must be a function"],
    [() => ({ act: (_seen: unknown, out: Int32Array) => out.fill(0) }), "policy.forget = undefined"],
    [acting(async (out) => out.fill(0)), "policy.act is async"],
    [acting(() => {}), "policy.act wrote nothing to actions[0] of 4"],
    [acting((out) => out.fill(1, 0, 3)), "policy.act wrote nothing to actions[3] of 4"],
    [acting((out) => out.fill(7)), "actions[0] = 7 (row 0, agent 0): must be a whole number from 0 to 1"],
    [acting((out) => out.fill(-3)), "actions[0] = -3"],
  ] as const) {
    expect(() => means(make)).toThrow(message);
  }
  const box = defineEnvironment({ ...walk, actionSpace: { kind: "box", size: 1, low: 0, high: 1 } }, 2);
  const lost: Policy = { act: (_seen, out) => void out.fill(Number.NaN), forget() {} };
  expect(() => meansBySeed(box, () => lost, { seeds: [0] })).toThrow(
    "actions[0] = NaN (row 0, agent 0): must be a number from 0 to 1",
  );
  expect(() => evaluate(network(), {})).toThrow("evaluate: no policies");
});

test("policies refuse numbers that they cannot act by", () => {
  for (const k of [0, -1, 1.5, Number.NaN, "a"]) expect(() => periodic(k as number)).toThrow("periodic: k = ");
  for (const p of [-0.1, 1.1, Number.NaN, "a"]) expect(() => random(p as number)).toThrow("random: p = ");
  for (const k of [-1, Number.NaN, undefined]) expect(() => ageThreshold(k as number)).toThrow("ageThreshold: k = ");
  for (const error of [-1, Number.NaN, "a"])
    expect(() => errorThreshold(error as number)).toThrow("errorThreshold: error = ");
  expect(() => means(constant(2))).toThrow("actions[0] = 2");
  const stations = new MultiBsSync({}, { seeds });
  const together = (single: PolicyMaker<MultiBsSync>) => () =>
    meansBySeed(stations, everyStation(single), { episodes: 1 });
  expect(together(constant(2))).toThrow(
    "everyStation.step: actions[0] = 2 (row 0, agent 0): must be a whole number from 0 to 1",
  );
  expect(() => meansBySeed(stations, myopicOracle())).toThrow("multi-bs-sync has 3 agents that act in a multiBinary");
  const greedy = epsilonGreedy(
    { act: (_seen, out) => void out.fill(0), forget() {} },
    2,
    () => Number.NaN,
    () => rngFrom(0),
  );
  expect(() => means(() => greedy)).toThrow("epsilonGreedy: epsilon = NaN");
  expect(() => splitBy({ offload: "nonsense" as "all" })).toThrow(
    'splitBy: offload = "nonsense": allowed are none, all, balanced',
  );
  for (const points of [1, 2.5, Number.NaN])
    expect(() => new TiltSearch(new RobustTilt(), { points, objective: "reward" })).toThrow("from 2 points");
});

test("judging in the environment of a training leaves the training byte for byte as it was, memory included", async () => {
  await selectBackend();
  const dqn = () => {
    const environment = network();
    return {
      environment,
      learner: createDqn(environment, streamsOf(seeds, 1, "training"), { hidden: [4], warmUp: 8, batchSize: 4 }),
    };
  };
  const vdn = () => {
    const environment = new MultiBsSync({ users: 4, horizon: 6 }, { seeds, copies: 2 });
    const options = { hidden: 4, warmUp: 2, batchSize: 2, capacity: 20, slots: 6 };
    return { environment, learner: createVdn(environment, streamsOf(seeds, 1, "training"), options) };
  };
  for (const make of [dqn, vdn]) {
    const trained = (between: (made: ReturnType<typeof dqn | typeof vdn>) => void) => {
      const made = make();
      const training = playOn(made.environment, made.learner, streamsOf(seeds, 2, "training"));
      const rewards = [training.play(15), between(made), training.play(15)];
      return [rewards[0], rewards[2], training.save()];
    };
    const judged = trained(({ environment, learner }) => {
      meansBySeed(environment, () => learner.policy, { episodes: 2 });
      trace(environment, () => learner.policy, { slots: 5 });
    });
    expect(judged).toEqual(trained(() => {}));
  }
});
