import { join } from "node:path";
import { expect, test } from "vitest";
import { checkEnvironment } from "../environments/index.ts";
import { streamsOf } from "../random/index.ts";
import { ROOT, readJson } from "../records/index.ts";
import { PENDULUM, pendulum } from "./pendulum.ts";

interface Vectors {
  readonly horizon: number;
  /** from a start [theta, speed], what each torque led to */
  readonly cases: readonly {
    readonly start: readonly number[];
    readonly torques: readonly number[];
    readonly states: readonly number[][];
    readonly seen: readonly number[][];
    readonly rewards: readonly number[];
  }[];
}
const vectors = readJson<Vectors>(join(ROOT, "data/golden/pendulum.json"));

test("the pendulum keeps the environment contract", () => {
  expect(() => checkEnvironment(pendulum(4))).not.toThrow();
});

test("it does step by step what Gymnasium's does", () => {
  expect(PENDULUM.horizon).toBe(vectors.horizon);
  const environment = pendulum(1);
  environment.reset(streamsOf([0], 1, "training"));
  for (const { start, torques, states, seen, rewards } of vectors.cases) {
    environment.restore({ rows: 1, numbers: Float64Array.of(...start, 0), streams: new Int32Array(0) });
    for (const [t, torque] of torques.entries()) {
      // Gymnasium clips what the gate of actions refuses.
      const step = environment.step(Float32Array.of(Math.max(-2, Math.min(2, torque))));
      expect(Math.abs(step.rewards[0] - rewards[t])).toBeLessThan(1e-10);
      for (const [i, value] of states[t].entries())
        expect(Math.abs(environment.snapshot().numbers[i] - value)).toBeLessThan(1e-10);
      for (const [i, value] of seen[t].entries()) expect(Math.abs(step.values[i] - value)).toBeLessThan(1e-6);
    }
  }
});

test("episodes start anywhere, turning slowly, and are cut after 200 slots, never ended", () => {
  const environment = pendulum(500);
  environment.reset(streamsOf([0], 500, "training"));
  const { numbers } = environment.snapshot();
  const starts = Array.from({ length: 500 }, (_, row) => [...numbers.subarray(3 * row, 3 * row + 2)]);
  const angles = starts.map(([theta]) => theta);
  const speeds = starts.map(([, speed]) => speed);
  for (const [values, limit] of [
    [angles, Math.PI],
    [speeds, 1],
  ] as const) {
    expect(Math.max(...values)).toBeLessThan(limit);
    expect(Math.max(...values)).toBeGreaterThan(0.98 * limit);
    expect(Math.min(...values)).toBeGreaterThan(-limit);
    expect(Math.min(...values)).toBeLessThan(-0.98 * limit);
  }
  for (let slot = 1; slot <= 200; slot++) {
    const { terminated, truncated } = environment.step(new Float32Array(500));
    expect(terminated.includes(1)).toBe(false);
    expect(truncated.every((cut) => cut === (slot === 200 ? 1 : 0))).toBe(true);
  }
});
