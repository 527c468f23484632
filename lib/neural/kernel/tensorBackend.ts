import * as tf from "@tensorflow/tfjs";
import type { Heap } from "./heap.ts";
import { type Buffer, encoded, type Instruction } from "./operations.ts";
import { Program } from "./program.ts";
import { sizeOf } from "./strides.ts";

/** The name under which TensorFlow.js knows the kernel. */
export const KERNEL = "twinlab";

type Inputs = tf.NamedTensorInfoMap | undefined;
type Attributes = object | undefined;

interface Data {
  readonly buffer: Buffer;
  readonly dtype: tf.DataType;
  references: number;
}

interface Recording {
  readonly replicas: number;
  readonly instructions: Instruction[];
  /** One replica's part of each tensor of all replicas. */
  readonly slices: Map<Buffer, Buffer>;
  /** Tensors of numbers that were given while recording: later calls find them as they are. */
  readonly constants: Buffer[];
  /** What was computed, by operation and inputs: asked for twice, it is computed once. */
  readonly known: Map<string, { readonly buffer: Buffer; readonly shape: number[]; readonly dtype: tf.DataType }[]>;
}

/**
 * A backend of TensorFlow.js on the kernel. TensorFlow.js checks shapes and takes derivatives; what it asks for becomes
 * an instruction, which is run at once, or noted down while a program is recorded. All numbers are floats in one heap.
 */
export class TensorBackend extends tf.KernelBackend {
  readonly heap: Heap;
  readonly #data: tf.DataStorage<Data>;
  readonly #ids = new WeakMap<Buffer, number>();
  #buffers = 0;
  /** Room for the words of one instruction. */
  readonly #words: number;
  #recording: Recording | undefined;

  constructor(heap: Heap) {
    super();
    this.heap = heap;
    this.#data = new tf.DataStorage(this, tf.engine());
    this.#words = heap.allocate(64);
  }

  get isRecording(): boolean {
    return this.#recording !== undefined;
  }

  /** The stretch of the heap that holds a tensor. */
  buffer({ dataId }: tf.TensorInfo): Buffer {
    return this.#data.get(dataId).buffer;
  }

  /** A new tensor, not cleared. */
  output(shape: readonly number[], dtype: tf.DataType = "float32"): { info: tf.TensorInfo; buffer: Buffer } {
    const buffer = this.#room(sizeOf(shape));
    return { info: this.#named(buffer, shape, dtype), buffer };
  }

  /** Asks for an instruction. */
  emit(
    operation: Instruction["operation"],
    writes: readonly Buffer[],
    reads: Instruction["reads"],
    numbers: readonly number[],
  ): void {
    const instruction = { operation, writes, reads, numbers };
    if (this.#recording !== undefined) {
      this.#recording.instructions.push(instruction);
      return;
    }
    const words = encoded([instruction]);
    this.heap.words.set(words, this.#words);
    this.heap.run(this.#words, words.length);
  }

  /** Room that one instruction needs beside its results. */
  withScratch(size: number, use: (scratch: Buffer) => void): void {
    const scratch = this.#room(size);
    use(scratch);
    if (!this.isRecording) this.heap.free(scratch.place, scratch.size);
  }

  /** The stretch of the heap of a variable that the next instruction changes in place: of one replica, while recording. */
  changed(variable: tf.TensorInfo): Buffer {
    const buffer = this.#sliced(this.buffer(variable));
    buffer.version++;
    return buffer;
  }

  /** A variable as a tensor: the part of one replica, while recording. */
  readVariable(variable: tf.Tensor): tf.Tensor {
    if (this.#recording === undefined) return variable.clone();
    const [n, ...rest] = variable.shape;
    const shape = [n / this.#recording.replicas, ...rest];
    const info = this.#named(this.#sliced(this.buffer(variable)), shape, variable.dtype);
    return tf.engine().makeTensorFromTensorInfo(info, this);
  }

  /** What an operation gives; while recording, what it gave before for the same inputs. */
  once(name: string, inputs: Inputs, attributes: Attributes, make: () => tf.TensorInfo[]): tf.TensorInfo[] {
    const { known } = this.#recording ?? {};
    if (known === undefined) return make();
    const read = (Object.values(inputs ?? {}) as tf.TensorInfo[]).map(
      (input) => `${this.#key(this.buffer(input))}:${input.shape}`,
    );
    const key = [name, ...read, ...Object.entries(attributes ?? {}).map(String)].join(" ");
    const earlier = known.get(key);
    if (earlier !== undefined) return earlier.map(({ buffer, shape, dtype }) => this.#named(buffer, shape, dtype));
    const made = make();
    known.set(
      key,
      made.map((info) => ({ buffer: this.buffer(info), shape: info.shape, dtype: info.dtype })),
    );
    return made;
  }

  /**
   * Notes down what a function asks for, as a program of its own: once, for one replica.
   *
   * @param shapes of the inputs of all replicas; a scalar is for all
   */
  record(
    shapes: readonly (readonly number[])[],
    f: (...inputs: tf.Tensor[]) => readonly tf.Tensor[],
    replicas: number,
  ): Program {
    if (this.isRecording) throw new Error("A compiled function must not call another one for the first time.");
    const inputs = shapes.map((shape): Buffer => {
      const [all, divided] = [sizeOf(shape), shape.length > 0 ? replicas : 1];
      if (((shape[0] ?? 1) / divided) % 1 !== 0) {
        throw new Error(`An input of shape [${shape}] does not divide into ${replicas} replicas along its first axis.`);
      }
      const size = all / divided;
      return { size, place: this.heap.allocate(all), stride: divided === 1 ? 0 : size, version: 0 };
    });
    const recording: Recording = { replicas, instructions: [], slices: new Map(), constants: [], known: new Map() };
    let outputs: Buffer[] = [];
    this.#recording = recording;
    try {
      tf.tidy(() => {
        const tensors = inputs.map((buffer, i) => {
          const [n = 1, ...rest] = shapes[i];
          const shape = shapes[i].length === 0 ? [] : [n / replicas, ...rest];
          return tf.engine().makeTensorFromTensorInfo(this.#named(buffer, shape, "float32"), this);
        });
        outputs = f(...tensors).map((tensor) => this.buffer(tensor));
      });
    } finally {
      this.#recording = undefined;
    }
    return new Program(this.heap, { ...recording, inputs, outputs });
  }

  override write(values: tf.backend_util.BackendValues, _shape: number[], dtype: tf.DataType): object {
    if (dtype === "string" || dtype === "complex64") throw new Error(`The kernel holds no tensors of ${dtype}.`);
    const numbers = values as ArrayLike<number>;
    if (dtype === "int32" && Array.prototype.some.call(numbers, (n: number) => Math.abs(n) > 2 ** 24)) {
      throw new Error(
        "The kernel holds whole numbers as floats: none may exceed 2^24. Scale them, or keep them in an array.",
      );
    }
    const place = this.heap.allocate(numbers.length);
    const buffer: Buffer = { size: numbers.length, place, stride: 0, version: 0 };
    this.heap.floats.set(numbers, buffer.place);
    this.#recording?.constants.push(buffer);
    return this.#named(buffer, [], dtype).dataId;
  }

  override move(
    dataId: object,
    values: tf.backend_util.BackendValues,
    shape: number[],
    dtype: tf.DataType,
    references: number,
  ): void {
    const written = this.write(values, shape, dtype);
    this.#data.set(dataId, { ...this.#data.get(written), references });
    this.#data.delete(written);
  }

  override readSync(dataId: object): tf.backend_util.BackendValues {
    if (this.isRecording) {
      throw new Error("A compiled function must not read values (dataSync): return the tensor instead.");
    }
    const { buffer, dtype } = this.#data.get(dataId);
    const values = this.heap.floats.slice(buffer.place, buffer.place + buffer.size);
    if (dtype === "int32") return Int32Array.from(values);
    return dtype === "bool" ? Uint8Array.from(values) : values;
  }

  override async read(dataId: object): Promise<tf.backend_util.BackendValues> {
    return this.readSync(dataId);
  }

  override refCount(dataId: object): number {
    return this.#data.has(dataId) ? this.#data.get(dataId).references : 0;
  }

  override incRef(dataId: object): void {
    this.#data.get(dataId).references++;
  }

  override disposeData(dataId: object, force = false): boolean {
    if (!this.#data.has(dataId)) return true;
    const data = this.#data.get(dataId);
    data.references--;
    if (!force && data.references > 0) return false;
    this.#data.delete(dataId);
    // While a program is recorded its tensors have no place yet, and others may be constants of it.
    if (!this.isRecording) this.heap.free(data.buffer.place, data.buffer.size);
    return true;
  }

  override numDataIds(): number {
    return this.#data.numDataIds();
  }

  override floatPrecision(): 32 {
    return 32;
  }

  override memory() {
    return { unreliable: false };
  }

  override async time(f: () => void) {
    const begin = performance.now();
    f();
    return { kernelMs: performance.now() - begin };
  }

  override dispose(): void {}

  #room(size: number): Buffer {
    return { size, place: this.isRecording ? -1 : this.heap.allocate(size), stride: 0, version: 0 };
  }

  #sliced(buffer: Buffer): Buffer {
    const { replicas, slices } = this.#recording ?? { replicas: 1, slices: undefined };
    if (slices === undefined || replicas === 1) return buffer;
    const size = buffer.size / replicas;
    const slice = slices.get(buffer) ?? { size, place: buffer.place, stride: size, version: 0 };
    slices.set(buffer, slice);
    return slice;
  }

  #named(buffer: Buffer, shape: readonly number[], dtype: tf.DataType): tf.TensorInfo {
    const dataId = {};
    this.#data.set(dataId, { buffer, dtype, references: 1 });
    return { dataId, shape: [...shape], dtype };
  }

  #key(buffer: Buffer): string {
    const id = this.#ids.get(buffer) ?? this.#buffers++;
    this.#ids.set(buffer, id);
    return `${id}v${buffer.version}`;
  }
}
