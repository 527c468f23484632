import { beforeAll, expect, test } from "vitest";
import { defineEnvironment, type EnvironmentRules } from "../environments/index.ts";
import { selectBackend } from "../neural/index.ts";
import { rngFrom, streamsOf } from "../random/index.ts";
import { actionHead } from "./actionHead.ts";
import { EpisodeReplay } from "./episodeReplay.ts";
import { EpisodeTargets } from "./episodeTargets.ts";
import { RecurrentNetworks } from "./recurrentNetworks.ts";

beforeAll(selectBackend);

const [AGENTS, SLOTS, REPLICAS] = [2, 3, 2];
const rules: EnvironmentRules = {
  name: "noise",
  agents: AGENTS,
  observationSpace: { kind: "box", size: 2, low: -9, high: 9 },
  actionSpace: { kind: "discrete", n: 3 },
  horizon: SLOTS,
  stateSize: 2 * AGENTS,
  reset(state, { start }) {
    for (let i = 0; i < state.length; i++) state[i] = start.normal();
  },
  observe: (state, values) => void values.set(state),
  allow(state, mask) {
    for (let i = 0; i < mask.length; i++) mask[i] = i % 3 === 0 || state[0] > 0 ? 1 : 0;
  },
  step(state, _action, rng) {
    for (let i = 0; i < state.length; i++) state[i] = rng.normal();
    return { reward: 0 };
  },
};

/** Targets over a few stored episodes, whose networks have moved on since. */
function setUp(isDouble: boolean) {
  const sizes = {
    agents: AGENTS,
    features: 2,
    hidden: 4,
    outputs: 3,
    parameters: "shared",
    inputLayer: false,
  } as const;
  const streams = Array.from({ length: REPLICAS }, (_, i) => rngFrom("theta", i));
  const networks = new RecurrentNetworks(streams, sizes);
  const old = new RecurrentNetworks(streams, sizes);
  old.theta.copyFrom(networks.theta);
  const counts = { replicas: REPLICAS, copies: 1, agents: AGENTS, features: 2, choices: 3, width: 1 };
  const replay = new EpisodeReplay({ ...counts, capacity: 5, slots: SLOTS });
  const head = actionHead(rules.actionSpace);
  const targets = new EpisodeTargets(networks, head, replay, { chunk: 2, isDouble });
  const environment = defineEnvironment(rules, REPLICAS);
  let seen = environment.reset(streamsOf([0, 1], 1, "training"));
  for (let slot = 0; slot < 4 * SLOTS; slot++) {
    const { values, mask = new Uint8Array(0) } = seen;
    const copy = { values: values.slice(), mask: mask.slice() };
    const actions = new Int32Array(REPLICAS * AGENTS);
    const step = environment.step(actions);
    replay.observe(copy, actions, step, (_replica, place) => targets.invalidate(place));
    seen = step;
  }
  const rng = rngFrom("moved");
  networks.theta.restore({ values: networks.theta.numbers().map(() => rng.normal()) });
  return { networks, old, replay, head, targets };
}

/** Q of a network slot by slot along an episode of each replica: [slot][replica, agent, action]. */
function along(networks: RecurrentNetworks, replay: EpisodeReplay, places: readonly number[]): Float32Array[] {
  const memory = new Float32Array(REPLICAS * AGENTS * 4);
  return Array.from({ length: SLOTS + 1 }, (_, slot) => {
    const values = new Float32Array(REPLICAS * AGENTS * 2);
    for (const [replica, place] of places.entries()) {
      for (let agent = 0; agent < AGENTS; agent++)
        values.set(replay.observation(replica, place, slot, agent), (replica * AGENTS + agent) * 2);
    }
    return networks.step(values, memory);
  });
}

for (const isDouble of [false, true]) {
  test(`${isDouble ? "the networks choose and" : "the target networks choose, and"} the target networks value`, () => {
    const { networks, old, replay, targets } = setUp(isDouble);
    // Drawn twice, and not the same places in both replicas.
    const drawn = [3, 1, 0, 0];
    targets.refresh(Int32Array.from(drawn));
    let differing = 0;
    for (const i of [0, 1]) {
      const places = [drawn[i], drawn[2 + i]] as const;
      const [values, choosing] = [old, networks].map((network) => along(network, replay, places));
      for (const [replica, place] of places.entries()) {
        for (let slot = 0; slot < SLOTS; slot++) {
          for (let agent = 0; agent < AGENTS; agent++) {
            const ofAgent = (q: readonly Float32Array[] | undefined) => {
              const mask = replay.mask(replica, place, slot + 1, agent);
              const from = (replica * AGENTS + agent) * 3;
              return [0, 1, 2].map((a) => (mask[a] === 1 ? (q?.[slot + 1][from + a] ?? Number.NaN) : -Infinity));
            };
            const [q, chooser] = [ofAgent(values), ofAgent(choosing)];
            const best = isDouble ? q[chooser.indexOf(Math.max(...chooser))] : Math.max(...q);
            if (best !== Math.max(...q)) differing++;
            expect(targets.nextBest(replica, place, slot, agent)).toBeCloseTo(best as number, 5);
          }
        }
      }
    }
    expect(differing > 0).toBe(isDouble);
    for (const part of [networks, old, targets]) part.dispose();
  });
}
