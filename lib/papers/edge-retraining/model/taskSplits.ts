import type { PolicyMaker } from "../../../policies/index.ts";
import { shown } from "../../../random/index.ts";
import { offloadAction, resourceAction } from "./edgeAllocation.ts";
import { inferenceFlops } from "./edgeDelays.ts";
import type { EdgeRetraining } from "./edgeRetraining.ts";

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
 * Splits tasks and resources by rule, in every slot anew. An action reaches parts from 1/150 to 149/150.
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
          const { users } = environment.view(row);
          const { parts, weights } = splitsOf(environment, row, offload, shares);
          for (let user = 0; user < users; user++) {
            const at = 2 * world.at(row, user);
            out[at] = offloadAction(parts[user]);
            out[at + 1] = resourceAction(weights[user]);
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

/** [user] part of a task that is offloaded, and weight of the station's resource, the largest of a station's being 1. */
function splitsOf(environment: EdgeRetraining, row: number, offload: Offload, shares: ResourceShares) {
  const { users, connected, rates, taskBits, trainingFlops } = environment.view(row);
  const { work, freeFlops } = environment;
  const stationOf = Int32Array.from({ length: users }, (_, user) =>
    Math.floor(connected.findIndex((v, link) => v === 1 && link % users === user) / users),
  );
  const parts = new Float64Array(users).fill(offload === "none" ? 0 : 1);
  const weights = new Float64Array(users).fill(1);
  for (let turn = 0; turn < TURNS; turn++) {
    const totals = new Float64Array(connected.length / users);
    for (let user = 0; user < users; user++) {
      const flops = inferenceFlops(parts[user] * taskBits[user], work);
      if (shares === "square-root") weights[user] = Math.sqrt(flops + trainingFlops[user]);
      const station = stationOf[user];
      totals[station] = totals[station] + weights[user];
    }
    if (offload !== "balanced") continue;
    for (let user = 0; user < users; user++) {
      const station = stationOf[user];
      const bits = taskBits[user];
      const resource = (freeFlops * weights[user]) / totals[station];
      const rate = rates[station * users + user];
      const localS = bits * work.secondsPerBit;
      const awayS = bits / rate + inferenceFlops(bits, work) / resource;
      parts[user] = Math.max(0, (localS - work.downlinkBits / rate) / (localS + awayS));
    }
  }
  const largest = new Float64Array(connected.length / users);
  for (const [user, weight] of weights.entries()) {
    const station = stationOf[user];
    largest[station] = Math.max(largest[station], weight);
  }
  const ofLargest = (weight: number, user: number) => {
    const most = largest[stationOf[user]];
    return most === 0 ? 1 : weight / most; // a station without work serves all alike
  };
  return { parts, weights: weights.map(ofLargest) };
}
