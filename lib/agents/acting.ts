import { type Compiled, compile, type tf } from "../neural/index.ts";
import type { Rng } from "../random/index.ts";

/** A network that is compiled for each number of rows that it meets: in training, in evaluation. */
export interface CompiledPerRows {
  /** Maps [row, feature] to [row, output]; rows are replica-major. */
  (values: Float32Array): Float32Array;
  dispose(): void;
}

/**
 * Compiles a network once for each number of rows that it meets.
 *
 * @param features of a row, the 1 at its end included
 * @param network maps [replica, row, feature] to [replica, row, output]
 */
export function compiledPerRows(
  replicas: number,
  features: number,
  network: (s: tf.Tensor3D) => tf.Tensor3D,
): CompiledPerRows {
  const compiled = compiledRows(replicas, [features], (s) => [network(s as tf.Tensor3D)]);
  const call = (values: Float32Array): Float32Array => compiled(values)[0];
  return Object.assign(call, { dispose: compiled.dispose });
}

/**
 * Compiles a function of rows once for each number of rows that it meets.
 *
 * @param widths of each input: numbers in a row
 * @param f maps [replica, row, width] each to tensors
 */
export function compiledRows(
  replicas: number,
  widths: readonly number[],
  f: (...inputs: tf.Tensor[]) => readonly tf.Tensor[],
): Compiled {
  const compiled = new Map<number, Compiled>();
  const call = (...inputs: readonly Float32Array[]): Float32Array[] => {
    const rows = inputs[0].length / widths[0] / replicas;
    const shapes = widths.map((width) => [replicas, rows, width]);
    const run = compiled.get(rows) ?? compile(shapes, f, replicas);
    compiled.set(rows, run);
    return run(...inputs);
  };
  const dispose = (): void => {
    for (const run of compiled.values()) run.dispose();
  };
  return Object.assign(call, { dispose });
}

/** Index of the largest value, the first of equals. */
export function argmax(values: Float32Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[best]) best = i;
  return best;
}

/** Draws an index with probability softmax(logits), by one uniform number. */
export function drawFromLogits(logits: Float32Array, rng: Rng): number {
  const largest = logits[argmax(logits)];
  let left = 0;
  for (const logit of logits) left += Math.exp(logit - largest);
  left *= rng.uniform();
  let index = 0;
  while (index < logits.length - 1) {
    left -= Math.exp(logits[index] - largest);
    if (left < 0) break;
    index++;
  }
  return index;
}
