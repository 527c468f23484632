import type { Policy, PolicyMaker } from "../../policies/index.ts";
import type { Resumable } from "../../study/index.ts";
import { type AllocationOptions, type AllocatorTask, warmAllocator } from "./model/allocator.ts";
import type { EdgeRetraining } from "./model/edgeRetraining.ts";
import { type GradientAllocationOptions, GradientAllocator } from "./model/gradientAllocator.ts";
import { optimalSplit } from "./model/optimalSplit.ts";
import { splitBy } from "./model/taskSplits.ts";
import type { Allocation, SchemeName } from "./settings.ts";

/** Whoever splits tasks and resources in a run. */
export interface RunAllocator extends Resumable {
  readonly make: PolicyMaker<EdgeRetraining>;
  /** what a slot cost in each frame of a training in the twin, [frame][replica] s */
  readonly trainingCosts: readonly Float64Array[];
  /** lets a learner go on learning in the twin, before each frame */
  beginFrame(): void;
  dispose(): void;
}

/** Which allocator a run has, with the options of those that learn. */
export interface AllocatorChoice {
  readonly method: SchemeName;
  readonly allocation: Allocation;
  readonly td3: AllocationOptions;
  readonly gradient: GradientAllocationOptions;
}

/** Allocator of a run, trained in the twin where it learns. */
export function allocatorFor(
  { allocation, td3, gradient, method }: AllocatorChoice,
  task: AllocatorTask,
): RunAllocator {
  if (allocation === "td3") {
    const { allocator, costs } = warmAllocator({ ...task, scheme: method }, td3);
    return learner(allocator, costs, () => void allocator.trainFrame());
  }
  if (allocation === "gradient") {
    const allocator = new GradientAllocator(task, gradient);
    allocator.train();
    return learner(allocator, [], () => {});
  }
  const make = allocation === "optimum" ? optimalSplit() : splitBy({ offload: "balanced", shares: "square-root" });
  return { make, trainingCosts: [], beginFrame() {}, snapshot: () => null, restore() {}, dispose() {} };
}

function learner(
  allocator: Resumable & { readonly policy: Policy; dispose(): void },
  trainingCosts: readonly Float64Array[],
  beginFrame: () => void,
): RunAllocator {
  return {
    make: () => allocator.policy,
    trainingCosts,
    beginFrame,
    snapshot: () => allocator.snapshot(),
    restore: (saved: never) => allocator.restore(saved),
    dispose: () => allocator.dispose(),
  };
}
