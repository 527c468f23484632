import { copiesSeen } from "./learner.ts";

/** Sizes of what agents observe, and of what their networks are shown of it. */
export interface AgentSizes {
  readonly replicas: number;
  readonly agents: number;
  /** numbers that an agent observes */
  readonly features: number;
  /** One network for each agent, or one for all, whose input names the agent. */
  readonly parameters: "separate" | "shared";
  /** Whether a critic is shown what its agent observes alone, or what all do. */
  readonly critic: "own" | "joint";
}

/**
 * The order of agents in networks that act on a slot alone: environments keep [replica, copy, agent, ...], networks take
 * [replica, agent, copy, ...], which is [network, sample, ...] with a network for each agent and with one for all.
 */
export class AgentInputs {
  /** networks of all replicas */
  readonly networks: number;
  /** numbers of an input of a policy: its agent's observation, and the agent one-hot where all share a network */
  readonly own: number;
  /** numbers of an input of a critic: the others' observations where it is joint, then the policy's input */
  readonly judged: number;
  readonly #sizes: AgentSizes;

  constructor(sizes: AgentSizes) {
    const { replicas, agents, features, parameters, critic } = sizes;
    this.#sizes = sizes;
    this.networks = parameters === "separate" ? replicas * agents : replicas;
    this.own = features + (parameters === "separate" ? 0 : agents);
    this.judged = this.own + (critic === "own" ? 0 : (agents - 1) * features);
  }

  /** Copies of the environment for each replica that observations are of. */
  copies(values: Float32Array): number {
    return copiesSeen(values, this.#sizes);
  }

  /** Index of an agent of a row among the samples of all networks. */
  sampleAt(row: number, agent: number, copies: number): number {
    return (Math.floor(row / copies) * this.#sizes.agents + agent) * copies + (row % copies);
  }

  /** Inputs of the policies for observations [row, agent, feature]: [replica, agent, copy, own]. */
  ofPolicies(values: Float32Array): Float32Array {
    return this.#inputs(values, this.own);
  }

  /** Inputs of the critics, each ending in its policy's: [replica, agent, copy, judged]. */
  ofCritics(values: Float32Array): Float32Array {
    return this.#inputs(values, this.judged);
  }

  #inputs(values: Float32Array, width: number): Float32Array {
    const { agents, features, parameters } = this.#sizes;
    const copies = this.copies(values);
    const samples = values.length / features;
    const out = new Float32Array(samples * width);
    for (let i = 0; i < samples; i++) {
      const [row, agent] = [Math.floor(i / agents), i % agents];
      const observed = (of: number) =>
        values.subarray((row * agents + of) * features, (row * agents + of + 1) * features);
      let to = this.sampleAt(row, agent, copies) * width;
      if (width > this.own) {
        for (let other = 0; other < agents; other++) {
          if (other === agent) continue;
          out.set(observed(other), to);
          to += features;
        }
      }
      out.set(observed(agent), to);
      if (parameters === "shared") out[to + features + agent] = 1;
    }
    return out;
  }
}
