import { type Compiled, compile, type tf } from "../neural/index.ts";
import type { Rng } from "../random/index.ts";

/** A network that is asked for different numbers of rows: training, evaluation. */
export interface CompiledPerRows {
  /** Maps [row, feature] to [row, output]; rows are replica-major. */
  (values: Float32Array): Float32Array;
  dispose(): void;
}

/**
 * Compiles a network once for each number of rows that it meets.
 *
 * @param features of a row, its one included
 * @param network maps [replica, row, feature] to [replica, row, output]
 */
export function compiledPerRows(
  replicas: number,
  features: number,
  network: (s: tf.Tensor3D) => tf.Tensor3D,
): CompiledPerRows {
  const compiled = new Map<number, Compiled>();
  const call = (values: Float32Array): Float32Array => {
    const rows = values.length / features / replicas;
    const forward = compiled.get(rows) ?? compile([[replicas, rows, features]], (s) => [network(s as tf.Tensor3D)]);
    compiled.set(rows, forward);
    return forward(values)[0] as Float32Array;
  };
  const dispose = (): void => {
    for (const forward of compiled.values()) forward.dispose();
  };
  return Object.assign(call, { dispose });
}

/** Index of the largest value, the first of equals. */
export function argmax(values: Float32Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i += 1) if ((values[i] as number) > (values[best] as number)) best = i;
  return best;
}

/** Draws an index with probability softmax(logits), by one uniform number. */
export function drawFromLogits(logits: Float32Array, rng: Rng): number {
  const largest = logits[argmax(logits)] as number;
  let left = 0;
  for (const logit of logits) left += Math.exp(logit - largest);
  left *= rng.uniform();
  let index = 0;
  while (index < logits.length - 1) {
    left -= Math.exp((logits[index] as number) - largest);
    if (left < 0) break;
    index += 1;
  }
  return index;
}
