import { type Environment, emptyActions, type Observation, type Step } from "../environments/index.ts";
import type { Learner, Outcomes } from "./learner.ts";

/** Updates of a learner: one after each slot, so many a slot (.25: one after every fourth), or so many after the last. */
export type Updates = "each slot" | { readonly aSlot: number } | number;

/** Options of `play`. */
export interface PlayOptions {
  /** first observation of the agents */
  readonly observation: Observation;
  readonly slots: number;
  /** none by default */
  readonly updates?: Updates;
  /** Called between acting and stepping; the learner observes the outcomes that it returns, e.g. of a digital space. */
  readonly beside?: (seen: Observation, actions: Float32Array | Int32Array) => Outcomes | undefined;
  /** Runs a named piece of work and takes its time; the names are acting, environment, memory, update. */
  readonly measure?: <T>(what: string, work: () => T) => T;
}

/** A slot in every row. `actions` and `step` are overwritten by the next one. */
export interface PlayedSlot {
  /** a copy, for environments overwrite their observations; with all that agents told each other in it */
  readonly seen: Observation;
  /** actions that the environment took */
  readonly actions: Float32Array | Int32Array;
  readonly outcomes: Outcomes | undefined;
  readonly step: Step;
}

/**
 * Lets a learner train in an environment, slot by slot: it acts, the environment steps, it observes, and is updated. To
 * play on, start from the last step.
 *
 * @returns each slot once it is learned from
 * @example
 * const observation = environment.reset(streamsOf(seeds, copies, "training"));
 * for (const { step } of play(environment, learner, { observation, slots: 1000, updates: "each slot" })) show(step.rewards);
 */
export function* play(
  environment: Pick<Environment, "rows" | "agents" | "actionSpace" | "step">,
  learner: Pick<Learner, "policy" | "observe" | "update">,
  { observation, slots, updates = 0, beside, measure = (_what, work) => work() }: PlayOptions,
): Generator<PlayedSlot, void> {
  const actions = emptyActions(environment);
  const aSlot = updates === "each slot" ? 1 : typeof updates === "object" ? updates.aSlot : 0;
  let next = observation;
  for (let slot = 0; slot < slots; slot++) {
    const seen = copied(next);
    const chosen = measure("acting", () => learner.policy.act(seen, actions, "explore")) ?? actions;
    const outcomes = beside?.(seen, actions);
    const step = measure("environment", () => environment.step(actions));
    measure("memory", () => learner.observe(seen, chosen, step, outcomes));
    const due = Math.floor((slot + 1) * aSlot) - Math.floor(slot * aSlot);
    for (let update = 0; update < due; update++) measure("update", () => learner.update());
    next = step;
    yield { seen, actions, outcomes, step };
  }
  if (typeof updates !== "number" || updates === 0) return;
  measure("update", () => {
    for (let update = 0; update < updates; update++) learner.update();
  });
}

function copied({ values, mask, tell }: Observation): Observation {
  return { values: values.slice(), ...(mask && { mask: mask.slice() }), ...(tell && { tell }) };
}
