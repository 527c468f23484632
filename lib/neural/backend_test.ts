import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";

const library = new URL("./backend.ts", import.meta.url).href;

function choose(backend: string): string {
  const script = `
    const { selectBackend, tf } = await import("${library}");
    try {
      console.log(await selectBackend(), tf.matMul([[1, 2]], [[3], [4]]).dataSync()[0]);
    } catch (error) {
      console.log(error.message);
    }`;
  const env = { ...process.env, TWINLAB_BACKEND: backend };
  return execFileSync(process.execPath, ["--input-type=module", "-e", script], { env, encoding: "utf8" }).trim();
}

test("a forced backend is the one that computes", () => {
  expect(choose("wasm")).toBe("wasm 11");
  for (const backend of ["native", "tensorflow"])
    expect(choose(backend)).toMatch(new RegExp(`^${backend} 11$|"${backend}", which does not load`));
});

test("unforced, the best that loads computes", () => {
  expect(choose("")).toMatch(/^(native|wasm) 11$/);
});

test("an unknown backend is an error that names the choices", () => {
  expect(choose("gpu")).toBe(
    'TWINLAB_BACKEND is "gpu"; allowed: native, wasm, tensorflow. Set one of them or unset it.',
  );
});
