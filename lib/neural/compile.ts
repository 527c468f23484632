import { kernelBackend, tf } from "./backend.ts";
import { disposedError } from "./disposed.ts";
import type { Program } from "./kernel/index.ts";

/** A compiled function of arrays; `dispose` frees its memory. */
export interface Compiled {
  (...inputs: readonly Float32Array[]): Float32Array[];
  dispose(): void;
}

/**
 * Makes a function of tensors fast to call again and again: the first call notes down which operations it asks for,
 * derivatives included, as one program of the kernel. Every call runs the program, with no tape, no scopes and no
 * tensors in JavaScript. Without the kernel each call runs `f`.
 *
 * With replicas, the program is that of one of them and runs for each: `f` sees the first axis of inputs and variables
 * divided by their number, and must not count on it (on TensorFlow it sees all of them at once).
 *
 * What changes from call to call must be an input or a `Variable`: other numbers and tensors keep the value that they
 * had in the first call, and must not be disposed before the compiled function. `f` must not read values
 * (`dataSync`) or choose by them.
 *
 * @param shapes of the inputs
 * @param f maps tensors to tensors; it may write variables
 * @param replicas that know nothing of each other, along the first axis of all inputs but scalars, variables and outputs
 * @example const act = compile([[5, 1, 20]], (s) => [mlp(s, actor.read())]); const [logits] = act(states);
 */
export function compile(
  shapes: readonly (readonly number[])[],
  f: (...inputs: tf.Tensor[]) => readonly tf.Tensor[],
  replicas = 1,
): Compiled {
  let program: Program | undefined;
  let isDisposed = false;
  const call = (...inputs: readonly Float32Array[]): Float32Array[] => {
    if (isDisposed) throw disposedError();
    const kernel = kernelBackend();
    if (kernel === undefined) return run(shapes, f, inputs);
    program ??= kernel.record(shapes, f, replicas);
    return program.run(inputs);
  };
  const dispose = (): void => {
    isDisposed = true;
    program?.dispose();
  };
  return Object.assign(call, { dispose });
}

function run(
  shapes: Parameters<typeof compile>[0],
  f: Parameters<typeof compile>[1],
  inputs: readonly Float32Array[],
): Float32Array[] {
  let outputs: Float32Array[] = [];
  // Nothing is returned out of `tidy`, which would look for tensors among the numbers, one by one. Inputs are copied:
  // the caller overwrites them.
  tf.tidy(() => {
    const tensors = shapes.map((shape, i) => tf.tensor(inputs[i].slice(), [...shape]));
    outputs = f(...tensors).map((tensor) => tensor.dataSync<"float32">());
  });
  return outputs;
}
