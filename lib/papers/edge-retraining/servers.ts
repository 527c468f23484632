import { emptyActions, type Observation, type Snapshot } from "../../environments/index.ts";
import { byBestLink } from "../../optimization/index.ts";
import type { Policy, PolicyMaker } from "../../policies/index.ts";
import { streamsOf } from "../../random/index.ts";
import { type Allocator, type AllocatorState, warmAllocator } from "./allocation.ts";
import { EdgeRetraining } from "./model/edgeRetraining.ts";
import { heldOverFrames, splitBy } from "./model/taskSplits.ts";
import type { Server, ServingRun } from "./schema.ts";
import { SCHEMES, type Scheme } from "./schemes.ts";
import type { TrainedClassifiers } from "./trainedClassifiers.ts";

/** Exact state of a server between frames. */
export interface ServerState {
  readonly environment: Snapshot;
  readonly allocator: AllocatorState | undefined;
}

/** A network of users that is served in one way. */
export interface ServedNetwork {
  readonly server: Server;
  readonly environment: EdgeRetraining;
  /** what a slot cost in each frame of the allocator's training, [frame][replica] s */
  readonly trainingCosts: readonly Float64Array[];
  /** Begins the episode, or `restore` goes on with one. */
  begin(): void;
  /** What comes before a frame: the learner goes on learning in the twin. */
  beginFrame(): void;
  /** Serves a slot. */
  step(): ReturnType<EdgeRetraining["step"]>;
  snapshot(): ServerState;
  restore(state: ServerState): void;
  dispose(): void;
}

/** The network of a run, served as one of its servers does; all of them play the same episode with the same models. */
export function servedNetwork(
  { method, network: base, allocation: options }: ServingRun,
  server: Server,
  classifiers: TrainedClassifiers,
  seeds: readonly number[],
): ServedNetwork {
  const { network: changes, rule, isHeld = false }: Scheme = SCHEMES[method];
  const network = { ...base, ...changes, charge: server.charge };
  const environment = new EdgeRetraining(network, {
    classifiers,
    seeds,
    ...(rule && { retraining: rule }),
    ...(server.association === "fastest link" && { associate: byBestLink }),
  });
  const { allocator, costs } = allocatorOf();
  const make: PolicyMaker<EdgeRetraining> =
    allocator === undefined ? splitBy({ offload: "balanced", shares: "square-root" }) : () => allocator.policy;
  const streams = streamsOf(seeds, 1, "evaluation");
  let seen: Observation;
  const policy: Policy = (isHeld ? heldOverFrames(make) : make)(environment, streams);
  const actions = emptyActions(environment) as Float32Array;
  return {
    server,
    environment,
    trainingCosts: costs,
    begin() {
      seen = environment.reset(streams);
    },
    beginFrame: () => void allocator?.trainFrame(),
    step() {
      policy.act(seen, actions, "exploit");
      const step = environment.step(actions);
      seen = step;
      return step;
    },
    snapshot: () => ({ environment: environment.snapshot(), allocator: allocator?.snapshot() }),
    restore(state) {
      seen = environment.restore(state.environment);
      if (state.allocator !== undefined) allocator?.restore(state.allocator);
    },
    dispose: () => allocator?.dispose(),
  };

  function allocatorOf(): { readonly allocator?: Allocator; readonly costs: readonly Float64Array[] } {
    if (server.allocation === "rule") return { costs: [] };
    return warmAllocator({ network: environment.configuration, rule, scheme: method, seeds }, options);
  }
}
