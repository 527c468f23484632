import { beforeAll, expect, test } from "vitest";
import { createPpo, play } from "../../agents/index.ts";
import { selectBackend } from "../../neural/index.ts";
import { streamsOf } from "../../random/index.ts";
import { RobustTilt } from "./model/robustTilt.ts";
import { attackedByCounts, blinded, boxedAlways, boxedByCounts } from "./observers.ts";

beforeAll(() => selectBackend());

const SEEDS = [0, 1];
const made = (kappa = 0, observes: "positions" | "counts" = "positions") => {
  const environment = new RobustTilt({ horizon: 5, observes }, { seeds: SEEDS, copies: 4 });
  const learner = createPpo(environment, streamsOf(SEEDS, 1, "training"), {
    ...{ steps: 5, minibatches: 1, passes: 2, hidden: [8], headScale: 1, kappa, radius: 0.25 },
  });
  return { environment, learner };
};
const trained = (environment: RobustTilt, learner: ReturnType<typeof blinded>, physical: readonly number[]) => {
  environment.reset(streamsOf(SEEDS, 4, "training"));
  const observation = environment.collect(physical);
  for (const _ of play(environment, learner, { observation, slots: 5, updates: "each slot" })) {
    // The one update is after the last slot.
  }
  return learner.diagnostics();
};

test("a blind learner acts the same wherever users are, has no slopes, and bounds of no width", () => {
  const { environment, learner } = made();
  const blind = blinded(learner);
  const { boundWidth, policyLoss } = trained(environment, blind, new Array(8).fill(0));
  expect([...(boundWidth ?? [])]).toEqual([0, 0]);
  expect(policyLoss).toHaveLength(2);
  const values = Float32Array.from({ length: 8 * 20 }, (_, i) => Math.sin(i));
  const actions = [values, values.map((x) => -x)].map((seen) => {
    const out = new Float32Array(8 * 3);
    blind.policy.act({ values: seen }, out, "exploit");
    return [...out];
  });
  expect(actions[0]).toEqual(actions[1]);
  expect([...blind.mean.means(values)]).toEqual([...learner.mean.means(new Float32Array(160))]);
  expect(blind.mean.slopes(values, new Float32Array(24).fill(1)).every((slope) => slope === 0)).toBe(true);
  const { lower, upper } = blind.mean.bounds(values, 0.25);
  expect([...lower]).toEqual([...upper]);
  blind.dispose();
});

test("blindness is what it learns from too: a seeing learner of the same seed ends with other parameters", () => {
  const [first, second] = [made(), made()];
  const blind = blinded(first.learner);
  trained(first.environment, blind, new Array(8).fill(0));
  trained(second.environment, second.learner, new Array(8).fill(0));
  const numbersOf = (learner: ReturnType<typeof blinded>) =>
    Object.entries(learner.snapshot()).flatMap(([name, values]) => (name.startsWith("policy") ? [...values] : []));
  expect(numbersOf(blind).length).toBeGreaterThan(100);
  expect(numbersOf(blind)).not.toEqual(numbersOf(second.learner));
  blind.dispose();
  second.learner.dispose();
});

test("boxes are as wide as the share of the epoch that is not physical, or whole, or the twin's alone", () => {
  const widthWith = (boxed: "twin" | "all" | "by share", physical: readonly number[]) => {
    const { environment, learner } = made(0.5);
    const seeing = boxed === "twin" ? learner : boxedAlways(learner, environment, boxed);
    const { boundWidth } = trained(environment, seeing, physical);
    learner.dispose();
    return boundWidth?.[0] as number;
  };
  const [none, half, all] = [0, 2.5, 5].map((each) => new Array(8).fill(Math.ceil(each)));
  expect(widthWith("all", all)).toBeGreaterThan(0);
  expect(widthWith("twin", all)).toBe(0);
  expect(widthWith("by share", all)).toBe(0);
  expect(widthWith("by share", none)).toBe(widthWith("all", none));
  const inPart = widthWith("by share", half);
  expect(inPart).toBeGreaterThan(0);
  expect(inPart).toBeLessThan(widthWith("all", half));
});

test("of counts the box is as wide as a count can change, and closed where nothing errs", () => {
  const widthAt = (errorM: number) => {
    const { environment, learner } = made(0.5, "counts");
    const { boundWidth } = trained(environment, boxedByCounts(learner, environment, errorM), new Array(8).fill(0));
    learner.dispose();
    return boundWidth?.[0] as number;
  };
  expect(widthAt(0)).toBeCloseTo(0, 6);
  expect(widthAt(2)).toBeGreaterThan(0);
  expect(widthAt(12)).toBeGreaterThan(widthAt(2));
});

test("a share of the trajectories sees the worst counts, the others what there is; greedy, nobody is attacked", () => {
  const { environment, learner } = made(0, "counts");
  const observation = environment.reset(streamsOf(SEEDS, 4, "training"));
  const seen: Float32Array[] = [];
  const watched = { ...learner, mean: learner.mean, policy: { ...learner.policy } };
  watched.policy.act = ({ values }, out, mode) => {
    seen.push(values.slice());
    return learner.policy.act({ values }, out, mode);
  };
  const { policy } = attackedByCounts(watched as typeof learner, environment, { radius: 0.5, kappa: 0.5 });
  const out = new Float32Array(8 * 3);
  policy.act(observation, out, "explore");
  policy.act(observation, out, "exploit");
  const changed = Array.from({ length: 8 }, (_, row) =>
    [0, 1, 2].some((c) => seen[0][3 * row + c] !== observation.values[3 * row + c]),
  );
  expect([2, 3, 6, 7].some((row) => changed[row])).toBe(false);
  expect([0, 1, 4, 5].filter((row) => changed[row]).length).toBeGreaterThan(1);
  expect([...seen[1]]).toEqual([...observation.values]);
  learner.dispose();
});
