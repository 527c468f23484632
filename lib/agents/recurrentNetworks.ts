import {
  type Compiled,
  compile,
  dense,
  type GruKernels,
  gruCell,
  gruKernels,
  gruShapes,
  gruUnroll,
  initialise,
  Parameters,
  tf,
} from "../neural/index.ts";
import type { Rng } from "../random/index.ts";

/** Sizes of the networks of all agents. */
export interface RecurrentSizes {
  readonly agents: number;
  /** numbers that an agent observes */
  readonly features: number;
  readonly hidden: number;
  readonly outputs: number;
  /** One network for each agent, or one for all, whose input names the agent. */
  readonly parameters: "separate" | "shared";
  /** whether a dense ReLU layer of `hidden` units stands before the GRU */
  readonly inputLayer: boolean;
}

/**
 * The GRU Q-networks of all agents in all replicas: B (9), B (10), B (11), B (12) and a linear output, without biases;
 * where asked for a ReLU layer before them, relu(x W + b). A network takes all samples of its agents at once: [network, sample, ...] is [replica, agent, slot, batch] with a network
 * for each agent, [replica, slot, agent, batch] with one for all.
 */
export class RecurrentNetworks {
  /** of the GRU and its output, then kernel and bias of the input layer where there is one */
  readonly theta: Parameters;
  /** networks of all replicas */
  readonly count: number;
  /** Inputs of a network: the observation, and the agent one-hot where all share one. */
  readonly inputs: number;
  readonly #sizes: RecurrentSizes;
  readonly #replicas: number;
  /** A slot of the networks, compiled for each number of rows per replica. */
  readonly #slots = new Map<number, Compiled>();

  /** @param streams one per replica, from which the first parameters are drawn */
  constructor(streams: readonly Rng[], sizes: RecurrentSizes) {
    const { agents, features, hidden, outputs, parameters, inputLayer } = sizes;
    const perReplica = parameters === "separate" ? agents : 1;
    this.#sizes = sizes;
    this.#replicas = streams.length;
    this.count = streams.length * perReplica;
    this.inputs = features + (parameters === "separate" ? 0 : agents);
    const gru = gruShapes({ input: inputLayer ? hidden : this.inputs, hidden, output: outputs });
    const layer = inputLayer
      ? [
          [this.inputs, hidden],
          [1, hidden],
        ]
      : [];
    const drawn = initialise(
      [...gru.map((shape) => ({ shape, fanIn: hidden })), ...layer.map((shape) => ({ shape, fanIn: this.inputs }))],
      streams.flatMap((stream) => new Array<Rng>(perReplica).fill(stream)),
    );
    this.theta = new Parameters(drawn.shapes, drawn.values);
  }

  /** Samples of one network in `slots` slots of `batch` rows a replica. */
  samples(slots: number, batch: number): number {
    return (this.#replicas * this.#sizes.agents * slots * batch) / this.count;
  }

  /** Index of a sample among those of all networks. */
  sampleAt(replica: number, agent: number, slot: number, slots: number, i: number, batch: number): number {
    const { agents, parameters } = this.#sizes;
    return parameters === "separate"
      ? ((replica * agents + agent) * slots + slot) * batch + i
      : ((replica * slots + slot) * agents + agent) * batch + i;
  }

  /** Writes a network's input for an agent's observation as sample `at` of x. */
  show(seen: Float32Array, agent: number, x: Float32Array, at: number): void {
    const { agents, features, parameters } = this.#sizes;
    x.set(seen, at * this.inputs);
    if (parameters === "separate") return;
    const identity = at * this.inputs + features;
    x.fill(0, identity, identity + agents);
    x[identity + agent] = 1;
  }

  /** [network, sample] as [replica, agent, slot x batch]. */
  byAgent(values: tf.Tensor2D, slots: number): tf.Tensor3D {
    const { agents, parameters } = this.#sizes;
    const samples = values.shape[1];
    if (parameters === "separate") return tf.reshape(values, [-1, agents, samples]);
    const batch = samples / agents / slots;
    const bySlot = tf.transpose(tf.reshape(values, [-1, slots, agents, batch]), [0, 2, 1, 3]);
    return tf.reshape(bySlot, [-1, agents, slots * batch]);
  }

  /** Q along whole episodes from h = 0: [network, sample, output] of x [network, sample, input]. */
  along(theta: readonly tf.Tensor3D[], x: tf.Tensor3D, slots: number): tf.Tensor3D {
    const kernels = gruKernels(theta);
    const states = this.#sizes.inputLayer
      ? gruStates(this.#entered(theta, x), slots, kernels)
      : gruUnroll(x, slots, kernels);
    return tf.matMul(states, kernels.output);
  }

  /**
   * One slot of all rows.
   *
   * @param values [row, agent, feature] observations
   * @param memory [row, agent, hidden] is moved on
   * @returns Q, [row, agent, output]
   */
  step(values: Float32Array, memory: Float32Array): Float32Array {
    const { agents, features, hidden, outputs } = this.#sizes;
    const samples = values.length / features;
    const rowsPerReplica = samples / agents / this.#replicas;
    const x = new Float32Array(samples * this.inputs);
    const h = new Float32Array(samples * hidden);
    const places = Int32Array.from({ length: samples }, (_, sample) => {
      const [row, agent] = [Math.floor(sample / agents), sample % agents];
      const [replica, i] = [Math.floor(row / rowsPerReplica), row % rowsPerReplica];
      return this.sampleAt(replica, agent, 0, 1, i, rowsPerReplica);
    });
    for (const [sample, at] of places.entries()) {
      this.show(values.subarray(sample * features, (sample + 1) * features), sample % agents, x, at);
      h.set(memory.subarray(sample * hidden, (sample + 1) * hidden), at * hidden);
    }
    const [q, next] = this.#slot(rowsPerReplica)(x, h) as [Float32Array, Float32Array];
    const ordered = new Float32Array(samples * outputs);
    for (const [sample, at] of places.entries()) {
      memory.set(next.subarray(at * hidden, (at + 1) * hidden), sample * hidden);
      ordered.set(q.subarray(at * outputs, (at + 1) * outputs), sample * outputs);
    }
    return ordered;
  }

  dispose(): void {
    for (const { dispose } of this.#slots.values()) dispose();
    this.theta.dispose();
  }

  /** What the GRU sees of a network's input. */
  #entered(theta: readonly tf.Tensor3D[], x: tf.Tensor3D): tf.Tensor3D {
    if (!this.#sizes.inputLayer) return x;
    const [kernel, bias] = theta.slice(-2);
    return dense(x, kernel, bias, "relu");
  }

  #slot(rowsPerReplica: number): Compiled {
    const known = this.#slots.get(rowsPerReplica);
    if (known !== undefined) return known;
    const rows = this.samples(1, rowsPerReplica);
    const shapes = [
      [this.count, rows, this.inputs],
      [this.count, rows, this.#sizes.hidden],
    ];
    const compiled = compile(
      shapes,
      (x, h) => {
        const theta = this.theta.read();
        const kernels = gruKernels(theta);
        const entered = this.#entered(theta, x as tf.Tensor3D);
        const gates: tf.Tensor3D = tf.matMul(entered, kernels.inputGates);
        const candidate: tf.Tensor3D = tf.matMul(entered, kernels.inputCandidate);
        const { h: next } = gruCell(gates, candidate, h as tf.Tensor3D, kernels);
        return [tf.matMul(next, kernels.output), next];
      },
      this.#replicas,
    );
    this.#slots.set(rowsPerReplica, compiled);
    return compiled;
  }
}

/** The states of a GRU as `gruUnroll` gives them, slot after slot by the tape, so that what it sees has a gradient. */
function gruStates(x: tf.Tensor3D, slots: number, kernels: GruKernels): tf.Tensor3D {
  const split = (kernel: tf.Tensor3D): tf.Tensor3D[] => tf.split(tf.matMul(x, kernel), slots, 1);
  const [gates, candidates] = [split(kernels.inputGates), split(kernels.inputCandidate)];
  let h = tf.zerosLike(candidates[0]);
  const states = gates.map((gatesOfX, slot) => {
    h = gruCell(gatesOfX, candidates[slot], h, kernels).h;
    return h;
  });
  return tf.concat(states, 1);
}
