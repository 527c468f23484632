import * as tf from "@tensorflow/tfjs";
import { copyAll, filled } from "./copies.ts";
import type { Info, Make } from "./make.ts";
import { bits, MAPS, ZIPS } from "./operations.ts";
import { joinedLoops, repeatedStrides, stridesOf } from "./strides.ts";
import type { TensorBackend } from "./tensorBackend.ts";

/** Attributes that are two numbers of a `map`. */
export const LIMITS: Readonly<Record<string, readonly [string, string?]>> = {
  Step: ["alpha"],
  ClipByValue: ["clipValueMin", "clipValueMax"],
};

/** Kinds of `zip` that tell whether something holds. */
export const TRUTHS: ReadonlySet<number> = new Set([
  ...[ZIPS.Greater, ZIPS.GreaterEqual, ZIPS.Less, ZIPS.LessEqual],
  ...[ZIPS.Equal, ZIPS.NotEqual, ZIPS.LogicalAnd, ZIPS.LogicalOr],
]);

/** A function of each number, with up to two numbers of its attributes. */
export function mapped(
  kind: number,
  limits: readonly (string | undefined)[] = [],
): Make<Readonly<Record<string, number>>> {
  return (backend, [x], attributes) => {
    const { info, buffer } = backend.output(x.shape, x.dtype);
    const [low, high] = [0, 1].map((i) => attributes?.[limits[i] ?? ""] ?? 0);
    backend.emit("map", [buffer], [backend.buffer(x)], [kind, buffer.size, bits(low), bits(high)]);
    return info;
  };
}

/** A function of two tensors' numbers, the smaller one repeated. */
export function zipped(kind: number, dtype?: tf.DataType): Make<object> {
  return (backend, [a, b]) => {
    const shape = tf.broadcast_util.assertAndGetBroadcastShape(a.shape, b.shape);
    const { info, buffer } = backend.output(shape, dtype ?? tf.upcastType(a.dtype, b.dtype));
    const { dims, strides } = joinedLoops(shape, [repeatedStrides(a.shape, shape), repeatedStrides(b.shape, shape)]);
    const reads = [backend.buffer(a), backend.buffer(b)];
    backend.emit("zip", [buffer], reads, [kind, ...dims, ...strides[0], ...strides[1]]);
    return info;
  };
}

/** The sum of some tensors. */
export function addAll(backend: TensorBackend, inputs: Info[]): Info {
  return inputs.slice(1).reduce((sum, x) => {
    const next = zipped(ZIPS.Add)(backend, [sum, x], {}) as Info;
    if (sum !== inputs[0]) backend.disposeData(sum.dataId);
    return next;
  }, inputs[0]);
}

/** Another type: whole numbers are cut off, truths are 0 and 1. */
export const cast: Make<{ dtype: tf.DataType }> = (backend, [x], { dtype }) => {
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

/** Numbers of one tensor where a condition holds, else of another, all of one shape. */
export const select: Make<object> = (backend, [condition, yes, no]) => {
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
