import { tf } from "./backend.ts";
import { type Attribute, type Binding, isNative, nativeBackend } from "./native.ts";

/** A compiled function of arrays; `dispose` frees its memory. */
export interface Compiled {
  (...inputs: readonly Float32Array[]): Float32Array[];
  dispose(): void;
}

type TensorFunction = (...inputs: tf.Tensor[]) => readonly tf.Tensor[];
type Shapes = readonly (readonly number[])[];

/**
 * Makes a function of tensors fast to call again and again. On the native backend the first call records which
 * operations TensorFlow was asked for; later calls ask for the same ones, with no tape, no scopes and no tensors in
 * JavaScript in between. What nobody needs is left out, what depends on constants alone is kept, and every other result
 * is freed after its last use. That is 1.6 x on a training step of these papers. Elsewhere each call runs `f`.
 *
 * What changes from call to call must be an input or a `Variable`: other numbers and tensors keep the value that they
 * had in the first call, and must not be disposed before the compiled function. `f` must not read values
 * (`dataSync`) or choose by them.
 *
 * @param shapes of the inputs
 * @param f maps tensors to tensors; it may write variables
 * @example const act = compile([[5, 1, 20]], (s) => [mlp(s, actor.read())]); const [logits] = act(states);
 */
export function compile(shapes: Shapes, f: TensorFunction): Compiled {
  let recording: Recording | undefined;
  const call = (...inputs: readonly Float32Array[]): Float32Array[] => {
    if (recording !== undefined) return recording.play(inputs);
    if (!isNative()) return run(shapes, f, inputs);
    recording = new Recording(shapes);
    return recording.record(f, inputs);
  };
  return Object.assign(call, { dispose: () => recording?.dispose() });
}

function run(shapes: Shapes, f: TensorFunction, inputs: readonly Float32Array[]): Float32Array[] {
  let outputs: Float32Array[] = [];
  // Nothing is returned out of `tidy`, which would look for tensors among the numbers, one by one.
  tf.tidy(() => {
    outputs = f(...upload(shapes, inputs)).map((tensor) => tensor.dataSync<"float32">());
  });
  return outputs;
}

/** Tensors of copies: tfjs may keep the array it is given, and the caller overwrites it before the next call. */
function upload(shapes: Shapes, inputs: readonly Float32Array[]): tf.Tensor[] {
  return shapes.map((shape, i) => tf.tensor(inputs[i].slice(), [...shape]));
}

/** One operation. What it reads and writes are places in a table of tensors. */
interface Operation {
  readonly name: string;
  readonly attributes: readonly Attribute[];
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  /** Places that nobody reads later. */
  readonly free: number[];
  /** Room for TensorFlow's numbers of the inputs, filled by each call. */
  readonly ids: number[];
}

/** Types of an operation's inputs by TensorFlow's names: it reads them off the inputs. */
const TYPES_OF_INPUTS = new Set(["T", "Tidx", "Tperm", "Tlen", "Tshape", "SrcT"]);
/** Switches that are off unless they are given. */
const OFF_BY_DEFAULT = new Set(["adj_x", "adj_y", "transpose_a", "transpose_b", "keep_dims", "use_locking"]);

/** The attributes that TensorFlow would not know by itself. Each that is passed costs 1 µs a call. */
function needed(attributes: readonly Attribute[]): readonly Attribute[] {
  // Where the number of inputs is an attribute, TensorFlow does not look at them for their type.
  if (attributes.some(({ name }) => name === "N")) return attributes;
  return attributes.filter(
    ({ name, value }) => !TYPES_OF_INPUTS.has(name) && !(OFF_BY_DEFAULT.has(name) && value === false),
  );
}

class Recording {
  readonly #shapes: Shapes;
  /** TensorFlow's number of the tensor in each place. Constants stay; the others are set by each call. */
  readonly #table: number[] = [];
  /** Places of tensors that belong to this recording for as long as it lives. */
  readonly #constants = new Set<number>();
  /** Shapes of results, while recording. */
  readonly #shapeOf = new Map<number, readonly number[]>();
  #operations: Operation[] = [];
  #outputs: number[] = [];

  constructor(shapes: Shapes) {
    this.#shapes = shapes;
  }

  record(f: TensorFunction, inputs: readonly Float32Array[]): Float32Array[] {
    const backend = nativeBackend();
    const { binding } = backend;
    const places = new Map<number, number>();
    const place = (id: number): number => {
      const at = places.get(id) ?? this.#table.push(id) - 1;
      places.set(id, at);
      return at;
    };
    const dead: number[] = [];
    const tensors = upload(this.#shapes, inputs);
    const inputPlaces = backend.getInputTensorIds(tensors).map(place);
    backend.binding = watch(binding, {
      executed: (name, attributes, inputIds, made) => {
        const inputs = inputIds.map(place);
        const same = this.#sameAs(name, attributes, inputs, made);
        for (const [k, { id }] of made.entries()) if (same !== undefined) places.set(id, same[k]);
        if (same !== undefined) return;
        const outputs = made.map(({ id }) => place(id));
        for (const [k, { shape }] of made.entries()) this.#shapeOf.set(outputs[k], shape);
        this.#operations.push({ name, attributes: needed(attributes), inputs, outputs, free: [], ids: [] });
      },
      created: (id) => this.#constants.add(place(id)),
      deleted: (id) => dead.push(id),
    });
    let outputs: tf.Tensor[];
    try {
      outputs = tf.tidy(() => f(...tensors) as tf.Tensor[]);
    } finally {
      backend.binding = binding;
    }
    this.#outputs = backend.getInputTensorIds(outputs).map(place);
    this.#foldConstants();
    this.#mergeReads();
    this.#dropUnused();
    this.#markLastUses(inputPlaces);
    for (const id of dead) if (!this.#constants.has(place(id))) binding.deleteTensor(id);
    const values = outputs.map((tensor) => tensor.dataSync<"float32">());
    tf.dispose([...tensors, ...outputs]);
    return values;
  }

  play(inputs: readonly Float32Array[]): Float32Array[] {
    const { binding } = nativeBackend();
    const table = this.#table;
    for (const [i, shape] of this.#shapes.entries()) {
      // A copy: TensorFlow shares the memory of an array that happens to be aligned, and the caller will overwrite it.
      table[i] = binding.createTensor(shape, binding.TF_FLOAT, inputs[i].slice());
    }
    for (const { name, attributes, inputs, outputs, free, ids } of this.#operations) {
      for (let k = 0; k < inputs.length; k++) ids[k] = table[inputs[k]];
      const made = binding.executeOp(name, attributes, ids, outputs.length);
      for (let k = 0; k < outputs.length; k++) table[outputs[k]] = (made[k] as { id: number }).id;
      for (let k = 0; k < free.length; k++) binding.deleteTensor(table[free[k]]);
    }
    return this.#outputs.map((at) => {
      const values = binding.tensorDataSync(table[at]);
      binding.deleteTensor(table[at]);
      return values;
    });
  }

  dispose(): void {
    for (const at of this.#constants) nativeBackend().binding.deleteTensor(this.#table[at]);
    this.#constants.clear();
    this.#operations = [];
  }

  /**
   * Places that already hold what an operation gives: a reshape to the same shape and a cast to the same type give their
   * input, an operation asked for twice gives what it gave. Variables may change between two reads.
   */
  #sameAs(
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly number[],
    made: readonly { readonly shape: readonly number[] }[],
  ): readonly number[] | undefined {
    const isReshape = name === "Reshape" && String(this.#shapeOf.get(inputs[0])) === String(made[0]?.shape);
    const isCast = name === "Cast" && attributes[0]?.value === attributes[1]?.value;
    if ((isReshape || isCast) && !this.#constants.has(inputs[0])) return inputs;
    if (made.length === 0 || name === "ReadVariableOp") return undefined;
    return this.#operations.find(
      (earlier) =>
        earlier.name === name &&
        String(earlier.inputs) === String(inputs) &&
        JSON.stringify(earlier.attributes) === JSON.stringify(needed(attributes)),
    )?.outputs;
  }

  /** Results of constants alone are constants. (A variable's handle is not one: it was there before.) */
  #foldConstants(): void {
    this.#operations = this.#operations.filter(({ inputs, outputs }) => {
      const isConstant =
        inputs.length > 0 &&
        inputs.every((at) => this.#constants.has(at)) &&
        !outputs.some((at) => this.#outputs.includes(at));
      if (isConstant) for (const at of outputs) this.#constants.add(at);
      return !isConstant;
    });
  }

  /** A variable that is read again before it is written has the same value: later readers take the first reading. */
  #mergeReads(): void {
    const read = new Map<number, number>();
    const same = new Map<number, number>();
    this.#operations = this.#operations.map((operation) => {
      const inputs = operation.inputs.map((at) => same.get(at) ?? at);
      const [handle] = inputs as [number];
      if (operation.outputs.length === 0) for (const at of inputs) read.delete(at);
      if (operation.name === "ReadVariableOp" && !this.#outputs.includes(operation.outputs[0])) {
        const earlier = read.get(handle);
        if (earlier === undefined) read.set(handle, operation.outputs[0]);
        else same.set(operation.outputs[0], earlier);
      }
      return { ...operation, inputs };
    });
  }

  /** Keeps operations that write (they have no outputs) and those that lead to a write or a result. */
  #dropUnused(): void {
    const needed = new Set(this.#outputs);
    const kept = this.#operations.reverse().filter(({ inputs, outputs }) => {
      if (outputs.length > 0 && !outputs.some((at) => needed.has(at))) return false;
      for (const at of inputs) needed.add(at);
      return true;
    });
    this.#operations = kept.reverse();
  }

  #markLastUses(inputPlaces: readonly number[]): void {
    const last = new Map<number, Operation>();
    for (const operation of this.#operations) {
      for (const at of operation.inputs) if (inputPlaces.includes(at)) last.set(at, operation);
      for (const at of operation.outputs) last.set(at, operation);
    }
    for (const operation of this.#operations) {
      for (const at of operation.inputs) if (last.has(at)) last.set(at, operation);
    }
    const end = this.#operations.at(-1) as Operation;
    for (const at of inputPlaces) if (!last.has(at)) last.set(at, end);
    for (const [at, operation] of last) if (!this.#outputs.includes(at)) operation.free.push(at);
  }
}

interface Events {
  executed(
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly number[],
    made: readonly { readonly id: number; readonly shape: readonly number[] }[],
  ): void;
  created(id: number): void;
  deleted(id: number): void;
}

/** The binding with every call reported. Deletion waits: a deleted tensor may be a constant of later calls. */
function watch(binding: Binding, on: Events): Binding {
  const executeOp: Binding["executeOp"] = (name, attributes, inputs, outputs) => {
    const made = binding.executeOp(name, attributes, inputs, outputs);
    on.executed(name, attributes, inputs, made);
    return made;
  };
  const createTensor: Binding["createTensor"] = (shape, type, values) => {
    const id = binding.createTensor(shape, type, values);
    on.created(id);
    return id;
  };
  const tensorDataSync = (): never => {
    throw new Error("A compiled function must not read values (dataSync): return the tensor instead.");
  };
  return Object.create(binding, {
    executeOp: { value: executeOp },
    createTensor: { value: createTensor },
    deleteTensor: { value: on.deleted },
    tensorDataSync: { value: tensorDataSync },
  }) as Binding;
}
