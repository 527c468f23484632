import { crownBounds, mlp, mlpBounds, type NumericLayer, tf } from "../neural/index.ts";
import { compiledRows } from "./acting.ts";

/**
 * The mean of a Gaussian policy as a function of the observation, with the slopes and bounds that attacks and
 * certificates need.
 */
export interface MeanNetwork {
  /** [row, feature] to [row, k] */
  means(observations: Float32Array): Float32Array;
  /**
   * Gradient of a weighted sum of the means in the observation, J^T v.
   *
   * @param weights v, [row, k]
   * @returns [row, feature]
   */
  slopes(observations: Float32Array, weights: Float32Array): Float32Array;
  /** Interval bounds of the means where every number observed may be wrong by `radius`; [row, k] each. */
  bounds(observations: Float32Array, radius: number): { readonly lower: Float32Array; readonly upper: Float32Array };
  /** As `bounds`, tighter where the box is narrow and slower: see `crownBounds`. */
  tightBounds(
    observations: Float32Array,
    radius: number,
  ): { readonly lower: Float32Array; readonly upper: Float32Array };
  dispose(): void;
}

/**
 * @param read gives the network's parameters, [replica, in, out] each; rows are replica-major
 * @param features of an observation, without the 1 at its end
 */
export function meanNetwork(
  read: () => tf.Tensor3D[],
  { replicas, features, actionSize }: { replicas: number; features: number; actionSize: number },
): MeanNetwork {
  const network = (s: tf.Tensor) => mlp(s as tf.Tensor3D, read(), "tanh");
  const width = features + 1;
  const means = compiledRows(replicas, [width], (s) => [network(s)]);
  const slopes = compiledRows(replicas, [width, actionSize], (s, v) => [
    tf.grad((x) => tf.sum(tf.mul(network(x), v)))(s),
  ]);
  const bounds = compiledRows(replicas, [width, width], (s, radius) => {
    const { lower, upper } = mlpBounds(s as tf.Tensor3D, radius as tf.Tensor3D, read(), "tanh");
    return [lower, upper];
  });
  return {
    means: (observations) => means(withOnes(observations, features))[0],
    slopes: (observations, weights) => withoutOnes(slopes(withOnes(observations, features), weights)[0], features),
    bounds(observations, radius) {
      const box = withOnes(new Float32Array(observations.length).fill(radius), features, 0);
      const [lower, upper] = bounds(withOnes(observations, features), box);
      return { lower: lower, upper: upper };
    },
    tightBounds(observations, radius) {
      const networks = numericLayers(tf.tidy(() => read().map((x) => ({ shape: x.shape, values: x.dataSync() }))));
      const rows = observations.length / features;
      const [lower, upper] = [0, 1].map(() => new Float32Array(rows * actionSize));
      for (let row = 0; row < rows; row++) {
        const layers = networks[Math.floor((row * replicas) / rows)];
        const ends = crownBounds(observations.subarray(row * features, (row + 1) * features), radius, layers);
        lower.set(ends.lower, row * actionSize);
        upper.set(ends.upper, row * actionSize);
      }
      return { lower, upper };
    },
    dispose() {
      for (const compiled of [means, slopes, bounds]) compiled.dispose();
    },
  };
}

/** [replica][layer] of parameters as `mlpParameters` lays them out. */
function numericLayers(
  parameters: readonly { readonly shape: readonly number[]; readonly values: ArrayLike<number> }[],
) {
  const [{ shape }] = parameters;
  return Array.from({ length: shape[0] }, (_, replica): NumericLayer[] => {
    const own = parameters.map(({ values }) => {
      const size = values.length / shape[0];
      return Float32Array.from({ length: size }, (_, i) => values[replica * size + i]);
    });
    const [first, ...rest] = own;
    const out = shape[2];
    const layers = [{ kernel: first.subarray(0, -out), bias: first.subarray(-out) }];
    for (let i = 0; i < rest.length; i += 2) layers.push({ kernel: rest[i], bias: rest[i + 1] });
    return layers;
  });
}

/** Rows with a 1 (or `last`) at their end; the 1 carries the biases. */
export function withOnes(values: Float32Array, features: number, last = 1): Float32Array {
  const out = new Float32Array((values.length / features) * (features + 1)).fill(last);
  for (let from = 0, to = 0; from < values.length; from += features, to += features + 1)
    out.set(values.subarray(from, from + features), to);
  return out;
}

function withoutOnes(values: Float32Array, features: number): Float32Array {
  const out = new Float32Array((values.length / (features + 1)) * features);
  for (let from = 0, to = 0; to < out.length; from += features + 1, to += features)
    out.set(values.subarray(from, from + features), to);
  return out;
}
