import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

/** The kernel and the memory that its programs run over. Places are counted in floats from the start of the memory. */
export interface Heap {
  /** The build of the kernel, e.g. "AVX-512", "AVX2, exact" or "WebAssembly". */
  readonly build: string;
  /** All of the memory, as it is now: it may move when more is allocated. */
  readonly floats: Float32Array;
  /** The same memory, for programs. */
  readonly words: Int32Array;
  /** Room for a number of floats, not cleared, at a multiple of 64 bytes. */
  allocate(size: number): number;
  /** Gives back what `allocate` gave for the same size. */
  free(place: number, size: number): void;
  /** Runs the program whose words are at a place. */
  run(place: number, length: number): void;
}

/** The most floats that a heap can hold: 4 GB of them. */
const LIMIT = 2 ** 30;
/** Floats after the last tensor: the kernel loads whole vectors. */
const MARGIN = 64;

/** The heap of a kernel that set-up compiled for this machine. Without contraction its bytes are those of WebAssembly. */
export function nativeHeap(isExact: boolean): Heap {
  const addon = createRequire(import.meta.url)(addonPath()) as {
    open(isExact: boolean): { heap: ArrayBuffer; run(place: number, length: number): void; build: string } | undefined;
  };
  const opened = addon.open(isExact);
  if (opened === undefined) throw new Error("The system gives no room for the kernel's heap.");
  const { heap, run, build } = opened;
  return withAllocator({
    build: isExact ? `${build}, exact` : build,
    first: 0,
    memory: () => heap,
    grow: () => {},
    run,
  });
}

/** The place of the addon for this version of its source; set-up makes it. */
function addonPath(): string {
  const hash = createHash("sha256");
  for (const source of ["kernel.c", "addon.c"]) hash.update(readFileSync(join(import.meta.dirname, source)));
  return join(import.meta.dirname, "../../../.setup", `kernel-${hash.digest("hex").slice(0, 12)}.node`);
}

const PAGE_BYTES = 65_536;

/** The heap of the kernel as WebAssembly. */
export function wasmHeap(): Heap {
  const module = new WebAssembly.Module(readFileSync(join(import.meta.dirname, "kernel.wasm")));
  const memory = new WebAssembly.Memory({ initial: 64, maximum: 65_536 });
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const { run, __heap_base: base } = exports as {
    run: (heap: number, program: number, length: number) => void;
    __heap_base: WebAssembly.Global;
  };
  return withAllocator({
    build: "WebAssembly",
    first: (base.value as number) / 4,
    memory: () => memory.buffer,
    grow: (bytes) => {
      const missing = Math.ceil((bytes - memory.buffer.byteLength) / PAGE_BYTES);
      // A quarter more than is needed, for what comes next.
      if (missing > 0) memory.grow(Math.min(Math.ceil(missing * 1.25), 65_536 - memory.buffer.byteLength / PAGE_BYTES));
    },
    run: (place, length) => run(0, 4 * place, length),
  });
}

interface Memory {
  readonly build: string;
  /** Floats at the start that belong to somebody else. */
  readonly first: number;
  memory(): ArrayBuffer;
  /** Makes the memory at least so many bytes long. */
  grow(bytes: number): void;
  run(place: number, length: number): void;
}

/** Allocation by classes of size, 8 to a doubling: what is freed serves the next of its class, and is never joined. */
function withAllocator({ build, first, memory, grow, run }: Memory): Heap {
  const free = new Map<number, number[]>();
  let end = roundedUp(first, 16);
  let floats = new Float32Array(memory());
  let words = new Int32Array(memory());
  return {
    build,
    get floats() {
      return floats;
    },
    get words() {
      return words;
    },
    allocate(size) {
      const room = sizeClass(size);
      const known = free.get(room)?.pop();
      if (known !== undefined) return known;
      const place = end;
      if (place + room + MARGIN > LIMIT) {
        throw new Error(
          `The tensors' heap of ${(4 * LIMIT) / 1e9} GB is full, ${(4 * size) / 1e6} MB more do not fit: dispose of ` +
            "learners and networks that are no longer used, or make batches smaller.",
        );
      }
      end += room;
      grow(4 * (end + MARGIN));
      if (floats.buffer !== memory()) [floats, words] = [new Float32Array(memory()), new Int32Array(memory())];
      return place;
    },
    free(place, size) {
      const room = sizeClass(size);
      const list = free.get(room);
      if (list === undefined) free.set(room, [place]);
      else list.push(place);
    },
    run,
  };
}

function sizeClass(size: number): number {
  const step = Math.max(16, 2 ** (Math.floor(Math.log2(Math.max(1, size))) - 3));
  return roundedUp(Math.max(1, size), step);
}

function roundedUp(n: number, step: number): number {
  return Math.ceil(n / step) * step;
}
