import { z } from "zod";
import {
  createDqn,
  type DeepQLearner,
  dqnSchema,
  type LinearSchedule,
  type PlayOptions,
  play,
  valueAt,
} from "../../agents/index.ts";
import { discountBelow1, learningRate, share } from "../../configuration/index.ts";
import { DigitalSpace } from "../../digital/index.ts";
import { fork, type Observation } from "../../environments/index.ts";
import { epsilonGreedy } from "../../policies/index.ts";
import { rngFrom, streamsOf } from "../../random/index.ts";
import { type RunContext, resumableStreams, stopwatch } from "../../study/index.ts";
import { type Expected, expectedReturns, type FlownRates, flownRates, seedMeans } from "./flownRates.ts";
import { UavCoverage } from "./model/uavCoverage.ts";
import { uavCoverageSchema } from "./model/uavCoverageConfiguration.ts";
import { planStraight } from "./plannedFlight.ts";

/** Looks at the rate while learning in a run, each the mean of as many episodes: more are not seen in a curve. */
const LOOKS = 50;

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
  explorationShare: z.number().gt(0).max(1).default(0.1),
  explorationEnd: share.default(0.05),
  /** Nothing terminates, so rewards may be standardised: a step size then means the same in any area. */
  rewards: dqn.rewards.removeDefault().default("standardised"),
  /** of which rewards of the area it learns: the team's, or each UAV's own */
  whose: dqn.whose,
  updatesPerSlot: z.number().gt(0).max(100).default(1),
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
  /** digital domains that are synchronised with the area every `synchroniseEvery` slots and fly on their own between; all that
   * happens there is stored and learned from */
  storedDomains: z.int().min(0).default(0),
  synchroniseEvery: z.int().min(1).default(1),
  /** digital domains that fly on their own, from anywhere; what they see is learned from too */
  exploringDomains: z.int().min(0).default(0),
  /** episodes of each seed in which its greedy policy is judged: drops of users, where they are placed anew */
  judgedEpisodes: z.int().min(1).default(1),
  /** slots of the straight flights that the learned policy tries in the twin before it acts, once it has learned; none: it acts as
   * learned */
  planning: z.array(z.int().min(1).max(100)).default([]),
  episodes: z.int().min(1),
  evaluateEvery: z.int().min(1),
});
export type FlightRun = z.output<typeof flightRunSchema>;

/**
 * Runs deep Q-learning of flights, with or without a digital space. It records a row for each seed and look at training (mean rate
 * in the area since the last one), for each greedy evaluation (an episode's mean rate, and that of its last slots), and after the last episode
 * for planned flights and for what it expects beside what it earns.
 */
export async function runFlight(run: FlightRun, seeds: readonly number[], context: RunContext): Promise<void> {
  const measure = stopwatch(context.seconds);
  const { horizon } = run.area;
  const copies = 1 + run.storedDomains + run.exploringDomains;
  const area = new UavCoverage(run.area, { seeds, copies, exploringCopies: run.exploringDomains });
  const judge = new UavCoverage(run.area, { seeds, copies: run.judgedEpisodes });
  const { explorationShare, explorationEnd } = run.learner;
  const exploration = { start: 1, end: explorationEnd, steps: explorationShare * run.episodes * horizon };
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
  const synchronise = synchroniser(area, run.storedDomains, copies);

  let observation: Observation = area.reset(streamsOf(seeds, copies, "training"));
  const done = context.resume({ learner, area, ...(space && { space }), draws: resumableStreams(draws) });
  slots = done * horizon;

  const look = Math.ceil(run.episodes / LOOKS);
  const flown = new Float64Array(seeds.length); // sums of rates since the last look
  for (let episode = done + 1; episode <= run.episodes; episode++) {
    const updates = { aSlot: run.learner.updatesPerSlot };
    const options = { observation, slots: horizon, updates, beside, measure } as const;
    synchronise();
    for (const { step } of play(area, learner, options)) {
      slots++;
      observation = step;
      for (let i = 0; i < seeds.length; i++) flown[i] += step.metrics.rate[i * copies];
      const slot = slots % horizon;
      if (slot % run.synchroniseEvery === 0 && slot !== 0) synchronise();
    }
    const isLook = episode % look === 0 || episode === run.episodes;
    if (isLook) {
      const since = horizon * (((episode - 1) % look) + 1);
      for (const [i, seed] of seeds.entries()) {
        context.record({ purpose: "training", episode, seed, rate: flown[i] / since });
      }
      flown.fill(0);
    }
    if (episode % run.evaluateEvery === 0 || episode === run.episodes) measure("evaluation", () => evaluate(episode));
    context.progress(episode / run.episodes);
    if (isLook) await context.checkpoint(episode);
  }
  learner.dispose();

  /** Plays greedy episodes of each seed: one where users stand where it puts them, for every other would be the same. */
  function evaluate(episode: number): void {
    const apart = (run.storedDomains + run.exploringDomains) * episode * horizon;
    const digitalSteps = (space?.steps ?? 0) + apart;
    const record = (purpose: string, rows: readonly FlownRates[] | readonly Expected[], besides = {}) => {
      for (const [i, numbers] of seedMeans(rows, run.judgedEpisodes).entries()) {
        context.record({ purpose, episode, seed: seeds[i], ...numbers, ...besides });
      }
    };
    record(
      "evaluation",
      flownRates(judge, () => learner.policy),
      { digitalSteps },
    );
    if (episode < run.episodes) return;
    const { planning, learner: options } = run;
    if (planning.length > 0) {
      record("planned", flownRates(judge, planStraight(learner, options.discount, planning, options.whose)));
    }
    if (options.whose === "team") record("values", expectedReturns(judge, learner, options.discount));
  }
}

/** What puts the state of the physical copy into those that follow it; they go on with chance of their own. */
export function synchroniser(area: UavCoverage, domains: number, copies: number): () => void {
  if (domains === 0) return () => {};
  const replicas = area.rows / copies;
  const to = Int32Array.from({ length: replicas * domains }, (_, i) => {
    return Math.floor(i / domains) * copies + 1 + (i % domains);
  });
  const from = to.map((row) => row - (row % copies));
  return () => area.restore(fork(area.snapshot(from)), to);
}

function makeLearner(
  run: FlightRun,
  area: UavCoverage,
  seeds: readonly number[],
  exploration: LinearSchedule,
): DeepQLearner {
  const {
    explorationShare: _,
    explorationEnd: __,
    updatesPerSlot: ___,
    learningRate: start,
    finalLearningRate: end,
    ...options
  } = run.learner;
  const steps = run.episodes * run.area.horizon;
  const learningRate = end === undefined ? start : { start, end, steps };
  const domains = run.predictionSteps > 1 ? run.domains : 1;
  return createDqn(area, streamsOf(seeds, 1, "training"), { ...options, learningRate, exploration, domains });
}

function digitalSpace(run: FlightRun, seeds: readonly number[], copies: number): DigitalSpace | undefined {
  if (run.predictionSteps === 1) return undefined;
  const domains = Array.from({ length: run.domains }, () => new UavCoverage(run.area, { seeds, copies }));
  return new DigitalSpace({ seeds, tries: 1, domains, discount: run.learner.discount });
}
