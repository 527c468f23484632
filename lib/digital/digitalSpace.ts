import { z } from "zod";
import type { Outcomes } from "../agents/index.ts";
import { configure, count, share } from "../configuration/index.ts";
import { type Environment, everyRow, fork, width } from "../environments/index.ts";
import type { Policy } from "../policies/index.ts";
import { type Streams, shown, streamsOf } from "../random/index.ts";
import { Construction, constructionSchema } from "./construction.ts";

const digitalSpaceSchema = z.strictObject({
  /** those of the physical environment */
  seeds: z.array(z.int().min(0)).min(1).readonly(),
  /** actions that are tried from one moment in a call */
  tries: count(1_000_000),
  /** the domains: environments with the physical one's state, each of physical rows x tries rows */
  domains: z
    .array(
      z.custom<Environment>(
        (domain) => typeof domain === "object" && domain !== null && "restore" in domain,
        "must be an environment",
      ),
    )
    .min(1)
    .readonly(),
  /** gamma of the returns */
  discount: share,
  /** absent: the digital space is there from the start */
  construction: constructionSchema.exactOptional(),
});
/** Options of a digital space. */
export type DigitalSpaceOptions = Readonly<z.output<typeof digitalSpaceSchema>>;

/** A prediction over several steps. */
export interface Prediction {
  /** k; larger sees further and trusts the domains more */
  readonly steps: number;
  /** who acts after the first action */
  readonly policy: Policy;
}

/**
 * The digital space of paper E, Fig. 1: twins of the physical space and its agents in which actions are tried that are
 * not taken. An identical domain is the same environment; a different one has other parameters or errors. At each call
 * the domains are synchronised with the physical space, exactly and without its future: chance in a domain is its own.
 *
 * @example
 * const tried = new AccessPointSelection({}, { seeds, copies: 4 });
 * const space = new DigitalSpace({ seeds, tries: 4, domains: [tried], discount: 0.9 });
 * const beside = (_seen, actions) => space.tryOthers(road, actions); // four other actions from the same place
 * for (const { step } of play(road, learner, { observation, slots: 1000, beside })) show(step.rewards);
 */
export class DigitalSpace {
  /** Steps made in all domains so far, of each replica. */
  steps = 0;
  readonly domains: readonly Environment[];
  readonly #options: DigitalSpaceOptions;
  readonly #construction: Construction | undefined;
  /** [domain][row] */
  readonly #streams: readonly (readonly Streams[])[];

  /** @throws ConfigurationError for options that are none; RangeError for domains of other rows */
  constructor(given: DigitalSpaceOptions) {
    const options = configure(digitalSpaceSchema, given, "DigitalSpace");
    const { seeds, domains, construction } = options;
    this.#options = options;
    this.domains = domains;
    this.#construction = construction === undefined ? undefined : new Construction(construction, domains);
    const copies = domains[0].rows / seeds.length;
    this.#streams = domains.map((domain, d) => {
      if (domain.rows !== copies * seeds.length || !Number.isInteger(copies)) {
        throw new RangeError(
          `DigitalSpace: domain ${d} has ${domain.rows} rows for ${seeds.length} seeds; give every domain the physical ` +
            "rows x tries",
        );
      }
      const all = streamsOf(seeds, domains.length * copies, "digital");
      return everyOther(all, seeds.length, domains.length, d);
    });
    for (const [d, domain] of domains.entries()) domain.reset(this.#streams[d] as Streams[]);
  }

  /**
   * Tries actions that are not taken: `tries` distinct ones of each row, drawn uniformly from the others. Undefined while
   * the digital space is being built and not yet used.
   *
   * @param taken [row] the physical actions of the environment's one agent, about to be made
   */
  tryOthers(physical: Environment, taken: Int32Array): Outcomes | undefined {
    const { tries } = this.#options;
    const { actionSpace, agents } = physical;
    if (agents !== 1 || actionSpace.kind !== "discrete" || tries >= actionSpace.n) {
      throw new RangeError(
        `DigitalSpace: ${tries} other actions of one agent with a discrete action were asked for; ${physical.name} has ` +
          `${agents} agent(s)${actionSpace.kind === "discrete" ? ` and ${actionSpace.n - 1} others` : ""}. Try fewer.`,
      );
    }
    const actions = new Int32Array(physical.rows * tries);
    for (const [row, action] of taken.entries()) {
      const { exploration } = this.#streams[0][row * tries];
      const others = Array.from({ length: actionSpace.n }, (_, a) => a).filter((a) => a !== action);
      for (let i = 0; i < tries; i++) {
        const drawn = i + exploration.integer(others.length - i);
        actions[row * tries + i] = others[drawn];
        others[drawn] = others[i];
      }
    }
    return this.tryActions(physical, actions);
  }

  /** Predicts what follows the actions about to be taken, over k steps in every domain; see `tryActions`. */
  predict(physical: Environment, taken: Int32Array, prediction: Prediction): Outcomes | undefined {
    const outcomes = this.tryActions(physical, taken, prediction);
    return outcomes && { ...outcomes, isOfTaken: true };
  }

  /**
   * Forks the physical environment into every domain, makes the given actions there, and follows each for some steps.
   *
   * @param actions [row, try, agent]
   */
  tryActions(physical: Environment, actions: Int32Array, prediction?: Prediction): Outcomes | undefined {
    const { tries, discount, seeds } = this.#options;
    const { steps: k, policy } = prediction ?? { steps: 1, policy: undefined };
    const { rows, agents, observationSpace } = physical;
    if (!(Number.isInteger(k) && k >= 1)) {
      throw new RangeError(
        `DigitalSpace: a prediction over ${k} steps; allowed are whole numbers from 1 on. Set it to such.`,
      );
    }
    if (actions.length !== rows * tries * agents || this.domains[0].rows !== rows * tries) {
      throw new RangeError(
        `DigitalSpace: ${actions.length} actions for ${rows} rows x ${tries} tries x ${agents} agents, in domains of ` +
          `${this.domains[0].rows} rows. Give one action for each, and domains of rows x tries rows.`,
      );
    }
    if (this.#construction?.advance() === false) return undefined;
    const domains = this.domains.length;
    const features = agents * width(observationSpace);
    const n = rows * tries;
    const outcomes = {
      tries,
      domains,
      isOfTaken: false,
      actions,
      returns: new Float64Array(n * domains),
      steps: new Int32Array(n * domains),
      terminated: new Uint8Array(n * domains),
      observations: new Float32Array(n * domains * features),
    };
    const moment = fork(physical.snapshot(everyRow(n).map((i) => Math.floor(i / tries))));
    // All actions of a row meet the same chance, so that what differs between them is theirs.
    const firstTries = everyRow(n).map((i) => i - (i % tries));
    for (const domain of this.domains) {
      domain.restore(tries === 1 ? moment : { ...moment, streams: domain.snapshot(firstTries).streams });
    }
    const hasEnded = new Uint8Array(n * domains);
    // [row, try, domain, agent]: the domains of a row lie side by side, so that a policy acts for all of them in one call.
    const next = new Int32Array(n * domains * agents);
    for (let i = 0; i < next.length; i++) {
      next[i] = actions[Math.floor(i / agents / domains) * agents + (i % agents)];
    }
    let weight = 1;
    for (let made = 0; made < k; made++) {
      if (made > 0) policy?.act({ values: outcomes.observations }, next, "explore");
      for (const [d, domain] of this.domains.entries()) this.#play(domain, d, next, weight, hasEnded, outcomes);
      weight *= discount;
    }
    this.steps += outcomes.steps.reduce((sum, made) => sum + made, 0) / seeds.length;
    return outcomes;
  }

  /** State of the domains' chance and of the construction; the domains themselves are synchronised at each call. */
  snapshot(): { readonly streams: readonly Int32Array[]; readonly counts: Float64Array } {
    const streams = this.domains.map((domain) => domain.snapshot().streams);
    return { streams, counts: Float64Array.of(this.steps, this.#construction?.steps ?? 0) };
  }

  /** @throws RangeError for what is no snapshot of as many domains */
  restore(saved: ReturnType<DigitalSpace["snapshot"]>): void {
    const { streams, counts } = saved ?? {};
    const isWhole =
      streams?.length === this.domains.length && counts?.length === 2 && counts.every((count) => count >= 0);
    if (!isWhole) {
      throw new RangeError(
        `DigitalSpace: ${shown(saved)} is no snapshot of ${this.domains.length} domains; take one from snapshot()`,
      );
    }
    for (const [d, domain] of this.domains.entries()) {
      domain.restore({ ...domain.snapshot(), streams: streams[d] });
    }
    this.steps = counts[0];
    this.#construction?.resume(counts[1]);
  }

  /** One step of a domain; rows whose episode has ended play on unseen. */
  #play(
    domain: Environment,
    d: number,
    next: Int32Array,
    weight: number,
    hasEnded: Uint8Array,
    outcomes: Outcomes,
  ): void {
    const { domains, returns, steps, terminated, observations } = outcomes;
    const { agents } = domain;
    const actions = new Int32Array(domain.rows * agents);
    for (let i = 0; i < domain.rows; i++) {
      for (let agent = 0; agent < agents; agent++) {
        actions[i * agents + agent] = next[(i * domains + d) * agents + agent];
      }
    }
    const step = domain.step(actions);
    const features = step.final.values.length / domain.rows;
    for (let i = 0; i < domain.rows; i++) {
      const to = i * domains + d;
      if (hasEnded[to] === 1) continue;
      returns[to] = returns[to] + weight * step.rewards[i];
      steps[to] = steps[to] + 1;
      terminated[to] = step.terminated[i];
      hasEnded[to] = step.terminated[i] | step.truncated[i];
      observations.set(step.final.values.subarray(i * features, (i + 1) * features), to * features);
    }
  }
}

/** The streams of domain d out of [replica, domain, copy]. */
function everyOther(streams: readonly Streams[], replicas: number, domains: number, d: number): Streams[] {
  const copies = streams.length / replicas / domains;
  return Array.from({ length: replicas }, (_, replica) => {
    const first = (replica * domains + d) * copies;
    return streams.slice(first, first + copies);
  }).flat();
}
