import { tf } from "./backend.ts";
import {
  isNative,
  nativeApproach,
  nativeAssign,
  nativeDestroy,
  nativeRead,
  nativeSubtract,
  nativeVariable,
} from "./native.ts";

/** A tensor that changes in place: a parameter, a moment of Adam, the last losses. */
export interface Variable {
  readonly shape: readonly number[];
  /** The value now. The caller owns the tensor; a later write does not change it. */
  read(): tf.Tensor;
  write(value: tf.Tensor): void;
  /** variable <- variable - rate delta */
  subtract(rate: tf.Scalar, delta: tf.Tensor): void;
  /** variable <- variable + share (value - variable); share is in (0, 1]. */
  approach(value: tf.Tensor, share: number): void;
  dispose(): void;
}

/**
 * A variable that starts with the given values.
 *
 * @example const bias = variable(new Float32Array(5 * 128), [5, 1, 128]);
 */
export function variable(values: Float32Array, shape: readonly number[]): Variable {
  const start = tf.tensor(values.slice(), [...shape]);
  const made = isNative() ? new ResourceVariable(start) : new PortableVariable(start);
  start.dispose();
  return made;
}

/** A resource variable of TensorFlow, so that an optimiser's step is one operation without a copy. */
export class ResourceVariable implements Variable {
  readonly shape: readonly number[];
  readonly handle: tf.Tensor;

  constructor(start: tf.Tensor) {
    this.shape = start.shape;
    this.handle = tf.keep(nativeVariable(start));
  }

  read(): tf.Tensor {
    return nativeRead(this.handle);
  }

  write(value: tf.Tensor): void {
    nativeAssign(this.handle, value);
  }

  subtract(rate: tf.Scalar, delta: tf.Tensor): void {
    nativeSubtract(this.handle, rate, delta);
  }

  approach(value: tf.Tensor, share: number): void {
    if (share === 1) this.write(value);
    else nativeApproach(this.handle, value, share);
  }

  dispose(): void {
    nativeDestroy(this.handle);
  }
}

class PortableVariable implements Variable {
  readonly shape: readonly number[];
  #value: tf.Tensor;

  constructor(start: tf.Tensor) {
    this.shape = start.shape;
    this.#value = tf.keep(start.clone());
  }

  read(): tf.Tensor {
    return this.#value.clone();
  }

  write(value: tf.Tensor): void {
    this.#value.dispose();
    this.#value = tf.keep(value.clone());
  }

  subtract(rate: tf.Scalar, delta: tf.Tensor): void {
    tf.tidy(() => this.write(tf.sub(this.#value, tf.mul(rate, delta))));
  }

  approach(value: tf.Tensor, share: number): void {
    tf.tidy(() => this.subtract(tf.scalar(share), tf.sub(this.#value, value)));
  }

  dispose(): void {
    this.#value.dispose();
  }
}
