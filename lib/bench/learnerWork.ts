import { selectBackend } from "../neural/index.ts";
import { Allocator, configureEdgeRetraining } from "../papers/edge-retraining/model/index.ts";
import type { ServingRun } from "../papers/edge-retraining/servingRuns.ts";
import { served } from "../papers/edge-retraining/settings.ts";
import { study as edgeRetraining } from "../papers/edge-retraining/study.ts";
import { FIG_3, learnerArm } from "../papers/multi-bs-sync/settings.ts";
import { study as multiBsSync } from "../papers/multi-bs-sync/study.ts";
import { armsIn } from "../papers/robust-tilt/settings.ts";
import { study as robustTilt } from "../papers/robust-tilt/study.ts";
import { study as singleBsSync } from "../papers/single-bs-sync/study.ts";
import { PHYSICAL } from "../papers/twin-enhanced-rl/settings.ts";
import { study as twinEnhancedRl } from "../papers/twin-enhanced-rl/study.ts";
import { SEEDS } from "../study/index.ts";
import { plannedConfiguration, runShortened } from "./runShortened.ts";

/** One block of five seeds of a learner, for a few seconds. */
export interface LearnerWork {
  /** the paper's letter */
  readonly paper: string;
  readonly learner: string;
  readonly amount: string;
  run(): Promise<void> | void;
}

/** A learner of each paper: the networks, batches and updates of the paper profile, for fewer epochs, hardly judged. */
export const LEARNER_WORK: readonly LearnerWork[] = [
  {
    paper: "A",
    learner: "robust PPO",
    amount: "20 epochs of 32 minibatches of 25",
    run: () =>
      runShortened(robustTilt, armsIn("benign").proposed, {
        ...{ epochs: 20, trajectories: 5, misledBy: [] },
        ...judgedOnce(20),
      }),
  },
  {
    paper: "B",
    learner: "VDN",
    amount: "27 updates",
    run: () =>
      runShortened(multiBsSync, learnerArm("vdn", FIG_3), { epochs: 1, predictor: "closed form", ...judgedOnce(1) }),
  },
  {
    paper: "C",
    learner: "SAC",
    amount: "600 slots, an update in each from the 64th on",
    run() {
      const arm = { method: "sac", setting: "ideal twin" };
      return runShortened(singleBsSync, arm, { epochs: 20, ...judgedOnce(20) });
    },
  },
  {
    paper: "D",
    learner: "TD3",
    amount: "1,000 updates",
    run() {
      const { network, td3 } = plannedConfiguration(edgeRetraining, served("proposed")) as ServingRun;
      const task = { network: configureEdgeRetraining(network), rule: undefined, seeds: SEEDS.five };
      const allocator = new Allocator(task, td3);
      for (let frame = 0; frame < 5; frame++) allocator.trainFrame();
      allocator.dispose();
    },
  },
  {
    paper: "E",
    learner: "deep Q-learning of flights",
    amount: "1,500 slots, an update in each from the 500th on",
    run: () => runShortened(twinEnhancedRl, PHYSICAL, { episodes: 15, evaluateEvery: 15 }),
  },
];

/** One look at the learner, and the final one, of as few episodes as there can be. */
function judgedOnce(epochs: number) {
  return { evaluateEvery: epochs, evaluationEpisodes: 1, finalEpisodes: 1 };
}

/** As a script: does the work of an entry of `LEARNER_WORK` and prints the processor time that it took. */
async function main(): Promise<void> {
  await selectBackend();
  const work = LEARNER_WORK[Number(process.argv[2])];
  const before = process.cpuUsage();
  await work.run();
  const { user, system } = process.cpuUsage(before);
  console.log(`processor_s ${((user + system) / 1e6).toFixed(2)}`);
}

if (process.argv[1] === import.meta.filename) void main();
