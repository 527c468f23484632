import { expect, test } from "vitest";
import { dirichlet, dirichletAround, dirichletOf } from "./dirichlet.ts";
import { rngFrom } from "./rng.ts";

/** Largest distance between the shares of draws below a value and what a law says of it (Kolmogorov, Smirnov). */
function distance(draws: readonly number[], law: (x: number) => number): number {
  const sorted = draws.toSorted((a, b) => a - b);
  const offs = sorted.map((x, i) => Math.max(law(x) - i / sorted.length, (i + 1) / sorted.length - law(x)));
  return Math.max(...offs);
}

test("the first of two shares is Beta(a, b): x^a where b = 1, the arc sine law at 1/2, 1/2, a cubic at 2, 2", () => {
  const arcSine = (x: number) => (2 / Math.PI) * Math.asin(Math.sqrt(x));
  for (const [a, b, law] of [
    [1, 1, (x: number) => x],
    [0.3, 1, (x: number) => x ** 0.3],
    [3, 1, (x: number) => x ** 3],
    [1, 8, (x: number) => 1 - (1 - x) ** 8],
    [0.5, 0.5, arcSine],
    [2, 2, (x: number) => 3 * x ** 2 - 2 * x ** 3],
  ] as const) {
    const rng = rngFrom("beta", a, b);
    const draws = Array.from({ length: 10_000 }, () => dirichletOf(Float64Array.of(a, b), rng)[0]);
    expect(distance(draws, law)).toBeLessThan(1.63 / Math.sqrt(10_000)); // one law in a hundred is further off
  }
});

test("a seed's draws are what they have always been: no number more or less is taken", () => {
  const rng = rngFrom("dirichlet");
  const draws = Array.from({ length: 300 }, () => dirichletOf(Float64Array.of(0.4, 0, 1, 3, 1 / 3), rng));
  const sums = [0, 1, 2, 3, 4].map((k) => draws.reduce((sum, draw) => sum + draw[k], 0));
  expect(sums).toEqual([27.43199, 0, 63.08255, 187.72051, 21.76495].map((sum) => expect.closeTo(sum, 4)));
  expect(rng.state).toEqual([-399904160, 1093259770, -2055177792, -647715044]);
});

test("an outcome of concentration 0 gets nothing and takes no number", () => {
  const [with0, without] = [
    [2, 0, 3],
    [2, 3],
  ].map((alpha) => [...dirichletOf(Float64Array.from(alpha), rngFrom("zero"))]);
  expect(with0).toEqual([without[0], 0, without[1]]);
});

test("concentrations so small that a draw underflows still give shares of one outcome", () => {
  for (let seed = 0; seed < 50; seed++) {
    const draw = dirichlet(4, 1e-4, rngFrom(seed));
    expect([Math.max(...draw), draw.reduce((a, b) => a + b, 0)]).toEqual([expect.closeTo(1, 9), expect.closeTo(1, 9)]);
  }
});

test("the symmetric law has the same concentration for all; without end all shares are equal, and nothing is drawn", () => {
  expect(dirichlet(3, 0.7, rngFrom("even"))).toEqual(dirichletOf(new Float64Array(3).fill(0.7), rngFrom("even")));
  const rng = rngFrom("even");
  expect([...dirichlet(4, Infinity, rng)]).toEqual([0.25, 0.25, 0.25, 0.25]);
  expect(rng.state).toEqual(rngFrom("even").state);
});

test("around a mean the concentrations are its shares of the whole", () => {
  const around = dirichletAround(Float64Array.of(0.5, 0.25, 0.25), 8, rngFrom("around"));
  expect(around).toEqual(dirichletOf(Float64Array.of(4, 2, 2), rngFrom("around")));
});
