import { configure } from "../configuration/index.ts";
import type { Observation, Step } from "../environments/index.ts";
import {
  Adam,
  type Compiled,
  clippedByNorm,
  compile,
  mlp,
  mlpParameters,
  type Parameters,
  tf,
} from "../neural/index.ts";
import type { Actions, Policy } from "../policies/index.ts";
import { checkStreams, type Rng, type Streams } from "../random/index.ts";
import { type CompiledPerRows, compiledPerRows } from "./acting.ts";
import { AgentInputs } from "./agentInputs.ts";
import { choiceGradients, densitiesOf } from "./ippoLosses.ts";
import { type IppoOptions, ippoSchema } from "./ippoOptions.ts";
import {
  arrayOf,
  copiesOf,
  type Learner,
  type LearnerSnapshot,
  type Outcomes,
  type Part,
  refuseOutcomes,
  refuseTermination,
  restoreParts,
  restoreStreams,
  savedStreams,
  snapshotParts,
} from "./learner.ts";
import type { LearningTask } from "./learningTask.ts";
import { withOnes } from "./meanNetwork.ts";
import { nearZeroMlp } from "./nearZeroMlp.ts";
import { checkMinibatches, learnInPasses, OnPolicyBatch } from "./onPolicyBatch.ts";
import { type PolicyHead, policyHead } from "./policyHead.ts";
import { valueGradients } from "./ppoLosses.ts";
import { RunningMoments } from "./runningMoments.ts";
import { checkLosses, finiteSnapshot, SlotCheck } from "./slotCheck.ts";

/**
 * Independent proximal policy optimisation (de Witt et al. 2020, "Is independent learning all you need in the StarCraft
 * multi-agent challenge?") for one agent or more that choose: each has a policy of what it observes, over the actions of
 * a discrete space or over each bit of a multi-binary one, and a critic, and learns from the team's reward or its own.
 * With `critic: "joint"` critics judge by what all agents observe: MAPPO (Yu et al. 2022). All replicas of a block at
 * once; networks have no memory.
 *
 * Masks are kept to: what is forbidden has probability 0, a bit that is not free is written 0 and counts for nothing.
 *
 * @param streams one set per replica: `initialisation`, `exploration` and `minibatch` are drawn from
 * @throws Error for an environment that does not observe a box, or acts in one; ConfigurationError for odd options
 * @example const learner = createIppo(new MultiBsSync({}, { seeds, copies: 8 }), streamsOf(seeds, 1, "training"));
 */
export function createIppo(
  task: LearningTask,
  streams: readonly Streams[],
  options: Partial<IppoOptions> = {},
): Learner {
  return new Ippo(task, streams, configure(ippoSchema, options, "IPPO"));
}

class Ippo implements Learner {
  readonly policy: Policy = {
    act: (observation, out, mode) => this.#act(observation, out, mode),
    forget: () => {},
  };
  readonly #options: IppoOptions;
  readonly #check: SlotCheck;
  readonly #head: PolicyHead;
  readonly #agents: number;
  readonly #inputs: AgentInputs;
  /** Its replicas are those of the learner times agents. */
  readonly #batch: OnPolicyBatch;
  readonly #exploration: readonly Rng[];
  readonly #minibatch: readonly Rng[];
  readonly #rewardMoments: RunningMoments;
  readonly #policyParameters: Parameters;
  readonly #valueParameters: Parameters;
  readonly #policyAdam: Adam;
  readonly #valueAdam: Adam;
  readonly #parts: Readonly<Record<string, Part>>;
  readonly #move: Compiled;
  readonly #look: Compiled;
  readonly #logProbs: Compiled;
  readonly #logits: CompiledPerRows;
  readonly #values: CompiledPerRows;
  readonly #rows: Float32Array;
  /** the mask of an agent that may do anything */
  readonly #anything: Uint8Array;
  #updates = 0;
  /** since it was made, for messages */
  #steps = 0;
  #losses: Float64Array[] = [];
  #looked: Float32Array | undefined;

  constructor(task: LearningTask, streams: readonly Streams[], options: IppoOptions) {
    const { rows, agents, observationSpace, actionSpace } = task;
    if (observationSpace.kind !== "box") {
      throw new Error(`IPPO needs a box to observe, not a ${observationSpace.kind}: choose another learner.`);
    }
    checkStreams(streams, "IPPO");
    const replicas = streams.length;
    const copies = copiesOf(rows, replicas);
    const { hidden, steps, minibatches, parameters, critic, adamEpsilon: epsilon } = options;
    this.#options = options;
    this.#check = new SlotCheck("IPPO", task, replicas);
    this.#head = policyHead(actionSpace);
    this.#agents = agents;
    this.#inputs = new AgentInputs({ replicas, agents, features: observationSpace.size, parameters, critic });
    const { networks, own, judged } = this.#inputs;
    const { choices } = this.#head;
    this.#anything = new Uint8Array(choices).fill(1);
    // Of an agent's step: the action as its head picks it, its mask, its log probability.
    this.#batch = new OnPolicyBatch({
      replicas: replicas * agents,
      copies,
      steps,
      features: judged,
      kept: 2 * choices + 1,
    });
    checkMinibatches(this.#batch, minibatches);
    this.#exploration = streams.map(({ exploration }) => exploration);
    this.#minibatch = streams.map(({ minibatch }) => minibatch);
    this.#rewardMoments = new RunningMoments(replicas * agents, 1);
    const initialisation = streams.flatMap((stream) => new Array<Rng>(networks / replicas).fill(stream.initialisation));
    this.#policyParameters = nearZeroMlp([own, ...hidden, choices], initialisation);
    this.#valueParameters = mlpParameters([judged, ...hidden, 1], initialisation);
    this.#policyAdam = new Adam(this.#policyParameters, { learningRate: options.policyLearningRate, epsilon });
    this.#valueAdam = new Adam(this.#valueParameters, { learningRate: options.valueLearningRate, epsilon });
    this.#parts = {
      batch: this.#batch,
      rewardMoments: this.#rewardMoments,
      policy: this.#policyParameters,
      value: this.#valueParameters,
      policyAdam: this.#policyAdam,
      valueAdam: this.#valueAdam,
    };

    // Networks know nothing of each other, those of one replica neither.
    const { size, columns } = this.#batch;
    const samples = (replicas * agents * size) / networks;
    const rowsOf = (each: number) => [networks, each, columns] as const;
    this.#rows = new Float32Array((networks * samples * columns) / minibatches);
    this.#move = compile(
      [rowsOf(samples / minibatches), [], [], [], []],
      (batch, ...steps) => this.#moveBoth(batch as tf.Tensor3D, steps as tf.Scalar[]),
      networks,
    );
    this.#look = compile([rowsOf(samples)], (batch) => this.#lookAt(batch as tf.Tensor3D), networks);
    this.#logProbs = compile(
      [rowsOf(samples)],
      (batch) => [densitiesOf(this.#cut(batch as tf.Tensor3D), this.#policyParameters.read(), this.#head).logProb],
      networks,
    );
    this.#logits = compiledPerRows(networks, own + 1, (s) => mlp(s, this.#policyParameters.read(), "tanh"));
    this.#values = compiledPerRows(networks, judged + 1, (s) => mlp(s, this.#valueParameters.read(), "tanh"));
  }

  observe(seen: Observation, actions: Actions, step: Step, outcomes?: Outcomes): void {
    refuseOutcomes("IPPO", outcomes);
    this.#check.check(this.#steps, seen, actions, step);
    const { rewards: scale, reward: whose } = this.#options;
    if (scale === "standardised") refuseTermination(step.terminated);
    if (whose === "local" && step.localRewards === undefined)
      throw new Error('IPPO: the environment gives agents no rewards of their own: set reward to "team".');
    const { copies, replicas, kept: size } = this.#batch.shape;
    const { choices, width } = this.#head;
    const kept = new Float32Array(replicas * copies * size);
    const rewards = new Float64Array(replicas * copies);
    const [terminated, truncated] = [new Uint8Array(rewards.length), new Uint8Array(rewards.length)];
    for (let i = 0; i < rewards.length; i++) {
      const [row, agent] = [Math.floor(i / this.#agents), i % this.#agents];
      const at = this.#inputs.sampleAt(row, agent, copies);
      const allowed = this.#allowed(seen, i);
      this.#head.pick(actions, i * width, allowed, kept.subarray(at * size, at * size + choices));
      kept.set(allowed, at * size + choices);
      rewards[at] = whose === "local" ? (step.localRewards as Float64Array)[i] : step.rewards[row];
      terminated[at] = step.terminated[row];
      truncated[at] = step.truncated[row];
    }
    const [observations, final] = [seen, step.final].map(({ values }) => this.#inputs.ofCritics(values));
    this.#batch.add({ observations, kept, rewards, terminated, truncated, final });
    this.#steps++;
    if (scale === "raw") return;
    for (let i = 0; i < rewards.length; i++) this.#rewardMoments.add(Math.floor(i / copies), rewards, i);
  }

  /** Learns from the transitions since the last update once there are enough of them, and forgets them. */
  update(): void {
    if (!this.#batch.isFull) return;
    const { discount, lambda, advantages, rewards } = this.#options;
    const batch = this.#batch;
    const [values, finals] = [batch.observations, batch.final].map((seen) =>
      this.#values(withOnes(seen, this.#inputs.judged)),
    );
    const scaled = (replica: number, reward: number) =>
      rewards === "raw" ? reward : this.#rewardMoments.standardised(replica, 0, reward);
    const isNormalised = advantages === "normalised";
    batch.evaluate(values, batch.following(values, finals), scaled, { discount, lambda, isNormalised });
    // The policies that acted are those of now: none has moved since the last update.
    const [logProbs] = this.#logProbs(batch.everything());
    for (const [i, logProb] of logProbs.entries()) batch.kept[(i + 1) * batch.shape.kept - 1] = logProb;
    this.#losses = learnInPasses(batch.size, this.#options, this.#minibatch, (chosen) => {
      batch.gather(
        chosen.flatMap((ofReplica) => new Array<Int32Array>(this.#agents).fill(ofReplica)),
        this.#rows,
      );
      const made = this.#move(this.#rows, ...this.#policyAdam.next(), ...this.#valueAdam.next());
      const [policyLoss, valueLoss, gradientNorm] = made;
      this.#checkLosses({ policyLoss, valueLoss, gradientNorm });
      return made;
    });
    this.#looked = batch.everything();
    batch.clear();
    this.#updates++;
  }

  /**
   * Means over the agents. Losses and the norm of the policy's gradient are means over the last pass; the rest is of the
   * policies after it, on the transitions that they learned from.
   */
  diagnostics(): Readonly<Record<string, Float64Array>> {
    if (this.#looked === undefined) return {};
    const [policyLoss, valueLoss, gradientNorm] = this.#losses;
    const [divergence, clipped, entropy] = this.#look(this.#looked);
    const all = { policyLoss, valueLoss, gradientNorm, divergence, clipped, entropy };
    this.#checkLosses(all);
    const replicas = this.#minibatch.length;
    const means = Object.entries(all).map(([name, ofNetworks]) => {
      const each = ofNetworks.length / replicas;
      const ofReplica = new Float64Array(replicas);
      for (const [i, value] of ofNetworks.entries()) ofReplica[Math.floor(i / each)] += value / each;
      return [name, ofReplica];
    });
    return Object.fromEntries(means);
  }

  snapshot(): LearnerSnapshot {
    return finiteSnapshot("IPPO", {
      ...snapshotParts(this.#parts),
      streams: savedStreams([...this.#exploration, ...this.#minibatch]),
      updates: Float64Array.of(this.#updates),
    });
  }

  restore(snapshot: LearnerSnapshot): void {
    restoreParts(this.#parts, finiteSnapshot("IPPO", snapshot));
    restoreStreams([...this.#exploration, ...this.#minibatch], arrayOf(snapshot, "streams", Int32Array));
    [this.#updates] = arrayOf(snapshot, "updates", Float64Array, 1);
    this.#looked = undefined;
  }

  dispose(): void {
    for (const { dispose } of [this.#move, this.#look, this.#logProbs, this.#logits, this.#values]) dispose();
    for (const adam of [this.#policyAdam, this.#valueAdam]) adam.dispose();
    for (const parameters of [this.#policyParameters, this.#valueParameters]) parameters.dispose();
  }

  /** Explores by draws, agent after agent, and exploits by the most probable action. */
  #act(seen: Observation, out: Float32Array | Int32Array, mode: "explore" | "exploit"): void {
    const { choices, width } = this.#head;
    const copies = this.#inputs.copies(seen.values);
    let logits = this.#logitsOf(seen);
    for (let agent = 0; agent < this.#agents; agent++) {
      for (let row = 0; row < copies * this.#exploration.length; row++) {
        const i = row * this.#agents + agent;
        const at = this.#inputs.sampleAt(row, agent, copies) * choices;
        const [own, allowed] = [logits.subarray(at, at + choices), this.#allowed(seen, i)];
        const rng = this.#exploration[Math.floor(row / copies)];
        if (mode === "explore") this.#head.draw(own, allowed, rng, out, i * width);
        else this.#head.greedy(own, allowed, out, i * width);
      }
      // The one place where agents that act in turn hear of one another.
      if (seen.tell === undefined) continue;
      if (this.#options.critic === "joint")
        throw new Error('IPPO: a joint critic would see the actions that it judges: set critic to "own".');
      seen.tell(agent, out, seen);
      if (agent + 1 < this.#agents) logits = this.#logitsOf(seen);
    }
  }

  /** Logits of all agents, [replica, agent, copy, choice]. */
  #logitsOf({ values }: Observation): Float32Array {
    return this.#logits(withOnes(this.#inputs.ofPolicies(values), this.#inputs.own));
  }

  /** The mask of an agent, [choice]. */
  #allowed({ mask }: Observation, agent: number): Uint8Array {
    const { choices } = this.#head;
    return mask?.subarray(agent * choices, (agent + 1) * choices) ?? this.#anything;
  }

  #checkLosses(losses: Readonly<Record<string, ArrayLike<number>>>): void {
    checkLosses("IPPO", this.#minibatch.length, this.#updates + 1, losses);
  }

  /** A policy's state is the end of its critic's. */
  #cut(batch: tf.Tensor3D) {
    const [{ own, judged }, { choices }] = [this.#inputs, this.#head];
    const parts = tf.split(batch, [judged + 1, choices, choices, 1, 1, 1], 2) as Six<tf.Tensor3D>;
    const [judgedStates, taken, allowed, oldLogProb, advantages, returns] = parts;
    const states = tf.slice(judgedStates, [0, 0, judged - own], [-1, -1, own + 1]);
    return { states, judgedStates, taken, allowed, oldLogProb, advantages, returns };
  }

  /** Both networks' steps against the gradients of their losses at the same parameters. */
  #moveBoth(batch: tf.Tensor3D, [policyRate, policyEpsilon, valueRate, valueEpsilon]: tf.Scalar[]): tf.Tensor[] {
    const { judgedStates, returns, ...taken } = this.#cut(batch);
    const { gradientNorm } = this.#options;
    const policy = choiceGradients(taken, this.#policyParameters.read(), this.#head, this.#options);
    const value = valueGradients({ states: judgedStates, returns }, this.#valueParameters.read(), {
      activation: "tanh",
    });
    const clipped = clippedByNorm(policy.gradients, gradientNorm);
    this.#policyAdam.apply(clipped.gradients, policyRate, policyEpsilon);
    this.#valueAdam.apply(clippedByNorm(value.gradients, gradientNorm).gradients, valueRate, valueEpsilon);
    return [policy.losses, value.losses, tf.reshape(clipped.norm, [-1])];
  }

  /** Divergence from the policies that acted ((ratio - 1) - log ratio), share of clipped ratios, entropy; [network] each. */
  #lookAt(batch: tf.Tensor3D): tf.Tensor[] {
    const taken = this.#cut(batch);
    const { logProb, entropy } = densitiesOf(taken, this.#policyParameters.read(), this.#head);
    const logRatio = tf.sub(logProb, taken.oldLogProb);
    const change = tf.sub(tf.exp(logRatio), 1);
    const isClipped = tf.cast(tf.greater(tf.abs(change), this.#options.clip), "float32");
    return [tf.sub(change, logRatio), isClipped, entropy].map((x) => tf.mean(x, [1, 2]));
  }
}

type Six<T> = [T, T, T, T, T, T];
