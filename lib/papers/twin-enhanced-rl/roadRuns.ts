import { z } from "zod";
import {
  createQLearning,
  type PlayedSlot,
  type PlayOptions,
  play,
  type QLearning,
  qLearningSchema,
} from "../../agents/index.ts";
import { discountBelow1, real, share } from "../../configuration/index.ts";
import {
  constructionSchema,
  DigitalSpace,
  linkSchema,
  Storage,
  type StoredTransition,
  TwinAgent,
} from "../../digital/index.ts";
import { rngFrom, streamsOf } from "../../random/index.ts";
import { type RunContext, resumableArrays, resumableList, resumableStreams } from "../../study/index.ts";
import { AccessPointSelection, accessPointSelectionSchema } from "./model/accessPointSelection.ts";
import { taskReward } from "./model/taskReward.ts";

const tabular = qLearningSchema.shape;

/** Options of a Q-learner. All that paper E leaves open is chosen; "low" first values lie below what a failure earns. */
export const qLearnerSchema = z.strictObject({
  /** gamma */
  discount: discountBelow1.default(0),
  learningRate: tabular.learningRate,
  /** sets over which epsilon falls from `explorationStart` to `explorationEnd` */
  explorationStart: share.default(1),
  explorationEnd: share.default(0.05),
  explorationSets: z.int().min(1).default(6000),
  initialValue: real.default(-100),
});

/** The domains of a digital space, and the errors that they have. */
export const domainsSchema = z.strictObject({
  /** K, over which the outcomes of an action are averaged */
  count: z.int().min(1).default(1),
  edgeErrorM: z.number().min(0).default(0),
  rateErrorDb: z.number().min(0).default(0),
});

/** A run of a learner of the road. */
export const roadRunSchema = z.strictObject({
  method: z.literal("road"),
  road: accessPointSelectionSchema,
  learner: qLearnerSchema,
  /** n, actions of a set: 1 is plain Q-learning where the physical one counts */
  actions: z.int().min(1).default(1),
  /** whether n counts the physical action; else the twin tries n beside it */
  physicalCounts: z.boolean().default(true),
  domains: domainsSchema,
  construction: constructionSchema.optional(),
  /** from the road to the twin */
  link: linkSchema.optional(),
  /** steps that each tried action is followed for, by the twin agent after the first */
  ahead: z.int().min(1).default(1),
  /** from the physical agent to the twin agent */
  agentLink: linkSchema.prefault({}),
  /** stored physical transitions that are learned from again in each set */
  replays: z.int().min(0).default(0),
  /** what the table learns before the first set, from transitions stored in other domains */
  pretraining: z
    .strictObject({ from: z.enum(["domains", "another road"]), transitions: z.int().min(1), updates: z.int().min(1) })
    .optional(),
  /** physical decisions */
  sets: z.int().min(1),
  evaluateEvery: z.int().min(1),
});
export type RoadRun = z.output<typeof roadRunSchema>;
/** What an arm says of its run. */
export type RoadOptions = Omit<z.input<typeof roadRunSchema>, "method" | "evaluateEvery">;

/**
 * Runs Q-learning of access points, with or without a digital space. Now and then it records a row for each seed: the
 * exact reward of the greedy policy, the mean reward of the sets since the last row, and the cost so far in failed
 * uploads, digital steps, updates, and what was paid for synchronisations.
 */
export async function runRoad(run: RoadRun, seeds: readonly number[], context: RunContext): Promise<void> {
  const road = new AccessPointSelection(run.road, { seeds });
  const models = seeds.map((_, replica) => road.model(replica));
  const learner = createLearner(run, road, seeds);
  const space = digitalSpace(run, seeds);
  const twin = run.ahead > 1 ? new TwinAgent(learner.table, run.agentLink, seeds) : undefined;
  const prediction = twin && { steps: run.ahead, policy: twin.policy };
  const storages = seeds.map(() => new Storage(run.sets));
  const draws = seeds.map((seed) => rngFrom(seed, "replay"));
  const failures = new Float64Array(seeds.length);
  const earned = new Float64Array(seeds.length);

  const observation = road.reset(streamsOf(seeds, 1, "training"));
  let set = context.resume({
    learner,
    road,
    ...(space && { space }),
    ...(twin && { twin }),
    storages: resumableList(storages),
    draws: resumableStreams(draws),
    failures: resumableArrays({ failures }),
  });
  if (set === 0) {
    pretrain(run, seeds, learner);
    record();
  }

  const beside: PlayOptions["beside"] = (_seen, actions) => {
    twin?.follow(learner.table);
    return space?.tryOthers(road, actions as Int32Array, prediction);
  };
  for (const slot of play(road, learner, { observation, slots: run.sets - set, beside })) {
    set++;
    for (let i = 0; i < seeds.length; i++) {
      failures[i] += 1 - slot.step.metrics.success[i];
      earned[i] += slot.step.rewards[i] / run.evaluateEvery;
      if (run.replays === 0) continue;
      storages[i].add("physical", transition(slot, i));
      for (const old of storages[i].extract(draws[i], { count: run.replays })) learnStored(learner, i, old);
    }
    if (set % run.evaluateEvery !== 0) continue;
    record();
    context.progress(set / run.sets);
    await context.checkpoint(set);
  }

  function record(): void {
    for (const [i, seed] of seeds.entries()) {
      context.record({
        seed,
        set,
        reward: rounded(rewardOf(learner, road, i, models[i])),
        earned: rounded(earned[i]),
        failures: failures[i],
        updates: learner.updates,
        digitalSteps: space?.steps ?? 0,
        paid: (space?.paid ?? 0) + (twin?.paid ?? 0),
      });
    }
    earned.fill(0);
  }
}

/** The transition of a row, as a storage keeps it. */
function transition({ seen, actions, step }: PlayedSlot, row: number): StoredTransition {
  return {
    state: seen.values[row],
    action: actions[row],
    reward: step.rewards[row],
    nextState: step.final.values[row],
    terminated: step.terminated[row] === 1,
  };
}

/** Mean reward of a task under a learner's greedy policy, exactly; see `taskReward`. */
export function rewardOf(
  learner: QLearning,
  road: AccessPointSelection,
  replica: number,
  model = road.model(replica),
): number {
  const greedy = road.observedIn.map((state) => learner.table.greedy(replica, state));
  return taskReward(road, replica, greedy, model);
}

/** A reward in as many digits as tables keep of it: six, of rewards of a hundred. */
function rounded(reward: number): number {
  return Math.round(1e4 * reward) / 1e4;
}

/** A Q-learner of the road, with exploration that falls over the sets. */
export function createLearner(
  { learner }: Pick<RoadRun, "learner">,
  road: AccessPointSelection,
  seeds: readonly number[],
): QLearning {
  const { discount, learningRate, initialValue, explorationStart: start, explorationEnd: end } = learner;
  const exploration = { start, end, steps: learner.explorationSets };
  return createQLearning(road, streamsOf(seeds, 1, "training"), { discount, learningRate, initialValue, exploration });
}

function digitalSpace(run: RoadRun, seeds: readonly number[]): DigitalSpace | undefined {
  const tries = run.actions - (run.physicalCounts ? 1 : 0);
  if (tries === 0) return undefined;
  const { count, ...errors } = run.domains;
  const domains = Array.from({ length: count }, (_, domain) => {
    return new AccessPointSelection({ ...run.road, ...errors, domain: domain + 1 }, { seeds, copies: tries });
  });
  const { construction, link, learner } = run;
  const { discount } = learner;
  return new DigitalSpace({
    ...{ seeds, tries, domains, discount },
    ...(construction && { construction }),
    ...(link && { link }),
  });
}

/** Fills a storage with random steps in other domains, and lets the table learn from what is extracted. */
function pretrain({ road, domains, pretraining }: RoadRun, seeds: readonly number[], learner: QLearning): void {
  if (pretraining === undefined) return;
  const { from, transitions, updates } = pretraining;
  const { count, ...errors } = domains;
  for (const [i, seed] of seeds.entries()) {
    const storage = new Storage(transitions);
    const rng = rngFrom(seed, "pretraining");
    for (let d = 1; d <= count; d++) {
      const options = from === "domains" ? { ...road, ...errors, domain: d } : road;
      const elsewhere = new AccessPointSelection(options, { seeds: [from === "domains" ? seed : 1000 * d + seed] });
      let state = elsewhere.reset(streamsOf([seed], 1, "digital")).values[0];
      for (let t = 0; t < transitions; t++) {
        const action = rng.integer(elsewhere.actionSpace.n);
        const { rewards, terminated, final, values } = elsewhere.step(Int32Array.of(action));
        const [reward, nextState] = [rewards[0], final.values[0]];
        storage.add(`domain ${d}`, { state, action, reward, nextState, terminated: terminated[0] === 1 });
        state = values[0];
      }
    }
    for (const old of storage.extract(rng, { count: updates })) learnStored(learner, i, old);
  }
}

function learnStored(
  learner: QLearning,
  replica: number,
  { state, action, reward, nextState, terminated }: StoredTransition,
): void {
  learner.learn(replica, state, action, learner.target(replica, reward, nextState, terminated));
}
