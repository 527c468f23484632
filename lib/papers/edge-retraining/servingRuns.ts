import { z } from "zod";
import { emptyActions, type Observation, type Step } from "../../environments/index.ts";
import { byBestLink } from "../../optimization/index.ts";
import type { Policy, PolicyMaker } from "../../policies/index.ts";
import { type Streams, streamsOf } from "../../random/index.ts";
import { addByReplica, type Resumable, type RunContext, resumableList, stopwatch } from "../../study/index.ts";
import { type Allocator, allocationSchema, warmAllocator } from "./model/allocator.ts";
import { EdgeRetraining } from "./model/edgeRetraining.ts";
import { edgeRetrainingSchema } from "./model/edgeRetrainingConfiguration.ts";
import { heldOverFrames, splitBy } from "./model/taskSplits.ts";
import { TrainedClassifiers } from "./model/trainedClassifiers.ts";
import { imageSchema } from "./model/zoneImages.ts";
import { SCHEME_NAMES, SCHEMES, type Scheme, type Server, serverSchema } from "./settings.ts";

/** An episode of a scheme. */
export const servingSchema = z.strictObject({
  method: z.enum(SCHEME_NAMES),
  network: edgeRetrainingSchema,
  images: imageSchema,
  allocation: allocationSchema,
  servers: z.array(serverSchema).min(1),
  /** whether every slot and frame is recorded, or the episode's means alone */
  details: z.boolean().default(false),
});
export type ServingRun = z.output<typeof servingSchema>;

/** Metrics of a slot that are recorded in detail. */
const METRICS = ["delay", "local", "transmission", "compute", "retraining", "accuracy", "below", "retrained"] as const;

/** Run of an episode with every server asked for: records means over it, and in detail its slots and frames. */
export async function runServing(run: ServingRun, seeds: readonly number[], context: RunContext): Promise<void> {
  const measure = stopwatch(context.seconds);
  const { horizon, frameSlots } = run.network; // frames of two timescales, whatever the scheme's
  const classifiers = measure("first models", () => new TrainedClassifiers(seeds, run.images));
  const all = run.servers.map((server) =>
    measure("warm start", () => new ServedNetwork(run, server, classifiers, seeds)),
  );
  const [first] = all;
  const breakouts = new Breakouts(first.environment);
  const details = run.details ? new Details(seeds, context) : undefined;
  const done = context.resume({ classifiers, servers: resumableList(all), breakouts });
  if (done === 0) {
    for (const served of all) measure("serving and retraining", () => served.begin());
    breakouts.begin();
    details?.training(first);
  }
  for (let slot = done; slot < horizon; slot++) {
    if (slot % frameSlots === 0) {
      for (const served of all) measure("allocator", () => served.beginFrame());
      details?.frame(slot / frameSlots, first);
    }
    breakouts.count();
    for (const served of all) {
      const step = measure("serving and retraining", () => served.step());
      if (served.server.allocation === first.server.allocation) details?.slot(slot, served.server, step);
    }
    classifiers.keepOnly(first.environment.models.ids);
    context.progress((slot + 1) / horizon);
    if ((slot + 1) % frameSlots === 0) await context.checkpoint(slot + 1);
  }
  for (const { server, sums } of all) {
    for (const [replica, seed] of seeds.entries()) {
      const means = Object.entries(sums).map(([name, sum]) => [name, sum[replica] / horizon] as const);
      const perUser = breakouts.perUser(replica);
      context.record({ purpose: "episode", seed, ...server, ...Object.fromEntries(means), breakouts: perUser });
    }
  }
  for (const served of all) served.dispose();
  classifiers.dispose();
}

/** The network of a run as one of its servers serves it; all servers play the same episode with the same models. */
class ServedNetwork implements Resumable {
  readonly server: Server;
  readonly environment: EdgeRetraining;
  /** what a slot cost in each frame of the allocator's training, [frame][replica] s */
  readonly trainingCosts: readonly Float64Array[] = [];
  /** cost and metrics, summed over the slots so far, [replica] each */
  sums: Record<string, Float64Array> = {};
  readonly #streams: readonly Streams[];
  readonly #allocator: Allocator | undefined;
  readonly #policy: Policy;
  readonly #actions: Float32Array;
  #seen!: Observation;

  constructor(run: ServingRun, server: Server, classifiers: TrainedClassifiers, seeds: readonly number[]) {
    const { network: changes, rule, isHeld = false }: Scheme = SCHEMES[run.method];
    this.server = server;
    this.environment = new EdgeRetraining(
      { ...run.network, ...changes, charge: server.charge },
      {
        classifiers,
        seeds,
        ...(rule && { retraining: rule }),
        ...(server.association === "fastest link" && { associate: byBestLink }),
      },
    );
    let make: PolicyMaker<EdgeRetraining> = splitBy({ offload: "balanced", shares: "square-root" });
    if (server.allocation === "td3") {
      const task = { network: this.environment.configuration, rule, scheme: run.method, seeds };
      const { allocator, costs } = warmAllocator(task, run.allocation);
      this.#allocator = allocator;
      this.trainingCosts = costs;
      make = () => allocator.policy;
    }
    this.#streams = streamsOf(seeds, 1, "evaluation");
    this.#policy = (isHeld ? heldOverFrames(make) : make)(this.environment, this.#streams);
    this.#actions = emptyActions(this.environment) as Float32Array;
  }

  /** Begins the episode; `restore` goes on with one. */
  begin(): void {
    this.#seen = this.environment.reset(this.#streams);
  }

  /** Lets the learner go on learning in the twin, before each frame. */
  beginFrame(): void {
    this.#allocator?.trainFrame();
  }

  /** Serves a slot. */
  step(): Step {
    this.#policy.act(this.#seen, this.#actions, "exploit");
    const step = this.environment.step(this.#actions);
    addByReplica(this.sums, { cost: step.rewards.map((reward) => -reward), ...step.metrics }, this.environment.rows);
    this.#seen = step;
    return step;
  }

  snapshot() {
    const sums = structuredClone(this.sums);
    return { environment: this.environment.snapshot(), allocator: this.#allocator?.snapshot(), sums };
  }

  restore({ environment, allocator, sums }: ReturnType<ServedNetwork["snapshot"]>): void {
    this.#seen = this.environment.restore(environment);
    if (allocator !== undefined) this.#allocator?.restore(allocator);
    this.sums = sums;
  }

  dispose(): void {
    this.#allocator?.dispose();
  }
}

/** Count of the times that models fall below the threshold; one that sets out there does not. */
class Breakouts implements Resumable {
  readonly #environment: EdgeRetraining;
  /** [row] of the episode: the row may begin another one with its last slot */
  readonly #users: Float64Array;
  /** [row, user] whether the model was below in the last slot */
  readonly #wasBelow: Uint8Array;
  /** [row] */
  readonly #counts: Float64Array;

  constructor(environment: EdgeRetraining) {
    this.#environment = environment;
    this.#users = new Float64Array(environment.rows);
    this.#wasBelow = new Uint8Array(environment.models.accuracy.length);
    this.#counts = new Float64Array(environment.rows);
  }

  begin(): void {
    this.#users.set(this.#environment.world.users);
    this.#wasBelow.set(this.#below());
  }

  /** Counts the models that fall with the slot that comes next: its accuracy is known before it is served. */
  count(): void {
    const { world } = this.#environment;
    const isBelow = this.#below();
    for (const [row, users] of this.#users.entries()) {
      for (let at = world.at(row, 0); at < world.at(row, users); at++)
        this.#counts[row] += Number(isBelow[at] > this.#wasBelow[at]);
    }
    this.#wasBelow.set(isBelow);
  }

  perUser(row: number): number {
    return this.#counts[row] / this.#users[row];
  }

  snapshot() {
    return { users: this.#users.slice(), wasBelow: this.#wasBelow.slice(), counts: this.#counts.slice() };
  }

  restore({ users, wasBelow, counts }: ReturnType<Breakouts["snapshot"]>): void {
    this.#users.set(users);
    this.#wasBelow.set(wasBelow);
    this.#counts.set(counts);
  }

  #below(): Uint8Array {
    const { models, configuration } = this.#environment;
    return Uint8Array.from(models.accuracy, (accuracy) => Number(accuracy < configuration.accuracyThreshold));
  }
}

/** Records of an episode in detail: the allocator's training, slots, and users where a frame begins. */
class Details {
  readonly #seeds: readonly number[];
  readonly #record: RunContext["record"];

  constructor(seeds: readonly number[], { record }: RunContext) {
    this.#seeds = seeds;
    this.#record = record;
  }

  training({ trainingCosts }: ServedNetwork): void {
    for (const [frame, costs] of trainingCosts.entries()) {
      for (const [replica, seed] of this.#seeds.entries())
        this.#record({ purpose: "allocator", seed, frame: frame + 1, cost: costs[replica] });
    }
  }

  slot(slot: number, server: Server, { metrics }: Step): void {
    for (const [replica, seed] of this.#seeds.entries()) {
      const values = METRICS.map((name) => [name, metrics[name][replica]] as const);
      this.#record({ purpose: "slot", seed, slot, ...server, ...Object.fromEntries(values) });
    }
  }

  /**
   * Records the users' places, the stations that serve them, and the accuracy that the twin expects of their models.
   */
  frame(frame: number, { environment }: ServedNetwork): void {
    const { world, models } = environment;
    for (const [row, seed] of this.#seeds.entries()) {
      const { users, connected } = environment.view(row);
      for (let user = 0; user < users; user++) {
        const at = world.at(row, user);
        const station = Math.floor(connected.findIndex((v, link) => v === 1 && link % users === user) / users);
        this.#record({
          purpose: "frame",
          seed,
          frame,
          user,
          x: world.positions[2 * at],
          y: world.positions[2 * at + 1],
          zone: world.zones[at],
          station,
          predicted: models.predicted[at],
          accuracy: models.accuracy[at],
          retrained: Number(models.trainingFlops[at] > 0),
        });
      }
    }
  }
}
