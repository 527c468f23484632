import { expect, test } from "vitest";
import { streamsOf } from "../random/index.ts";
import { checkActions } from "./checkActions.ts";
import { defineEnvironment } from "./defineEnvironment.ts";
import type { Observation } from "./environment.ts";
import { GridActions } from "./gridActions.ts";
import { RowEnvironment } from "./rowEnvironment.ts";
import type { Space } from "./space.ts";
import { walk } from "./walk_fixture.ts";

type Taken = Float32Array | Int32Array;
const streams = (rows: number) => streamsOf([7], rows, "training");
const begun = (rows = 3) => {
  const environment = defineEnvironment(walk, rows);
  environment.reset(streams(rows));
  return environment;
};

test("actions are as many as rows and agents take, and numbers", () => {
  for (const [actions, message] of [
    [undefined, "actions = undefined: must be an Int32Array of 3 rows x 1 agents x 1 = 3 numbers"],
    [null, "actions = null"],
    [new Int32Array(1), "Int32Array of length 1"],
    [new Int32Array(15), "Int32Array of length 15"],
    [["a", "a", "a"], "Array of length 3"],
    [[0, 1, 0], "Array of length 3"],
    [new BigInt64Array(3), "BigInt64Array of length 3"],
    [new DataView(new ArrayBuffer(3)), "[object DataView]"],
  ] as const) {
    expect(() => begun().step(actions as unknown as Taken)).toThrow(RangeError);
    expect(() => begun().step(actions as unknown as Taken)).toThrow(message);
  }
});

test("actions are of their space; the message names row, agent, value and what is allowed", () => {
  const check = (actionSpace: Space, ...numbers: number[]) =>
    checkActions({ name: "it", rows: 2, agents: 2, actionSpace }, Float32Array.from(numbers));
  const discrete: Space = { kind: "discrete", n: 3 };
  check(discrete, 0, 1, 2, 0);
  for (const wrong of [-1, 3, 0.5, Number.NaN, Infinity, -Infinity, 2 ** 31])
    expect(() => check(discrete, 0, 0, 1, wrong)).toThrow(
      /actions\[3\] = .* \(row 1, agent 1\): must be a whole number from 0 to 2/,
    );
  const bits: Space = { kind: "multiBinary", size: 1 };
  check(bits, 0, 1, 1, 0);
  for (const wrong of [-1, 2, 0.5, Number.NaN])
    expect(() => check(bits, 0, wrong, 1, 1)).toThrow(/actions\[1\] = .* \(row 0, agent 1\): must be 0 or 1/);
  const box: Space = { kind: "box", size: 1, low: -1, high: 1 };
  check(box, -1, 1, 0.3, 1 + 5e-7);
  for (const wrong of [1.00001, -1.00001, Number.NaN, Infinity])
    expect(() => check(box, 0, 0, wrong, 0)).toThrow(
      /actions\[2\] = .* \(row 1, agent 0\): must be a number from -1 to 1/,
    );
});

test("a grid of actions has its own gate", () => {
  const boxed = defineEnvironment({ ...walk, actionSpace: { kind: "box", size: 2, low: 0, high: 1 } }, 2);
  const grid = new GridActions(boxed, 3);
  grid.reset(streams(2));
  expect(() => grid.step(Int32Array.of(0, 9))).toThrow(
    "actions[1] = 9 (row 1, agent 0): must be a whole number from 0 to 8",
  );
  expect(() => new GridActions(boxed, 2.5)).toThrow("points = 2.5");
});

test("nothing is played, saved or restored in part before a reset", () => {
  const fresh = () => defineEnvironment(walk, 3);
  const saved = begun().snapshot();
  for (const act of [
    () => fresh().step(new Int32Array(3)),
    () => fresh().snapshot(),
    () => fresh().restore(begun().snapshot(Int32Array.of(0)), Int32Array.of(0)),
    () => fresh().restore({ ...saved, streams: new Int32Array(0) }),
  ]) {
    expect(act).toThrow("walk: no episode has begun; reset first");
  }
  expect([...fresh().restore(saved).values]).toEqual([0, 0, 0]); // as a run does that goes on from a checkpoint
  expect(() => fresh().reset(undefined as never)).toThrow("walk.reset: 0 sets of streams for 3 rows");
  expect(() => fresh().reset(streams(2))).toThrow("2 sets of streams for 3 rows");
  expect(() => fresh().reset([{}, {}, {}] as never)).toThrow("streams[0] has no stream start");
});

test("rows that are not there, and snapshots that do not fit or are damaged, are refused and change nothing", () => {
  const environment = begun();
  const saved = environment.snapshot();
  for (const row of [3, 99, -1])
    for (const act of [
      () => environment.snapshot(Int32Array.of(row)),
      () => environment.restore(saved, Int32Array.of(0, 1, row)),
    ])
      expect(act).toThrow(`= ${row}: must be a row of the environment, 0 to 2`);
  expect(() => environment.restore(environment.snapshot(Int32Array.of(0)), Int32Array.of(0, 1))).toThrow(
    "does not fit 2 rows",
  );
  expect(() => environment.restore({ ...saved, streams: saved.streams.subarray(1) })).toThrow("does not fit 3 rows");
  expect(() => environment.restore(undefined as never)).toThrow("undefined is no snapshot");
  expect(() => environment.restore({ rows: 3, numbers: [0, 0, 0] } as never)).toThrow("is no snapshot");
  for (const odd of [Number.NaN, Infinity, -Infinity]) {
    const damaged = { ...saved, numbers: saved.numbers.slice() };
    damaged.numbers[3] = odd;
    expect(() => environment.restore(damaged)).toThrow(
      `number 3 of the snapshot is ${odd} (row 1 of it): must be finite`,
    );
  }
  expect(environment.snapshot()).toEqual(saved);
});

test("a restored row in a slot that no episode has is refused: its episode would never end", () => {
  const environment = begun();
  const saved = environment.snapshot();
  const places = environment.snapshot().numbers.length / 3;
  for (const odd of [-1, 0.5, walk.horizon, 1e9]) {
    const numbers = saved.numbers.slice();
    numbers[2 * places - 1] = odd;
    expect(() => environment.restore({ ...saved, numbers })).toThrow(`walk.restore: row 1 is in slot ${odd}: must be`);
  }
  saved.numbers[2 * places - 1] = walk.horizon - 1;
  environment.restore(saved);
  expect([...environment.step(new Int32Array(3)).truncated]).toEqual([0, 1, 0]);
});

test("observations of a restored state that are no indices of their space are refused", () => {
  const observe = (state: Float64Array, values: Float32Array) => void values.fill(state[0]);
  const indices = (observationSpace: Space) => defineEnvironment({ ...walk, observationSpace, observe }, 3);
  for (const [space, most] of [
    [{ kind: "discrete", n: 3 }, 2],
    [{ kind: "multiBinary", size: 1 }, 1],
  ] as const) {
    const environment = indices(space);
    environment.reset(streams(3));
    const saved = environment.snapshot();
    saved.numbers[0] = most;
    expect(environment.restore(saved).values[0]).toBe(most);
    for (const odd of [-1, 0.5, most + 1, 1e30]) {
      saved.numbers[0] = odd;
      expect(() => environment.restore(saved)).toThrow(
        /^walk.restore: observation\[0\] = .* of row 0: must be a whole number/,
      );
    }
  }
});

test("rewards, agents' rewards, metrics and observations that are not finite are named with row, seed and slot", () => {
  class Fragile extends RowEnvironment<readonly ["cost"]> {
    readonly name = "fragile";
    readonly agents = 2;
    readonly observationSpace = { kind: "box", size: 1, low: -1, high: 1 } as const;
    readonly actionSpace = { kind: "discrete", n: 2 } as const;
    readonly metricNames = ["cost"] as const;
    readonly seen = new Float64Array(this.rows);
    wrong = 0;
    all = false;
    protected readonly horizon = 9;
    protected readonly state = [this.seen, this.slot];
    readonly broken: string;
    constructor(broken: string) {
      super({ seeds: [4, 6], copies: 2 });
      this.broken = broken;
      this.out.localRewards = new Float64Array(2 * this.rows);
    }
    protected begin() {}
    protected play() {
      const { rewards, localRewards, metrics } = this.out;
      const values: Record<string, Float64Array | undefined> = {
        reward: rewards,
        localReward: localRewards,
        cost: metrics.cost,
        observation: this.seen,
      };
      const broken = values[this.broken] as Float64Array;
      if (this.all) broken.fill(this.wrong);
      broken[this.broken === "localReward" ? 4 : 2] = this.wrong;
    }
    protected observe({ values }: Observation) {
      values.set(this.seen);
    }
  }
  const still = new Int32Array(8);
  for (const broken of ["reward", "localReward", "cost", "observation"] as const) {
    for (const wrong of [Number.NaN, Infinity, -Infinity]) {
      const environment = new Fragile(broken);
      environment.reset(streamsOf([4, 6], 2, "training"));
      environment.step(still);
      environment.wrong = wrong;
      const row = broken === "observation" ? 1 : 2; // two agents a row
      const at = broken === "localReward" ? 4 : 2;
      expect(() => environment.step(still)).toThrow(
        `fragile: ${broken}[${at}] = ${wrong} in slot 2 of row ${row}, seed ${[4, 6][row >> 1]}`,
      );
    }
  }
  const huge = new Fragile("reward");
  huge.reset(streamsOf([4, 6], 2, "training"));
  huge.wrong = Number.MAX_VALUE;
  huge.all = true;
  huge.step(still); // their sum overflows, none of them does
  expect(() => new Fragile("reward").step(still)).toThrow("fragile: no episode has begun; reset first"); // draws nothing
});

test("an observation that is not finite is refused after a reset and a restored state too", () => {
  const observe = (state: Float64Array, values: Float32Array) => void values.fill(1 / state[0] - 1);
  const environment = defineEnvironment({ ...walk, observe, reset: (state) => void state.fill(1) }, 3);
  environment.reset(streams(3));
  const saved = environment.snapshot();
  saved.numbers.fill(0);
  expect(() => environment.restore(saved)).toThrow("walk: observation[0] = Infinity in slot 0 of row 0");
  expect(() => defineEnvironment({ ...walk, observe }, 3).reset(streams(3))).toThrow("observation[0] = Infinity");
});

test("work aside leaves state, streams and the last step as they were", () => {
  const [played, alone] = [begun(), begun()];
  const right = new Int32Array(3).fill(1);
  const trace = (environment: ReturnType<typeof begun>) =>
    Array.from({ length: 40 }, () => {
      const { values, final, rewards, metrics } = environment.step(right);
      return structuredClone([values, final.values, rewards, metrics]);
    });
  expect(trace(played)).toEqual(trace(alone));
  const step = played.step(right);
  const last = structuredClone(step);
  alone.step(right);
  const own = streams(3);
  const drawing = defineEnvironment(walk, 3);
  drawing.reset(own);
  drawing.aside?.(() => drawing.reset(streamsOf([8], 3, "evaluation")));
  const before = own[2].mobility.state;
  drawing.step(right);
  expect(own[2].mobility.state).not.toEqual(before); // the streams that it was given, not copies

  const answer = played.aside?.(() => {
    played.reset(streamsOf([8], 3, "evaluation"));
    for (let slot = 0; slot < 11; slot++) played.step(new Int32Array(3));
    return 42;
  });
  expect(answer).toBe(42);
  expect(step).toEqual(last);
  expect(() =>
    played.aside?.(() => {
      played.step(new Int32Array(3));
      throw new Error("halfway");
    }),
  ).toThrow("halfway");
  expect(trace(played)).toEqual(trace(alone));
});
