import type { PolicyMaker } from "../../../policies/index.ts";
import { offloadAction, resourceAction } from "./edgeAllocation.ts";
import type { EdgeRetraining } from "./edgeRetraining.ts";
import {
  bestPart,
  costOf,
  meetingPart,
  PARTS_REACHED,
  type PartRange,
  type StationUser,
  stationGroups,
} from "./stationUsers.ts";

/** Halvings of a bracket on a logarithmic scale: they leave it narrower than 32 bits tell. */
const HALVINGS = 36;
/** No user's resource is below this share of the station's. */
const LEAST_SHARE = 1e-9;

/**
 * Cost of a user in D (16a), s: L_n at its best part, and L^DT. It is convex in the resource: of parts inside the range
 * L_n(lambda) = l ((alpha + d) lambda + beta) / ((l + alpha) lambda + beta), where d < l.
 *
 * @param resource lambda, FLOP/s
 */
export function bestCost(user: StationUser, resource: number, range: PartRange = PARTS_REACHED): number {
  return costOf(user, bestPart(user, resource, range), resource);
}

/**
 * Resources of a station's users, [user] FLOP/s, that add up to what is free and make the sum of D (16a) least, exactly:
 * the last FLOP/s gains each user as much as every other, and halving an interval finds how much.
 *
 * @param freeFlops lambda_m^BS - lambda_m, FLOP/s
 */
export function optimalResources(
  users: readonly StationUser[],
  freeFlops: number,
  range: PartRange = PARTS_REACHED,
): Float64Array {
  const gains = (resource: number) => Math.max(...users.map((user) => gain(user, resource, range)));
  // At the first gain one user alone wants all that is free, at the second nobody more than an even share.
  const [alone, evenly] = [gains(freeFlops), gains(freeFlops / users.length)];
  const wanted = (common: number) =>
    Float64Array.from(users, (user) =>
      Math.min(Math.max(resourceAt(user, common, freeFlops, range), LEAST_SHARE * freeFlops), freeFlops),
    );
  const bracket = [Math.max(alone, LEAST_SHARE * evenly), evenly] as const;
  const resources = wanted(halved(bracket, (common) => sum(wanted(common)) > freeFlops));
  const total = sum(resources);
  return resources.map((resource) => (resource * freeFlops) / total);
}

/**
 * The least cost of every slot, D (16a), as far as actions reach: the yardstick of allocations. Parts below 1/149, which no
 * action reaches, would save less than .01 % without fading. Every user has one station, as associations have it.
 *
 * @example evaluate(environment, { optimum: optimalSplit(), rule: splitBy({ offload: "balanced", shares: "square-root" }) }, { seeds });
 */
export function optimalSplit(): PolicyMaker<EdgeRetraining> {
  return (environment) => ({
    act(_observation, out) {
      out.fill(0);
      for (let row = 0; row < environment.rows; row++) {
        for (const { users, numbers } of stationGroups(environment, row)) {
          const resources = optimalResources(users, environment.freeFlops);
          const largest = Math.max(...resources);
          for (const [i, number] of numbers.entries()) {
            const at = 2 * environment.world.at(row, number);
            out[at] = offloadAction(bestPart(users[i], resources[i]));
            out[at + 1] = resourceAction(resources[i] / largest);
          }
        }
      }
    },
    forget() {},
  });
}

/** The least D (11a) of the slot that a row plays next, s: what `optimalSplit` pays in it. */
export function leastCost(environment: EdgeRetraining, row: number): number {
  let total = 0;
  for (const { users } of stationGroups(environment, row)) {
    const resources = optimalResources(users, environment.freeFlops);
    for (const [i, user] of users.entries()) total += bestCost(user, resources[i]);
  }
  return total / environment.view(row).users;
}

/** Minus the derivative of `bestCost` in the resource, which falls as the resource grows; s per FLOP/s. */
function gain(user: StationUser, resource: number, [least, most]: PartRange): number {
  const part = meetingPart(user, resource);
  let moved = (user.localS * part * part) / (user.localS - user.resultS); // both ends meet
  if (part <= least)
    moved = least; // the station is last
  else if (part > most) moved = 0; // home is last
  return (user.taskFlops * moved + user.trainingFlops) / resource ** 2;
}

/** Resource at which the last FLOP/s gains a user so much: in closed form where no retraining is charged. */
function resourceAt(user: StationUser, common: number, freeFlops: number, range: PartRange): number {
  const { localS, uplinkS, resultS, taskFlops, trainingFlops } = user;
  const [least, most] = range;
  if (trainingFlops > 0)
    return halved([LEAST_SHARE * freeFlops, freeFlops], (resource) => gain(user, resource, range) > common);
  const stationLast = Math.sqrt((taskFlops * least) / common);
  if (taskFlops === 0) return 0;
  if (localS <= resultS) return stationLast;
  const reached = (part: number) => {
    const room = localS - resultS - part * (localS + uplinkS);
    return room > 0 ? (part * taskFlops) / room : Number.POSITIVE_INFINITY;
  };
  const meeting = (Math.sqrt((taskFlops * localS * (localS - resultS)) / common) - taskFlops) / (localS + uplinkS);
  const from = reached(least);
  return meeting < from ? Math.min(stationLast, from) : Math.min(meeting, reached(most));
}

/** Where a condition that holds at the low end and not at the high one ceases to. */
function halved([low, high]: readonly [number, number], holds: (at: number) => boolean): number {
  let [from, to] = [Math.log(low), Math.log(high)];
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (from + to) / 2;
    if (holds(Math.exp(middle))) from = middle;
    else to = middle;
  }
  return Math.exp((from + to) / 2);
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
