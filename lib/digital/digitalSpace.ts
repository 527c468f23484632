import { z } from "zod";
import type { Outcomes } from "../agents/index.ts";
import { configure, count, share } from "../configuration/index.ts";
import { type Environment, everyRow, fork, width } from "../environments/index.ts";
import type { Policy } from "../policies/index.ts";
import { type Streams, shown, streamsOf } from "../random/index.ts";
import { Construction, constructionSchema } from "./construction.ts";
import { Link, type LinkSnapshot, linkSchema } from "./link.ts";
import { firstOfEach, inTries, type Moment, momentOf } from "./moment.ts";

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
  /** absent: the domains are synchronised at each call, at once and for nothing */
  link: linkSchema.exactOptional(),
});
/** Options of a digital space. */
export type DigitalSpaceOptions = Readonly<z.input<typeof digitalSpaceSchema>>;

/** Exact state of a digital space. */
export interface DigitalSpaceSnapshot {
  /** [domain] */
  readonly streams: readonly Int32Array[];
  /** steps made, and calls of the construction */
  readonly counts: Float64Array;
  readonly link?: LinkSnapshot<Moment>;
}

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
 * With a `link` they are in the state of the last synchronisation that has arrived, and outcomes say which it was.
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
  readonly #options: z.output<typeof digitalSpaceSchema>;
  readonly #link: Link<Moment> | undefined;
  readonly #construction: Construction | undefined;
  /** [domain][row] */
  readonly #streams: readonly (readonly Streams[])[];

  /** @throws ConfigurationError for options that are none; RangeError for domains of other rows */
  constructor(given: DigitalSpaceOptions) {
    const options = configure(digitalSpaceSchema, given, "DigitalSpace");
    const { seeds, domains, construction, link } = options;
    this.#options = options;
    this.#link = link && new Link(link, seeds, "state");
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

  /** Paid for synchronisations so far, by each replica. */
  get paid(): number {
    return this.#link?.paid ?? 0;
  }

  /**
   * Tries actions that are not taken: `tries` distinct ones of each row, drawn uniformly from the others. Undefined while
   * the digital space is being built and not yet used, and until a first synchronisation has arrived everywhere.
   *
   * @param taken [row] the physical actions of the environment's one agent, about to be made
   * @param prediction how far each is followed; a step by default
   */
  tryOthers(physical: Environment, taken: Int32Array, prediction?: Prediction): Outcomes | undefined {
    const { tries } = this.#options;
    const { actionSpace, agents } = physical;
    if (agents !== 1 || actionSpace.kind !== "discrete" || tries >= actionSpace.n) {
      throw new RangeError(
        `DigitalSpace: ${tries} other actions of one agent with a discrete action were asked for; ${physical.name} has ` +
          `${agents} agent(s)${actionSpace.kind === "discrete" ? ` and ${actionSpace.n - 1} others` : ""}. Try fewer.`,
      );
    }
    const actions = new Int32Array(physical.rows * tries);
    this.#checkTries(physical, actions, prediction);
    const moments = this.#synchronised(physical, taken);
    if (moments === undefined) return undefined;
    const known = moments.flatMap(({ taken: then }) => [...then]);
    for (const [row, action] of known.entries()) {
      const { exploration } = this.#streams[0][row * tries];
      const others = Array.from({ length: actionSpace.n }, (_, a) => a).filter((a) => a !== action);
      for (let i = 0; i < tries; i++) {
        const drawn = i + exploration.integer(others.length - i);
        actions[row * tries + i] = others[drawn];
        others[drawn] = others[i];
      }
    }
    return this.#tryFrom(moments, physical, actions, prediction);
  }

  /**
   * Predicts what follows the actions about to be taken, over k steps in every domain; see `tryActions`.
   *
   * @throws RangeError with a link: what is about to be taken can be foreseen only from where the physical space is
   */
  predict(physical: Environment, taken: Int32Array, prediction: Prediction): Outcomes | undefined {
    if (this.#link !== undefined) {
      throw new RangeError(
        "DigitalSpace: a prediction of the actions about to be taken, over a link; allowed is a digital space without one. " +
          "Leave the link out, or try other actions.",
      );
    }
    const outcomes = this.tryActions(physical, taken, prediction);
    return outcomes && { ...outcomes, isOfTaken: true };
  }

  /**
   * Forks the physical environment into every domain, makes the given actions there, and follows each for some steps.
   *
   * @param actions [row, try, agent]
   */
  tryActions(physical: Environment, actions: Int32Array, prediction?: Prediction): Outcomes | undefined {
    this.#checkTries(physical, actions, prediction);
    const moments = this.#synchronised(physical, new Int32Array(physical.rows * physical.agents));
    return moments && this.#tryFrom(moments, physical, actions, prediction);
  }

  #checkTries({ rows, agents }: Environment, actions: Int32Array, prediction: Prediction | undefined): void {
    const { tries } = this.#options;
    const k = prediction?.steps ?? 1;
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
  }

  /** The state of each replica that the domains know of; undefined where one knows of none. */
  #synchronised(physical: Environment, taken: Int32Array): readonly Moment[] | undefined {
    const { seeds } = this.#options;
    const sent = (replica: number) => momentOf(physical, taken, replica, seeds.length);
    const moments = this.#link === undefined ? seeds.map((_, i) => sent(i)) : this.#link.carry(sent);
    return moments.every((moment) => moment !== undefined) ? moments : undefined;
  }

  #tryFrom(
    moments: readonly Moment[],
    physical: Environment,
    actions: Int32Array,
    prediction?: Prediction,
  ): Outcomes | undefined {
    const { tries, discount, seeds } = this.#options;
    const { steps: k, policy } = prediction ?? { steps: 1, policy: undefined };
    const { rows, agents, observationSpace } = physical;
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
    const moment = fork(inTries(moments, tries));
    // All actions of a row meet the same chance, so that what differs between them is theirs.
    const firstTries = everyRow(n).map((i) => i - (i % tries));
    const seen = this.domains.map((domain) => {
      const start = tries === 1 ? moment : { ...moment, streams: domain.snapshot(firstTries).streams };
      return domain.restore(start).values;
    });
    // Domains look at the same state; what the first sees in the first try of each row is what the agents saw there.
    const from = this.#link && firstOfEach(seen[0], tries, features);
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
    return from === undefined ? outcomes : { ...outcomes, seen: from };
  }

  /** State of the domains' chance, of the construction and of the link; the domains themselves are synchronised. */
  snapshot(): DigitalSpaceSnapshot {
    const streams = this.domains.map((domain) => domain.snapshot().streams);
    const counts = Float64Array.of(this.steps, this.#construction?.steps ?? 0);
    return { streams, counts, ...(this.#link && { link: this.#link.snapshot() }) };
  }

  /** @throws RangeError for what is no snapshot of as many domains */
  restore(saved: DigitalSpaceSnapshot): void {
    const { streams, counts, link } = saved ?? {};
    const isWhole =
      streams?.length === this.domains.length &&
      counts?.length === 2 &&
      counts.every((count) => count >= 0) &&
      (link === undefined) === (this.#link === undefined);
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
    if (link !== undefined) this.#link?.restore(link);
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
