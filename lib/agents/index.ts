export { createDqn, DQN_DEFAULTS, type DqnOptions } from "./dqn.ts";
export type { ExperienceOptions, LearningTask } from "./experience.ts";
export { gae, type Trajectory, tdAdvantage } from "./gae.ts";
export { type Learner, type LearnerSnapshot, type Outcomes, restoreStreams, savedStreams } from "./learner.ts";
export type { MeanNetwork } from "./meanNetwork.ts";
export { type PlayedSlot, type PlayOptions, play } from "./play.ts";
export { type Playing, playOn } from "./playOn.ts";
export {
  POLICY_PROBE_OPTIONS,
  POLICY_PROBES,
  type PolicyProbe,
  solvePolicyProbe,
} from "./policyProbes.ts";
export { createPpo, type PpoLearner } from "./ppo.ts";
export { PPO_DEFAULTS, type PpoOptions } from "./ppoOptions.ts";
export { PROBE_OPTIONS, PROBES, type Probe, solveProbe } from "./probes.ts";
export {
  createQLearning,
  Q_LEARNING_DEFAULTS,
  QLearning,
  type QLearningOptions,
  QTable,
  returnTarget,
} from "./qLearning.ts";
export {
  RECURRENT_PROBE_OPTIONS,
  RECURRENT_PROBES,
  type RecurrentProbe,
  solveRecurrentProbe,
} from "./recurrentProbes.ts";
export { createIql, createVdn, RECURRENT_Q_DEFAULTS, type RecurrentQOptions } from "./recurrentQ.ts";
export { createSac, type LearnedTemperature, SAC_DEFAULTS, type SacOptions } from "./sac.ts";
export { type LinearSchedule, valueAt } from "./schedule.ts";
export { createTd3, DDPG, TD3_DEFAULTS, type Td3Learner, type Td3Options } from "./td3.ts";
