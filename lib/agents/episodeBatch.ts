import type { Rng } from "../random/index.ts";
import type { ActionHead } from "./actionHead.ts";
import type { EpisodeReplay } from "./episodeReplay.ts";
import type { EpisodeTargets } from "./episodeTargets.ts";
import type { RecurrentNetworks } from "./recurrentNetworks.ts";

/** The parts that a minibatch is filled from. */
export interface EpisodeSource {
  readonly replay: EpisodeReplay;
  readonly networks: RecurrentNetworks;
  readonly head: ActionHead;
  readonly targets: EpisodeTargets;
}

/** A minibatch of whole episodes; all agents get the same ones, for B (19) needs one joint transition. */
export class EpisodeBatch {
  /** [network, sample, input] */
  readonly x: Float32Array;
  /** [network, sample, output] the weights that pick the Q of the action taken */
  readonly picks: Float32Array;
  /** [replica, channel, slot x batch] */
  readonly r: Float32Array;
  /** [replica, agent, slot x batch] the largest Q in the slot after */
  readonly best: Float32Array;
  /** [replica, 1, slot x batch] 0 = nothing follows */
  readonly continues: Float32Array;
  /** [replica, 1, slot x batch] 0 = the episode had ended */
  readonly valid: Float32Array;
  readonly shapes: readonly number[][];
  /** [replica, batch] places of the replay that were drawn */
  readonly places: Int32Array;
  readonly #source: EpisodeSource;
  readonly #size: number;
  readonly #channels: "team" | "agents";

  /**
   * @param size episodes per replica
   * @param channels rewards to learn from: the team's, or one for each agent
   */
  constructor(source: EpisodeSource, size: number, channels: "team" | "agents") {
    const { replicas, agents, slots } = source.replay.sizes;
    const { networks, head } = source;
    const samples = networks.samples(slots, size);
    this.#source = source;
    this.#size = size;
    this.#channels = channels;
    this.places = new Int32Array(replicas * size);
    this.shapes = [
      [networks.count, samples, networks.inputs],
      [networks.count, samples, head.outputs],
      [replicas, channels === "team" ? 1 : agents, slots * size],
      [replicas, agents, slots * size],
      [replicas, 1, slots * size],
      [replicas, 1, slots * size],
    ];
    const arrays = this.shapes.map((shape) => new Float32Array(shape.reduce((a, b) => a * b, 1)));
    [this.x, this.picks, this.r, this.best, this.continues, this.valid] = arrays as [
      Float32Array,
      Float32Array,
      Float32Array,
      Float32Array,
      Float32Array,
      Float32Array,
    ];
  }

  /** The arrays above, in the order of `shapes`. */
  get arrays(): readonly Float32Array[] {
    return [this.x, this.picks, this.r, this.best, this.continues, this.valid];
  }

  /** Draws the places of episodes, with replacement. @param streams one per replica */
  draw(streams: readonly Rng[]): void {
    this.#source.replay.draw(streams, this.#size, this.places);
  }

  /**
   * Fills the arrays from the episodes that were drawn, and from the targets as they are.
   *
   * @param scaled maps a reward to the number that is learned from; channel 0 is the team, channel c is agent c - 1
   */
  fill(scaled: (reward: number, replica: number, channel: number) => number): void {
    const { replay } = this.#source;
    const { slots } = replay.sizes;
    for (const [at, place] of this.places.entries()) {
      const [replica, i] = [Math.floor(at / this.#size), at % this.#size];
      const length = replay.length(replica, place);
      for (let slot = 0; slot < slots; slot++) {
        if (slot < length) this.#take(replica, place, slot, i, scaled);
        else this.#leaveOut(replica, slot, i);
        const shared = (replica * slots + slot) * this.#size + i;
        this.valid[shared] = slot < length ? 1 : 0;
        this.continues[shared] = slot === length - 1 && replay.isTerminated(replica, place) ? 0 : 1;
      }
    }
  }

  #take(
    replica: number,
    place: number,
    slot: number,
    i: number,
    scaled: (reward: number, replica: number, channel: number) => number,
  ): void {
    const { replay, networks, head, targets } = this.#source;
    const { agents, slots } = replay.sizes;
    const { outputs } = head;
    if (this.#channels === "team") {
      this.r[(replica * slots + slot) * this.#size + i] = scaled(replay.reward(replica, place, slot), replica, 0);
    }
    for (let agent = 0; agent < agents; agent++) {
      const at = networks.sampleAt(replica, agent, slot, slots, i, this.#size);
      const entry = ((replica * agents + agent) * slots + slot) * this.#size + i;
      networks.show(replay.observation(replica, place, slot, agent), agent, this.x, at);
      const weights = this.picks.subarray(at * outputs, (at + 1) * outputs);
      head.pick(replay.action(replica, place, slot, agent), 0, replay.mask(replica, place, slot, agent), weights);
      this.best[entry] = targets.nextBest(replica, place, slot, agent);
      if (this.#channels === "agents") {
        this.r[entry] = scaled(replay.reward(replica, place, slot, agent), replica, 1 + agent);
      }
    }
  }

  #leaveOut(replica: number, slot: number, i: number): void {
    const { replay, networks, head } = this.#source;
    const { agents, slots } = replay.sizes;
    if (this.#channels === "team") this.r[(replica * slots + slot) * this.#size + i] = 0;
    for (let agent = 0; agent < agents; agent++) {
      const at = networks.sampleAt(replica, agent, slot, slots, i, this.#size);
      const entry = ((replica * agents + agent) * slots + slot) * this.#size + i;
      this.x.fill(0, at * networks.inputs, (at + 1) * networks.inputs);
      this.picks.fill(0, at * head.outputs, (at + 1) * head.outputs);
      this.best[entry] = 0;
      if (this.#channels === "agents") this.r[entry] = 0;
    }
  }
}
