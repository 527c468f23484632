import { expect, test } from "vitest";
import { checkEnvironment } from "../../../environments/index.ts";
import { streamsOf } from "../../../random/index.ts";
import type { Predictor } from "../../../twin/index.ts";
import { OBSERVED, SingleBsSync, type SingleBsSyncOptions } from "./singleBsSync.ts";

const leave = (environment: SingleBsSync) => new Int32Array(environment.rows);
const sync = (environment: SingleBsSync) => new Int32Array(environment.rows).fill(1);

test("the contract holds, in every form of the environment", () => {
  const forms: SingleBsSyncOptions[] = [
    {},
    ...OBSERVED.map((observe) => ({ observe, predictor: "hold-last" as const })),
    { fading: "rayleigh", interference: [0, 0.1, 0.2, 0.3, 0.4, 0.5] },
    { fading: "rayleigh", interference: [0, 0.1, 0.2, 0.3, 0.4, 0.5], action: "synchronise" },
    { users: 3, resourceBlocks: 5, distance: "euclidean", concentration: "uniform", stepM: 5 },
  ];
  for (const form of forms) {
    expect(checkEnvironment(new SingleBsSync(form, { seeds: [0, 1], copies: 2 })).length).toBe(11);
  }
});

test("the twin is exact at the start, falls behind alone, and is exact again when synchronised", () => {
  const environment = new SingleBsSync({ predictor: "hold-last", concentration: "uniform" }, { copies: 16 });
  environment.reset(streamsOf([0], 16, "evaluation"));
  const mean = (values: Float64Array = new Float64Array()) => values.reduce((a, b) => a + b, 0) / 16;
  const errors = Array.from({ length: 12 }, () => mean(environment.step(leave(environment)).metrics.twinError));
  expect(errors[0]).toBe(0);
  expect(errors[11]).toBeGreaterThan(errors[4]);
  expect(mean(environment.step(sync(environment)).metrics.twinError)).toBe(0);
  const { metrics } = environment.step(leave(environment));
  expect(mean(metrics.age)).toBe(1);
  expect(mean(metrics.twinError)).toBeLessThan(1);
});

test("hold-last's error after t slots of a free uniform walk is .8 t", () => {
  const environment = new SingleBsSync(
    { predictor: "hold-last", concentration: "uniform", areaM: 1e5, horizon: 20 },
    { copies: 200 },
  );
  environment.reset(streamsOf([0], 200, "evaluation"));
  for (let slot = 0; slot <= 10; slot++) {
    const { metrics } = environment.step(leave(environment));
    const error = (metrics.twinError ?? new Float64Array()).reduce((a, b) => a + b, 0) / 200;
    expect(Math.abs(error - 0.8 * slot)).toBeLessThan(0.05 * slot + 1e-12);
  }
});

test("a synchronisation costs the rate of the weakest served user, and that is its price", () => {
  const environment = new SingleBsSync({}, { copies: 4 });
  environment.reset(streamsOf([0], 4, "evaluation"));
  const before = environment.snapshot();
  const free = (environment.step(leave(environment)).metrics.rate ?? new Float64Array()).slice();
  environment.restore(before);
  const { rate, price } = environment.step(sync(environment)).metrics as Record<string, Float64Array>;
  for (let row = 0; row < 4; row++) expect(free[row] - rate?.[row]).toBeCloseTo(price?.[row], 10);
});

test("without a block below the delay limit nothing is synchronised", () => {
  const environment = new SingleBsSync({ delayLimit: 1e-4 }, { copies: 2 });
  environment.reset(streamsOf([0], 2, "evaluation"));
  const { metrics } = environment.step(sync(environment));
  expect([...(metrics.synchronised ?? [])]).toEqual([0, 0]);
});

test("a block chosen by the agent carries the synchronisation", () => {
  const environment = new SingleBsSync({}, { copies: 2 });
  environment.reset(streamsOf([0], 2, "evaluation"));
  environment.step(Int32Array.of(0, 4));
  expect([...environment.synchronisationBlock]).toEqual([-1, 3]);
  expect([...environment.allocation.subarray(10)]).not.toContain(3);
});

test("a predictor handed in sees what the twin knew: exact statuses where synchronised, its own estimates elsewhere", () => {
  const seen: number[][] = [];
  const lost: Predictor = {
    predict(history, out) {
      seen.push([...history]);
      out.fill(7);
    },
  };
  const environment = new SingleBsSync({ users: 1, resourceBlocks: 1, window: 3 }, { predictor: lost });
  environment.reset(streamsOf([0], 1, "evaluation"));
  const start = [...environment.positions];
  environment.step(leave(environment));
  environment.step(leave(environment));
  const third = [...environment.positions];
  environment.step(sync(environment));
  expect(seen).toEqual([
    [...start, ...start, ...start],
    [...start, ...start, 7, 7],
    [...start, 7, 7, ...third],
  ]);
});

test("what is observed beside the positions is the slot, the last action, the age, or the error", () => {
  const seen = (observe: (typeof OBSERVED)[number]) => {
    const environment = new SingleBsSync({ observe, predictor: "hold-last", stepM: 5, horizon: 10 });
    const first = environment.reset(streamsOf([0], 1, "evaluation")).values.at(-1);
    const actions = [0, 1, 0, 0];
    return [first, ...actions.map((action) => environment.step(Int32Array.of(action)).values.at(-1))];
  };
  expect(seen("slot")).toEqual([0, 0.1, 0.2, 0.3, 0.4].map((x) => expect.closeTo(x, 6)));
  expect(seen("last action")).toEqual([0, 0, 1, 0, 0]);
  expect(seen("age")).toEqual([0, 0.1, 0.1, 0.2, 0.3].map((x) => expect.closeTo(x, 6)));
  const environment = new SingleBsSync({ predictor: "hold-last", stepM: 5, horizon: 10 });
  environment.reset(streamsOf([0], 1, "evaluation"));
  const errors = [0, 1, 0, 0].map((action) => environment.step(Int32Array.of(action)).metrics.twinError[0]);
  // The error that is seen is the one that a slot without synchronisation will have.
  const [, , third, fourth] = seen("error");
  expect([third, fourth]).toEqual([errors[2], errors[3]].map((error) => expect.closeTo(Math.sqrt(error) / 10, 6)));
});

test("within the sum over users the error counts for each of them", () => {
  const slot = (errorTerm: "once" | "each user") => {
    const environment = new SingleBsSync({ errorTerm, weight: 0.5, predictor: "hold-last", stepM: 5 });
    environment.reset(streamsOf([0], 1, "evaluation"));
    environment.step(leave(environment));
    const { rewards, metrics } = environment.step(leave(environment));
    return { reward: rewards[0], rate: metrics.rate[0], error: metrics.twinError[0] };
  };
  const { reward, rate, error } = slot("each user");
  expect(error).toBeGreaterThan(0);
  expect(reward).toBeCloseTo(0.5 * rate - 0.5 * 10 * error, 10);
  expect(slot("once").reward).toBeCloseTo(0.5 * rate - 0.5 * error, 10);
});

test("the number of rows of other seeds changes nothing for a seed", () => {
  const trace = (seeds: number[], row: number) => {
    const environment = new SingleBsSync({ fading: "rayleigh" }, { seeds, copies: 2 });
    environment.reset(streamsOf(seeds, 2, "training"));
    return Array.from({ length: 40 }, () => environment.step(leave(environment)).rewards[row]);
  };
  expect(trace([4, 6, 1], 2)).toEqual(trace([6], 0));
});

test("a list of interferences that does not fit the blocks is refused", () => {
  expect(() => new SingleBsSync({ interference: [0, 1] })).toThrow("interference has 2 values");
});
