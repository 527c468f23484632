import { beforeAll, expect, test } from "vitest";
import { rngFrom } from "../random/index.ts";
import { selectBackend, tf } from "./backend.ts";
import { mlpBounds } from "./intervalBounds.ts";
import { mlp, mlpParameters } from "./mlp.ts";

beforeAll(selectBackend);

const FEATURES = 4;
const STREAMS = [rngFrom(0, "bounds"), rngFrom(1, "bounds")];

/** Bounds of two random networks around three states, and the outputs at given points. */
function network(activation: "relu" | "tanh") {
  const parameters = mlpParameters([FEATURES, 16, 16, 3], STREAMS);
  const rng = rngFrom("states");
  const states = Array.from({ length: 6 }, () => Array.from({ length: FEATURES }, () => rng.normal()));
  const cube = (rows: number[][]) => tf.tensor3d(rows.flat(), [2, 3, FEATURES + 1]);
  const outputs = (rows: number[][]) =>
    tf.tidy(() => [...mlp(cube(rows.map((row) => [...row, 1])), parameters.read(), activation).dataSync()]);
  const bounds = (radius: number) =>
    tf.tidy(() => {
      const box = cube(states.map(() => [...new Array<number>(FEATURES).fill(radius), 0]));
      const { lower, upper } = mlpBounds(cube(states.map((row) => [...row, 1])), box, parameters.read(), activation);
      return { lower: [...lower.dataSync()], upper: [...upper.dataSync()] };
    });
  return { states, outputs, bounds, dispose: () => parameters.dispose() };
}

for (const activation of ["relu", "tanh"] as const) {
  test(`${activation}: no input of the box leaves the bounds`, () => {
    const { states, outputs, bounds, dispose } = network(activation);
    const rng = rngFrom("inside");
    const { lower, upper } = bounds(0.3);
    for (let draw = 0; draw < 1000; draw++) {
      const corner = draw % 2 === 0;
      const inside = states.map((row) =>
        row.map((x) => x + 0.3 * (corner ? Math.sign(rng.uniform() - 0.5) : 2 * rng.uniform() - 1)),
      );
      for (const [i, y] of outputs(inside).entries()) {
        expect(y).toBeGreaterThanOrEqual(lower[i] - 1e-6);
        expect(y).toBeLessThanOrEqual(upper[i] + 1e-6);
      }
    }
    dispose();
  });

  test(`${activation}: a box without width is the output itself, and a wider box has wider bounds`, () => {
    const { states, outputs, bounds, dispose } = network(activation);
    const point = bounds(0);
    expect(point.lower).toEqual(point.upper);
    expect(point.lower).toEqual(outputs(states).map((y) => expect.closeTo(y, 6)));
    const widths = [0, 0.05, 0.1, 0.3].map((radius) => {
      const { lower, upper } = bounds(radius);
      return upper.map((high, i) => high - lower[i]);
    });
    for (const [k, wide] of widths.slice(1).entries())
      for (const [i, width] of wide.entries()) expect(width).toBeGreaterThan(widths[k]?.[i]);
    dispose();
  });
}

test("bounds of a single layer are exact: reached by a corner of the box", () => {
  const kernel = tf.tensor3d([2, -3, 0.5], [1, 3, 1]);
  const [x, radius] = [tf.tensor3d([1, 1, 1], [1, 1, 3]), tf.tensor3d([0.1, 0.2, 0], [1, 1, 3])];
  const { lower, upper } = mlpBounds(x, radius, [kernel]);
  expect(lower.dataSync()[0]).toBeCloseTo(-0.5 - 0.8, 6);
  expect(upper.dataSync()[0]).toBeCloseTo(-0.5 + 0.8, 6);
  tf.dispose([kernel, x, radius, lower, upper]);
});

test("where all weights are positive the corners reach the bounds, through any depth", () => {
  tf.tidy(() => {
    const parameters = mlpParameters([2, 5, 5, 1], [rngFrom("positive")]);
    const network = parameters.read().map((tensor) => tf.abs(tensor));
    parameters.dispose();
    const x = tf.tensor3d([0.3, -0.2, 1], [1, 1, 3]);
    const box = tf.tensor3d([0.1, 0.4, 0], [1, 1, 3]);
    const { lower, upper } = mlpBounds(x, box, network, "tanh");
    const at = (corner: tf.Tensor3D) => mlp(corner, network, "tanh").dataSync()[0];
    expect(lower.dataSync()[0]).toBeCloseTo(at(tf.sub(x, box)), 6);
    expect(upper.dataSync()[0]).toBeCloseTo(at(tf.add(x, box)), 6);
  });
});
