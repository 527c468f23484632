import * as tf from "@tensorflow/tfjs";
import type { Make } from "./make.ts";
import { sizeOf } from "./strides.ts";

interface Product {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/** Products of matrices, the last two axes, one for each entry of the others or one for all. */
export const product: Make<Product> = (backend, [a, b], { transposeA, transposeB }) => {
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
