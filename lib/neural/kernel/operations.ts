/** The kernel's operations, in the order of `kernel.c`. */
export const OPERATIONS = {
  product: 0,
  map: 1,
  zip: 2,
  reduce: 3,
  argmax: 4,
  softmax: 5,
  copy: 6,
  fill: 7,
  select: 8,
  adam: 9,
  approach: 10,
  subtract: 11,
  gruForward: 12,
  gruBackward: 13,
  convolve: 14,
  normalise: 15,
  normaliseBackward: 16,
} as const;

/** Kinds of `map`, by the names that TensorFlow.js gives them. */
export const MAPS = {
  Neg: 0,
  Exp: 1,
  Log: 2,
  Sqrt: 3,
  Rsqrt: 4,
  Square: 5,
  Abs: 6,
  Relu: 7,
  Tanh: 8,
  Sigmoid: 9,
  Step: 10,
  ClipByValue: 11,
  Truncate: 12,
  Sign: 13,
  Reciprocal: 14,
  LogicalNot: 15,
} as const;

/** Kinds of `zip`, by the names that TensorFlow.js gives them; the slopes are of an activation, by its output. */
export const ZIPS = {
  Add: 0,
  Sub: 1,
  Multiply: 2,
  RealDiv: 3,
  Maximum: 4,
  Minimum: 5,
  SquaredDifference: 6,
  Greater: 7,
  GreaterEqual: 8,
  Less: 9,
  LessEqual: 10,
  Equal: 11,
  NotEqual: 12,
  LogicalAnd: 13,
  LogicalOr: 14,
  ReluSlope: 15,
  TanhSlope: 16,
  SigmoidSlope: 17,
} as const;

/** Kinds of `reduce`. */
export const REDUCTIONS = { Sum: 0, Mean: 1, Max: 2, Min: 3 } as const;

/** Activations in the epilogue of a product. */
export const ACTIVATIONS = { linear: 0, relu: 1, tanh: 2, sigmoid: 3 } as const;

/** A stretch of the heap that an instruction reads or writes. Its place is -1 until it is planned. */
export interface Buffer {
  readonly size: number;
  place: number;
  /** From the stretch of one replica to that of the next; 0 where all share one. */
  stride: number;
  /** Counts the writes in place: a reading before one is not a reading after it. */
  version: number;
}

/** One instruction. Its words are the places of what it writes and reads, then its numbers. */
export interface Instruction {
  readonly operation: keyof typeof OPERATIONS;
  readonly writes: readonly Buffer[];
  /** undefined: left out */
  readonly reads: readonly (Buffer | undefined)[];
  readonly numbers: readonly number[];
}

const WORD = new DataView(new ArrayBuffer(4));

/** The bits of a float as a whole number. */
export function bits(value: number): number {
  WORD.setFloat32(0, value);
  return WORD.getInt32(0);
}

/** The words of a program for one replica. */
export function encoded(instructions: readonly Instruction[], replica = 0): Int32Array {
  const words: number[] = [];
  for (const { operation, writes, reads, numbers } of instructions) {
    words.push(OPERATIONS[operation], 2 + writes.length + reads.length + numbers.length);
    for (const buffer of [...writes, ...reads])
      words.push(buffer === undefined ? -1 : buffer.place + replica * buffer.stride);
    words.push(...numbers);
  }
  return Int32Array.from(words);
}
