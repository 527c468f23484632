import { z } from "zod";
import { emptyActions, type Observation, type Snapshot, type Step } from "../../environments/index.ts";
import { type Associate, associateByMatching, byBestLink, byLoad } from "../../optimization/index.ts";
import { streamsOf } from "../../random/index.ts";
import { addByReplica, type Resumable, ResumableValue, type RunContext, stopwatch } from "../../study/index.ts";
import { allocatorFor } from "./allocators.ts";
import { BoundWatch } from "./boundWatch.ts";
import { allocationSchema } from "./model/allocator.ts";
import type { Classifiers } from "./model/classifiers.ts";
import { EdgeRetraining } from "./model/edgeRetraining.ts";
import { configureEdgeRetraining, edgeRetrainingSchema } from "./model/edgeRetrainingConfiguration.ts";
import { gradientAllocationSchema } from "./model/gradientAllocator.ts";
import { imageSchema } from "./model/imageOptions.ts";
import { SurfaceClassifiers } from "./model/surfaceClassifiers.ts";
import { heldOverFrames } from "./model/taskSplits.ts";
import { TrainedClassifiers } from "./model/trainedClassifiers.ts";
import { ALLOCATIONS, ASSOCIATIONS, type AssociationName, SCHEME_NAMES, SCHEMES, type Scheme } from "./settings.ts";

/** An episode of a scheme. */
export const servingSchema = z.strictObject({
  method: z.enum(SCHEME_NAMES),
  network: edgeRetrainingSchema,
  images: imageSchema,
  /** networks that were trained beforehand, or that are trained as the episode asks */
  models: z.enum(["surfaces", "trained"]).default("surfaces"),
  allocation: z.enum(ALLOCATIONS).default("optimum"),
  td3: allocationSchema,
  gradient: gradientAllocationSchema,
  association: z.enum(ASSOCIATIONS).default("matching"),
  /** whether every slot and frame is recorded, or the episode's means alone */
  details: z.boolean().default(false),
});
export type ServingRun = z.output<typeof servingSchema>;

/** Metrics of a slot that are recorded in detail. */
const METRICS = ["delay", "retraining", "accuracy", "below", "retrained"] as const;

const ASSOCIATE: Readonly<Record<AssociationName, Associate>> = {
  matching: associateByMatching,
  "fastest link": byBestLink,
  "by load": byLoad,
};

/** Run of an episode: records means over it, and in detail its slots and frames. */
export async function runServing(run: ServingRun, seeds: readonly number[], context: RunContext): Promise<void> {
  const measure = stopwatch(context.seconds);
  const { network: changes, rule, isHeld = false }: Scheme = SCHEMES[run.method];
  const network = configureEdgeRetraining({ ...run.network, ...changes });
  const { horizon } = network;
  const { frameSlots } = run.network; // frames of two timescales, whatever the scheme's
  const trained = run.models === "surfaces" ? undefined : measure("first models", () => trainedFor(run, seeds));
  const classifiers: Classifiers =
    trained ?? measure("surfaces", () => new SurfaceClassifiers(seeds, { network, images: run.images }));
  const associate = ASSOCIATE[run.association];
  const parts = { classifiers, seeds, associate, ...(rule && { retraining: rule }) };
  const environment = new EdgeRetraining(network, parts);
  const allocator = measure("allocator", () => allocatorFor(run, { network, rule, seeds }));
  const streams = streamsOf(seeds, 1, "evaluation");
  const policy = (isHeld ? heldOverFrames(allocator.make) : allocator.make)(environment, streams);
  const actions = emptyActions(environment) as Float32Array;
  const watch = new BoundWatch(environment, frameSlots);
  const sums = new ResumableValue<Record<string, Float64Array>>({});

  let seen: Observation = environment.reset(streams);
  watch.begin();
  const played: Resumable = {
    snapshot: () => environment.snapshot(),
    restore(saved: Snapshot) {
      seen = environment.restore(saved);
    },
  };
  const done = context.resume({ played, watch, allocator, sums, ...(trained && { trained }) });
  if (done === 0) recordTraining();
  for (let slot = done; slot < horizon; slot++) {
    if (slot % frameSlots === 0) {
      measure("allocator", () => allocator.beginFrame());
      if (run.details) recordFrame(slot / frameSlots);
    }
    watch.count(slot);
    policy.act(seen, actions, "exploit");
    const step = measure("serving and retraining", () => environment.step(actions));
    addByReplica(sums.value, { cost: step.rewards.map((reward) => -reward), ...step.metrics }, environment.rows);
    if (run.details) recordSlot(slot, step);
    seen = step;
    trained?.keepOnly(environment.models.inUse());
    context.progress((slot + 1) / horizon);
    if ((slot + 1) % frameSlots === 0) await context.checkpoint(slot + 1);
  }
  for (const [replica, seed] of seeds.entries()) {
    const means = Object.entries(sums.value).map(([name, sum]) => [name, sum[replica] / horizon] as const);
    context.record({ purpose: "episode", seed, ...Object.fromEntries(means), ...watch.of(replica) });
  }
  allocator.dispose();
  trained?.dispose();

  function recordTraining(): void {
    for (const [frame, costs] of allocator.trainingCosts.entries()) {
      for (const [replica, seed] of seeds.entries())
        context.record({ purpose: "allocator", seed, frame: frame + 1, cost: costs[replica] });
    }
  }

  function recordSlot(slot: number, { metrics }: Step): void {
    for (const [replica, seed] of seeds.entries()) {
      const values = METRICS.map((name) => [name, short(metrics[name][replica])] as const);
      context.record({ purpose: "slot", seed, slot, ...Object.fromEntries(values) });
    }
  }

  /** Records the users' places, the stations that serve them, and the accuracy that the twin expects of their models. */
  function recordFrame(frame: number): void {
    const { world, models } = environment;
    for (const [row, seed] of seeds.entries()) {
      const { users, connected } = environment.view(row);
      for (let user = 0; user < users; user++) {
        const at = world.at(row, user);
        const station = Math.floor(connected.findIndex((v, link) => v === 1 && link % users === user) / users);
        const [x, y] = world.positions.subarray(2 * at).map((metres) => Math.round(10 * metres) / 10);
        const place = { x, y, zone: world.zones[at], station };
        const [predicted, accuracy] = [models.predicted[at], models.accuracy[at]].map(short);
        const model = { predicted, accuracy, retrained: models.isBegun[at] };
        context.record({ purpose: "frame", seed, frame, user, ...place, ...model });
      }
    }
  }
}

/** A number of a curve: as many digits as can be drawn. */
function short(value: number): number {
  return Number(value.toFixed(4));
}

function trainedFor({ images, network }: ServingRun, seeds: readonly number[]): TrainedClassifiers {
  return new TrainedClassifiers(seeds, images, network.profileConcentration);
}
