import util from "node:util";
import * as tf from "@tensorflow/tfjs";
import {
  KERNEL,
  nativeHeap,
  registerKernels,
  registerPlainOperations,
  TensorBackend,
  wasmHeap,
} from "./kernel/index.ts";

export { tf };

/** The backends that compute tensors. */
export const BACKEND_NAMES = ["native", "wasm", "tensorflow"] as const;
/**
 * `native`: our kernel, compiled for this machine by set-up; `wasm`: our kernel as WebAssembly; `tensorflow`: TensorFlow's
 * C library by tfjs-node, operation by operation, which the kernel is tested against.
 */
export type BackendName = (typeof BACKEND_NAMES)[number];

let selected: Promise<BackendName> | undefined;

/**
 * Chooses the backend, once per process: the native kernel if set-up could compile it, else WebAssembly.
 * `TWINLAB_BACKEND=native|wasm|tensorflow` forces one. All compute in one thread: use the cores by processes.
 *
 * `TWINLAB_EXACT=1` takes the native build whose bytes are those of WebAssembly on every processor.
 *
 * @throws if the forced build does not exist or does not load
 * @example const backend = await selectBackend(); // "native"
 */
export function selectBackend(): Promise<BackendName> {
  selected ??= select(process.env.TWINLAB_BACKEND);
  return selected;
}

/**
 * The backend and its build, e.g. "native AVX-512", with which the same seeds give the same bytes; chooses one where none
 * is chosen.
 */
export async function backendBuild(): Promise<string> {
  const name = await selectBackend();
  const build = kernelBackend()?.heap.build;
  return build === undefined ? name : `${name} ${build}`;
}

/** The kernel, where it computes; undefined where TensorFlow does. */
export function kernelBackend(): TensorBackend | undefined {
  return tf.getBackend() === KERNEL ? (tf.backend() as TensorBackend) : undefined;
}

async function select(forced: string | undefined): Promise<BackendName> {
  if (forced !== undefined && forced !== "") {
    if (!isBackendName(forced)) {
      throw new Error(
        `TWINLAB_BACKEND is "${forced}"; allowed: ${BACKEND_NAMES.join(", ")}. Set one of them or unset it.`,
      );
    }
    await load(forced).catch((error: unknown) => {
      throw new Error(
        `TWINLAB_BACKEND asks for "${forced}", which does not load: ${firstLine(error)} ` +
          `Run \`TWINLAB_BACKEND=${forced} npm run setup\` to build it, or unset TWINLAB_BACKEND to take the best one there is.`,
      );
    });
    return forced;
  }
  for (const name of ["native", "wasm"] as const) {
    try {
      await load(name);
      return name;
    } catch {
      // This build does not load here; the next one needs less.
    }
  }
  throw new Error("Neither the native kernel nor WebAssembly loads. Run `npm run setup` to install it again.");
}

async function load(name: BackendName): Promise<void> {
  if (name === "tensorflow") return loadTensorflow();
  const heap = name === "native" ? nativeHeap(process.env.TWINLAB_EXACT === "1") : wasmHeap();
  registerKernels();
  tf.registerBackend(KERNEL, () => new TensorBackend(heap));
  if (!(await tf.setBackend(KERNEL))) throw new Error("TensorFlow.js does not take the kernel as its backend.");
}

async function loadTensorflow(): Promise<void> {
  process.env.TF_NUM_INTRAOP_THREADS ??= "1";
  process.env.TF_NUM_INTEROP_THREADS ??= "1";
  process.env.TF_CPP_MIN_LOG_LEVEL ??= "2";
  // tfjs-node calls two functions that Node deprecates (22) or has dropped (23).
  Object.assign(util, { isNullOrUndefined: (x: unknown) => x == null, isArray: Array.isArray });
  await import("@tensorflow/tfjs-node");
  registerPlainOperations("tensorflow");
  if (!(await tf.setBackend("tensorflow")))
    throw new Error("TensorFlow.js does not take its C library as its backend.");
}

function isBackendName(name: string): name is BackendName {
  return (BACKEND_NAMES as readonly string[]).includes(name);
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
}
