import { z } from "zod";
import { configure, count, layerWidth } from "../configuration/index.ts";
import type { Rng } from "../random/index.ts";
import type { Predictor } from "../twin/index.ts";
import type { tf } from "./backend.ts";
import { type Compiled, compile } from "./compile.ts";
import { type FitOptions, fit, type Samples } from "./fit.ts";
import { gruKernels, gruParameters, gruPredict, gruShapes, predictionLoss } from "./gru.ts";
import type { Parameters } from "./parameters.ts";

const halfSide = z.number().gt(0);

/** Options of the GRU predictor: paper C's values; `scale` for absolute coordinates in its area. */
export const gruPredictorSchema = z
  .strictObject({
    users: count(1_000_000).default(10),
    /** K or M: statuses of the twin that a prediction is made from. */
    window: count(1_000_000).default(5),
    /** N^h: hidden units; more can remember more and cost their square. */
    hidden: layerWidth.default(128),
    /** `joint`: one GRU over the coordinates of all users (printed). `perUser`: one GRU applied to each user. */
    input: z.enum(["joint", "perUser"]).default("joint"),
    /** `absolute`: coordinates (printed). `increments`: sees the last moves and predicts the next, in metres. */
    coordinates: z.enum(["absolute", "increments"]).default("absolute"),
    /**
     * Inputs of the GRU are divided by this, its outputs multiplied by it, m: half the area's side, or half of each side.
     */
    scale: z.union([halfSide, z.tuple([halfSide, halfSide]).readonly()]).default(50),
  })
  .refine(({ window, coordinates }) => coordinates === "absolute" || window >= 2, {
    path: ["window"],
    message: "must be at least 2 where `coordinates` are increments",
  });
/** Options of the GRU predictor. */
export type GruPredictorOptions = Readonly<z.output<typeof gruPredictorSchema>>;

/** Defaults of the GRU predictor. */
export const GRU_PREDICTOR_DEFAULTS: GruPredictorOptions = gruPredictorSchema.parse({});

/**
 * The twin's predictor: a GRU, C (6), C (7), C (8), C (9), C (10), B (9), B (10), B (11), B (12), B (13), over the last
 * statuses, one set of parameters per replica.
 *
 * @example const twin = new GruPredictor(5, rngs, { input: "perUser" }); twin.train(trajectories, 30, rngs);
 */
export class GruPredictor implements Predictor {
  readonly parameters: Parameters;
  readonly #options: GruPredictorOptions;
  readonly #replicas: number;
  readonly #compiled = new Map<number, Compiled>();

  /** @param initial streams that draw the first parameters, one per replica, or parameters that exist */
  constructor(initial: readonly Rng[] | Parameters, options: Partial<GruPredictorOptions> = {}) {
    this.#options = configure(gruPredictorSchema, options, "GruPredictor");
    const { hidden } = this.#options;
    const size = this.#size;
    this.parameters = "variables" in initial ? initial : gruParameters({ input: size, hidden, output: size }, initial);
    this.#replicas = this.parameters.shapes[0]?.[0];
    const needed = gruShapes({ input: size, hidden, output: size }).map((shape) => [this.#replicas, ...shape]);
    if (String(needed) !== String(this.parameters.shapes)) {
      throw new RangeError(
        `GruPredictor: parameters of shapes ${JSON.stringify(this.parameters.shapes)}; with these options they are ` +
          `${JSON.stringify(needed)}. Give the options that they were trained with.`,
      );
    }
  }

  /**
   * @param rows replica-major: row = replica * copies + copy
   * @throws RangeError for rows that are no whole copies, and for arrays of another size
   */
  predict(history: Float64Array, out: Float64Array, rows: number): void {
    const { window, users } = this.#options;
    if (
      !(rows >= 1 && rows % this.#replicas === 0) ||
      history.length < rows * window * 2 * users ||
      out.length < rows * 2 * users
    ) {
      throw new RangeError(
        `GruPredictor: ${rows} rows with ${history.length} numbers of history and ${out.length} to predict; needed are whole ` +
          `copies of ${this.#replicas} replicas, ${window * 2 * users} and ${2 * users} numbers a row.`,
      );
    }
    const inputs = new Float32Array(rows * this.#groups * this.#inputSize);
    const width = 2 * users;
    for (let row = 0; row < rows; row++) this.#look(history, row * window * width, inputs, row * this.#groups);
    const forward = this.#compiled.get(rows) ?? this.#compile(rows);
    const predicted = forward(inputs)[0];
    for (let row = 0; row < rows; row++) {
      for (let k = 0; k < width; k++) {
        const last = history[(row * window + window - 1) * width + k];
        out[row * width + k] = this.#origin(last) + this.#scale(k) * predicted[row * width + k];
      }
    }
  }

  /**
   * Learns to predict the status after each window of some trajectories, by C (11), B (14).
   *
   * @param trajectories [replica, trajectory, slot, coordinate]
   * @param slots of a trajectory
   * @param streams one per replica, for shuffling
   * @returns mean training loss in squared scaled units, one array [replica] per epoch
   */
  train(
    trajectories: Float64Array,
    slots: number,
    streams: readonly Rng[],
    options: Partial<FitOptions> = {},
    onEpoch?: (epoch: number, losses: Float64Array) => void,
  ): Float64Array[] {
    const steps = this.#steps;
    const loss = (x: tf.Tensor3D, y: tf.Tensor3D, values: readonly tf.Tensor3D[]): tf.Tensor1D =>
      predictionLoss(gruPredict(x, steps, gruKernels(values)).prediction, y);
    return fit(this.parameters, this.#samples(trajectories, slots), loss, streams, options, onEpoch);
  }

  dispose(): void {
    for (const forward of this.#compiled.values()) forward.dispose();
    this.parameters.dispose();
  }

  /** Coordinates that one application of the GRU predicts. */
  get #size(): number {
    return this.#options.input === "joint" ? 2 * this.#options.users : 2;
  }

  /** Applications of the GRU for one status. */
  get #groups(): number {
    return this.#options.input === "joint" ? 1 : this.#options.users;
  }

  get #steps(): number {
    return this.#options.coordinates === "absolute" ? this.#options.window : this.#options.window - 1;
  }

  get #inputSize(): number {
    return this.#steps * this.#size;
  }

  /** The scale of coordinate k: x and y take turns. */
  #scale(k: number): number {
    const { scale } = this.#options;
    return typeof scale === "number" ? scale : scale[k % 2];
  }

  #origin(last: number): number {
    return this.#options.coordinates === "absolute" ? 0 : last;
  }

  #compile(rows: number): Compiled {
    const perReplica = (rows / this.#replicas) * this.#groups;
    const predict = (window: tf.Tensor) =>
      gruPredict(window as tf.Tensor3D, this.#steps, gruKernels(this.parameters.read())).prediction;
    const shapes = [[this.#replicas, perReplica, this.#inputSize]];
    const forward = compile(shapes, (window) => [predict(window)], this.#replicas);
    this.#compiled.set(rows, forward);
    return forward;
  }

  /** Writes the inputs of the GRU for the window that starts at `from` as samples `to`, `to + 1`, ... of `inputs`. */
  #look(statuses: Float64Array, from: number, inputs: Float32Array, to: number): void {
    const { users, window, coordinates } = this.#options;
    const [size, steps, width] = [this.#size, this.#steps, 2 * users];
    for (let group = 0; group < this.#groups; group++) {
      for (let step = 0; step < steps; step++) {
        for (let k = 0; k < size; k++) {
          const at = from + (window - steps + step) * width + group * size + k;
          const before = coordinates === "absolute" ? 0 : statuses[at - width];
          inputs[((to + group) * steps + step) * size + k] = (statuses[at] - before) / this.#scale(k);
        }
      }
    }
  }

  #samples(trajectories: Float64Array, slots: number): Samples {
    const { users, window } = this.#options;
    const [size, groups, width] = [this.#size, this.#groups, 2 * users];
    const count = trajectories.length / (slots * width);
    const perTrajectory = slots - window;
    if (!(Number.isInteger(slots) && perTrajectory >= 1 && count >= 1 && Number.isInteger(count))) {
      throw new RangeError(
        `GruPredictor: ${trajectories.length} numbers as trajectories of ${slots} slots of ${width}; needed are whole ` +
          `trajectories of more than ${window} slots, its window. Give longer ones.`,
      );
    }
    const samples = count * perTrajectory * groups;
    const inputs = new Float32Array(samples * this.#inputSize);
    const targets = new Float32Array(samples * size);
    let sample = 0;
    for (let trajectory = 0; trajectory < count; trajectory++) {
      for (let slot = 0; slot < perTrajectory; slot++) {
        const from = (trajectory * slots + slot) * width;
        this.#look(trajectories, from, inputs, sample);
        for (let k = 0; k < width; k++) {
          const at = from + window * width + k;
          const origin = this.#origin(trajectories[at - width]);
          targets[sample * size + k] = (trajectories[at] - origin) / this.#scale(k);
        }
        sample += groups;
      }
    }
    return { inputs, inputSize: this.#inputSize, targets, targetSize: size };
  }
}
