import * as tf from "@tensorflow/tfjs";
import { argMax, reduced, softmax } from "./alongAxes.ts";
import { concat, type Filling, filled, pack, pad, slice, split, tile, transpose, unpack } from "./copies.ts";
import { addAll, cast, LIMITS, mapped, select, TRUTHS, zipped } from "./elementwise.ts";
import { gruGradients, gruStates } from "./gruStates.ts";
import { convolution, normalise, normaliseGradients } from "./images.ts";
import type { Info, Make } from "./make.ts";
import { MAPS, REDUCTIONS, ZIPS } from "./operations.ts";
import { product } from "./product.ts";
import { sizeOf } from "./strides.ts";
import { KERNEL, type TensorBackend } from "./tensorBackend.ts";

/** Teaches TensorFlow.js the operations of the kernel; those it has not run in plain JavaScript. */
export function registerKernels(): void {
  for (const [name, kind] of Object.entries(MAPS)) register(name, mapped(kind, LIMITS[name]));
  for (const [name, kind] of Object.entries(ZIPS)) register(name, zipped(kind, TRUTHS.has(kind) ? "bool" : undefined));
  for (const [name, kind] of Object.entries(REDUCTIONS)) register(name, reduced(kind));
  register("ArgMax", argMax);
  register<{ dim: number }>("Softmax", softmax(0));
  register("LogSoftmax", softmax(1));
  register("BatchMatMul", product);
  register("Transpose", transpose);
  register("Slice", slice);
  register("SplitV", split);
  register("Unpack", unpack);
  register("Concat", concat);
  register("Pack", pack);
  register("Tile", tile);
  register("PadV2", pad);
  register("Fill", (backend, _inputs, { shape, value, dtype }: Filling) => filled(backend, shape, value, dtype));
  register("ZerosLike", (backend, [{ shape, dtype }]) => filled(backend, shape, 0, dtype));
  register("OnesLike", (backend, [{ shape, dtype }]) => filled(backend, shape, 1, dtype));
  register("Select", select);
  register("AddN", addAll);
  register("Cast", cast);
  register("GruStates", gruStates);
  register("GruGradients", gruGradients);
  register("Convolution", convolution(0));
  register("ConvolutionOfInput", convolution(1));
  register("ConvolutionOfKernel", convolution(2));
  register("Normalise", normalise);
  register("NormaliseGradients", normaliseGradients);
  // These name the same numbers.
  alias("Identity", ([x]) => x.shape);
  alias("Reshape", ([x], { shape }: { shape: number[] }) => tf.util.inferFromImplicitShape(shape, sizeOf(x.shape)));
  alias("ExpandDims", ([x], { dim }: { dim: number }) => {
    return x.shape.toSpliced(dim < 0 ? x.shape.length + 1 + dim : dim, 0, 1);
  });
  registerPlain();
}

function register<A extends object>(name: string, make: Make<A>): void {
  tf.registerKernel({
    kernelName: name,
    backendName: KERNEL,
    kernelFunc({ inputs, attrs, backend }) {
      const on = backend as TensorBackend;
      const made = on.once(name, inputs, attrs, () => [make(on, values(inputs), attrs as unknown as A)].flat());
      return made.length === 1 && !MANY.has(name) ? made[0] : made;
    },
  });
}

function values(inputs: tf.NamedTensorInfoMap): Info[] {
  return Object.values(inputs) as Info[];
}

/** Operations that give a list, of one tensor too. */
const MANY = new Set(["SplitV", "Unpack", "GruStates", "GruGradients", "Normalise", "NormaliseGradients"]);

function alias<A extends object>(name: string, shapeOf: (inputs: Info[], attributes: A) => number[]): void {
  tf.registerKernel({
    kernelName: name,
    backendName: KERNEL,
    kernelFunc({ inputs, attrs, backend }) {
      const [{ dataId, dtype, shape }] = values(inputs);
      (backend as TensorBackend).incRef(dataId);
      return { dataId, dtype, shape: shapeOf([{ dataId, dtype, shape }], attrs as unknown as A) };
    },
  });
}

/** Operations that the kernel has not: values go to TensorFlow.js's plain JavaScript and come back. */
function registerPlain(): void {
  for (const { kernelName, kernelFunc } of tf.getKernelsForBackend("cpu")) {
    if (tf.getKernel(kernelName, KERNEL) !== undefined) continue;
    tf.registerKernel({
      kernelName,
      backendName: KERNEL,
      kernelFunc({ inputs, attrs, backend }) {
        const on = backend as TensorBackend;
        if (on.isRecording && Object.keys(inputs).length > 0) {
          throw new Error(
            `The kernel has no ${kernelName}, so it cannot stand in a compiled function: write it otherwise.`,
          );
        }
        const plain = tf.engine().findBackend("cpu") as Plain;
        plain.firstUse = false; // else it advertises
        const keys = Object.keys(inputs);
        const there = values(inputs).map(({ dataId, shape, dtype }) =>
          plain.makeTensorInfo(shape, dtype, on.readSync(dataId)),
        );
        const given = Array.isArray(inputs) ? there : Object.fromEntries(there.map((info, i) => [keys[i], info]));
        const made = kernelFunc({ inputs: given as tf.NamedTensorInfoMap, attrs: attrs ?? {}, backend: plain });
        const back = [made].flat().map(({ dataId, shape, dtype }) => ({
          dataId: on.write(plain.readSync(dataId), shape, dtype),
          shape,
          dtype,
        }));
        for (const { dataId } of [...there, ...[made].flat()]) plain.disposeData(dataId, true);
        return Array.isArray(made) ? back : back[0];
      },
    });
  }
}

interface Plain extends tf.KernelBackend {
  firstUse: boolean;
  makeTensorInfo(shape: number[], dtype: tf.DataType, values: tf.backend_util.BackendValues): Info;
  readSync(dataId: object): tf.backend_util.BackendValues;
}
