import { beforeAll, expect, test } from "vitest";
import { compile, selectBackend, type tf } from "../neural/index.ts";
import { type ActionHead, actionHead } from "./actionHead.ts";

beforeAll(selectBackend);

/** Q by another network's choice, and the largest, by a program of the kernel: [row] each. */
function valued(head: ActionHead, chooser: number[], q: number[], allowed: number[]): number[][] {
  const rows = q.length / head.outputs;
  const widths = [head.outputs, head.outputs, head.choices];
  const run = compile(
    widths.map((width) => [1, rows, width]),
    (...inputs) => {
      const [a, b, c] = inputs as [tf.Tensor3D, tf.Tensor3D, tf.Tensor3D];
      return [head.bestBy(a, b, c), head.best(b, c)];
    },
  );
  const made = run(...[chooser, q, allowed].map((x) => Float32Array.from(x))).map((x) => [...x]);
  run.dispose();
  return made;
}

test("of discrete actions the one that the other network likes best counts, if it is allowed; the first of equals", () => {
  const head = actionHead({ kind: "discrete", n: 3 });
  const chooser = [1, 9, 5, 1, 9, 5, 4, 4, 4, -7, -9, -8];
  const q = [10, 20, 30, 10, 20, 30, 10, 20, 30, 10, 20, 30];
  const allowed = [1, 1, 1, 1, 0, 1, 0, 1, 1, 0, 1, 1];
  expect(valued(head, chooser, q, allowed)).toEqual([
    [20, 30, 20, 30],
    [30, 30, 30, 30],
  ]);
});

test("of bits each that may be chosen counts as the other network would set it, 0 of equals", () => {
  const head = actionHead({ kind: "multiBinary", size: 2 });
  // Outputs are those for 0 of both bits, then those for 1.
  const chooser = [0, 5, 1, 4, 0, 5, 1, 4, 3, 3, 3, 3];
  const q = [1, 2, 10, 20, 1, 2, 10, 20, 1, 2, 10, 20];
  const allowed = [1, 1, 1, 0, 1, 1];
  expect(valued(head, chooser, q, allowed)).toEqual([
    [10 + 2, 10, 1 + 2],
    [10 + 20, 10, 10 + 20],
  ]);
  // As the network itself would act.
  const out = new Int32Array(2);
  head.greedy(Float32Array.of(0, 5, 1, 4), Uint8Array.of(1, 1), out, 0);
  expect([...out]).toEqual([1, 0]);
});
