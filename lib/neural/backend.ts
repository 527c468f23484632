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

/** What the first tensor, or `selectBackend`, has chosen. */
let kernel: { readonly name: BackendName; readonly backend: TensorBackend } | undefined;
let tensorflow: Promise<BackendName> | undefined;

/** TensorFlow.js takes the backend of the highest priority at its first tensor; its own have 1 to 3. */
const PRIORITY = 10;
tf.registerBackend(KERNEL, loadedKernel, PRIORITY);

/**
 * Chooses the backend, once per process: the native kernel if set-up could compile it, else WebAssembly.
 * `TWINLAB_BACKEND=native|wasm|tensorflow` forces one. All compute in one thread: use the cores by processes.
 *
 * The first tensor does so by itself. Call this to know which one it is, and before the first tensor where
 * `TWINLAB_BACKEND=tensorflow`, which loads in its own time.
 *
 * `TWINLAB_EXACT=1` takes the native build whose bytes are those of WebAssembly on every processor.
 *
 * @throws if the forced build does not exist or does not load
 * @example const backend = await selectBackend(); // "native"
 */
export async function selectBackend(): Promise<BackendName> {
  if (forcedName() === "tensorflow") {
    tensorflow ??= loadTensorflow().catch((error: unknown) => {
      throw doesNotLoad("tensorflow", error);
    });
    return tensorflow;
  }
  const { name } = chosenKernel();
  if (!(await tf.setBackend(KERNEL))) throw new Error("TensorFlow.js does not take the kernel as its backend.");
  return name;
}

/**
 * The backend that computes and its build, e.g. "native AVX-512", with which the same seeds give the same bytes; chooses
 * one where none is chosen.
 */
export async function backendBuild(): Promise<string> {
  const active = tf.getBackend();
  if (active === undefined || (active === KERNEL && kernel === undefined)) await selectBackend();
  const backend = kernelBackend();
  return backend === undefined || kernel === undefined ? tf.getBackend() : `${kernel.name} ${backend.heap.build}`;
}

/** The kernel, where it computes; undefined where TensorFlow does. */
export function kernelBackend(): TensorBackend | undefined {
  const backend = tf.backend();
  return backend instanceof TensorBackend ? backend : undefined;
}

/** The kernel, or what throws at the first tensor why there is none: what a factory throws TensorFlow.js swallows. */
function loadedKernel(): tf.KernelBackend {
  try {
    return chosenKernel().backend;
  } catch (error) {
    const fail = (): never => {
      throw error;
    };
    return new Proxy(new tf.KernelBackend(), { get: fail });
  }
}

/** The best kernel that loads, or the forced one, loaded once. */
function chosenKernel(): NonNullable<typeof kernel> {
  if (kernel !== undefined) return kernel;
  const forced = forcedName();
  if (forced === "tensorflow") {
    throw new Error(
      "TWINLAB_BACKEND asks for TensorFlow, which loads in its own time: `await selectBackend()` before the first tensor.",
    );
  }
  for (const name of forced === undefined ? (["native", "wasm"] as const) : [forced]) {
    try {
      const heap = name === "native" ? nativeHeap(process.env.TWINLAB_EXACT === "1") : wasmHeap();
      registerKernels();
      kernel = { name, backend: new TensorBackend(heap) };
      return kernel;
    } catch (error) {
      if (forced !== undefined) throw doesNotLoad(forced, error);
      // This build does not load here; the next one needs less.
    }
  }
  throw new Error("Neither the native kernel nor WebAssembly loads. Run `npm run setup` to install it again.");
}

/** The backend that TWINLAB_BACKEND asks for; undefined where it is unset or empty. */
function forcedName(): BackendName | undefined {
  const forced = process.env.TWINLAB_BACKEND;
  if (forced === undefined || forced === "") return undefined;
  if (isBackendName(forced)) return forced;
  throw new Error(`TWINLAB_BACKEND is "${forced}"; allowed: ${BACKEND_NAMES.join(", ")}. Set one of them or unset it.`);
}

function doesNotLoad(name: BackendName, error: unknown): Error {
  return new Error(
    `TWINLAB_BACKEND asks for "${name}", which does not load: ${firstLine(error)} ` +
      `Run \`TWINLAB_BACKEND=${name} npm run setup\` to build it, or unset TWINLAB_BACKEND to take the best one there is.`,
  );
}

async function loadTensorflow(): Promise<BackendName> {
  process.env.TF_NUM_INTRAOP_THREADS ??= "1";
  process.env.TF_NUM_INTEROP_THREADS ??= "1";
  process.env.TF_CPP_MIN_LOG_LEVEL ??= "2";
  // tfjs-node calls two functions that Node deprecates (22) or has dropped (23).
  Object.assign(util, { isNullOrUndefined: (x: unknown) => x == null, isArray: Array.isArray });
  await import("@tensorflow/tfjs-node");
  registerPlainOperations("tensorflow");
  if (!(await tf.setBackend("tensorflow")))
    throw new Error("TensorFlow.js does not take its C library as its backend.");
  return "tensorflow";
}

function isBackendName(name: string): name is BackendName {
  return (BACKEND_NAMES as readonly string[]).includes(name);
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
}
