import { expect, test } from "vitest";
import { rngFrom } from "../random/index.ts";
import { readJson } from "../records/index.ts";
import type { Place } from "../study/index.ts";
import type { Shape } from "./covariance.ts";
import { fitGaussianProcess, GaussianProcess } from "./gaussianProcess.ts";
import { randomPlaces } from "./space.ts";
import { spaceFilling } from "./spaceFilling.ts";

interface Case {
  readonly axes: Shape[];
  readonly places: Place[];
  readonly values: number[];
  readonly noises: number[];
  readonly logs: number[];
  readonly at: Place[];
  readonly mean: number[];
  readonly deviation: number[];
  readonly logPosterior: number;
}

const AXES: Shape[] = [4, 3, 2, 5].map((count, i) => ({
  levels: Array.from({ length: count }, (_, level) => level),
  isOrdered: i % 3 === 0,
}));

test.each(readJson<Case[]>(`${import.meta.dirname}/oracle/gaussianProcess.json`))(
  "predictions and posterior agree with those of numpy",
  ({ axes, places, values, noises, logs, at, mean, deviation, logPosterior }) => {
    const process = new GaussianProcess(axes, places, values, noises, Float64Array.from(logs));
    const said = process.predict(at);
    expect(process.logPosterior).toBeCloseTo(logPosterior, 7);
    for (const [i, m] of mean.entries()) expect(said.mean[i]).toBeCloseTo(m, 8);
    for (const [i, d] of deviation.entries()) expect(said.deviation[i]).toBeCloseTo(d, 7);
    const covariance = process.covariance(at);
    expect(Math.sqrt(covariance.get(3, 3))).toBeCloseTo(deviation[3], 7);
    expect(covariance.get(3, 5)).toBe(covariance.get(5, 3));
  },
);

test("gradients agree with finite differences", () => {
  const rng = rngFrom("gradient");
  const places = randomPlaces(AXES, 30, rng);
  const values = places.map(([a, b]) => a / 3 + (b === 1 ? 1 : 0) + 0.1 * rng.normal());
  const noises = places.map(() => 0.01);
  const logs = Float64Array.from([0.1, -0.4, 0.3, 0.2, -0.5, -1]);
  const at = (i: number, step: number) =>
    new GaussianProcess(AXES, places, values, noises, logs.with(i, logs[i] + step)).logPosterior;
  const gradient = new GaussianProcess(AXES, places, values, noises, logs).gradient();
  for (const [i, slope] of gradient.entries()) expect(slope).toBeCloseTo((at(i, 1e-5) - at(i, -1e-5)) / 2e-5, 5);
});

test("a fit finds the axis that moves nothing, and foretells readings that it has not seen", () => {
  const rng = rngFrom("fit");
  const f = ([a, b, , d]: Place) => a / 2 + (b === 1 ? 1 : 0) * (d > 2 ? 1 : 0);
  const places = spaceFilling(AXES, 60, rng);
  const process = fitGaussianProcess(
    AXES,
    places,
    places.map((place) => f(place) - 1 + 0.05 * rng.normal()),
    places.map(() => 0.0025),
  );
  const lengths = [...process.logs].slice(0, 4).map(Math.exp);
  expect(lengths[2]).toBeGreaterThan(3 * lengths[1]);
  const others = randomPlaces(AXES, 200, rng);
  const { mean } = process.predict(others);
  const errors = others.map((place, i) => Math.abs(f(place) - 1 - mean[i]));
  expect(errors.reduce((a, b) => a + b) / 200).toBeLessThan(0.06);
});

test("intervals hold functions of the prior as often as they say", () => {
  const rng = rngFrom("coverage");
  const logs = Float64Array.from([0.4, 0.4, 0.4, 0.4, -0.7, -0.7]);
  const held = Array.from({ length: 60 }, () => {
    const all = randomPlaces(AXES, 40, rng);
    // Far from its one observation a process is its prior.
    const prior = new GaussianProcess(AXES, [all[0]], [0], [1e6], logs);
    const [drawn] = prior.draws(all, 1, rng);
    const process = new GaussianProcess(
      AXES,
      all.slice(0, 25),
      [...drawn.slice(0, 25)].map((value) => value + 0.1 * rng.normal()),
      Array.from({ length: 25 }, () => 0.01),
      logs,
    );
    const { mean, deviation } = process.predict(all.slice(25));
    return [...drawn.slice(25)].map((value, i) => Number(Math.abs(value - mean[i]) < 1.96 * deviation[i]));
  }).flat();
  const share = held.reduce((a, b) => a + b) / held.length;
  expect(share).toBeGreaterThan(0.92);
  expect(share).toBeLessThan(0.98);
});

test("what it cannot be fitted with is refused by name", () => {
  const fit = (places: Place[], values: number[], noises: number[]) => () =>
    fitGaussianProcess(AXES, places, values, noises);
  expect(fit([], [], [])).toThrow("0 readings, 0 values, 0 variances");
  expect(fit([[0, 0, 0, 0]], [Number.NaN], [1])).toThrow("value 0 is NaN");
  expect(fit([[0, 0, 0, 0]], [1], [0])).toThrow("variance 0; it is positive");
  expect(fit([[0, 0, 9, 0]], [1], [1])).toThrow("reading 0 is [0, 0, 9, 0]");
});
