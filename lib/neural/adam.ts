import { z } from "zod";
import { adamEpsilon, configure, learningRate } from "../configuration/index.ts";
import { kernelBackend, tf } from "./backend.ts";
import { bits, type TensorBackend } from "./kernel/index.ts";
import type { Parameters } from "./parameters.ts";
import type { Variable } from "./variable.ts";

/** Memory of a moment, below 1. */
const memory = z.number().min(0).lt(1);

const adamSchema = z.strictObject({
  /** Step size; larger learns faster until it diverges. */
  learningRate,
  /** Memory of the mean gradient; closer to 1 smooths more. */
  beta1: memory.default(0.9),
  /** Memory of the mean squared gradient; closer to 1 adapts more slowly. */
  beta2: memory.default(0.999),
  /** Added to the root of the second moment; larger damps parameters with small gradients. */
  epsilon: adamEpsilon.default(1e-8),
});
/** Options of Adam. */
export type AdamOptions = Readonly<z.input<typeof adamSchema>>;

/**
 * Adam with bias correction, epsilon outside the root:
 * p <- p - rate m̂ / (sqrt(v̂) + epsilon), m̂ = m / (1 - beta1^t), v̂ = v / (1 - beta2^t).
 *
 * The two numbers that change from step to step are fed (`next`), so that `apply` can be recorded once.
 */
export class Adam {
  learningRate: number;
  readonly #parameters: Parameters;
  readonly #m: Parameters;
  readonly #v: Parameters;
  readonly #beta1: number;
  readonly #beta2: number;
  readonly #epsilon: number;
  #steps = 0;

  /** @throws ConfigurationError for options that are none */
  constructor(parameters: Parameters, options: AdamOptions) {
    this.#parameters = parameters;
    this.#m = parameters.zeros();
    this.#v = parameters.zeros();
    const { learningRate, beta1, beta2, epsilon } = configure(adamSchema, options, "Adam");
    this.learningRate = learningRate;
    this.#beta1 = beta1;
    this.#beta2 = beta2;
    this.#epsilon = epsilon;
  }

  /** Steps made so far. */
  get steps(): number {
    return this.#steps;
  }

  /** Counts a step and returns its two scalars: the corrected rate and the corrected epsilon. */
  next(): [rate: Float32Array, epsilon: Float32Array] {
    this.#steps++;
    const root = Math.sqrt(1 - this.#beta2 ** this.#steps);
    const rate = (this.learningRate * root) / (1 - this.#beta1 ** this.#steps);
    return [Float32Array.of(rate), Float32Array.of(this.#epsilon * root)];
  }

  /** Moves the parameters against the gradients, by the scalars of `next`. */
  apply(gradients: readonly tf.Tensor[], rate: tf.Scalar, epsilon: tf.Scalar): void {
    const kernel = kernelBackend();
    for (const [i, p] of this.#parameters.variables.entries()) {
      const [m, v, g] = [this.#m.variables[i], this.#v.variables[i], gradients[i]];
      if (kernel === undefined) tf.tidy(() => this.#move(p, m, v, g, rate, epsilon));
      else this.#moveInPlace(kernel, [p, m, v], [g, rate, epsilon]);
    }
  }

  #move(p: Variable, m: Variable, v: Variable, g: tf.Tensor, rate: tf.Scalar, epsilon: tf.Scalar): void {
    m.approach(g, 1 - this.#beta1);
    v.approach(tf.square(g), 1 - this.#beta2);
    p.subtract(rate, tf.div(m.read(), tf.add(tf.sqrt(v.read()), epsilon)));
  }

  #moveInPlace(kernel: TensorBackend, variables: readonly Variable[], reads: readonly tf.Tensor[]): void {
    const [beta1, beta2] = [this.#beta1, this.#beta2];
    const moved = variables.map((variable) => variable.changed(kernel));
    const given = reads.map((tensor) => kernel.buffer(tensor));
    kernel.emit("adam", moved, given, [moved[0].size, ...[beta1, beta2, 1 - beta1, 1 - beta2].map(bits)]);
  }

  /** Both moments, and the number of steps made as an array of one. */
  snapshot(): { readonly m: Float32Array; readonly v: Float32Array; readonly steps: Float64Array } {
    return { m: this.#m.numbers(), v: this.#v.numbers(), steps: Float64Array.of(this.#steps) };
  }

  restore(saved: { readonly m?: unknown; readonly v?: unknown; readonly steps?: unknown }): void {
    const { m, v, steps } = saved ?? {};
    if (!(steps instanceof Float64Array && steps.length === 1 && steps[0] >= 0)) {
      throw new Error("Adam's `steps` are saved as a Float64Array of one number. The snapshot is of something else.");
    }
    this.#m.restore({ values: m });
    this.#v.restore({ values: v });
    this.#steps = steps[0];
  }

  /** Starts anew: no moments, no steps. */
  forget(): void {
    const zeros = new Float32Array(this.#m.numbers().length);
    this.#m.restore({ values: zeros });
    this.#v.restore({ values: zeros });
    this.#steps = 0;
  }

  dispose(): void {
    this.#m.dispose();
    this.#v.dispose();
  }
}
