import { beforeAll, expect, test } from "vitest";
import { mlpParameters, selectBackend } from "../neural/index.ts";
import { rngFrom } from "../random/index.ts";
import { meanNetwork, withOnes } from "./meanNetwork.ts";

beforeAll(() => selectBackend());

const [REPLICAS, ROWS, FEATURES, ACTIONS] = [2, 3, 4, 2];
const made = () => {
  const streams = [0, 1].map((replica) => rngFrom(replica, "mean"));
  const parameters = mlpParameters([FEATURES, 8, ACTIONS], streams);
  const shape = { replicas: REPLICAS, features: FEATURES, actionSize: ACTIONS };
  return { parameters, network: meanNetwork(() => parameters.read(), shape) };
};
const rng = rngFrom("observations");
const observations = Float32Array.from({ length: REPLICAS * ROWS * FEATURES }, () => rng.normal());

test("slopes are those of the weighted means, replica by replica", () => {
  const { network, parameters } = made();
  const weights = Float32Array.from({ length: REPLICAS * ROWS * ACTIONS }, (_, i) => Math.cos(i));
  const slopes = network.slopes(observations, weights);
  const weighted = (values: Float32Array) => network.means(values).reduce((sum, mean, i) => sum + mean * weights[i], 0);
  for (let i = 0; i < observations.length; i++) {
    const [above, below] = [0.01, -0.01].map((by) => {
      const moved = observations.slice();
      moved[i] = moved[i] + by;
      return weighted(moved);
    }) as [number, number];
    expect((above - below) / 0.02).toBeCloseTo(slopes[i], 2);
  }
  network.dispose();
  parameters.dispose();
});

test.each(["bounds", "tightBounds"] as const)(
  "%s hold the means of all in the box, and close on them without one",
  (kind) => {
    const { network, parameters } = made();
    const means = network.means(observations);
    const exact = network[kind](observations, 0);
    for (const [i, mean] of means.entries()) {
      expect(exact.lower[i]).toBeCloseTo(mean, 5);
      expect(exact.upper[i]).toBeCloseTo(mean, 5);
    }
    const { lower, upper } = network[kind](observations, 0.2);
    for (let draw = 0; draw < 200; draw++) {
      const inside = network.means(observations.map((x) => x + 0.2 * (2 * rng.uniform() - 1)));
      for (const [i, mean] of inside.entries()) {
        expect(mean).toBeGreaterThanOrEqual(lower[i] - 1e-5);
        expect(mean).toBeLessThanOrEqual(upper[i] + 1e-5);
      }
    }
    network.dispose();
    parameters.dispose();
  },
);

test("the one at the end of a row carries the biases", () => {
  expect([...withOnes(Float32Array.of(5, 6, 7, 8), 2)]).toEqual([5, 6, 1, 7, 8, 1]);
});
