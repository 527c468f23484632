import { type Compiled, compile, type Parameters, type tf } from "../neural/index.ts";
import type { ActionHead } from "./actionHead.ts";
import type { EpisodeReplay } from "./episodeReplay.ts";
import type { LearnerSnapshot } from "./learner.ts";
import type { RecurrentNetworks } from "./recurrentNetworks.ts";

/** Options of the targets. */
export interface EpisodeTargetOptions {
  /** places of the replay that are unrolled together: as many as a minibatch has */
  readonly chunk: number;
  /** the networks choose the action that the target networks value; else these do both */
  readonly isDouble: boolean;
}

/**
 * The target networks with their outputs for every stored episode. They change once in many updates, so the outputs are
 * kept: an episode is unrolled again only if it is new or was evaluated by older targets. In double Q-learning the
 * networks that choose change with every update, so the episodes of each minibatch are unrolled by both.
 */
export class EpisodeTargets {
  readonly #theta: Parameters;
  readonly #networks: RecurrentNetworks;
  readonly #head: ActionHead;
  readonly #replay: EpisodeReplay;
  readonly #chunk: number;
  readonly #isDouble: boolean;
  readonly #evaluate: Compiled;
  /** [replica, place, agent, slot] each agent's largest Q in the slot after */
  readonly #nextBest: Float32Array;
  /** [chunk of places] 1 = `#nextBest` is of other episodes or of an older target */
  readonly #isStale: Uint8Array;

  constructor(
    networks: RecurrentNetworks,
    head: ActionHead,
    replay: EpisodeReplay,
    { chunk, isDouble }: EpisodeTargetOptions,
  ) {
    const { replicas, capacity, agents, slots } = replay.sizes;
    this.#networks = networks;
    this.#theta = networks.theta.copy();
    this.#head = head;
    this.#replay = replay;
    this.#chunk = chunk;
    this.#isDouble = isDouble;
    this.#nextBest = new Float32Array(replicas * capacity * agents * slots);
    this.#isStale = new Uint8Array(Math.ceil(capacity / chunk)).fill(1);
    const samples = networks.samples(slots + 1, chunk);
    const shapes = [
      [networks.count, samples, networks.inputs],
      [networks.count, samples, head.choices],
    ];
    this.#evaluate = compile(
      shapes,
      (...inputs) => {
        const [x, allowed] = inputs as [tf.Tensor3D, tf.Tensor3D];
        const q = networks.along(this.#theta.read(), x, slots + 1);
        const best = isDouble
          ? head.bestBy(networks.along(networks.theta.read(), x, slots + 1), q, allowed)
          : head.best(q, allowed);
        return [networks.byAgent(best, slots + 1)];
      },
      replicas,
    );
  }

  /** The largest Q of an agent in the slot after `slot` of an episode, as of the last `refresh`. */
  nextBest(replica: number, place: number, slot: number, agent: number): number {
    const { capacity, agents, slots } = this.#replay.sizes;
    return this.#nextBest[((replica * capacity + place) * agents + agent) * slots + slot];
  }

  /** Marks a place as stale: a new episode was filed there. */
  invalidate(place: number): void {
    this.#isStale[Math.floor(place / this.#chunk)] = 1;
  }

  /** Copies the networks into the target networks. */
  follow(): void {
    this.#theta.copyFrom(this.#networks.theta);
    this.#isStale.fill(1);
  }

  /**
   * Unrolls the target networks along every stale episode, in double Q-learning along those of a minibatch.
   *
   * @param places [replica, chunk] that the minibatch has drawn
   */
  refresh(places: Int32Array): void {
    if (this.#isDouble) {
      this.#unroll(this.#chunk, (replica, i) => places[replica * this.#chunk + i]);
      return;
    }
    const { used } = this.#replay;
    for (const [chunk, isStale] of this.#isStale.entries()) {
      const first = chunk * this.#chunk;
      if (isStale !== 1 || first >= used) continue;
      this.#unroll(Math.min(used - first, this.#chunk), (_replica, i) => first + i);
      this.#isStale[chunk] = 0;
    }
  }

  snapshot(): LearnerSnapshot {
    return this.#theta.snapshot();
  }

  restore(snapshot: LearnerSnapshot): void {
    this.#theta.restore(snapshot);
    this.#isStale.fill(1);
  }

  dispose(): void {
    this.#evaluate.dispose();
    this.#theta.dispose();
  }

  /** Unrolls some episodes of every replica. */
  #unroll(count: number, placeOf: (replica: number, i: number) => number): void {
    const { replicas, capacity, agents, slots } = this.#replay.sizes;
    const { inputs } = this.#networks;
    const { choices } = this.#head;
    const batch = this.#chunk;
    const samples = replicas * agents * (slots + 1) * batch;
    const x = new Float32Array(samples * inputs);
    const allowed = new Float32Array(samples * choices).fill(1);
    const each = (visit: (replica: number, place: number, slot: number, agent: number, i: number) => void) => {
      for (let replica = 0; replica < replicas; replica++) {
        for (let i = 0; i < count; i++) {
          const place = placeOf(replica, i);
          for (let slot = 0; slot <= this.#replay.length(replica, place); slot++)
            for (let agent = 0; agent < agents; agent++) visit(replica, place, slot, agent, i);
        }
      }
    };
    each((replica, place, slot, agent, i) => {
      const at = this.#networks.sampleAt(replica, agent, slot, slots + 1, i, batch);
      this.#networks.show(this.#replay.observation(replica, place, slot, agent), agent, x, at);
      allowed.set(this.#replay.mask(replica, place, slot, agent), at * choices);
    });
    const best = this.#evaluate(x, allowed)[0];
    each((replica, place, slot, agent, i) => {
      // What follows slot t is slot t + 1: the first output has no use.
      if (slot === 0) return;
      const from = ((replica * agents + agent) * (slots + 1) + slot) * batch + i;
      this.#nextBest[((replica * capacity + place) * agents + agent) * slots + slot - 1] = best[from];
    });
  }
}
