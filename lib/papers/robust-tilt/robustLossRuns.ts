import { z } from "zod";
import { gaussianLogProb } from "../../agents/gaussian.ts";
import { nearZeroMlp } from "../../agents/nearZeroMlp.ts";
import { policyGradients } from "../../agents/ppoLosses.ts";
import { count, layerWidths } from "../../configuration/index.ts";
import { mlp, mlpBounds, type Parameters, tf } from "../../neural/index.ts";
import { streamsOf } from "../../random/index.ts";
import type { RunContext } from "../../study/index.ts";

/** A run that measures how much of its gradient the robust loss keeps as the box grows. */
export const robustLossRunSchema = z.strictObject({
  method: z.literal("robust-loss"),
  users: count(1000).default(10),
  sectors: count(100).default(3),
  hidden: layerWidths.default([64, 64]),
  logStd: z.number().min(-20).max(20).default(-0.7),
  /** states of a seed */
  states: count(10_000).default(260),
  /** half widths of the box around each position, cell radii */
  radii: z.array(z.number().gt(0)).min(1),
});
export type RobustLossRun = z.output<typeof robustLossRunSchema>;

/** By the sign of the advantages, which picks the bound in A (11). */
export const SIGNS = { "A ≥ 0: the smallest density": 1, "A < 0: the largest density": -1 } as const;

/**
 * Records, of networks as they are drawn, the norm of the gradient of L^A, A (15), over that of L^N, A (14), in the mean
 * network's parameters, beside the mean width of the box in standard deviations.
 */
export async function runRobustLoss(
  { users, sectors, hidden, logStd, states, radii }: RobustLossRun,
  seeds: readonly number[],
  context: RunContext,
): Promise<void> {
  const done = context.resume({});
  if (done > 0) return;
  const streams = streamsOf(seeds, 1, "training");
  const features = 2 * users;
  const network = nearZeroMlp(
    [features, ...hidden, sectors],
    streams.map(({ initialisation }) => initialisation),
    1,
  );
  const positions = streams.flatMap(({ start }) =>
    Array.from({ length: states }, () => [...Array.from({ length: features }, () => 2 * start.uniform() - 1), 1]),
  );
  const draws = streams.flatMap(({ exploration }) =>
    Array.from({ length: states * sectors }, () => exploration.normal()),
  );
  tf.tidy(() => {
    const seen = tf.tensor3d(positions.flat(), [seeds.length, states, features + 1]);
    const noise = tf.tensor3d(draws, [seeds.length, states, sectors]);
    for (const radius of radii) {
      const widths = boxWidths(seen, radius, network, Math.exp(logStd));
      for (const [sign, advantage] of Object.entries(SIGNS)) {
        const ratios = gradientRatios(seen, noise, { radius, advantage, network, logStd });
        for (const [row, seed] of seeds.entries())
          context.record({ purpose: "gradient", seed, sign, radius, width: widths[row], ratio: ratios[row] });
      }
    }
  });
  network.dispose();
  await context.checkpoint(1);
}

/** [seed] mean width of the bounds of the means, in standard deviations. */
function boxWidths(seen: tf.Tensor3D, radius: number, network: Parameters, std: number): Float32Array {
  const { lower, upper } = mlpBounds(seen, boxOf(seen, radius), network.read(), "tanh");
  return tf.div(tf.mean(tf.sub(upper, lower), [1, 2]), std).dataSync() as Float32Array;
}

/** [seed] norm of the gradient of L^A over that of L^N. */
function gradientRatios(
  seen: tf.Tensor3D,
  noise: tf.Tensor3D,
  options: {
    readonly radius: number;
    readonly advantage: number;
    readonly network: Parameters;
    readonly logStd: number;
  },
): number[] {
  const { radius, advantage, network, logStd } = options;
  const [replicas, rows, sectors] = noise.shape;
  const deviations = tf.fill([replicas, 1, sectors], logStd) as tf.Tensor3D;
  const std = tf.exp(deviations) as tf.Tensor3D;
  const means = mlp(seen, network.read(), "tanh");
  const actions = tf.add(means, tf.mul(std, noise)) as tf.Tensor3D;
  const column = (value: number) => tf.fill([replicas, rows, 1], value) as tf.Tensor3D;
  const batch = {
    states: seen,
    radius: column(radius),
    actions,
    oldLogProb: gaussianLogProb(actions, means, std),
    advantages: column(advantage),
  };
  const [adversarial, standard] = [1, 0].map((kappa) => {
    const options = { clip: 0.2, kappa, activation: "tanh" } as const;
    const { gradients } = policyGradients(batch, [...network.read(), deviations], options);
    const squares = gradients.slice(0, -1).map((gradient) => tf.sum(tf.square(gradient), [1, 2]));
    return tf.sqrt(tf.addN(squares as tf.Tensor[])).dataSync();
  });
  return Array.from(adversarial, (norm, seed) => norm / standard[seed]);
}

/** Half widths of a box around every feature but the one at the end. */
function boxOf(seen: tf.Tensor3D, radius: number): tf.Tensor3D {
  const isFeature = tf.cast(tf.less(tf.range(0, seen.shape[2]), seen.shape[2] - 1), "float32");
  return tf.mul(tf.onesLike(seen), tf.mul(isFeature, radius)) as tf.Tensor3D;
}
