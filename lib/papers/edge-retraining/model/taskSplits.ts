import type { PolicyMaker } from "../../../policies/index.ts";
import { shown } from "../../../random/index.ts";
import { offloadAction, resourceAction } from "./edgeAllocation.ts";
import type { EdgeRetraining } from "./edgeRetraining.ts";
import { bestPart, PARTS_REACHED, type StationGroup, type StationUser, stationGroups } from "./stationUsers.ts";

/**
 * Rules for the part of a task that leaves home: nothing, everything, or the part that makes both ends meet in time.
 */
const OFFLOADS = ["none", "all", "balanced"] as const;
export type Offload = (typeof OFFLOADS)[number];

/**
 * Ways to share a station's resource: equally, or by the square root of the work, which makes the sum of work / resource
 * least.
 */
const RESOURCE_SHARES = ["equal", "square-root"] as const;
export type ResourceShares = (typeof RESOURCE_SHARES)[number];

export interface TaskSplit {
  readonly offload: Offload;
  readonly shares?: ResourceShares;
}

/** Shares that depend on parts, and parts on shares: turns that settle both to a thousandth. */
const TURNS = 5;

/**
 * Splits tasks and resources by rule, in every slot anew. An action reaches parts from 1/149 to 148/149.
 *
 * @throws RangeError for a rule that is none of these
 * @example evaluate(environment, { local: splitBy({ offload: "none" }), balanced: splitBy({ offload: "balanced" }) }, { seeds });
 */
export function splitBy({ offload, shares = "equal" }: TaskSplit): PolicyMaker<EdgeRetraining> {
  if (!OFFLOADS.includes(offload))
    throw new RangeError(`splitBy: offload = ${shown(offload)}: allowed are ${OFFLOADS.join(", ")}`);
  if (!RESOURCE_SHARES.includes(shares))
    throw new RangeError(`splitBy: shares = ${shown(shares)}: allowed are ${RESOURCE_SHARES.join(", ")}`);
  return (environment) => {
    const { rows, world } = environment;
    return {
      act(_observation, out) {
        out.fill(0);
        for (let row = 0; row < rows; row++) {
          for (const group of stationGroups(environment, row)) {
            const { parts, weights } = splitsOf(group, environment.freeFlops, offload, shares);
            const largest = Math.max(...weights);
            for (const [i, user] of group.numbers.entries()) {
              const at = 2 * world.at(row, user);
              out[at] = offloadAction(parts[i]);
              out[at + 1] = resourceAction(weights[i] / largest);
            }
          }
        }
      },
      forget() {},
    };
  };
}

/**
 * A policy that decides where a frame begins and keeps to it until the next: allocation on the large timescale only.
 */
export function heldOverFrames(make: PolicyMaker<EdgeRetraining>): PolicyMaker<EdgeRetraining> {
  return (environment, streams) => {
    const policy = make(environment, streams);
    const size = 2 * environment.world.maxUsers;
    const fresh = new Float32Array(environment.rows * size);
    const held = new Float32Array(environment.rows * size);
    return {
      act(observation, out, mode) {
        policy.act(observation, fresh, mode);
        for (let row = 0; row < environment.rows; row++) {
          if (environment.view(row).beginsFrame) held.set(fresh.subarray(row * size, (row + 1) * size), row * size);
        }
        out.set(held);
      },
      forget: (rows) => policy.forget(rows),
    };
  };
}

/**
 * [user of a station] part of a task that is offloaded, within the reach of actions, and weight of the station's resource.
 */
function splitsOf({ users }: StationGroup, freeFlops: number, offload: Offload, shares: ResourceShares) {
  let parts = users.map(() => PARTS_REACHED[offload === "none" ? 0 : 1]);
  let weights = users.map(() => 1);
  for (let turn = 0; turn < TURNS; turn++) {
    if (shares === "square-root") weights = users.map((user, i) => Math.sqrt(workOf(user, parts[i])));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    if (offload === "balanced") parts = users.map((user, i) => bestPart(user, (freeFlops * weights[i]) / total));
  }
  return { parts, weights };
}

/** Work for a station of a user that offloads a part of its task, FLOP. */
function workOf({ taskFlops, trainingFlops }: StationUser, part: number): number {
  return part * taskFlops + trainingFlops;
}
