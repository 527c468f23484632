import { createSac, play } from "../agents/index.ts";
import { GruPredictor, selectBackend } from "../neural/index.ts";
import { SingleBsSync } from "../papers/single-bs-sync/model/singleBsSync.ts";
import { rngFrom, streamsOf } from "../random/index.ts";

/** The work of the race in one process: see `benchTraining`. */
export interface TrainingBlock {
  readonly seeds: readonly number[];
  readonly steps: number;
  readonly warmUp: number;
}

/** Trains one block of seeds on paper C's task as the peer does, and returns the mean reward of the last 100 slots. */
function trainBlock({ seeds, steps, warmUp }: TrainingBlock): number {
  const predictor = new GruPredictor(
    seeds.map((seed) => rngFrom(seed, "predictor")),
    { input: "perUser" },
  );
  const environment = new SingleBsSync({}, { seeds, predictor });
  const learner = createSac(environment, streamsOf(seeds, 1, "training"), { warmUp });
  const observation = environment.reset(streamsOf(seeds, 1, "training"));
  let slot = 0;
  let late = 0;
  for (const { step } of play(environment, learner, { observation, slots: steps, updates: "each slot" })) {
    slot++;
    if (slot > steps - 100) late += step.rewards.reduce((sum, reward) => sum + reward, 0);
  }
  learner.dispose();
  predictor.dispose();
  return late / (100 * seeds.length);
}

/**
 * As a child process: says when everything is loaded, trains the blocks it is sent, and reports their rewards, until
 * "end".
 */
async function serve(): Promise<void> {
  await selectBackend();
  process.on("message", (block: TrainingBlock | "end") => {
    if (block === "end") process.disconnect();
    else process.send?.({ reward: trainBlock(block) });
  });
  process.send?.({ ready: true });
}

if (process.argv[1] === import.meta.filename && process.send !== undefined) void serve();
