import { tf } from "./backend.ts";
import { isNative, nativeAdam } from "./native.ts";
import type { Parameters } from "./parameters.ts";
import type { ResourceVariable, Variable } from "./variable.ts";

/** Options of Adam. */
export interface AdamOptions {
  /** Step size; larger learns faster until it diverges. */
  readonly learningRate: number;
  /** Memory of the mean gradient; closer to 1 smooths more. */
  readonly beta1?: number;
  /** Memory of the mean squared gradient; closer to 1 adapts more slowly. */
  readonly beta2?: number;
  /** Added to the root of the second moment; larger damps parameters with small gradients. */
  readonly epsilon?: number;
}

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
  /**
   * TensorFlow takes 1 - beta2 in single precision, 1.3e-5 too small for 0.999. What it stores is v times this; rate and
   * epsilon make up for it.
   */
  readonly #scaleOfV: number;
  #steps = 0;

  constructor(parameters: Parameters, options: AdamOptions) {
    this.#parameters = parameters;
    this.#m = parameters.zeros();
    this.#v = parameters.zeros();
    this.learningRate = options.learningRate;
    this.#beta1 = options.beta1 ?? 0.9;
    this.#beta2 = options.beta2 ?? 0.999;
    this.#epsilon = options.epsilon ?? 1e-8;
    this.#scaleOfV = isNative() ? (1 - Math.fround(this.#beta2)) / (1 - this.#beta2) : 1;
  }

  /** Counts a step and returns its two scalars: the corrected rate and the corrected epsilon. */
  next(): [rate: Float32Array, epsilon: Float32Array] {
    this.#steps++;
    const root = Math.sqrt(this.#scaleOfV * (1 - this.#beta2 ** this.#steps));
    const rate = (this.learningRate * root) / (1 - this.#beta1 ** this.#steps);
    return [Float32Array.of(rate), Float32Array.of(this.#epsilon * root)];
  }

  /** Moves the parameters against the gradients, by the scalars of `next`. */
  apply(gradients: readonly tf.Tensor[], rate: tf.Scalar, epsilon: tf.Scalar): void {
    const { variables } = this.#parameters;
    tf.tidy(() => {
      for (const [i, p] of variables.entries()) {
        const [m, v] = [this.#m.variables[i], this.#v.variables[i]];
        const gradient = gradients[i];
        if (isNative()) this.#applyNative([p, m, v], gradient, rate, epsilon);
        else if (tf.getBackend() === "cpu") this.#applyInLoop(p, m, v, gradient, rate, epsilon);
        else this.#applyPortable(p, m, v, gradient, rate, epsilon);
      }
    });
  }

  #applyNative(variables: readonly Variable[], gradient: tf.Tensor, rate: tf.Scalar, epsilon: tf.Scalar): void {
    const handles = variables.map((v) => (v as ResourceVariable).handle);
    const noPower = tf.scalar(0); // The correction is in `rate`.
    nativeAdam([...handles, noPower, noPower, rate, tf.scalar(this.#beta1), tf.scalar(this.#beta2), epsilon, gradient]);
  }

  #applyPortable(p: Variable, m: Variable, v: Variable, g: tf.Tensor, rate: tf.Scalar, epsilon: tf.Scalar): void {
    m.write(tf.add(tf.mul(m.read(), this.#beta1), tf.mul(g, 1 - this.#beta1)));
    v.write(tf.add(tf.mul(v.read(), this.#beta2), tf.mul(tf.square(g), 1 - this.#beta2)));
    p.subtract(rate, tf.div(m.read(), tf.add(tf.sqrt(v.read()), epsilon)));
  }

  /** TensorFlow.js's operations in plain JavaScript take a third of a whole training step here, one loop next to nothing. */
  #applyInLoop(p: Variable, m: Variable, v: Variable, g: tf.Tensor, rate: tf.Scalar, epsilon: tf.Scalar): void {
    const [beta1, beta2] = [this.#beta1, this.#beta2];
    const numbers = (tensor: tf.Tensor) => tensor.dataSync<"float32">();
    const [step, damping] = [numbers(rate)[0], numbers(epsilon)[0]];
    const gradient = numbers(g);
    const [parameters, means, squares] = [p, m, v].map((variable) => numbers(variable.read()).slice()) as [
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    for (let i = 0; i < gradient.length; i++) {
      const d = gradient[i];
      const mean = beta1 * means[i] + (1 - beta1) * d;
      const square = beta2 * squares[i] + (1 - beta2) * d * d;
      means[i] = mean;
      squares[i] = square;
      parameters[i] = parameters[i] - (step * mean) / (Math.sqrt(square) + damping);
    }
    for (const [variable, values] of [[p, parameters] as const, [m, means] as const, [v, squares] as const])
      variable.write(tf.tensor(values, [...variable.shape]));
  }

  /** Both moments, and the number of steps made as an array of one. v is in doubles, which its scale leaves exact. */
  snapshot(): { readonly m: Float32Array; readonly v: Float64Array; readonly steps: Float64Array } {
    const v = Float64Array.from(this.#v.numbers(), (stored) => stored / this.#scaleOfV);
    return { m: this.#m.numbers(), v, steps: Float64Array.of(this.#steps) };
  }

  restore({ m, v, steps }: { readonly m?: unknown; readonly v?: unknown; readonly steps?: unknown }): void {
    if (!(v instanceof Float64Array && steps instanceof Float64Array)) {
      throw new Error("Adam's `v` and `steps` are saved as Float64Arrays. The snapshot is of something else.");
    }
    this.#m.restore({ values: m });
    this.#v.restore({ values: Float32Array.from(v, (exact) => exact * this.#scaleOfV) });
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
