import { play } from "../../agents/index.ts";
import { streamsOf } from "../../random/index.ts";
import { ResumableValue, type RunContext, stopwatch } from "../../study/index.ts";
import { createChooser } from "./chooser.ts";
import { type LearnerRun, RECORD_EPOCHS } from "./learners.ts";
import { middleOf } from "./measures.ts";
import { RobustTilt } from "./model/robustTilt.ts";
import { TrainingEnvironment } from "./model/trainingEnvironment.ts";
import { recordRobustness } from "./robustness.ts";
import { createTiltLearner } from "./tiltLearner.ts";
import { tiltMeans } from "./tiltMeans.ts";

const DIAGNOSTICS = ["boundWidth", "gradientNorm", "entropy"] as const;

/** Metrics of the epochs since the last row, by name: [epoch] of [seed]. */
type Unrecorded = Record<string, Float64Array[]>;

/** Trains both levels; records metrics of each seed over the epochs, greedy evaluations, and the final policy's rewards. */
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
  const observation = training.reset(streamsOf(seeds, trajectories, "training"));
  // [seed] of the last update of level 2, if there was one and it learns
  const shareGradientNorm = new ResumableValue<Float64Array | undefined>(undefined);
  const unrecorded = new ResumableValue<Unrecorded>({});
  let epoch = context.resume({ training, shares: chooser, shareGradientNorm, unrecorded });
  const options = { observation, slots: epochs - epoch, updates: "each slot", measure: measureShares } as const;
  for (const { step } of play(training, chooser, options)) {
    epoch++;
    shareGradientNorm.value = chooser.diagnostics().gradientNorm ?? shareGradientNorm.value;
    for (const [name, rows] of Object.entries({ return: step.rewards, ...step.metrics }))
      unrecorded.value[name] = [...(unrecorded.value[name] ?? []), rows.slice()];
    if (epoch % RECORD_EPOCHS === 0) recordEpochs(epoch);
    if (epoch % evaluateEvery === 0) evaluate("evaluation", epoch, evaluationEpisodes);
    context.progress(epoch / epochs);
    await context.checkpoint(epoch);
  }
  evaluate("final", epochs, finalEpisodes);
  if ("mean" in learner) measure("attacks", () => recordRobustness(learner, judge, configuration, seeds, context));
  chooser.dispose();
  learner.dispose();

  /** A step of level 2's environment is level 1's training. */
  function measureShares<T>(what: string, work: () => T): T {
    return measure(what === "environment" ? "training" : "shares", work);
  }

  /** Middles over the last epochs, see middleOf, and the learner's diagnostics. */
  function recordEpochs(epoch: number): void {
    const diagnosed: Readonly<Record<string, Float64Array | undefined>> = learner.diagnostics();
    for (const [row, seed] of seeds.entries()) {
      const middles = Object.entries(unrecorded.value).map(([name, epochs]) => {
        const values = epochs.map((rows) => rows[row]);
        return [name, middleOf(name)(values)] as const;
      });
      const diagnostics = DIAGNOSTICS.map((name) => [name, diagnosed[name]?.[row] ?? null] as const);
      context.record({
        purpose: "training",
        epoch,
        seed,
        ...Object.fromEntries([...middles, ...diagnostics]),
        shareGradientNorm: shareGradientNorm.value?.[row] ?? null,
      });
    }
    unrecorded.value = {};
  }

  function evaluate(purpose: string, epoch: number, episodes: number): void {
    for (const means of measure("evaluation", () => tiltMeans(judge, policyOf, { seeds, episodes })))
      context.record({ purpose, epoch, ...means });
  }
}
