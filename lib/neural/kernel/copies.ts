import * as tf from "@tensorflow/tfjs";
import type { Info, Make } from "./make.ts";
import { type Buffer, bits } from "./operations.ts";
import { joinedLoops, sizeOf, stridesOf } from "./strides.ts";
import type { TensorBackend } from "./tensorBackend.ts";

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

/** A copy of the whole of a stretch. */
export function copyAll(backend: TensorBackend, x: Buffer, out: Buffer): void {
  copy(backend, [x.size], { buffer: x, first: 0, strides: [1] }, { buffer: out, first: 0, strides: [1] });
}

function whole(backend: TensorBackend, x: Info) {
  return { buffer: backend.buffer(x), first: 0, strides: stridesOf(x.shape) };
}

/** Axes in another order. */
export const transpose: Make<{ perm: number[] }> = (backend, [x], { perm }) => {
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

/** A part of a tensor. */
export const slice: Make<{ begin: number[]; size: number[] }> = (backend, [x], attributes) => {
  const [begin, size] = tf.slice_util.parseSliceParams(
    { shape: x.shape } as tf.Tensor,
    attributes.begin,
    attributes.size,
  );
  return part(backend, x, begin, size);
};

/** Parts of a tensor along an axis. */
export const split: Make<{ numOrSizeSplits: number | number[]; axis: number }> = (
  backend,
  [x],
  { numOrSizeSplits, axis },
) => {
  const along = tf.util.parseAxisParam(axis, x.shape)[0];
  const sizes = tf.backend_util.prepareSplitSize({ shape: x.shape } as tf.Tensor, numOrSizeSplits, along);
  let at = 0;
  return sizes.map((n) => {
    const begin = x.shape.map((_, i) => (i === along ? at : 0));
    at += n;
    return part(backend, x, begin, x.shape.with(along, n));
  });
};

/** The entries along an axis, without it. */
export const unpack: Make<{ axis: number }> = (backend, [x], { axis }) => {
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

/** Tensors one after the other along an axis. */
export const concat: Make<{ axis: number }> = (backend, inputs, { axis }) => {
  return joinedAlong(backend, inputs, tf.util.parseAxisParam(axis, inputs[0].shape)[0]);
};

/** Tensors along a new axis. */
export const pack: Make<{ axis: number }> = (backend, inputs, { axis }) => {
  const along = axis < 0 ? inputs[0].shape.length + 1 + axis : axis;
  return joinedAlong(
    backend,
    inputs.map((x) => ({ ...x, shape: x.shape.toSpliced(along, 0, 1) })),
    along,
  );
};

/** A tensor repeated along each axis. */
export const tile: Make<{ reps: number[] }> = (backend, [x], { reps }) => {
  const shape = x.shape.map((n, axis) => n * reps[axis]);
  const { info, buffer } = backend.output(shape, x.dtype);
  const from = whole(backend, x);
  // Along each axis first the repetitions, then the entries.
  const apart = x.shape.flatMap((n, axis) => [reps[axis], n]);
  const repeated = { ...from, strides: from.strides.flatMap((step) => [0, step]) };
  copy(backend, apart, repeated, { buffer, first: 0, strides: stridesOf(apart) });
  return info;
};

/** A tensor with a constant around it. */
export const pad: Make<{ paddings: [number, number][]; constantValue: number }> = (backend, [x], attributes) => {
  const { paddings, constantValue } = attributes;
  const shape = x.shape.map((n, axis) => paddings[axis][0] + n + paddings[axis][1]);
  const info = filled(backend, shape, constantValue, x.dtype);
  const strides = stridesOf(shape);
  const first = paddings.reduce((sum, [before], axis) => sum + before * strides[axis], 0);
  copy(backend, x.shape, whole(backend, x), { buffer: backend.buffer(info), first, strides });
  return info;
};

/** Attributes of `Fill`. */
export interface Filling {
  readonly shape: number[];
  readonly value: number;
  readonly dtype?: tf.DataType;
}

/** A tensor of one number. */
export function filled(
  backend: TensorBackend,
  shape: readonly number[],
  value: number,
  dtype: tf.DataType = "float32",
): Info {
  const { info, buffer } = backend.output(shape, dtype);
  backend.emit("fill", [buffer], [], [buffer.size, bits(value)]);
  return info;
}
