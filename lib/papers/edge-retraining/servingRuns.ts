import type { Step } from "../../environments/index.ts";
import { addByReplica } from "../../study/addByReplica.ts";
import type { RunContext } from "../../study/experiment.ts";
import { stopwatch } from "../../study/stopwatch.ts";
import type { Server, ServingRun } from "./schema.ts";
import { type ServedNetwork, type ServerState, servedNetwork } from "./servers.ts";
import { type SavedModels, TrainedClassifiers } from "./trainedClassifiers.ts";

/** What of a slot is recorded where details are. */
const SLOT_METRICS = [
  "delay",
  "local",
  "transmission",
  "compute",
  "retraining",
  "accuracy",
  "below",
  "retrained",
] as const;

/** All that serving needs to go on. */
interface ServingState {
  readonly slot: number;
  readonly models: SavedModels;
  readonly servers: readonly ServerState[];
  /** [server] of sums over the slots so far, [replica] each */
  readonly sums: readonly Record<string, Float64Array>[];
  /** [row, user] whether the model was below the threshold in the last slot, and how often it fell below */
  readonly wasBelow: Uint8Array;
  readonly breakouts: Float64Array;
}

/** Serves an episode in every way asked for, and records means over it, and in detail its slots and frames. */
export async function runServing(run: ServingRun, seeds: readonly number[], context: RunContext): Promise<void> {
  const measure = stopwatch(context.seconds);
  const { horizon, frameSlots, accuracyThreshold } = run.network; // frames of two timescales, whatever the scheme's
  const classifiers = measure("first models", () => new TrainedClassifiers(seeds, run.images));
  const servers = run.servers.map((server) =>
    measure("warm start", () => servedNetwork(run, server, classifiers, seeds)),
  );
  const first = servers[0];
  const { models, world } = first.environment;
  const restored = context.restored as ServingState | undefined;
  if (restored === undefined) {
    for (const server of servers) measure("serving and retraining", () => server.begin());
  } else {
    classifiers.restore(restored.models);
    for (const [i, server] of servers.entries()) server.restore(restored.servers[i]);
  }
  const sums: Record<string, Float64Array>[] = restored?.sums.slice() ?? servers.map(() => ({}));
  const wasBelow = restored?.wasBelow ?? belowBound();
  const breakouts = restored?.breakouts ?? new Float64Array(seeds.length);
  const users = world.users.slice(0, seeds.length);
  if (restored === undefined && run.details) recordTraining(first);

  for (let slot = restored?.slot ?? 0; slot < horizon; slot++) {
    if (slot % frameSlots === 0) {
      for (const server of servers) measure("allocator", () => server.beginFrame());
      if (run.details) recordFrame(slot / frameSlots);
    }
    countBreakouts();
    for (const [i, server] of servers.entries()) {
      const step = measure("serving and retraining", () => server.step());
      const told = { cost: step.rewards.map((reward) => -reward), ...step.metrics };
      addByReplica(sums[i], told, seeds.length);
      if (run.details && server.server.allocation === first.server.allocation) recordSlot(slot, server.server, step);
    }
    classifiers.keepOnly(models.ids);
    context.progress((slot + 1) / horizon);
    if ((slot + 1) % frameSlots === 0) {
      await context.checkpoint(() => ({
        slot: slot + 1,
        models: classifiers.snapshot(),
        servers: servers.map((server) => server.snapshot()),
        sums,
        wasBelow,
        breakouts,
      }));
    }
  }
  for (const [i, { server }] of servers.entries()) {
    for (const [replica, seed] of seeds.entries()) {
      const means = Object.entries(sums[i]).map(([name, sum]) => [name, sum[replica] / horizon] as const);
      const perUser = breakouts[replica] / users[replica];
      context.record({ purpose: "episode", seed, ...server, ...Object.fromEntries(means), breakouts: perUser });
    }
  }
  for (const server of servers) server.dispose();
  classifiers.dispose();

  /** [row, user] whether a model is below the threshold; a slot's accuracy is known before it is served. */
  function belowBound(): Uint8Array {
    return Uint8Array.from(models.accuracy, (accuracy) => Number(accuracy < accuracyThreshold));
  }

  /** A model breaks out where it falls below the threshold; one that sets out there does not. */
  function countBreakouts(): void {
    const isBelow = belowBound();
    for (const [row, count] of users.entries()) {
      const falls = isBelow
        .subarray(row * world.maxUsers, row * world.maxUsers + count)
        .reduce((sum, is, user) => sum + Number(is > wasBelow[world.at(row, user)]), 0);
      breakouts[row] = breakouts[row] + falls;
    }
    wasBelow.set(isBelow);
  }

  function recordTraining({ trainingCosts }: ServedNetwork): void {
    for (const [frame, costs] of trainingCosts.entries())
      for (const [replica, seed] of seeds.entries())
        context.record({ purpose: "allocator", seed, frame: frame + 1, cost: costs[replica] });
  }

  function recordSlot(slot: number, server: Server, step: Step): void {
    for (const [replica, seed] of seeds.entries()) {
      const metrics = SLOT_METRICS.map((name) => [name, step.metrics[name]?.[replica]] as const);
      context.record({ purpose: "slot", seed, slot, ...server, ...Object.fromEntries(metrics) });
    }
  }

  /** Where users are when a frame begins, whose station serves them, and what the twin expects of their models. */
  function recordFrame(frame: number): void {
    for (const [row, seed] of seeds.entries()) {
      const users = world.users[row];
      const { connected } = first.environment.view(row);
      for (let user = 0; user < users; user++) {
        const at = world.at(row, user);
        context.record({
          purpose: "frame",
          seed,
          frame,
          user,
          x: world.positions[2 * at],
          y: world.positions[2 * at + 1],
          zone: world.zones[at],
          station: Math.floor(connected.findIndex((v, link) => v === 1 && link % users === user) / users),
          predicted: models.predicted[at],
          accuracy: models.accuracy[at],
          retrained: Number(models.trainingFlops[at] > 0),
        });
      }
    }
  }
}
