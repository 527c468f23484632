import type { Rng } from "../random/index.ts";

/** A tensor of parameters to draw: one slice per replica, uniform on +- 1 / sqrt(fanIn). */
export interface Draw {
  /** Shape of one replica's slice. */
  readonly shape: readonly number[];
  readonly fanIn: number;
}

/** Parameters that all replicas may have together: with targets and moments more do not fit the kernel's heap. */
const MOST = 2 ** 27;

/**
 * Draws parameters, uniform on +- 1 / sqrt(fan in), kernels and biases alike. Each replica draws from its own stream,
 * so its values do not depend on who else is in the block.
 *
 * @returns the shapes [replica, ...] and all numbers, tensor after tensor
 * @throws RangeError for more than the kernel's heap holds
 */
export function initialise(
  draws: readonly Draw[],
  streams: readonly Rng[],
): { shapes: number[][]; values: Float32Array } {
  const sizes = draws.map(({ shape }) => shape.reduce((product, n) => product * n, 1));
  const all = streams.length * sizes.reduce((sum, n) => sum + n, 0);
  if (!(all >= 1 && all <= MOST)) {
    throw new RangeError(
      `${all} parameters for ${streams.length} replicas; allowed are 1 to ${MOST}: make layers narrower, or replicas fewer.`,
    );
  }
  const values = new Float32Array(all);
  for (const [replica, stream] of streams.entries()) {
    let start = 0;
    for (const [i, { fanIn }] of draws.entries()) {
      const n = sizes[i];
      const bound = 1 / Math.sqrt(fanIn);
      for (let k = 0; k < n; k++) values[start + replica * n + k] = bound * (2 * stream.uniform() - 1);
      start += streams.length * n;
    }
  }
  return { shapes: draws.map(({ shape }) => [streams.length, ...shape]), values };
}

/** A kernel of a layer that a relu follows, normal with variance 2 / fanIn (He et al. 2015). */
export function heNormal(shape: readonly number[], fanIn: number, stream: Rng): Float32Array {
  const deviation = Math.sqrt(2 / fanIn);
  const size = shape.reduce((product, n) => product * n, 1);
  return Float32Array.from({ length: size }, () => deviation * stream.normal());
}
