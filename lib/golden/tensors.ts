import { gruKernels, Parameters, tf } from "../neural/index.ts";
import type { Adapters } from "./adapter.ts";

// biome-ignore lint/suspicious/noExplicitAny: the vectors' README describes the inputs of each function
type Inputs = any;
type Matrix = number[][];

/** A perceptron in the layout of the vectors: a matrix and a bias vector for each layer. */
export interface Network {
  readonly weights: Matrix[];
  readonly biases: number[][];
}

/** Runs every adapter in a scope of its own, so that no tensor stays. */
export function within(adapters: Adapters): Adapters {
  const scoped = Object.entries(adapters).map(([name, adapter]) => {
    const run = (inputs: Inputs): unknown => {
      tf.engine().startScope();
      try {
        return adapter(inputs);
      } finally {
        tf.engine().endScope();
      }
    };
    return [name, run] as const;
  });
  return Object.fromEntries(scoped);
}

/** The kernels of a GRU from the matrices of the vectors. */
export function kernels(i: Inputs) {
  return gruKernels([
    cube([beside(transposed(i.Wz), transposed(i.Wr))]),
    cube([beside(transposed(i.Uz), transposed(i.Ur))]),
    cube([transposed(i.Wh)]),
    cube([transposed(i.Uh)]),
    cube([transposed(i.Wo ?? i.Uh)]),
  ]);
}

/** The kernels' parts under the names and in the layout of the vectors. */
export function gruMatrices(gradients: ReturnType<typeof gruKernels>): Record<string, Matrix> {
  const [Wz, Wr] = halves(transposed(nested(gradients.inputGates)));
  const [Uz, Ur] = halves(transposed(nested(gradients.stateGates)));
  const Wh = transposed(nested(gradients.inputCandidate));
  const Uh = transposed(nested(gradients.stateCandidate));
  return { Wr, Ur, Wz, Uz, Wh, Uh, Wo: transposed(nested(gradients.output)) };
}

/** Rows with a 1 at the end of each. */
export function withOnes(rows: Matrix): Matrix {
  return rows.map((row) => [...row, 1]);
}

/** Kernel and bias of each layer in turn, the first layer's in one, one slice per network. */
export function stacked(...networks: Network[]): tf.Tensor3D[] {
  return networks[0].weights.flatMap((_, layer) => {
    const kernels = networks.map(({ weights }) => transposed(weights[layer]));
    const biases = networks.map(({ biases }) => [biases[layer]]);
    if (layer === 0) return [cube(kernels.map((kernel, k) => [...kernel, ...(biases[k] as Matrix)]))];
    return [cube(kernels), cube(biases)];
  });
}

/** The network of one slice of stacked tensors, in the layout of the vectors. */
export function network(tensors: readonly tf.Tensor3D[], slice: number): Network {
  const [first, ...rest] = tensors.map((tensor) => tensor.arraySync()[slice] as Matrix) as [Matrix, ...Matrix[]];
  const parts = [first.slice(0, -1), first.slice(-1), ...rest];
  return {
    weights: parts.filter((_, i) => i % 2 === 0).map(transposed),
    biases: parts.filter((_, i) => i % 2 === 1).map((part) => part[0]),
  };
}

/** Values after one step of an optimiser. */
export function stepped(values: number[], step: (parameters: Parameters) => void): number[] {
  const parameters = new Parameters([[1, 1, values.length]], Float32Array.from(values));
  step(parameters);
  const after = [...parameters.numbers()];
  parameters.dispose();
  return after;
}

/** Nested lists as a tensor of three axes. */
export function cube(values: number[][][]): tf.Tensor3D {
  return tf.tensor3d(values, [values.length, values[0]?.length ?? 0, values[0]?.[0]?.length ?? 0], "float32");
}

/** Values as a tensor [1, 1, value]. */
export function row(values: number[]): tf.Tensor3D {
  return cube([[values]]);
}

/** Values as a tensor [1, value, 1]. */
export function column(values: number[]): tf.Tensor3D {
  return cube([values.map((value) => [value])]);
}

/** The numbers of a tensor as a list. */
export function flat(tensor: tf.Tensor): number[] {
  return [...tensor.dataSync()];
}

/** The first slice of a tensor as a matrix. */
export function nested(tensor: tf.Tensor3D): Matrix {
  return tensor.arraySync()[0] as Matrix;
}

/** A matrix transposed. */
export function transposed(matrix: Matrix): Matrix {
  return matrix[0].map((_, column) => matrix.map((line) => line[column]));
}

function beside(left: Matrix, right: Matrix): Matrix {
  return left.map((line, i) => [...line, ...right[i]]);
}

function halves(matrix: Matrix): [Matrix, Matrix] {
  return [matrix.slice(0, matrix.length / 2), matrix.slice(matrix.length / 2)];
}
