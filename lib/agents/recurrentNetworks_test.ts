import { beforeAll, expect, test } from "vitest";
import { lossGradients, selectBackend, tf } from "../neural/index.ts";
import { rngFrom } from "../random/index.ts";
import { RecurrentNetworks, type RecurrentSizes } from "./recurrentNetworks.ts";

beforeAll(selectBackend);

const SLOTS = 3;
const SIZES = { agents: 2, features: 3, hidden: 4, outputs: 2 } as const;
const FORMS: readonly RecurrentSizes[] = (["separate", "shared"] as const).flatMap((parameters) =>
  [false, true].map((inputLayer) => ({ ...SIZES, parameters, inputLayer })),
);
const networksOf = (sizes: RecurrentSizes) => new RecurrentNetworks([rngFrom("a"), rngFrom("b")], sizes);

/** Observations [slot][row, agent, feature] of a row for each of two replicas. */
function observations(): Float32Array[] {
  const rng = rngFrom("x");
  return Array.from({ length: SLOTS }, () => Float32Array.from({ length: 2 * 2 * 3 }, () => rng.normal()));
}

/** The same as inputs of whole episodes. */
function inputsOf(networks: RecurrentNetworks, seen: readonly Float32Array[]): tf.Tensor3D {
  const x = new Float32Array(2 * 2 * SLOTS * networks.inputs);
  for (const [slot, values] of seen.entries()) {
    for (let sample = 0; sample < 4; sample++) {
      const [replica, agent] = [Math.floor(sample / 2), sample % 2];
      const at = networks.sampleAt(replica, agent, slot, SLOTS, 0, 1);
      networks.show(values.subarray(sample * 3, (sample + 1) * 3), agent, x, at);
    }
  }
  return tf.tensor3d(x, [networks.count, networks.samples(SLOTS, 1), networks.inputs]);
}

test("Q along an episode is Q slot by slot, with an input layer and without", () => {
  for (const sizes of FORMS) {
    const networks = networksOf(sizes);
    const seen = observations();
    const memory = new Float32Array(2 * 2 * 4);
    const bySlot = seen.map((values) => [...networks.step(values, memory)]);
    tf.tidy(() => {
      const q = networks.along(networks.theta.read(), inputsOf(networks, seen), SLOTS);
      for (const output of [0, 1]) {
        const [column] = tf.unstack(tf.slice(q, [0, 0, output], [-1, -1, 1]), 2) as [tf.Tensor2D];
        // [replica, agent, slot]
        const along = networks.byAgent(column, SLOTS).arraySync();
        for (const [slot, values] of bySlot.entries()) {
          for (let sample = 0; sample < 4; sample++)
            expect(along[Math.floor(sample / 2)]?.[sample % 2]?.[slot]).toBeCloseTo(values[2 * sample + output], 5);
        }
      }
    });
    networks.dispose();
  }
});

test("an input layer learns: the gradients of all parameters are those of small differences", () => {
  const networks = networksOf({ ...SIZES, parameters: "shared", inputLayer: true });
  const seen = observations();
  tf.tidy(() => {
    const x = inputsOf(networks, seen);
    const loss = (theta: readonly tf.Tensor3D[]) => tf.sum(tf.square(networks.along(theta, x, SLOTS))) as tf.Scalar;
    const theta = networks.theta.read();
    expect(theta.map(({ shape }) => shape)).toEqual([
      ...[
        [4, 8],
        [4, 8],
        [4, 4],
        [4, 4],
        [4, 2],
      ].map((shape) => [2, ...shape]),
      ...[
        [5, 4],
        [1, 4],
      ].map((shape) => [2, ...shape]),
    ]);
    const { gradients } = lossGradients(theta, (...values) => [loss(values)]);
    for (const [i, value] of theta.entries()) {
      const direction = tf.randomNormal(value.shape, 0, 1, "float32", 7 + i) as tf.Tensor3D;
      const moved = (by: number) => loss(theta.map((x, k) => (k === i ? tf.add(x, tf.mul(direction, by)) : x)));
      const slope = (moved(1e-2).dataSync()[0] - moved(-1e-2).dataSync()[0]) / 2e-2;
      const along = tf.sum(tf.mul(gradients[i], direction)).dataSync()[0];
      expect(Math.abs(along)).toBeGreaterThan(1e-4);
      expect(Math.abs(slope - along)).toBeLessThan(2e-2 * Math.abs(along) + 1e-3);
    }
  });
  networks.dispose();
});
