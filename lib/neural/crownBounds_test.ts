import { expect, test } from "vitest";
import { rngFrom } from "../random/index.ts";
import { crownBounds, type NumericLayer } from "./crownBounds.ts";

const rng = rngFrom("crown");
const layer = (into: number, out: number, scale = 1): NumericLayer => ({
  kernel: Float32Array.from({ length: into * out }, () => (scale * rng.normal()) / Math.sqrt(into)),
  bias: Float32Array.from({ length: out }, () => 0.3 * rng.normal()),
});
const output = (x: readonly number[], layers: readonly NumericLayer[]) =>
  layers.reduce<readonly number[]>((values, { kernel, bias }, depth) => {
    const sums = Array.from(bias, (b, unit) =>
      values.reduce((sum, v, i) => sum + v * kernel[i * bias.length + unit], b),
    );
    return depth === layers.length - 1 ? sums : sums.map(Math.tanh);
  }, x);
/** As A (13) does it: both ends of every unit by themselves. */
const intervals = (x: readonly number[], radius: number, layers: readonly NumericLayer[]) => {
  let [middle, reach] = [[...x], x.map(() => radius)];
  for (const [depth, { kernel, bias }] of layers.entries()) {
    const next = Array.from(bias, (b, unit) =>
      middle.reduce((sum, v, i) => sum + v * kernel[i * bias.length + unit], b),
    );
    const far = Array.from(bias, (_, unit) =>
      reach.reduce((sum, r, i) => sum + r * Math.abs(kernel[i * bias.length + unit]), 0),
    );
    const ends = next.map((value, i) => [value - far[i], value + far[i]]);
    const mapped = depth === layers.length - 1 ? ends : ends.map(([low, high]) => [Math.tanh(low), Math.tanh(high)]);
    middle = mapped.map(([low, high]) => (low + high) / 2);
    reach = mapped.map(([low, high]) => (high - low) / 2);
  }
  return reach;
};

test("no input of the box leaves the bounds, and in a narrow box they are close to what inputs reach", () => {
  for (const radius of [0, 0.02, 0.1, 0.5]) {
    const layers = [layer(6, 16), layer(16, 16, 1.5), layer(16, 3, 2)];
    const x = Array.from({ length: 6 }, () => rng.normal());
    const { lower, upper } = crownBounds(x, radius, layers);
    const reached = output(x, layers).map((value) => [value, value]);
    for (let draw = 0; draw < 4000; draw++) {
      const error = () => radius * (draw % 2 === 0 ? Math.sign(rng.uniform() - 0.5) : 2 * rng.uniform() - 1);
      for (const [i, value] of output(
        x.map((v) => v + error()),
        layers,
      ).entries())
        reached[i] = [Math.min(reached[i][0], value), Math.max(reached[i][1], value)];
    }
    for (const [i, [least, most]] of reached.entries()) {
      expect(lower[i]).toBeLessThanOrEqual(least + 1e-9);
      expect(upper[i]).toBeGreaterThanOrEqual(most - 1e-9);
      if (radius <= 0.02) expect(upper[i] - lower[i]).toBeLessThan(1.3 * (most - least) + 1e-9);
    }
    if (radius > 0 && radius <= 0.1) {
      const ofIntervals = intervals(x, radius, layers);
      for (const [i, high] of upper.entries()) expect((high - lower[i]) / 2).toBeLessThan(0.9 * ofIntervals[i]);
    }
  }
});

test("of a network without hidden layers they are exact", () => {
  const only = [layer(4, 2)];
  const x = [1, -1, 0.5, 2];
  const { lower, upper } = crownBounds(x, 0.25, only);
  const reach = intervals(x, 0.25, only);
  for (const [i, value] of output(x, only).entries()) {
    expect(lower[i]).toBeCloseTo(value - reach[i], 9);
    expect(upper[i]).toBeCloseTo(value + reach[i], 9);
  }
});
