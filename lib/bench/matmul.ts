import { selectBackend, tf } from "../neural/index.ts";

const [REPLICAS, ROWS, WIDTH] = [5, 64, 128];

/** Prints the best rate, in GFLOP/s, of the batched matrix product that training spends its time in. */
async function main(): Promise<void> {
  await selectBackend();
  const a = tf.randomNormal<tf.Rank.R3>([REPLICAS, ROWS, WIDTH], 0, 1, "float32", 1);
  const b = tf.randomNormal<tf.Rank.R3>([REPLICAS, WIDTH, WIDTH], 0, 1, "float32", 2);
  let best = 0;
  for (let stretch = 0; stretch < 20; stretch++) {
    const begin = performance.now();
    const times = 500;
    for (let i = 0; i < times; i++) tf.matMul(a, b).dispose();
    const operations = 2 * REPLICAS * ROWS * WIDTH * WIDTH * times;
    best = Math.max(best, operations / (performance.now() - begin) / 1e6);
  }
  console.log(best.toFixed(1));
}

void main();
