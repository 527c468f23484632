import { type Compiled, compile, type Parameters, type tf } from "../neural/index.ts";
import type { ActionHead } from "./actionHead.ts";
import type { EpisodeReplay } from "./episodeReplay.ts";
import type { LearnerSnapshot } from "./learner.ts";
import type { RecurrentNetworks } from "./recurrentNetworks.ts";

/**
 * The target networks with their outputs for every stored episode. They change once in many updates, so the outputs are
 * kept: an episode is unrolled again only if it is new or was evaluated by older targets.
 */
export class EpisodeTargets {
  readonly #theta: Parameters;
  readonly #networks: RecurrentNetworks;
  readonly #head: ActionHead;
  readonly #replay: EpisodeReplay;
  /** places of the replay that are unrolled together */
  readonly #chunk: number;
  readonly #evaluate: Compiled;
  /** [replica, place, agent, slot] each agent's largest Q in the slot after */
  readonly #nextBest: Float32Array;
  /** [chunk of places] 1 = `#nextBest` is of other episodes or of an older target */
  readonly #isStale: Uint8Array;

  constructor(networks: RecurrentNetworks, head: ActionHead, replay: EpisodeReplay, chunk: number) {
    const { replicas, capacity, agents, slots } = replay.sizes;
    this.#networks = networks;
    this.#theta = networks.theta.copy();
    this.#head = head;
    this.#replay = replay;
    this.#chunk = chunk;
    this.#nextBest = new Float32Array(replicas * capacity * agents * slots);
    this.#isStale = new Uint8Array(Math.ceil(capacity / chunk)).fill(1);
    const samples = networks.samples(slots + 1, chunk);
    const shapes = [
      [networks.count, samples, networks.inputs],
      [networks.count, samples, head.choices],
    ];
    this.#evaluate = compile(
      shapes,
      (x, allowed) => {
        const q = networks.along(this.#theta.read(), x as tf.Tensor3D, slots + 1);
        return [networks.byAgent(head.best(q, allowed as tf.Tensor3D), slots + 1)];
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

  /** Unrolls the target networks along every stale episode. */
  refresh(): void {
    const { used } = this.#replay;
    for (const [chunk, isStale] of this.#isStale.entries()) {
      const first = chunk * this.#chunk;
      if (isStale === 1 && first < used) this.#unroll(first, Math.min(used, first + this.#chunk));
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

  /** Unrolls the episodes at places `first` up to `end`, of all replicas. */
  #unroll(first: number, end: number): void {
    const { replicas, capacity, agents, slots } = this.#replay.sizes;
    const { inputs } = this.#networks;
    const { choices } = this.#head;
    const batch = this.#chunk;
    const samples = replicas * agents * (slots + 1) * batch;
    const x = new Float32Array(samples * inputs);
    const allowed = new Float32Array(samples * choices).fill(1);
    const each = (visit: (replica: number, place: number, slot: number, agent: number) => void) => {
      for (let replica = 0; replica < replicas; replica++) {
        for (let place = first; place < end; place++) {
          for (let slot = 0; slot <= this.#replay.length(replica, place); slot++)
            for (let agent = 0; agent < agents; agent++) visit(replica, place, slot, agent);
        }
      }
    };
    each((replica, place, slot, agent) => {
      const at = this.#networks.sampleAt(replica, agent, slot, slots + 1, place - first, batch);
      this.#networks.show(this.#replay.observation(replica, place, slot, agent), agent, x, at);
      allowed.set(this.#replay.mask(replica, place, slot, agent), at * choices);
    });
    const best = this.#evaluate(x, allowed)[0];
    each((replica, place, slot, agent) => {
      // What follows slot t is slot t + 1: the first output has no use.
      if (slot === 0) return;
      const from = ((replica * agents + agent) * (slots + 1) + slot) * batch + place - first;
      this.#nextBest[((replica * capacity + place) * agents + agent) * slots + slot - 1] = best[from];
    });
    this.#isStale[first / batch] = 0;
  }
}
