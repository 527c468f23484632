import { expect, test } from "vitest";
import type { Environment } from "../../../environments/index.ts";
import { type PolicyMaker, rollout } from "../../../policies/index.ts";
import { streamsOf } from "../../../random/index.ts";
import { RobustTilt } from "./robustTilt.ts";
import type { RobustTiltOptions } from "./tiltScenario.ts";
import { TiltSearch } from "./tiltSearch.ts";
import { bestFixedTilts, fixedTilts, randomActions, tiltOracle } from "./tilts.ts";

const seeds = [0, 1];
const copies = 16;
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1];

/** Mean true reward, median and mean delay, worst user's rate and starved sectors over 32 trajectories. */
function played(make: PolicyMaker<RobustTilt>, options: RobustTiltOptions, isTwin = false) {
  const environment = new RobustTilt(options, { seeds, copies });
  environment.collect(new Float64Array(environment.rows).fill(isTwin ? 0 : Infinity));
  const seen: Record<"rate" | "delay" | "worstRate" | "starved", number[]> = {
    rate: [],
    delay: [],
    worstRate: [],
    starved: [],
  };
  rollout(environment, make, {
    seeds,
    copies,
    purpose: "evaluation",
    episodes: 1,
    onStep({ metrics }) {
      for (const [name, values] of Object.entries(seen)) values.push(...metrics[name]);
    },
  });
  return {
    rate: mean(seen.rate),
    delay: median(seen.delay),
    worstRate: mean(seen.worstRate),
    starved: mean(seen.starved),
  };
}

test("a search scores every joint tilt as the environment plays it", () => {
  for (const reward of ["sum", "worst"] as const) {
    for (const association of ["azimuth", "gain"] as const) {
      for (const uplink of ["printed", "physical"] as const) {
        const environment = new RobustTilt({ users: 4, slots: 1, reward, association, uplink });
        environment.reset(streamsOf([0], 1, "evaluation"));
        const start = environment.snapshot();
        const searches = (["reward", "delay"] as const).map((objective) => {
          const search = new TiltSearch(environment, { points: 3, objective });
          const scores = new Float64Array(search.size);
          search.addScores(environment.positions, 0, scores);
          return { search, scores };
        });
        for (let joint = 0; joint < 27; joint++) {
          environment.restore(start);
          const { rewards, metrics } = environment.stepTilts(searches[0]?.search.tiltsOf(joint) ?? []);
          expect(searches[0]?.scores[joint]).toBeCloseTo(rewards[0], 9);
          expect(searches[1]?.scores[joint]).toBeCloseTo(-metrics.delay?.[0], 6);
        }
      }
    }
  }
});

test("joint tilts count with the last antenna first, and too many are refused", () => {
  const environment = new RobustTilt({ setting: "benign" });
  const search = new TiltSearch(environment, { points: 4, objective: "reward" });
  expect(search.grid).toEqual([0, 10, 20, 30]);
  expect(search.tiltsOf(1)).toEqual([0, 0, 10]);
  expect(search.tiltsOf(4 * 4 * 3 + 2 * 4)).toEqual([30, 20, 0]);
  expect(() => new TiltSearch(environment, { points: 101, objective: "reward" })).toThrow("take fewer points");
});

test("fixed tilts arrive in degrees, and must be one or one for each antenna", () => {
  const environment = new RobustTilt({ setting: "literal" });
  const options = { seeds: [0], copies: 1, purpose: "evaluation", episodes: 1 } as const;
  rollout(environment, fixedTilts([90, 0, 22.5]), options);
  expect([...environment.tilts]).toEqual([90, 0, 22.5]);
  rollout(environment, fixedTilts(45), options);
  expect([...environment.tilts]).toEqual([45, 45, 45]);
  expect(() => rollout(environment, fixedTilts([1, 2]), options)).toThrow("2 tilts for 3 sectors");
});

test("random actions fill the box and leave the users' walk alone", () => {
  const environment = new RobustTilt({}, { seeds, copies });
  const actions: number[] = [];
  const options = { seeds, copies, purpose: "evaluation", episodes: 1 } as const;
  rollout(environment, randomActions(), { ...options, onStep: (_step, made) => actions.push(...made) });
  const walked = environment.slots.positions.slice();
  expect(mean(actions)).toBeCloseTo(0, 1);
  expect(Math.max(...actions.map(Math.abs))).toBeGreaterThan(0.99);
  rollout(environment, fixedTilts(10), options);
  expect([...environment.slots.positions]).toEqual([...walked]);
  const listed = { ...environment, agents: 1, actionSpace: { kind: "discrete", n: 2 } } as unknown as Environment;
  expect(() => randomActions()(listed, streamsOf([0], 1, "evaluation"))).toThrow("a box is needed");
});

// An independent simulation of the same scenarios, 16 trajectories of 20 transitions, standard error of R about 2.
test("benign: rates and delays agree with an independent simulation, and noise costs the oracle its share", () => {
  const benign = { setting: "benign" } as const;
  const near = (got: number, expected: number, within: number) =>
    expect(Math.abs(got - expected), `${got} against ${expected}`).toBeLessThan(within);
  const random = played(randomActions(), benign);
  near(random.rate, 63.7, 4);
  near(random.delay, 8.9, 1.5);
  const search = { seeds: [0, 1], points: 13 };
  const common = bestFixedTilts(new RobustTilt(benign, { seeds, copies: 8 }), { ...search, tilts: "common" });
  near(common.tiltsDeg[0], 25, 3);
  near(played(fixedTilts(common.tiltsDeg), benign).rate, 64.1, 4);
  const oracle = played(tiltOracle(), benign);
  near(oracle.rate, 81.5, 4);
  near(oracle.delay, 6.3, 1.5);
  const delay = played(tiltOracle({ objective: "delay" }), benign);
  near(delay.rate, 66.8, 4);
  near(delay.delay, 4.5, 1);
  const noise = (error: number) =>
    played(tiltOracle({ sees: "report" }), { ...benign, error }, true).rate / oracle.rate;
  near(noise(0.05), 0.994, 0.02);
  near(noise(0.25), 0.93, 0.03);
  expect(oracle.starved).toBe(0);
});

// As independently, 160 layouts.
test("as-printed: one antenna serves all, delays are sane, and noise costs an oracle little", () => {
  const oracle = played(tiltOracle(), {});
  expect(Math.abs(oracle.rate - 219)).toBeLessThan(8);
  expect(played(tiltOracle({ sees: "report" }), {}, true).rate / oracle.rate).toBeCloseTo(0.972, 1.7);
  expect(oracle.starved).toBe(0);
  expect(oracle.delay).toBeLessThan(2);
  const environment = new RobustTilt({}, { seeds, copies: 8 });
  const joint = bestFixedTilts(environment, { seeds, tilts: "joint", points: 7 });
  expect(joint.tiltsDeg.filter((tilt) => tilt === 90)).toHaveLength(2);
  const played189 = played(fixedTilts(joint.tiltsDeg), {});
  expect(Math.abs(played189.rate - 189)).toBeLessThan(10);
  expect(Math.abs(played189.delay - 1.62)).toBeLessThan(0.2);
});

test("literal: the best rates mute sectors, and every delay with them", () => {
  const oracle = played(tiltOracle(), { setting: "literal" });
  expect(Math.abs(oracle.rate - 141)).toBeLessThan(8);
  expect(oracle.delay).toBeGreaterThan(1e6);
  expect(oracle.worstRate).toBeLessThan(0.01);
  expect(oracle.starved).toBeGreaterThan(1);
  const fair = played(tiltOracle({ points: 7 }), { setting: "literal", reward: "proportional" });
  expect(fair.starved).toBeLessThan(0.05);
  expect(fair.delay).toBeLessThan(10);
  const environment = new RobustTilt({ setting: "literal" }, { seeds, copies: 4 });
  const common = bestFixedTilts(environment, { seeds, tilts: "common" });
  expect(common.tiltsDeg).toEqual([22.5, 22.5, 22.5]);
  expect(Math.abs(3 * common.score - 64.2)).toBeLessThan(4);
  const joint = bestFixedTilts(environment, { seeds, tilts: "joint", points: 7 });
  expect(Math.max(...joint.tiltsDeg)).toBeGreaterThan(70);
  expect(joint.score).toBeGreaterThan(common.score);
});

test("on physical transitions an oracle that goes by reports sees the truth", () => {
  const options = { points: 5 };
  const truth = played(tiltOracle(options), {});
  expect(played(tiltOracle({ ...options, sees: "report" }), {})).toEqual(truth);
  expect(played(tiltOracle(options), {}, true)).toEqual(truth);
  expect(played(tiltOracle({ ...options, sees: "report" }), {}, true).rate).toBeLessThan(truth.rate);
});
