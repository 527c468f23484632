import { z } from "zod";
import {
  createDqn,
  dqnSchema,
  type Learner,
  type LinearSchedule,
  type PlayOptions,
  play,
  valueAt,
} from "../../agents/index.ts";
import { discountBelow1, learningRate, share } from "../../configuration/index.ts";
import { DigitalSpace } from "../../digital/index.ts";
import type { Observation } from "../../environments/index.ts";
import { epsilonGreedy, rollout } from "../../policies/index.ts";
import { rngFrom, streamsOf } from "../../random/index.ts";
import { type RunContext, resumableStreams, stopwatch } from "../../study/index.ts";
import { UavCoverage, uavCoverageSchema } from "./model/uavCoverage.ts";

/** The last slots of an episode, in which E2 is judged: by then a flight can be where it wants to be. */
export const LATE_SLOTS = 20;

const dqn = dqnSchema.shape;

/** Options of a deep Q-learner of flights. */
const deepLearnerSchema = z.strictObject({
  /** gamma; chosen, like all that follows */
  discount: discountBelow1.default(0.95),
  learningRate: learningRate.default(1e-3),
  /** falls to this by the last slot; constant if absent */
  finalLearningRate: learningRate.optional(),
  tau: dqn.tau,
  hidden: dqn.hidden,
  batchSize: dqn.batchSize,
  /** joint transitions */
  capacity: dqn.capacity,
  warmUp: dqn.warmUp.default(500),
  /** epsilon falls from 1 to `explorationEnd` over this share of the episodes */
  explorationShare: z.number().gt(0).max(1).default(0.6),
  explorationEnd: share.default(0.05),
});

/** A run of a learner of flights. */
export const flightRunSchema = z.strictObject({
  method: z.literal("flight"),
  area: uavCoverageSchema,
  learner: deepLearnerSchema,
  /** k and J; the digital space predicts where k > 1 */
  predictionSteps: z.int().min(1).default(1),
  domains: z.int().min(1).default(4),
  /** epsilon of the continuation: fixed, or as the agent explores, which is n-step learning without a twin */
  continuation: z.union([z.number().min(0).max(1), z.literal("as physically")]).default(0.1),
  /** digital domains that fly on their own, from anywhere; what they see is learned from too */
  exploringDomains: z.int().min(0).default(0),
  episodes: z.int().min(1),
  evaluateEvery: z.int().min(1),
});
export type FlightRun = z.output<typeof flightRunSchema>;

/**
 * Runs deep Q-learning of flights, with or without predictions by a digital space. It records a row for each seed and
 * training episode (physical reward), and for each greedy evaluation (an episode's mean rate, and that of its last
 * slots).
 */
export async function runFlight(run: FlightRun, seeds: readonly number[], context: RunContext): Promise<void> {
  const measure = stopwatch(context.seconds);
  const { horizon } = run.area;
  const copies = 1 + run.exploringDomains;
  const area = new UavCoverage(run.area, { seeds, copies, exploringCopies: run.exploringDomains });
  const judge = new UavCoverage(run.area, { seeds });
  const exploration = {
    start: 1,
    end: run.learner.explorationEnd,
    steps: run.learner.explorationShare * run.episodes * horizon,
  };
  const learner = makeLearner(run, area, seeds, exploration);
  const space = digitalSpace(run, seeds, copies);
  const draws = seeds.map((seed) => rngFrom(seed, "continuation"));
  let slots = 0; // until now, in a copy
  const epsilon = () => (run.continuation === "as physically" ? valueAt(exploration, slots) : run.continuation);
  const continuation = epsilonGreedy(learner.policy, area.actionSpace.n, epsilon, (i, entries) => {
    return draws[Math.floor((i * draws.length) / entries)];
  });
  const prediction = { steps: run.predictionSteps, policy: continuation };
  const beside: PlayOptions["beside"] = (_seen, actions) =>
    measure("prediction", () => space?.predict(area, actions as Int32Array, prediction));

  let observation: Observation = area.reset(streamsOf(seeds, copies, "training"));
  const done = context.resume({ learner, area, ...(space && { space }), draws: resumableStreams(draws) });
  slots = done * horizon;

  for (let episode = done + 1; episode <= run.episodes; episode++) {
    const earned = new Float64Array(seeds.length);
    const options = { observation, slots: horizon, updates: "each slot", beside, measure } as const;
    for (const { step } of play(area, learner, options)) {
      slots++;
      for (let i = 0; i < seeds.length; i++) earned[i] += step.rewards[i * copies] / horizon;
      observation = step;
    }
    for (const [i, seed] of seeds.entries()) {
      context.record({ purpose: "training", episode, seed, rate: earned[i] });
    }
    if (episode % run.evaluateEvery === 0 || episode === run.episodes) measure("evaluation", () => evaluate(episode));
    context.progress(episode / run.episodes);
    await context.checkpoint(episode);
  }
  learner.dispose();

  /** Plays one greedy episode a seed: where users stand still every other would be the same. */
  function evaluate(episode: number): void {
    const digitalSteps = (space?.steps ?? 0) + run.exploringDomains * episode * horizon;
    for (const [i, { rate, lateRate }] of flownRates(judge, () => learner.policy, seeds).entries()) {
      context.record({ purpose: "evaluation", episode, seed: seeds[i], rate, lateRate, digitalSteps });
    }
  }
}

/** Mean rate of one episode of each seed, and that of its last slots, bit/s/Hz. */
export function flownRates(
  area: UavCoverage,
  makePolicy: Parameters<typeof rollout<UavCoverage>>[1],
  seeds: readonly number[],
): { readonly rate: number; readonly lateRate: number }[] {
  const { horizon } = area.configuration;
  const sums = seeds.map(() => ({ rate: 0, lateRate: 0 }));
  let slot = 0;
  rollout(area, makePolicy, {
    seeds,
    copies: 1,
    purpose: "evaluation",
    episodes: 1,
    onStep({ rewards }) {
      for (const [i, sum] of sums.entries()) {
        sum.rate += rewards[i] / horizon;
        if (slot >= horizon - LATE_SLOTS) sum.lateRate += rewards[i] / LATE_SLOTS;
      }
      slot++;
    },
  });
  return sums;
}

function makeLearner(
  run: FlightRun,
  area: UavCoverage,
  seeds: readonly number[],
  exploration: LinearSchedule,
): Learner {
  const {
    explorationShare: _,
    explorationEnd: __,
    learningRate: start,
    finalLearningRate: end,
    ...options
  } = run.learner;
  const learningRate = end === undefined ? start : { start, end, steps: run.episodes * run.area.horizon };
  const domains = run.predictionSteps > 1 ? run.domains : 1;
  // Nothing terminates, so rewards may be standardised: a step size then means the same in any area.
  return createDqn(area, streamsOf(seeds, 1, "training"), {
    ...options,
    learningRate,
    exploration,
    domains,
    rewards: "standardised",
  });
}

function digitalSpace(run: FlightRun, seeds: readonly number[], copies: number): DigitalSpace | undefined {
  if (run.predictionSteps === 1) return undefined;
  const domains = Array.from({ length: run.domains }, () => new UavCoverage(run.area, { seeds, copies }));
  return new DigitalSpace({ seeds, tries: 1, domains, discount: run.learner.discount });
}
