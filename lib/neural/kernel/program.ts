import type { Heap } from "./heap.ts";
import { ACTIVATIONS, type Buffer, encoded, type Instruction, MAPS, ZIPS } from "./operations.ts";

/** What was noted down of a function. */
export interface Noted {
  readonly replicas: number;
  readonly instructions: readonly Instruction[];
  readonly constants: readonly Buffer[];
  readonly inputs: readonly Buffer[];
  readonly outputs: readonly Buffer[];
}

/**
 * A function as one program of the kernel. What nobody needs is left out, biases, activations and their gradients are
 * joined to the product before them, and results share room where one is no longer read when the other is written.
 *
 * What was noted down for one replica runs for each, one after the other, in the same room: what a replica needs stays in
 * the processor's caches, and no number of one reaches another.
 */
export class Program {
  readonly #heap: Heap;
  readonly #replicas: number;
  readonly #inputs: readonly Buffer[];
  readonly #outputs: readonly Buffer[];
  /** Stretches of the heap that belong to this program. */
  readonly #owned: { readonly place: number; readonly size: number }[];
  readonly #place: number;
  readonly #length: number;

  constructor(heap: Heap, { replicas, instructions, constants, inputs, outputs }: Noted) {
    this.#heap = heap;
    this.#replicas = replicas;
    this.#inputs = inputs;
    this.#outputs = outputs;
    const owned = (size: number) => {
      const stretch = { place: heap.allocate(size), size };
      this.#owned.push(stretch);
      return stretch.place;
    };
    this.#owned = [
      ...constants,
      ...inputs.map(({ place, size, stride }) => ({ place, size: stride > 0 ? size * replicas : size })),
    ];
    const joined = withEpilogues(withoutUnused(instructions, outputs), outputs);
    for (const buffer of outputs) {
      if (buffer.place >= 0) continue;
      buffer.place = owned(buffer.size * replicas);
      buffer.stride = buffer.size;
    }
    const room = share(joined);
    const scratch = owned(room.size);
    for (const [buffer, offset] of room.offsets) buffer.place = scratch + offset;
    const words = Array.from({ length: replicas }, (_, replica) => encoded(joined, replica));
    this.#length = words.reduce((sum, { length }) => sum + length, 0);
    this.#place = owned(this.#length);
    for (const [replica, part] of words.entries()) heap.words.set(part, this.#place + replica * part.length);
  }

  run(inputs: readonly Float32Array[]): Float32Array[] {
    const { floats } = this.#heap;
    for (let i = 0; i < inputs.length; i++) floats.set(inputs[i], this.#inputs[i].place);
    this.#heap.run(this.#place, this.#length);
    return this.#outputs.map(({ place, size, stride }) => {
      const values = new Float32Array(size * this.#replicas);
      for (let replica = 0, at = place; replica < this.#replicas; replica++, at += stride)
        values.set(floats.subarray(at, at + size), replica * size);
      return values;
    });
  }

  dispose(): void {
    for (const { place, size } of this.#owned) this.#heap.free(place, size);
    this.#owned.length = 0;
  }
}

/** Keeps what writes a tensor that was there before, and what leads to such a write or to an output. */
function withoutUnused(instructions: readonly Instruction[], outputs: readonly Buffer[]): Instruction[] {
  const needed = new Set<Buffer>(outputs);
  const isNeeded = (buffer: Buffer) => buffer.place >= 0 || needed.has(buffer);
  const kept = instructions.toReversed().filter((instruction) => {
    if (!instruction.writes.some(isNeeded)) return false;
    for (const buffer of instruction.reads) if (buffer !== undefined) needed.add(buffer);
    return true;
  });
  return kept.reverse();
}

const BY_MAP = new Map<number, number>([
  [MAPS.Relu, ACTIVATIONS.relu],
  [MAPS.Tanh, ACTIVATIONS.tanh],
  [MAPS.Sigmoid, ACTIVATIONS.sigmoid],
]);
const BY_SLOPE = new Map<number, number>([
  [ZIPS.ReluSlope, ACTIVATIONS.relu],
  [ZIPS.TanhSlope, ACTIVATIONS.tanh],
  [ZIPS.SigmoidSlope, ACTIVATIONS.sigmoid],
]);

/** Joins to each product what is done to its result alone: a bias, an activation, or an activation's gradient. */
function withEpilogues(instructions: readonly Instruction[], outputs: readonly Buffer[]): Instruction[] {
  const readers = new Map<Buffer, number>(outputs.map((buffer) => [buffer, 1]));
  for (const { reads } of instructions)
    for (const buffer of reads) if (buffer !== undefined) readers.set(buffer, (readers.get(buffer) ?? 0) + 1);
  const made: (Instruction | undefined)[] = [];
  /** where the product of a result stands that nobody else reads */
  const products = new Map<Buffer, number>();
  for (const instruction of instructions) {
    const [result] = instruction.reads;
    const at = result === undefined ? undefined : products.get(result);
    const together = at === undefined ? undefined : joined(made[at] as Instruction, instruction);
    if (together !== undefined) made[at as number] = undefined;
    const next = together ?? instruction;
    made.push(next);
    // What changes in place might change an operand of a product before it.
    if (next.writes.some(({ place }) => place >= 0)) products.clear();
    const [written] = next.writes;
    if (next.operation === "product" && readers.get(written) === 1 && written.place < 0)
      products.set(written, made.length - 1);
  }
  return made.filter((instruction) => instruction !== undefined);
}

/** A product with what is done to its result; undefined where the kernel cannot do both at once. */
function joined(product: Instruction, then: Instruction): Instruction | undefined {
  const [a, b, bias, slopes] = product.reads;
  const [batch, rows, columns] = product.numbers;
  const activation = product.numbers[10];
  if (activation !== ACTIVATIONS.linear || slopes !== undefined) return undefined;
  const by = (reads: Instruction["reads"], numbers: readonly number[]): Instruction => ({
    ...product,
    writes: then.writes,
    reads,
    numbers,
  });
  const withActivation = (code: number) => product.numbers.with(10, code);
  if (then.operation === "map") {
    const code = BY_MAP.get(then.numbers[0]);
    return code === undefined ? undefined : by(product.reads, withActivation(code));
  }
  if (then.operation !== "zip") return undefined;
  const [kind, ...loops] = then.numbers;
  const other = then.reads[1];
  const code = BY_SLOPE.get(kind);
  const size = batch * rows * columns;
  if (code !== undefined && bias === undefined && other?.size === size && then.writes[0].size === size)
    return by([a, b, undefined, other], withActivation(code));
  if (kind !== ZIPS.Add || bias !== undefined || then.writes[0].size !== size) return undefined;
  const strides = biasStride(loops.slice(0, 4), loops.slice(8, 12), [batch, rows, columns]);
  return strides === undefined ? undefined : by([a, b, other, undefined], product.numbers.with(11, strides));
}

/** The step from one batch's bias to the next, where what is added is the same for all rows; else undefined. */
function biasStride(dims: readonly number[], steps: readonly number[], shape: readonly number[]): number | undefined {
  const [batch, rows, columns] = shape;
  const used = dims.flatMap((n, axis) => (n > 1 ? [`${n} by ${steps[axis]}`] : []));
  const along = (n: number, step: number) => (n > 1 ? [`${n} by ${step}`] : []);
  const wanted = [...along(batch, columns), ...along(rows, 0), ...along(columns, 1)];
  const isOneRow = rows === 1 && String(used) === String(along(batch * columns, 1));
  return isOneRow || String(used) === String(wanted) ? columns : undefined;
}

/**
 * Offsets of all results in one stretch: first fit, in the order in which they are written; room is free again after the
 * last reading.
 */
function share(instructions: readonly Instruction[]) {
  const last = new Map<Buffer, number>();
  for (const [i, { writes, reads }] of instructions.entries())
    for (const buffer of [...writes, ...reads]) if (buffer !== undefined && buffer.place < 0) last.set(buffer, i);
  const offsets = new Map<Buffer, number>();
  let taken: { readonly from: number; readonly to: number; readonly until: number }[] = [];
  let size = 0;
  for (const [i, { writes, reads }] of instructions.entries()) {
    taken = taken.filter(({ until }) => until >= i);
    for (const buffer of [...writes, ...reads]) {
      if (buffer === undefined || buffer.place >= 0 || offsets.has(buffer)) continue;
      const room = 16 * Math.ceil(buffer.size / 16);
      let from = 0;
      for (const other of taken) {
        if (other.from - from >= room) break;
        from = Math.max(from, other.to);
      }
      offsets.set(buffer, from);
      taken.push({ from, to: from + room, until: last.get(buffer) as number });
      taken.sort((a, b) => a.from - b.from);
      size = Math.max(size, from + room);
    }
  }
  return { offsets, size };
}
