export { createDqn, type DeepQLearner } from "./dqn.ts";
export { DQN_DEFAULTS, type DqnOptions, dqnSchema } from "./dqnOptions.ts";
export { type ExperienceOptions, experienceFields } from "./experienceOptions.ts";
export { gae, type Trajectory, tdAdvantage } from "./gae.ts";
export { createIppo } from "./ippo.ts";
export { IPPO_DEFAULTS, type IppoOptions, ippoSchema } from "./ippoOptions.ts";
export { type Learner, type LearnerSnapshot, type Outcomes, restoreStreams, savedStreams } from "./learner.ts";
export type { LearningTask } from "./learningTask.ts";
export type { MeanNetwork } from "./meanNetwork.ts";
export { type PlayedSlot, type PlayOptions, play, type Updates } from "./play.ts";
export { type Playing, playOn } from "./playOn.ts";
export {
  CHOICE_PROBES,
  POLICY_PROBE_OPTIONS,
  POLICY_PROBES,
  type PolicyProbe,
  solvePolicyProbe,
} from "./policyProbes.ts";
export { createPpo, type PpoLearner } from "./ppo.ts";
export { PPO_DEFAULTS, type PpoOptions, ppoSchema } from "./ppoOptions.ts";
export { DQN_PROBE_OPTIONS, PROBES, type Probe, SAC_PROBE_OPTIONS, solveProbe } from "./probes.ts";
export {
  createQLearning,
  Q_LEARNING_DEFAULTS,
  QLearning,
  type QLearningOptions,
  QTable,
  qLearningSchema,
  returnTarget,
} from "./qLearning.ts";
export {
  RECURRENT_PROBE_OPTIONS,
  RECURRENT_PROBES,
  type RecurrentProbe,
  solveRecurrentProbe,
} from "./recurrentProbes.ts";
export { createDrqn, createIql, createVdn } from "./recurrentQ.ts";
export { PYMARL2, RECURRENT_Q_DEFAULTS, type RecurrentQOptions, recurrentQSchema } from "./recurrentQOptions.ts";
export { createSac } from "./sac.ts";
export { type LearnedTemperature, SAC_DEFAULTS, type SacOptions, sacSchema } from "./sacOptions.ts";
export { type LinearSchedule, valueAt } from "./schedule.ts";
export { createTd3, type Td3Learner } from "./td3.ts";
export { DDPG, TD3_DEFAULTS, type Td3Options, td3Schema } from "./td3Options.ts";
