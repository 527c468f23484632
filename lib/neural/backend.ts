import util from "node:util";
import * as tf from "@tensorflow/tfjs";

export { tf };

/** The backends of TensorFlow.js, the fastest first. */
export const BACKEND_NAMES = ["native", "wasm", "cpu"] as const;
/** `native`: TensorFlow's C library; `wasm`: WebAssembly; `cpu`: plain JavaScript. */
export type BackendName = (typeof BACKEND_NAMES)[number];

const REGISTERED = { native: "tensorflow", wasm: "wasm", cpu: "cpu" } as const;

let selected: Promise<BackendName> | undefined;

/**
 * Chooses the backend that computes tensors, once per process: the native library if it loads, else WebAssembly, else
 * plain JavaScript. `TWINLAB_BACKEND=native|wasm|cpu` forces one.
 *
 * TensorFlow gets one thread: at the sizes of these papers two threads double the latency of an operation. Use the
 * cores by processes.
 *
 * @throws if the forced backend does not exist or does not load
 * @example const backend = await selectBackend(); // "native"
 */
export function selectBackend(): Promise<BackendName> {
  selected ??= select(process.env.TWINLAB_BACKEND);
  return selected;
}

async function select(forced: string | undefined): Promise<BackendName> {
  process.env.TF_NUM_INTRAOP_THREADS ??= "1";
  process.env.TF_NUM_INTEROP_THREADS ??= "1";
  process.env.TF_CPP_MIN_LOG_LEVEL ??= "2";
  if (forced !== undefined && forced !== "") {
    if (!isBackendName(forced)) {
      throw new Error(
        `TWINLAB_BACKEND is "${forced}"; allowed: ${BACKEND_NAMES.join(", ")}. Set one of them or unset it.`,
      );
    }
    await load(forced).catch((error: unknown) => {
      throw new Error(
        `TWINLAB_BACKEND asks for "${forced}", which does not load: ${firstLine(error)} ` +
          "Run `npm run setup` to build it, or unset TWINLAB_BACKEND to take the best one there is.",
      );
    });
    return forced;
  }
  for (const name of BACKEND_NAMES) {
    try {
      await load(name);
      return name;
    } catch {
      // This backend does not load here; the next one needs less.
    }
  }
  throw new Error("No TensorFlow backend loads, not even plain JavaScript. Run `npm run setup` to install it again.");
}

async function load(name: BackendName): Promise<void> {
  if (name === "native") {
    // tfjs-node calls two functions that Node deprecates (22) or has dropped (23).
    Object.assign(util, { isNullOrUndefined: (x: unknown) => x == null, isArray: Array.isArray });
    await import("@tensorflow/tfjs-node");
  }
  if (name === "wasm") (await import("@tensorflow/tfjs-backend-wasm")).setThreadsCount(1);
  if (!(await tf.setBackend(REGISTERED[name]))) throw new Error(`tf.setBackend("${REGISTERED[name]}") failed.`);
  // The plain backend greets its first tensor with an advertisement for the native one.
  if (name === "cpu") (tf.backend() as unknown as { firstUse: boolean }).firstUse = false;
}

function isBackendName(name: string): name is BackendName {
  return (BACKEND_NAMES as readonly string[]).includes(name);
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
}
