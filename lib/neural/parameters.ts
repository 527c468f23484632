import { tf } from "./backend.ts";
import { Variable } from "./variable.ts";

/**
 * The parameters of one network in a fixed order: tensors [replica, ...] for all replicas, or without that axis where
 * each replica is a network of its own.
 */
export class Parameters {
  readonly shapes: readonly (readonly number[])[];
  readonly variables: readonly Variable[];

  /** @param values the numbers of all tensors, one after the other */
  constructor(shapes: readonly (readonly number[])[], values: Float32Array) {
    this.shapes = shapes;
    this.variables = this.#cut(values).map((part, i) => new Variable(part, shapes[i]));
  }

  /** The values now, for use inside `tf.tidy`. */
  read<T extends tf.Tensor = tf.Tensor3D>(): T[] {
    return this.variables.map((v) => v.read() as T);
  }

  /** The numbers of all tensors, one after the other. */
  numbers(): Float32Array {
    const values = new Float32Array(this.shapes.reduce((sum, shape) => sum + size(shape), 0));
    let at = 0;
    // Nothing is returned out of `tidy`, which would look for tensors among the numbers, one by one.
    tf.tidy(() => {
      for (const value of this.read()) {
        values.set(value.dataSync<"float32">(), at);
        at += value.size;
      }
    });
    return values;
  }

  snapshot(): { readonly values: Float32Array } {
    return { values: this.numbers() };
  }

  restore(saved: { readonly values?: unknown }): void {
    const { values } = saved ?? {};
    if (!(values instanceof Float32Array)) throw new Error("Parameters are saved as `values`, a Float32Array.");
    const odd = values.findIndex((value) => !Number.isFinite(value));
    if (odd !== -1) {
      throw new RangeError(
        `Parameters: values[${odd}] = ${values[odd]}; allowed are finite numbers. Take an earlier snapshot.`,
      );
    }
    const parts = this.#cut(values);
    tf.tidy(() => {
      for (const [i, v] of this.variables.entries()) v.write(tf.tensor(parts[i], [...v.shape]));
    });
  }

  /** A second set with the same values, e.g. a target network. */
  copy(): Parameters {
    return new Parameters(this.shapes, this.numbers());
  }

  /** Takes over the values of another set of the same shapes: a hard copy into a target network. */
  copyFrom(other: Parameters): void {
    tf.tidy(() => {
      for (const [i, v] of this.variables.entries()) v.write(other.variables[i].read());
    });
  }

  /** A second set, all zero, e.g. the moments of an optimiser. */
  zeros(): Parameters {
    return new Parameters(this.shapes, new Float32Array(this.shapes.reduce((sum, shape) => sum + size(shape), 0)));
  }

  dispose(): void {
    for (const v of this.variables) v.dispose();
  }

  #cut(values: Float32Array): Float32Array[] {
    const needed = this.shapes.reduce((sum, shape) => sum + size(shape), 0);
    if (values.length !== needed) {
      throw new Error(`Parameters take ${needed} numbers, got ${values.length}. Were they saved from another network?`);
    }
    let at = 0;
    return this.shapes.map((shape) => {
      at += size(shape);
      return values.slice(at - size(shape), at);
    });
  }
}

function size(shape: readonly number[]): number {
  return shape.reduce((product, n) => product * n, 1);
}
