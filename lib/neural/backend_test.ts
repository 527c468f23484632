import { execFileSync, spawnSync } from "node:child_process";
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

/** What a process prints, on both outputs, that makes a tensor without a word about backends. */
function firstTensor(backend: string): string {
  const script = `
    const { backendBuild, tf } = await import("${library}");
    try {
      console.log(tf.matMul([[1, 2]], [[3], [4]]).dataSync()[0], await backendBuild());
    } catch (error) {
      console.log(error.message);
    }`;
  const env = { ...process.env, TWINLAB_BACKEND: backend };
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
    env,
    encoding: "utf8",
  });
  return `${stdout}${stderr}`.trim();
}

test("the first tensor takes the best backend by itself, in silence, and the build is that which computed", () => {
  expect(firstTensor("")).toMatch(/^11 (native .+|wasm WebAssembly)$/);
  expect(firstTensor("wasm")).toBe("11 wasm WebAssembly");
});

test("a first tensor that cannot have the forced backend is an error, never plain JavaScript", () => {
  expect(firstTensor("gpu")).toMatch(/^TWINLAB_BACKEND is "gpu"; allowed: native, wasm, tensorflow/);
  expect(firstTensor("tensorflow")).toMatch(/`await selectBackend\(\)` before the first tensor/);
});
