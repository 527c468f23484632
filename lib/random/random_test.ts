import { expect, test } from "vitest";
import { dirichlet, dirichletAround, dirichletOf } from "./dirichlet.ts";
import { rngFrom } from "./rng.ts";
import { checkStreams, streamsOf } from "./streams.ts";

test("a stream is determined by its name and differs from all others, small seeds included", () => {
  const firsts = [0, 1, 2, 3].flatMap((seed) => ["mobility", "fading"].map((name) => rngFrom(seed, name).uniform()));
  expect(firsts).toEqual(
    [0, 1, 2, 3].flatMap((seed) => ["mobility", "fading"].map((name) => rngFrom(seed, name).uniform())),
  );
  expect(new Set(firsts).size).toBe(firsts.length);
});

test("draws have the moments of their laws", () => {
  const rng = rngFrom("moments");
  const moment = (draw: () => number) => Array.from({ length: 20_000 }, draw).reduce((a, b) => a + b, 0) / 20_000;
  expect(moment(() => rng.uniform())).toBeCloseTo(0.5, 1.5);
  expect(moment(() => rng.normal())).toBeCloseTo(0, 1.3);
  expect(moment(() => rng.normal() ** 2)).toBeCloseTo(1, 1);
  expect(moment(() => rng.exponential())).toBeCloseTo(1, 1.2);
  expect(moment(() => rng.integer(6))).toBeCloseTo(2.5, 1);
});

test("a saved state goes on where it was", () => {
  const rng = rngFrom("state");
  rng.normal();
  const { state } = rng;
  const next = [rng.uniform(), rng.normal(), rng.integer(100)];
  rng.state = state;
  expect([rng.uniform(), rng.normal(), rng.integer(100)]).toEqual(next);
});

test("drawing from one stream moves no other, and purposes share nothing", () => {
  const [a] = streamsOf([5], 1, "training");
  const [b] = streamsOf([5], 1, "training");
  const [c] = streamsOf([5], 1, "evaluation");
  for (let i = 0; i < 100; i++) a?.fading.uniform();
  expect(a?.mobility.state).toEqual(b?.mobility.state);
  expect(c?.mobility.state).not.toEqual(b?.mobility.state);
});

test("a seed has the same streams in any selection: rows are replica-major", () => {
  const alone = streamsOf([9], 2, "selection");
  const among = streamsOf([1, 9], 2, "selection");
  expect(among.slice(2).map((row) => row.start.state)).toEqual(alone.map((row) => row.start.state));
});

test("Dirichlet draws have the mean and the variance of their law, small concentrations included", () => {
  const rng = rngFrom("mix");
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  for (const alpha of [
    [0.5, 0.5, 0.5],
    [4, 1, 0.2],
    [0.01, 0.02, 0],
  ]) {
    const total = alpha.reduce((a, b) => a + b, 0);
    const mixes = Array.from({ length: 4000 }, () => dirichletOf(Float64Array.from(alpha), rng));
    for (const [k, a] of alpha.entries()) {
      const shares = mixes.map((mix) => mix[k]);
      const expected = a / total;
      expect(mean(shares)).toBeCloseTo(expected, 1.5);
      const variance = (expected * (1 - expected)) / (total + 1);
      expect(mean(shares.map((share) => (share - expected) ** 2))).toBeCloseTo(variance, 1.5);
    }
    for (const mix of mixes.slice(0, 50)) expect(mix.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
  }
});

test("laws that there are not are refused, never drawn from for ever or as NaN", () => {
  const rng = rngFrom("odd");
  const before = rng.state;
  for (const size of [0, -1, 1.5, Number.NaN, Infinity, 1e9])
    expect(() => dirichlet(size, 1, rng)).toThrow(`dirichlet: size = ${size}: must be a whole number`);
  for (const concentration of [0, -1, Number.NaN, -Infinity, 5e-324, 1e308]) {
    expect(() => dirichlet(3, concentration, rng)).toThrow(`dirichlet: concentration = ${concentration}: must be`);
    expect(() => dirichletAround(Float64Array.of(0.5, 0.5), concentration, rng)).toThrow(`= ${concentration}: must be`);
  }
  for (const mean of [[], [0.5, 0.4], [Number.NaN, 1]])
    expect(() => dirichletAround(Float64Array.from(mean), 1, rng)).toThrow("must be 1");
  expect(() => dirichletAround(Float64Array.of(1.5, -0.5), 1, rng)).toThrow("outcome 1: concentration = -0.5");
  for (const odd of [-1, Number.NaN, Infinity])
    expect(() => dirichletOf(Float64Array.of(1, odd), rng)).toThrow(`outcome 1: concentration = ${odd}: must be`);
  expect(() => dirichletOf(Float64Array.of(0, 0), rng)).toThrow("every concentration is 0");
  for (const n of [0, -1, 1.5, Number.NaN, Infinity, 2 ** 33])
    expect(() => rng.integer(n)).toThrow(`n = ${n}: must be`);
  expect(rng.state).toEqual(before);
  for (const extreme of [1e-300, 1e300]) {
    const drawn = dirichlet(3, extreme, rng).reduce((sum, share) => sum + share, 0);
    expect(drawn).toBeCloseTo(1, 9);
  }
  for (const word of [Number.NaN, Infinity, undefined, null])
    expect(() => rngFrom("a", word as number)).toThrow(`rngFrom: word 1 = ${word}`);
});

test("sets of streams that lack something are refused with its name", () => {
  const [whole] = streamsOf([0], 1, "training");
  checkStreams([whole], "it");
  for (const streams of [undefined, null, [], 3, {}])
    expect(() => checkStreams(streams as never, "it")).toThrow(/^it: streams = .* must be a list of one set/);
  for (const odd of [undefined, null, {}, { ...whole, fading: undefined }])
    expect(() => checkStreams([whole, odd as never], "it")).toThrow(/^it: streams\[1\] has no stream (start|fading)/);
});
