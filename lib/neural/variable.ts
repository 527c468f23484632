import { kernelBackend, tf } from "./backend.ts";
import { disposedError } from "./disposed.ts";
import { type Buffer, bits, copyAll, type TensorBackend } from "./kernel/index.ts";

/**
 * A tensor that changes in place: a parameter, a moment of Adam, the last losses. Once disposed of it throws at any use:
 * its memory may be another's by now.
 */
export class Variable {
  #value: tf.Tensor;

  /** @param values the first ones; they are copied */
  constructor(values: Float32Array, shape: readonly number[]) {
    this.#value = tf.keep(tf.tensor(values.slice(), [...shape]));
  }

  get shape(): readonly number[] {
    return this.#value.shape;
  }

  /**
   * The tensor itself, for the caller to let go of: on the kernel it changes when the variable does. In a compiled function
   * it is the part of one replica.
   */
  read(): tf.Tensor {
    return kernelBackend()?.readVariable(this.#held) ?? this.#held.clone();
  }

  /** variable <- value */
  write(value: tf.Tensor): void {
    this.#change(
      (kernel, variable) => copyAll(kernel, kernel.buffer(value), variable),
      () => value.clone(),
    );
  }

  /** variable <- variable - rate delta */
  subtract(rate: tf.Scalar, delta: tf.Tensor): void {
    this.#change(
      (kernel, variable) => {
        kernel.emit("subtract", [variable], [kernel.buffer(rate), kernel.buffer(delta)], [delta.size]);
      },
      () => tf.sub(this.#held, tf.mul(rate, delta)),
    );
  }

  /** variable <- variable + share (value - variable) */
  approach(value: tf.Tensor, share: number): void {
    this.#change(
      (kernel, variable) => kernel.emit("approach", [variable], [kernel.buffer(value)], [value.size, bits(share)]),
      () => tf.add(this.#held, tf.mul(tf.sub(value, this.#held), share)),
    );
  }

  /** The stretch of the kernel's heap that holds it, for an instruction that changes it in place. */
  changed(kernel: TensorBackend): Buffer {
    return kernel.changed(this.#held);
  }

  dispose(): void {
    this.#value.dispose();
  }

  get #held(): tf.Tensor {
    if (this.#value.isDisposed) throw disposedError();
    return this.#value;
  }

  /** In place by the kernel; elsewhere by a new value. */
  #change(inPlace: (kernel: TensorBackend, variable: Buffer) => void, next: () => tf.Tensor): void {
    const kernel = kernelBackend();
    if (kernel !== undefined) {
      inPlace(kernel, this.changed(kernel));
      return;
    }
    const value = tf.keep(tf.tidy(next));
    this.#held.dispose();
    this.#value = value;
  }
}
