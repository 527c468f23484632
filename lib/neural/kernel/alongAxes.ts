import * as tf from "@tensorflow/tfjs";
import { transpose } from "./copies.ts";
import type { Info, Make } from "./make.ts";
import { sizeOf } from "./strides.ts";
import type { TensorBackend } from "./tensorBackend.ts";

interface Along {
  readonly axis?: number | number[];
  readonly reductionIndices?: number | number[];
  readonly keepDims?: boolean;
}

/** Sums, means or extremes along some axes, all by default. */
export function reduced(kind: number): Make<Along> {
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

/** The place of the largest number along an axis, the first of equals. */
export const argMax: Make<{ axis: number }> = (backend, [x], { axis }) => {
  const at = axis < 0 ? x.shape.length + axis : axis;
  const { info, buffer } = backend.output(x.shape.toSpliced(at, 1), "int32");
  const [outer, inner] = [sizeOf(x.shape.slice(0, at)), sizeOf(x.shape.slice(at + 1))];
  backend.emit("argmax", [buffer], [backend.buffer(x)], [outer, x.shape[at], inner]);
  return info;
};

/** TensorFlow.js brings the axis to the end. */
export function softmax(isLog: 0 | 1): Make<object> {
  return (backend, [x]) => {
    const { info, buffer } = backend.output(x.shape);
    const n = x.shape.at(-1) ?? 1;
    backend.emit("softmax", [buffer], [backend.buffer(x)], [buffer.size / n, n, isLog]);
    return info;
  };
}
