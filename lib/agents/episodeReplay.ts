import type { Observation, Step } from "../environments/index.ts";
import type { Rng } from "../random/index.ts";
import { arrayOf, type LearnerSnapshot } from "./learner.ts";
import { checkRoom } from "./room.ts";

/** Sizes of a replay of episodes. */
export interface EpisodeSizes {
  readonly replicas: number;
  /** rows of the environment for each replica */
  readonly copies: number;
  readonly agents: number;
  readonly features: number;
  /** entries of an agent's mask */
  readonly choices: number;
  /** numbers of an agent's action */
  readonly width: number;
  /** episodes that a replica remembers */
  readonly capacity: number;
  /** slots of the longest episode */
  readonly slots: number;
}

/** Episodes as arrays with `slots + 1` observations and masks, `slots` actions and rewards each. */
class Episodes {
  readonly observations: Float32Array;
  readonly masks: Uint8Array;
  readonly actions: Int32Array;
  readonly rewards: Float32Array;
  /** slots that were played */
  readonly lengths: Int32Array;
  readonly terminated: Uint8Array;

  constructor(count: number, { agents, features, choices, width, slots }: EpisodeSizes) {
    this.observations = new Float32Array(count * (slots + 1) * agents * features);
    this.masks = new Uint8Array(count * (slots + 1) * agents * choices).fill(1);
    this.actions = new Int32Array(count * slots * agents * width);
    // The team's reward, then one for each agent.
    this.rewards = new Float32Array(count * slots * (1 + agents));
    this.lengths = new Int32Array(count);
    this.terminated = new Uint8Array(count);
  }

  get arrays() {
    const { observations, masks, actions, rewards, lengths, terminated } = this;
    return { observations, masks, actions, rewards, lengths, terminated };
  }
}

/**
 * Whole episodes of every replica, a ring each, for recurrent learners, which replay an episode from its beginning.
 * Episodes of a replica are stored in the order in which they end; all agents of an episode share its place.
 */
export class EpisodeReplay {
  readonly sizes: EpisodeSizes;
  readonly #open: Episodes;
  readonly #ended: Episodes;
  /** [replica] episodes stored so far */
  readonly #stored: Float64Array;

  constructor(sizes: EpisodeSizes) {
    const { replicas, copies, capacity, slots, agents, features, choices, width } = sizes;
    const [episodes, numbers] = [replicas * (copies + capacity), agents * (features + choices + width + 1)];
    checkRoom(
      episodes * (slots + 1) * numbers,
      `${episodes} episodes (replicas x (copies + capacity)) x ${slots + 1} slots x ${numbers} numbers`,
    );
    this.sizes = sizes;
    this.#open = new Episodes(sizes.replicas * sizes.copies, sizes);
    this.#ended = new Episodes(sizes.replicas * sizes.capacity, sizes);
    this.#stored = new Float64Array(sizes.replicas);
  }

  /** Episodes that the replica with the fewest can draw from. */
  get size(): number {
    return this.#stored.reduce((least, stored) => Math.min(least, stored), this.sizes.capacity);
  }

  /** Places of the ring that are in use by any replica. */
  get used(): number {
    const most = this.#stored.reduce((most, stored) => Math.max(most, stored), 0);
    return Math.min(this.sizes.capacity, most);
  }

  /**
   * Stores one slot of all rows: observations, actions and the step that followed. Files the episodes that ended.
   *
   * @param onEnd called with replica and place of each
   */
  observe(
    seen: Observation,
    actions: ArrayLike<number>,
    step: Step,
    onEnd: (replica: number, place: number) => void,
  ): void {
    const { agents, width, slots, copies, capacity } = this.sizes;
    const { rewards, localRewards, terminated, truncated, final } = step;
    const size = agents * width;
    for (const [row, slot] of this.#open.lengths.entries()) {
      if (slot >= slots) {
        throw new Error(`An episode is longer than ${slots} slots: raise the learner's \`slots\` to the horizon.`);
      }
      this.#see(row, slot, seen);
      for (let i = 0; i < size; i++) this.#open.actions[(row * slots + slot) * size + i] = actions[row * size + i];
      const at = (row * slots + slot) * (1 + agents);
      this.#open.rewards[at] = rewards[row];
      for (let agent = 0; agent < agents; agent++)
        this.#open.rewards[at + 1 + agent] = localRewards?.[row * agents + agent] ?? rewards[row];
      this.#open.lengths[row] = slot + 1;
      if (terminated[row] !== 1 && truncated[row] !== 1) continue;
      this.#see(row, slot + 1, final);
      this.#open.terminated[row] = terminated[row];
      const replica = Math.floor(row / copies);
      const place = this.#stored[replica] % capacity;
      this.#file(row, replica * capacity + place);
      this.#stored[replica] = this.#stored[replica] + 1;
      this.#open.lengths[row] = 0;
      onEnd(replica, place);
    }
  }

  /** Draws the places of a minibatch with replacement, [replica, batch], each replica by its own stream. */
  draw(streams: readonly Rng[], batch: number, out: Int32Array): void {
    for (const [replica, stream] of streams.entries()) {
      const count = Math.min(this.sizes.capacity, this.#stored[replica]);
      if (count === 0) throw new Error(`Replica ${replica} has no episode yet: draw when one has ended in each.`);
      for (let i = 0; i < batch; i++) out[replica * batch + i] = stream.integer(count);
    }
  }

  length(replica: number, place: number): number {
    return this.#ended.lengths[replica * this.sizes.capacity + place];
  }

  isTerminated(replica: number, place: number): boolean {
    return this.#ended.terminated[replica * this.sizes.capacity + place] === 1;
  }

  /** An agent's observation in a slot: a view. */
  observation(replica: number, place: number, slot: number, agent: number): Float32Array {
    const { features, capacity, slots, agents } = this.sizes;
    const at = (((replica * capacity + place) * (slots + 1) + slot) * agents + agent) * features;
    return this.#ended.observations.subarray(at, at + features);
  }

  /** An agent's mask in a slot: a view. */
  mask(replica: number, place: number, slot: number, agent: number): Uint8Array {
    const { choices, capacity, slots, agents } = this.sizes;
    const at = (((replica * capacity + place) * (slots + 1) + slot) * agents + agent) * choices;
    return this.#ended.masks.subarray(at, at + choices);
  }

  /** An agent's action in a slot: a view. */
  action(replica: number, place: number, slot: number, agent: number): Int32Array {
    const { width, capacity, slots, agents } = this.sizes;
    const at = (((replica * capacity + place) * slots + slot) * agents + agent) * width;
    return this.#ended.actions.subarray(at, at + width);
  }

  /** The team's reward of a slot, or that of an agent. */
  reward(replica: number, place: number, slot: number, agent?: number): number {
    const { capacity, slots, agents } = this.sizes;
    const at = ((replica * capacity + place) * slots + slot) * (1 + agents);
    return this.#ended.rewards[at + (agent === undefined ? 0 : 1 + agent)];
  }

  /** State of the replay; of the rings only the filled part is copied. */
  snapshot(): LearnerSnapshot {
    const { replicas, capacity } = this.sizes;
    const ended = Object.entries(this.#ended.arrays).map(([name, ring]) => {
      const size = ring.length / replicas / capacity;
      const out = new (ring.constructor as new (n: number) => typeof ring)(replicas * this.used * size);
      for (let replica = 0; replica < replicas; replica++) {
        const first = replica * capacity * size;
        out.set(ring.subarray(first, first + this.used * size), replica * this.used * size);
      }
      return [name, out];
    });
    const open = Object.entries(this.#open.arrays).map(([name, array]) => [`open-${name}`, array.slice()]);
    return { stored: this.#stored.slice(), ...Object.fromEntries([...ended, ...open]) };
  }

  restore(snapshot: LearnerSnapshot): void {
    const { replicas, capacity } = this.sizes;
    this.#stored.set(arrayOf(snapshot, "stored", Float64Array, replicas));
    const kindOf = (array: object) => array.constructor as new (n: number) => Float32Array;
    for (const [name, ring] of Object.entries(this.#ended.arrays)) {
      const size = ring.length / replicas / capacity;
      const saved = arrayOf(snapshot, name, kindOf(ring), replicas * this.used * size);
      for (let replica = 0; replica < replicas; replica++) {
        const first = replica * this.used * size;
        ring.set(saved.subarray(first, first + this.used * size), replica * capacity * size);
      }
    }
    for (const [name, array] of Object.entries(this.#open.arrays))
      array.set(arrayOf(snapshot, `open-${name}`, kindOf(array), array.length));
  }

  /** Writes an observation into a row's open episode; without a mask every action is allowed. */
  #see(row: number, slot: number, { values, mask }: Observation): void {
    const { agents, features, choices, slots } = this.sizes;
    const place = row * (slots + 1) + slot;
    const seen = agents * features;
    this.#open.observations.set(values.subarray(row * seen, (row + 1) * seen), place * seen);
    const allowed = agents * choices;
    if (mask === undefined) this.#open.masks.fill(1, place * allowed, (place + 1) * allowed);
    else this.#open.masks.set(mask.subarray(row * allowed, (row + 1) * allowed), place * allowed);
  }

  #file(row: number, to: number): void {
    const from = this.#open.arrays;
    for (const [name, ring] of Object.entries(this.#ended.arrays)) {
      const array = from[name as keyof typeof from];
      const size = array.length / (this.sizes.replicas * this.sizes.copies);
      ring.set(array.subarray(row * size, (row + 1) * size), to * size);
    }
  }
}
