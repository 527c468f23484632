import { createDqn, createPpo, type Learner, type PpoLearner } from "../../agents/index.ts";
import { GridActions } from "../../environments/index.ts";
import { type Streams, streamsOf } from "../../random/index.ts";
import { type LearnerRun, METHODS } from "./learners.ts";
import type { RobustTilt } from "./model/robustTilt.ts";
import { largestErrorM } from "./model/tiltScenario.ts";
import { attackedByCounts, blinded, boxedAlways, boxedByCounts } from "./observers.ts";

/** Level 1: a learner of tilts, and how it is trained and judged. */
export interface TiltLearner {
  readonly learner: Learner | PpoLearner;
  /** what the learner acts in */
  readonly task: RobustTilt | GridActions<RobustTilt>;
  readonly policyOf: (environment: RobustTilt) => Learner["policy"];
  /** after each epoch */
  readonly updates: number;
}

/** The learner of level 1. */
export function createTiltLearner(run: LearnerRun, environment: RobustTilt, seeds: readonly number[]): TiltLearner {
  const streams = streamsOf(seeds, 1, "training");
  if (run.method === "dqn") return createDqnOnGrid(run, environment, streams);
  const learner = createTiltPpo(run, environment, streams);
  return { learner, task: environment, updates: 1, policyOf: () => learner.policy };
}

/** DQN, which chooses from a grid of joint tilts, with as many passes over as many transitions as PPO makes. */
function createDqnOnGrid(
  { network: { horizon }, learner, trajectories, epochs }: LearnerRun,
  environment: RobustTilt,
  streams: readonly Streams[],
): TiltLearner {
  const { dqnPoints, passes, minibatches, discount, hidden, dqnLearningRate: learningRate } = learner;
  const task = new GridActions(environment, dqnPoints);
  const created = createDqn(task, streams, {
    discount,
    hidden,
    learningRate,
    batchSize: (trajectories * horizon) / minibatches,
    warmUp: trajectories * horizon,
    capacity: epochs * trajectories * horizon,
    rewards: "standardised",
    exploration: { start: 1, end: 0.05, steps: (epochs * horizon) / 2 },
  });
  return {
    learner: created,
    task,
    updates: passes * minibatches,
    policyOf: (judge) => onGrid(created.policy, new GridActions(judge, dqnPoints)),
  };
}

/** PPO and its robust, blind and attacked forms. */
function createTiltPpo(
  { method, network, learner, epochs }: LearnerRun,
  environment: RobustTilt,
  streams: readonly Streams[],
): PpoLearner {
  const { radiusFactor, radiusFrom, radiusRamp, boxed, ratioCap, dqnLearningRate, dqnPoints, ...options } = learner;
  const kappa = learner.kappa ?? METHODS[method].kappa;
  const errorM = radiusFactor * largestErrorM(network);
  const radius = errorM / network.radiusM;
  const isOfCounts = network.observes === "counts";
  const created = createPpo(environment, streams, {
    ...options,
    kappa: method === "attacked-ppo" ? 0 : kappa,
    ratioCap: ratioCap ?? Infinity,
    // Of counts the box is what errors can change of them, see boxedByCounts.
    radius: { start: 0, end: isOfCounts ? 1 : radius, from: radiusFrom * epochs, steps: radiusRamp * epochs },
    steps: network.horizon,
  });
  if (method === "blind-ppo") return blinded(created);
  if (method === "attacked-ppo") return attackedByCounts(created, environment, { radius, kappa });
  if (isOfCounts) return boxedByCounts(created, environment, errorM);
  return boxed === "twin" ? created : boxedAlways(created, environment, boxed);
}

/** A policy that chooses from a grid, as one that acts in the box. */
function onGrid(policy: Learner["policy"], grid: GridActions<RobustTilt>): Learner["policy"] {
  const choices = new Int32Array(grid.rows);
  return {
    act(observation, out, mode) {
      policy.act(observation, choices, mode);
      out.set(grid.actionsOf(choices));
    },
    forget: (rows) => policy.forget(rows),
  };
}
