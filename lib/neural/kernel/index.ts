export { copyAll } from "./copies.ts";
export { nativeHeap, wasmHeap } from "./heap.ts";
export { registerKernels } from "./kernels.ts";
export { operation } from "./operation.ts";
export { type Buffer, bits } from "./operations.ts";
export { registerPlainOperations } from "./plain.ts";
export type { Program } from "./program.ts";
export { KERNEL, TensorBackend } from "./tensorBackend.ts";
