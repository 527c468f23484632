import * as tf from "@tensorflow/tfjs";
import { type Buffer, bits, MAPS, REDUCTIONS, ZIPS } from "./operations.ts";
import { joinedLoops, repeatedStrides, sizeOf, stridesOf } from "./strides.ts";
import { KERNEL, type TensorBackend } from "./tensorBackend.ts";

type Info = tf.TensorInfo;
/** How an operation of TensorFlow.js becomes instructions. */
type Make<A> = (backend: TensorBackend, inputs: Info[], attributes: A) => Info | Info[];

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

// ---- one and two tensors, number by number ----

/** Attributes that are two numbers of a `map`. */
const LIMITS: Readonly<Record<string, readonly [string, string?]>> = {
  Step: ["alpha"],
  ClipByValue: ["clipValueMin", "clipValueMax"],
};

/** Kinds of `zip` that tell whether something holds. */
const TRUTHS: ReadonlySet<number> = new Set([
  ...[ZIPS.Greater, ZIPS.GreaterEqual, ZIPS.Less, ZIPS.LessEqual],
  ...[ZIPS.Equal, ZIPS.NotEqual, ZIPS.LogicalAnd, ZIPS.LogicalOr],
]);

function mapped(kind: number, limits: readonly (string | undefined)[] = []): Make<Readonly<Record<string, number>>> {
  return (backend, [x], attributes) => {
    const { info, buffer } = backend.output(x.shape, x.dtype);
    const [low, high] = [0, 1].map((i) => attributes?.[limits[i] ?? ""] ?? 0);
    backend.emit("map", [buffer], [backend.buffer(x)], [kind, buffer.size, bits(low), bits(high)]);
    return info;
  };
}

function zipped(kind: number, dtype?: tf.DataType): Make<object> {
  return (backend, [a, b]) => {
    const shape = tf.broadcast_util.assertAndGetBroadcastShape(a.shape, b.shape);
    const { info, buffer } = backend.output(shape, dtype ?? tf.upcastType(a.dtype, b.dtype));
    const { dims, strides } = joinedLoops(shape, [repeatedStrides(a.shape, shape), repeatedStrides(b.shape, shape)]);
    const reads = [backend.buffer(a), backend.buffer(b)];
    backend.emit("zip", [buffer], reads, [kind, ...dims, ...strides[0], ...strides[1]]);
    return info;
  };
}

function addAll(backend: TensorBackend, inputs: Info[]): Info {
  return inputs.slice(1).reduce((sum, x) => zipped(ZIPS.Add)(backend, [sum, x], {}) as Info, inputs[0]);
}

const cast: Make<{ dtype: tf.DataType }> = (backend, [x], { dtype }) => {
  if (dtype === x.dtype) {
    backend.incRef(x.dataId);
    return { ...x };
  }
  const { info, buffer } = backend.output(x.shape, dtype);
  if (dtype === "bool") {
    const { dims, strides } = joinedLoops(x.shape, [stridesOf(x.shape), x.shape.map(() => 0)]);
    const zero = filled(backend, [], 0, "float32");
    const reads = [backend.buffer(x), backend.buffer(zero)];
    backend.emit("zip", [buffer], reads, [ZIPS.NotEqual, ...dims, ...strides[0], ...strides[1]]);
    backend.disposeData(zero.dataId);
    return info;
  }
  if (dtype === "int32" && x.dtype === "float32") {
    backend.emit("map", [buffer], [backend.buffer(x)], [MAPS.Truncate, buffer.size, 0, 0]);
    return info;
  }
  copyAll(backend, backend.buffer(x), buffer);
  return info;
};

const select: Make<object> = (backend, [condition, yes, no]) => {
  const shape = yes.shape;
  if (String(condition.shape) !== String(shape) || String(no.shape) !== String(shape)) {
    throw new Error(
      `A choice between [${yes.shape}] and [${no.shape}] by [${condition.shape}]: give all three one shape.`,
    );
  }
  const { info, buffer } = backend.output(shape, yes.dtype);
  backend.emit(
    "select",
    [buffer],
    [condition, yes, no].map((x) => backend.buffer(x)),
    [buffer.size],
  );
  return info;
};

interface Filling {
  readonly shape: number[];
  readonly value: number;
  readonly dtype?: tf.DataType;
}

function filled(backend: TensorBackend, shape: readonly number[], value: number, dtype: tf.DataType = "float32"): Info {
  const { info, buffer } = backend.output(shape, dtype);
  backend.emit("fill", [buffer], [], [buffer.size, bits(value)]);
  return info;
}

// ---- along axes ----

interface Along {
  readonly axis?: number | number[];
  readonly reductionIndices?: number | number[];
  readonly keepDims?: boolean;
}

function reduced(kind: number): Make<Along> {
  return (backend, [x], { axis, reductionIndices, keepDims = false }) => {
    const axes = tf.util.parseAxisParam(axis ?? reductionIndices ?? [], x.shape).toSorted((a, b) => a - b);
    const along = axes.length > 0 ? axes : x.shape.map((_, i) => i);
    if (along.some((at, i) => at !== along[0] + i)) return reducedApart(kind, backend, x, along, keepDims);
    const shape = x.shape.flatMap((n, at) => (along.includes(at) ? (keepDims ? [1] : []) : [n]));
    const { info, buffer } = backend.output(shape, x.dtype === "bool" ? "int32" : x.dtype);
    const [from, to] = [along[0] ?? 0, (along.at(-1) ?? -1) + 1];
    const [outer, inner] = [sizeOf(x.shape.slice(0, from)), sizeOf(x.shape.slice(to))];
    const numbers = [kind, outer, sizeOf(x.shape.slice(from, to)), inner];
    backend.emit("reduce", [buffer], [backend.buffer(x)], numbers);
    return info;
  };
}

/** Axes that do not lie together are brought together at the end. */
function reducedApart(
  kind: number,
  backend: TensorBackend,
  x: Info,
  along: readonly number[],
  keepDims: boolean,
): Info {
  const rest = x.shape.flatMap((_, at) => (along.includes(at) ? [] : [at]));
  const moved = transpose(backend, [x], { perm: [...rest, ...along] }) as Info;
  const made = reduced(kind)(backend, [moved], { axis: along.map((_, i) => rest.length + i) }) as Info;
  backend.disposeData(moved.dataId);
  return keepDims ? { ...made, shape: x.shape.map((n, at) => (along.includes(at) ? 1 : n)) } : made;
}

const argMax: Make<{ axis: number }> = (backend, [x], { axis }) => {
  const at = axis < 0 ? x.shape.length + axis : axis;
  const { info, buffer } = backend.output(x.shape.toSpliced(at, 1), "int32");
  const [outer, inner] = [sizeOf(x.shape.slice(0, at)), sizeOf(x.shape.slice(at + 1))];
  backend.emit("argmax", [buffer], [backend.buffer(x)], [outer, x.shape[at], inner]);
  return info;
};

/** TensorFlow.js brings the axis to the end. */
function softmax(isLog: 0 | 1): Make<object> {
  return (backend, [x]) => {
    const { info, buffer } = backend.output(x.shape);
    const n = x.shape.at(-1) ?? 1;
    backend.emit("softmax", [buffer], [backend.buffer(x)], [buffer.size / n, n, isLog]);
    return info;
  };
}

// ---- products ----

interface Product {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

const product: Make<Product> = (backend, [a, b], { transposeA, transposeB }) => {
  const [aRows, aColumns] = a.shape.slice(-2);
  const [bRows, bColumns] = b.shape.slice(-2);
  const [rows, inner] = transposeA ? [aColumns, aRows] : [aRows, aColumns];
  const columns = transposeB ? bRows : bColumns;
  const [aBatch, bBatch] = [sizeOf(a.shape.slice(0, -2)), sizeOf(b.shape.slice(0, -2))];
  if (inner !== (transposeB ? bColumns : bRows) || (aBatch !== bBatch && aBatch !== 1 && bBatch !== 1)) {
    throw new Error(`A product of [${a.shape}] and [${b.shape}]: inner sizes, or numbers of matrices, differ.`);
  }
  const batches = tf.broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const { info, buffer } = backend.output([...batches, rows, columns], tf.upcastType(a.dtype, b.dtype));
  const numbers = [
    ...[sizeOf(batches), rows, columns, inner],
    ...[aBatch === 1 ? 0 : aRows * aColumns, ...(transposeA ? [1, aColumns] : [aColumns, 1])],
    ...[bBatch === 1 ? 0 : bRows * bColumns, ...(transposeB ? [1, bColumns] : [bColumns, 1])],
    ...[0, 0, 0], // activation, step from one bias to the next, whether it adds
  ];
  backend.emit("product", [buffer], [backend.buffer(a), backend.buffer(b), undefined, undefined], numbers);
  return info;
};

// ---- copies ----

/** Copies entries of x along the loops of a shape, each tensor with its first entry and its strides. */
function copy(
  backend: TensorBackend,
  shape: readonly number[],
  x: { readonly buffer: Buffer; readonly first: number; readonly strides: readonly number[] },
  out: { readonly buffer: Buffer; readonly first: number; readonly strides: readonly number[] },
): void {
  if (sizeOf(shape) === 0) return;
  const { dims, strides } = joinedLoops(shape, [out.strides, x.strides]);
  backend.emit("copy", [out.buffer], [x.buffer], [out.first, x.first, ...strides[0], ...strides[1], ...dims]);
}

function copyAll(backend: TensorBackend, x: Buffer, out: Buffer): void {
  copy(backend, [x.size], { buffer: x, first: 0, strides: [1] }, { buffer: out, first: 0, strides: [1] });
}

function whole(backend: TensorBackend, x: Info) {
  return { buffer: backend.buffer(x), first: 0, strides: stridesOf(x.shape) };
}

const transpose: Make<{ perm: number[] }> = (backend, [x], { perm }) => {
  const shape = perm.map((axis) => x.shape[axis]);
  const { info, buffer } = backend.output(shape, x.dtype);
  const from = whole(backend, x);
  const strides = perm.map((axis) => from.strides[axis]);
  copy(backend, shape, { ...from, strides }, { buffer, first: 0, strides: stridesOf(shape) });
  return info;
};

function part(backend: TensorBackend, x: Info, begin: readonly number[], shape: readonly number[]): Info {
  const { info, buffer } = backend.output(shape, x.dtype);
  const from = whole(backend, x);
  const first = begin.reduce((sum, at, axis) => sum + at * from.strides[axis], 0);
  copy(backend, shape, { ...from, first }, { buffer, first: 0, strides: stridesOf(shape) });
  return info;
}

const slice: Make<{ begin: number[]; size: number[] }> = (backend, [x], attributes) => {
  const [begin, size] = tf.slice_util.parseSliceParams(
    { shape: x.shape } as tf.Tensor,
    attributes.begin,
    attributes.size,
  );
  return part(backend, x, begin, size);
};

const split: Make<{ numOrSizeSplits: number | number[]; axis: number }> = (backend, [x], { numOrSizeSplits, axis }) => {
  const along = tf.util.parseAxisParam(axis, x.shape)[0];
  const sizes = tf.backend_util.prepareSplitSize({ shape: x.shape } as tf.Tensor, numOrSizeSplits, along);
  let at = 0;
  return sizes.map((n) => {
    const begin = x.shape.map((_, i) => (i === along ? at : 0));
    at += n;
    return part(backend, x, begin, x.shape.with(along, n));
  });
};

const unpack: Make<{ axis: number }> = (backend, [x], { axis }) => {
  const along = tf.util.parseAxisParam(axis, x.shape)[0];
  return Array.from({ length: x.shape[along] }, (_, at) => {
    const begin = x.shape.map((_, i) => (i === along ? at : 0));
    const made = part(backend, x, begin, x.shape.with(along, 1));
    return { ...made, shape: x.shape.toSpliced(along, 1) };
  });
};

/** Writes tensors one after the other along an axis of a new one. */
function joinedAlong(backend: TensorBackend, parts: readonly Info[], along: number): Info {
  const total = parts.reduce((sum, { shape }) => sum + shape[along], 0);
  const shape = parts[0].shape.with(along, total);
  const { info, buffer } = backend.output(shape, parts[0].dtype);
  const strides = stridesOf(shape);
  let at = 0;
  for (const x of parts) {
    copy(backend, x.shape, whole(backend, x), { buffer, first: at * strides[along], strides });
    at += x.shape[along];
  }
  return info;
}

const concat: Make<{ axis: number }> = (backend, inputs, { axis }) => {
  return joinedAlong(backend, inputs, tf.util.parseAxisParam(axis, inputs[0].shape)[0]);
};

const pack: Make<{ axis: number }> = (backend, inputs, { axis }) => {
  const along = axis < 0 ? inputs[0].shape.length + 1 + axis : axis;
  return joinedAlong(
    backend,
    inputs.map((x) => ({ ...x, shape: x.shape.toSpliced(along, 0, 1) })),
    along,
  );
};

const tile: Make<{ reps: number[] }> = (backend, [x], { reps }) => {
  const shape = x.shape.map((n, axis) => n * reps[axis]);
  const { info, buffer } = backend.output(shape, x.dtype);
  const from = whole(backend, x);
  // Along each axis first the repetitions, then the entries.
  const apart = x.shape.flatMap((n, axis) => [reps[axis], n]);
  const repeated = { ...from, strides: from.strides.flatMap((step) => [0, step]) };
  copy(backend, apart, repeated, { buffer, first: 0, strides: stridesOf(apart) });
  return info;
};

const pad: Make<{ paddings: [number, number][]; constantValue: number }> = (backend, [x], attributes) => {
  const { paddings, constantValue } = attributes;
  const shape = x.shape.map((n, axis) => paddings[axis][0] + n + paddings[axis][1]);
  const info = filled(backend, shape, constantValue, x.dtype);
  const strides = stridesOf(shape);
  const first = paddings.reduce((sum, [before], axis) => sum + before * strides[axis], 0);
  copy(backend, x.shape, whole(backend, x), { buffer: backend.buffer(info), first, strides });
  return info;
};

// ---- the gated recurrent unit ----

interface Sequences {
  readonly slots: number;
}

/** Inputs x [replica, slot x row, input] and four kernels; gives states, gates, candidates and gated states. */
const gruStates: Make<Sequences> = (backend, inputs, { slots }) => {
  const [replicas, all, input] = inputs[0].shape;
  const hidden = inputs[4].shape[1];
  const widths = [hidden, 2 * hidden, hidden, hidden];
  const made = widths.map((width) => backend.output([replicas, all, width]));
  backend.emit(
    "gruForward",
    made.map(({ buffer }) => buffer),
    inputs.map((x) => backend.buffer(x)),
    [replicas, slots, all / slots, input, hidden],
  );
  return made.map(({ info }) => info);
};

/** Inputs x, the two kernels of the state, gates, candidates, gated states, states and their gradient. */
const gruGradients: Make<Sequences> = (backend, inputs, { slots }) => {
  const [replicas, all, input] = inputs[0].shape;
  const hidden = inputs[2].shape[1];
  const shapes = [
    [input, 2 * hidden],
    [hidden, 2 * hidden],
    [input, hidden],
    [hidden, hidden],
  ];
  const made = shapes.map((shape) => backend.output([replicas, ...shape]));
  backend.withScratch(all * 3 * hidden + (all / slots) * 2 * hidden, (scratch) =>
    backend.emit(
      "gruBackward",
      [...made.map(({ buffer }) => buffer), scratch],
      inputs.map((x) => backend.buffer(x)),
      [replicas, slots, all / slots, input, hidden],
    ),
  );
  return made.map(({ info }) => info);
};

// ---- images ----

interface Convolved {
  /** of the image, and of the kernel */
  readonly shapes: readonly [readonly number[], readonly number[]];
  readonly stride: number;
}

/** Of an image and a kernel; of a kernel and dy, in the image; of an image and dy, in the kernel. */
function convolution(kind: 0 | 1 | 2): Make<Convolved> {
  return (backend, inputs, { shapes, stride }) => {
    const [[images, rows, columns, channels], [size, , , out]] = shapes;
    const [high, wide] = [Math.ceil(rows / stride), Math.ceil(columns / stride)];
    const { info, buffer } = backend.output([[images, high, wide, out], ...shapes][kind]);
    const patch = size * size * channels;
    // Patches of a strip of rows, as the kernel cuts them, and a transposed kernel.
    const strip = Math.max(Math.floor(16_384 / (patch * wide)), Math.ceil(96 / wide));
    const numbers = [kind, images, rows, columns, channels, out, size, stride];
    backend.withScratch(strip * wide * patch + patch * out, (scratch) =>
      backend.emit(
        "convolve",
        [buffer, scratch],
        inputs.map((x) => backend.buffer(x)),
        numbers,
      ),
    );
    return info;
  };
}

/** Inputs x, gamma and beta; gives y, mean, variance and 1 / deviation. */
const normalise: Make<{ epsilon: number }> = (backend, inputs, { epsilon }) => {
  const [{ shape }] = inputs;
  const channels = shape.at(-1) as number;
  const made = [shape, [channels], [channels], [channels]].map((shape) => backend.output(shape));
  backend.withScratch(channels, (scratch) =>
    backend.emit(
      "normalise",
      [...made.map(({ buffer }) => buffer), scratch],
      inputs.map((x) => backend.buffer(x)),
      [sizeOf(shape) / channels, channels, bits(epsilon)],
    ),
  );
  return made.map(({ info }) => info);
};

/** Inputs dy, x, gamma, mean and 1 / deviation; gives the gradients in x, gamma and beta. */
const normaliseGradients: Make<object> = (backend, inputs) => {
  const [{ shape }] = inputs;
  const channels = shape.at(-1) as number;
  const made = [shape, [channels], [channels]].map((shape) => backend.output(shape));
  backend.withScratch(channels, (scratch) =>
    backend.emit(
      "normaliseBackward",
      [...made.map(({ buffer }) => buffer), scratch],
      inputs.map((x) => backend.buffer(x)),
      [sizeOf(shape) / channels, channels],
    ),
  );
  return made.map(({ info }) => info);
};
