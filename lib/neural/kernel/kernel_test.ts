import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { selectBackend, tf } from "../backend.ts";
import { compile } from "../compile.ts";
import { loadableBackends } from "../loadable_fixture.ts";
import { CASES, numbers } from "./operations_fixture.ts";
import { registerPlainOperations } from "./plain.ts";
import { KERNEL } from "./tensorBackend.ts";

beforeAll(async () => {
  await selectBackend();
  registerPlainOperations("cpu");
});

/** What a case gives on a backend, as arrays. */
async function on(backend: string, make: () => tf.Tensor[]): Promise<Float32Array[]> {
  const before = tf.getBackend();
  await tf.setBackend(backend);
  try {
    return tf.tidy(() => make().map((tensor) => Float32Array.from(tensor.dataSync())));
  } finally {
    await tf.setBackend(before);
  }
}

test.each(Object.entries(CASES))("%s: the kernel gives what plain JavaScript gives", async (_name, make) => {
  const [ours, plain] = [await on(KERNEL, make), await on("cpu", make)];
  expect(ours.length).toBe(plain.length);
  for (const [i, values] of ours.entries()) {
    expect(values.length).toBe(plain[i].length);
    const size = Math.max(1, ...plain[i].map(Math.abs));
    for (const [k, value] of values.entries()) expect(Math.abs(value - plain[i][k]) / size).toBeLessThan(5e-6);
  }
});

test.each(Object.entries(CASES))("%s: compiled, the bytes are the same", (_name, make) => {
  const compiled = compile([], make);
  const expected = tf.tidy(() => make().map((tensor) => Float32Array.from(tensor.dataSync())));
  for (let call = 0; call < 2; call++) expect(compiled()).toEqual(expected);
  compiled.dispose();
});

test("functions hold over all floats: exp, log, tanh and sigmoid within 2e-7, infinities and no numbers passed on", () => {
  const x = Float32Array.from({ length: 4000 }, (_, i) => (i - 2000) / 20);
  const positive = Float32Array.from({ length: 4000 }, (_, i) => 2 ** ((i - 2000) / 16));
  const within = (tensor: tf.Tensor, at: Float32Array, f: (x: number) => number) => {
    const values = tensor.dataSync<"float32">();
    for (const [i, value] of values.entries()) {
      const exact = f(at[i]);
      if (Math.abs(exact) < 1.2e-38) expect(Math.abs(value)).toBeLessThan(1.2e-38);
      else if (exact < 3.4e38) expect(Math.abs(value / exact - 1)).toBeLessThan(2e-7);
      else expect(value).toBe(Infinity);
    }
  };
  tf.tidy(() => {
    within(tf.exp(tf.tensor(x)), x, Math.exp);
    within(tf.log(tf.tensor(positive)), positive, (value) => Math.log(value) || 1e-45);
    within(tf.tanh(tf.tensor(x)), x, Math.tanh);
    within(tf.sigmoid(tf.tensor(x)), x, (value) => 1 / (1 + Math.exp(-value)));
    const odd = tf.tensor([Number.NaN, Infinity, -Infinity, 0]);
    expect([...tf.exp(odd).dataSync()]).toEqual([Number.NaN, Infinity, 0, 1]);
    expect([...tf.log(odd).dataSync()]).toEqual([Number.NaN, Infinity, Number.NaN, -Infinity]);
    expect([...tf.tanh(odd).dataSync()]).toEqual([Number.NaN, 1, -1, 0]);
    expect([...tf.relu(odd).dataSync()]).toEqual([Number.NaN, Infinity, 0, 0]);
  });
});

test("a replica's bytes do not depend on who else is in the block", () => {
  const shapes = (replicas: number) => [
    [replicas, 9, 20],
    [replicas, 20, 7],
  ];
  const f = (x: tf.Tensor, w: tf.Tensor) => [tf.softmax(tf.tanh(tf.matMul(x as tf.Tensor3D, w as tf.Tensor3D)))];
  const [x, w] = [numbers([5, 9, 20], 1).dataSync<"float32">(), numbers([5, 20, 7], 2).dataSync<"float32">()];
  const together = compile(shapes(5), f, 5);
  const alone = compile(shapes(1), f);
  const all = together(x, w)[0];
  for (let replica = 0; replica < 5; replica++) {
    const part = (values: Float32Array) =>
      values.slice((replica * values.length) / 5, ((replica + 1) * values.length) / 5);
    expect(alone(part(x), part(w))[0]).toEqual(part(all));
  }
  for (const compiled of [together, alone]) compiled.dispose();
});

test("what the kernel cannot hold or do is refused", () => {
  expect(() => tf.tensor(["a"])).toThrow("no tensors of string");
  expect(() => tf.tensor([2 ** 25], [1], "int32")).toThrow("none may exceed 2^24");
  expect(() => compile([[2]], (x) => [tf.cumsum(x)])(new Float32Array(2))).toThrow("The kernel has no Cumsum");
  expect(() => compile([[3]], (x) => [x], 2)(new Float32Array(3))).toThrow("does not divide into 2 replicas");
});

/** Hash of all cases and of some training, in a process of its own. */
function hashOf(environment: Readonly<Record<string, string>>): string {
  const script = join(import.meta.dirname, "hash_fixture.ts");
  return execFileSync(process.execPath, [script], { env: { ...process.env, ...environment }, encoding: "utf8" }).trim();
}

test.skipIf(!loadableBackends().includes("native"))(
  "without contraction of multiply-add the native kernel's bytes are those of WebAssembly",
  () => {
    const wasm = hashOf({ TWINLAB_BACKEND: "wasm" });
    expect(hashOf({ TWINLAB_BACKEND: "native", TWINLAB_EXACT: "1" })).toBe(wasm.replace("wasm", "native"));
  },
);
