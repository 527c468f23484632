import { beforeAll, expect, test } from "vitest";
import { createVdn, play } from "../../../agents/index.ts";
import type { Observation } from "../../../environments/index.ts";
import { selectBackend } from "../../../neural/index.ts";
import { meansBySeed, never, periodic, rollout } from "../../../policies/index.ts";
import { rngFrom, streamsOf } from "../../../random/index.ts";
import { MultiBsSync } from "./multiBsSync.ts";
import type { MultiBsSyncOptions } from "./multiBsSyncConfiguration.ts";
import { exhaustive } from "./stationOracles.ts";
import { everyStation, randomAllowed } from "./stationRules.ts";

beforeAll(selectBackend);

const seeds = [0, 1, 2];
const network = (options: MultiBsSyncOptions = {}) => new MultiBsSync(options, { seeds, copies: 2 });
/** Five stations whose discs overlap by three and more, and users who may leave them all. */
const CROWDED = {
  stations: [-60, -30, 0, 30, 60].map((x): [number, number] => [x, 0]),
  room: "area",
  users: 20,
  stepM: 9,
} satisfies MultiBsSyncOptions;
const FORMS: readonly MultiBsSyncOptions[] = [{}, CROWDED, { ...CROWDED, observeAge: true, room: "covered" }];

/** Plays random bits in a network in turn, and shows each slot what was told before it. */
function playTelling(
  options: MultiBsSyncOptions,
  look: (
    environment: MultiBsSync,
    told: Observation,
    actions: Int32Array,
    step: ReturnType<MultiBsSync["step"]>,
    covered: Uint8Array,
  ) => void,
): void {
  const environment = network({ ...options, order: "in turn" });
  let seen: Observation = environment.reset(streamsOf(seeds, 2, "training"));
  const rng = rngFrom("bits");
  const { agents, rows, configuration } = environment;
  for (let slot = 0; slot < 20; slot++) {
    const actions = Int32Array.from({ length: rows * agents * (1 + configuration.users) }, () => rng.integer(2));
    // Into the environment's own buffers, as a policy does that is judged.
    for (let station = 0; station < agents; station++) seen.tell?.(station, actions, seen);
    const told = { values: seen.values.slice(), mask: (seen.mask as Uint8Array).slice() };
    const covered = environment.covered.slice();
    const step = environment.step(actions);
    look(environment, told, actions, step, covered);
    seen = step;
  }
}

test("in turn every slot is valid, whatever stations do, also of three that overlap", () => {
  for (const form of FORMS) {
    let slots = 0;
    playTelling(form, (_environment, _told, _actions, { metrics }) => {
      expect([...(metrics.valid as Float64Array)]).toEqual(new Array(6).fill(1));
      slots++;
    });
    expect(slots).toBe(20);
    const together = meansBySeed(network(form), randomAllowed(), { seeds, episodes: 4 });
    expect(Math.max(...together.map(({ valid }) => valid))).toBeLessThan(0.95);
  }
});

test("a station is told whom those before it serve, and chooses about those that it may still serve or leave", () => {
  for (const form of FORMS) {
    let [messages, choices, left] = [0, 0, 0];
    playTelling(form, ({ association, agents, rows, configuration }, told, actions, _step, covered) => {
      const { users } = configuration;
      const features = told.values.length / rows / agents;
      for (let agent = 0; agent < rows * agents; agent++) {
        const [first, end] = [agent - (agent % agents), agent - (agent % agents) + agents];
        for (let user = 0; user < users; user++) {
          const isTrue = (table: Uint8Array, from: number, to: number) =>
            Array.from({ length: to - from }, (_, i) => table[(from + i) * users + user]).includes(1);
          const isServed = isTrue(association, first, agent);
          expect(told.values[(agent + 1) * features - users + user]).toBe(isServed ? 1 : 0);
          const bit = agent * (1 + users) + 1 + user;
          const isCovered = covered[agent * users + user] === 1;
          const isChoice = isCovered && !isServed && isTrue(covered, agent + 1, end);
          expect(told.mask?.[bit]).toBe(isChoice ? 1 : 0);
          const z = association[agent * users + user];
          if (isChoice) expect(z).toBe(actions[bit]);
          else expect(z).toBe(isCovered && !isServed ? 1 : 0);
          messages += isServed ? 1 : 0;
          choices += isChoice ? 1 : 0;
          left += !isChoice && z === 1 && isTrue(covered, first, agent) ? 1 : 0;
        }
      }
    });
    expect(Math.min(messages, choices, left)).toBeGreaterThan(20);
  }
});

test("nothing is told in first, next and final observations", () => {
  const { users } = network().configuration;
  const toldIn = ({ values }: Observation) =>
    [...values].filter((_, i) => i % (5 * users + 1) >= 4 * users + 1).filter((value) => value !== 0);
  playTelling({ horizon: 5 }, (_environment, told, _actions, step) => {
    expect(toldIn(told).length).toBeGreaterThan(0);
    expect(toldIn(step)).toEqual([]);
    expect(toldIn(step.final)).toEqual([]);
    expect(step.final.tell).toBeUndefined();
  });
});

test("policies that listen to nobody play in turn as they do together", () => {
  for (const policy of [everyStation(never()), everyStation(periodic(3)), exhaustive(1)]) {
    const options = { users: 8, resourceBlocks: 6, fading: "rayleigh" } as const;
    const [together, inTurn] = (["together", "in turn"] as const).map((order) =>
      meansBySeed(network({ ...options, order }), policy, { seeds, episodes: 2 }),
    );
    expect(inTurn).toEqual(together);
  }
});

test("without an order stations decide together, and see what they always saw", () => {
  const paths = [{}, { order: "together" } as const].map((options) => {
    const seen: number[] = [];
    const onStep = ({ values, rewards }: ReturnType<MultiBsSync["step"]>) => seen.push(...values, ...rewards);
    rollout(network(options), randomAllowed(), { seeds, copies: 2, purpose: "evaluation", episodes: 1, onStep });
    return seen;
  });
  expect(paths[0]).toEqual(paths[1]);
  expect(network().observationSpace).toEqual({ kind: "box", size: 49, low: -1, high: 1 });
  expect(network({ order: "in turn" }).observationSpace).toEqual({ kind: "box", size: 61, low: -1, high: 1 });
});

test("judging in turn beside a training leaves it as it was, step and messages", () => {
  const environment = network({ order: "in turn" });
  environment.reset(streamsOf(seeds, 2, "training"));
  const step = environment.step(new Int32Array(6 * 3 * 13).fill(1));
  const before = [step.values.slice(), step.mask?.slice(), environment.snapshot()];
  meansBySeed(environment, randomAllowed(), { seeds, episodes: 2 });
  expect([step.values, step.mask, environment.snapshot()]).toEqual(before);
  expect(step.tell).toBeTypeOf("function");
});

test("a learner that has learned nothing serves every user once in turn, and not together", () => {
  const valid = (["in turn", "together"] as const).map((order) => {
    const environment = network({ order, users: 8 });
    const learner = createVdn(environment, streamsOf(seeds, 1, "training"), { hidden: 8, warmUp: 2, capacity: 8 });
    const observation = environment.reset(streamsOf(seeds, 2, "training"));
    const seen: number[] = [];
    for (const { step } of play(environment, learner, { observation, slots: 40, updates: "each slot" }))
      seen.push(...(step.metrics.valid ?? []));
    for (const { valid } of meansBySeed(environment, () => learner.policy, { seeds, episodes: 4 })) seen.push(valid);
    learner.dispose();
    return seen.reduce((sum, one) => sum + one, 0) / seen.length;
  });
  expect(valid[0]).toBe(1);
  expect(valid[1]).toBeLessThan(0.9);
});

test("in turn there are bits in overlaps alone to choose: other heads and choices are refused", () => {
  expect(() => network({ order: "in turn", head: "literal", users: 4 })).toThrow(
    'order = "in turn" with head = "literal"',
  );
  expect(() => network({ order: "in turn", choice: "coverage" })).toThrow('choice = "coverage"');
});
