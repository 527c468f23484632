import { type LearnerSnapshot, play } from "../../agents/index.ts";
import type { Observation, Snapshot } from "../../environments/index.ts";
import { streamsOf } from "../../random/index.ts";
import type { RunContext } from "../../study/experiment.ts";
import { stopwatch } from "../../study/stopwatch.ts";
import { middleOf } from "./heavyTails.ts";
import { type LearnerRun, RECORD_EPOCHS } from "./learnerSchema.ts";
import { createChooser, createTiltLearner } from "./learners.ts";
import { RobustTilt } from "./model/robustTilt.ts";
import { TrainingEnvironment } from "./model/trainingEnvironment.ts";
import { recordRobustness } from "./robustness.ts";
import { tiltMeans } from "./tiltMeans.ts";

const DIAGNOSTICS = ["boundWidth", "gradientNorm", "entropy"] as const;

/** All that training needs to go on. */
interface TrainingState {
  readonly epoch: number;
  readonly training: Snapshot;
  readonly shares: LearnerSnapshot;
  /** [seed] of the last update of level 2, if there was one and it learns */
  readonly shareGradientNorm: Float64Array | undefined;
  readonly lately: Lately;
}

/** [epoch] of [seed], by name, of the epochs since the last row of metrics. */
type Lately = Record<string, Float64Array[]>;

/** Trains both levels and watches them: a row of metrics for each seed and epoch, each greedy evaluation and the final one. */
export async function runLearner(
  configuration: LearnerRun,
  seeds: readonly number[],
  context: RunContext,
): Promise<void> {
  const { network, epochs, evaluateEvery, evaluationEpisodes, finalEpisodes, trajectories } = configuration;
  const measure = stopwatch(context.seconds);
  const environment = new RobustTilt(network, { seeds, copies: trajectories });
  const judge = new RobustTilt(network, { seeds, copies: 10 });
  const { learner, task, policyOf, updates } = createTiltLearner(configuration, environment, seeds);
  const training = new TrainingEnvironment(task, learner, seeds.length, {
    collect: (physical) => environment.collect(physical),
    steps: network.horizon,
    updates,
    delayLimit: configuration.delayLimit,
    penaltyWeight: configuration.penaltyWeight,
  });
  const chooser = createChooser(configuration, training, seeds);
  const restored = context.restored as TrainingState | undefined;
  let observation: Observation = training.reset(streamsOf(seeds, trajectories, "training"));
  if (restored !== undefined) {
    observation = training.restore(restored.training);
    chooser.restore(restored.shares);
  }
  let shareGradientNorm = restored?.shareGradientNorm;
  let lately: Lately = restored?.lately ?? {};

  let epoch = restored?.epoch ?? 0;
  const options = { observation, slots: epochs - epoch, updates: "each slot", measure: measureShares } as const;
  for (const { step } of play(training, chooser, options)) {
    epoch++;
    shareGradientNorm = chooser.diagnostics().gradientNorm ?? shareGradientNorm;
    for (const [name, rows] of Object.entries({ return: step.rewards, ...step.metrics }))
      lately[name] = [...(lately[name] ?? []), rows.slice()];
    if (epoch % RECORD_EPOCHS === 0) recordEpochs(epoch);
    if (epoch % evaluateEvery === 0) evaluate("evaluation", epoch, evaluationEpisodes);
    context.progress(epoch / epochs);
    await context.checkpoint(() => {
      return { epoch, training: training.snapshot(), shares: chooser.snapshot(), shareGradientNorm, lately };
    });
  }
  evaluate("final", epochs, finalEpisodes);
  if ("mean" in learner) measure("attacks", () => recordRobustness(learner, judge, configuration, seeds, context));
  chooser.dispose();
  learner.dispose();

  /** A step of level 2's environment is level 1's training. */
  function measureShares<T>(what: string, work: () => T): T {
    return measure(what === "environment" ? "training" : "shares", work);
  }

  /** Means over the last epochs, but for what has a heavy tail: the median of delays, penalties and returns. */
  function recordEpochs(epoch: number): void {
    const told: Readonly<Record<string, Float64Array | undefined>> = learner.diagnostics();
    for (const [row, seed] of seeds.entries()) {
      const own = Object.entries(lately).map(([name, epochs]) => {
        const values = epochs.map((rows) => rows[row]);
        return [name, middleOf(name)(values)] as const;
      });
      const diagnostics = DIAGNOSTICS.map((name) => [name, told[name]?.[row] ?? null] as const);
      context.record({
        purpose: "training",
        epoch,
        seed,
        ...Object.fromEntries([...own, ...diagnostics]),
        shareGradientNorm: shareGradientNorm?.[row] ?? null,
      });
    }
    lately = {};
  }

  function evaluate(purpose: string, epoch: number, episodes: number): void {
    for (const means of measure("evaluation", () => tiltMeans(judge, policyOf, { seeds, episodes })))
      context.record({ purpose, epoch, ...means });
  }
}
