import type { Observation } from "../environments/index.ts";
import type { Streams } from "../random/index.ts";
import type { ActionHead } from "./actionHead.ts";
import { copiesSeen } from "./learner.ts";
import type { RecurrentNetworks } from "./recurrentNetworks.ts";

/** Sizes of what acts. */
export interface ActorSizes {
  /** rows that train */
  readonly rows: number;
  readonly agents: number;
  /** numbers that an agent observes */
  readonly features: number;
  readonly hidden: number;
}

/**
 * The acting of recurrent agents in all rows: their memories and their choices by Q. Where agents tell each other what
 * they do, they act one after another, each by what it was told; all are remembered as having seen that.
 */
export class RecurrentActor {
  /** States of the networks in the rows that train, [row, agent, hidden]. */
  readonly exploring: Float32Array;
  /** The same of the rows that are judged, as many as there are. */
  #exploiting = new Float32Array(0);
  readonly #networks: RecurrentNetworks;
  readonly #head: ActionHead;
  readonly #streams: readonly Streams[];
  readonly #sizes: ActorSizes;

  /** @param streams one set per replica, whose `exploration` is drawn from */
  constructor(networks: RecurrentNetworks, head: ActionHead, streams: readonly Streams[], sizes: ActorSizes) {
    this.exploring = new Float32Array(sizes.rows * sizes.agents * sizes.hidden);
    this.#networks = networks;
    this.#head = head;
    this.#streams = streams;
    this.#sizes = sizes;
  }

  /**
   * Explores by a random allowed action with probability epsilon, each agent apart; else takes the largest Q. What agents
   * tell each other is written into the observation.
   */
  act(observation: Observation, out: Float32Array | Int32Array, mode: "explore" | "exploit", epsilon: number): void {
    const { features, agents } = this.#sizes;
    const { values, tell } = observation;
    const perReplica = agents * copiesSeen(values, { replicas: this.#streams.length, agents, features });
    const all = perReplica * this.#streams.length;
    const memory = this.#memory(mode, all);
    const mask = observation.mask ?? new Uint8Array(all * this.#head.choices).fill(1);
    const turns = tell === undefined ? 1 : agents;
    for (let turn = 0; turn < turns; turn++) {
      // Those who act later have not seen all yet: only the last turn moves the memories on.
      const q = this.#networks.step(values, turn === turns - 1 ? memory : memory.slice());
      for (let agent = turn; agent < all; agent += turns) {
        const { exploration } = this.#streams[Math.floor(agent / perReplica)];
        const isRandom = mode === "explore" && exploration.uniform() < epsilon;
        this.#choose(agent, q, mask, out, isRandom ? exploration : undefined);
      }
      tell?.(turn, out, observation);
    }
  }

  /** Drops the memories of the rows that train, [row], 1 = forget. */
  forgetTraining(ended: Uint8Array): void {
    forget(this.exploring, ended);
  }

  /** Drops the memories of the rows that are judged, [row], 1 = forget. */
  forgetJudged(ended: Uint8Array): void {
    forget(this.#exploiting, ended);
  }

  #choose(
    agent: number,
    q: Float32Array,
    mask: Uint8Array,
    out: Float32Array | Int32Array,
    exploration: Streams["exploration"] | undefined,
  ): void {
    const { outputs, choices, width } = this.#head;
    const allowed = mask.subarray(agent * choices, (agent + 1) * choices);
    if (exploration !== undefined) this.#head.random(exploration, allowed, out, agent * width);
    else this.#head.greedy(q.subarray(agent * outputs, (agent + 1) * outputs), allowed, out, agent * width);
  }

  /** The memories of the rows that train, or of those that are judged. */
  #memory(mode: "explore" | "exploit", all: number): Float32Array {
    if (mode === "explore") return this.exploring;
    const size = all * this.#sizes.hidden;
    if (this.#exploiting.length !== size) this.#exploiting = new Float32Array(size);
    return this.#exploiting;
  }
}

/** Clears the memory [row, agent, hidden] of rows that ended. */
function forget(memory: Float32Array, ended: Uint8Array): void {
  const size = memory.length / ended.length;
  for (const [row, flag] of ended.entries()) if (flag === 1) memory.fill(0, row * size, (row + 1) * size);
}
