import type { Rng } from "../random/index.ts";
import { shuffle } from "./shuffle.ts";

/**
 * Batch after batch of 0 .. count - 1, epoch after epoch, each in a new order; a batch may begin in one epoch and end in
 * the next.
 *
 * @example const next = batches(4000, 32, rng); const chosen = next();
 */
export function batches(count: number, batchSize: number, stream: Rng): () => Int32Array {
  const order = Int32Array.from({ length: count }, (_, i) => i);
  let taken = count;
  return () =>
    Int32Array.from({ length: batchSize }, () => {
      if (taken === count) {
        shuffle(order, stream);
        taken = 0;
      }
      taken++;
      return order[taken - 1];
    });
}
