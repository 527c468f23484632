import { checkCount, checkFinite, checkLength } from "./checks.ts";

/** Points that serve all users best. */
export interface Placement {
  /** sum over users of the best chosen point's value */
  readonly value: number;
  /** the chosen points, `facilities` of them, ascending; fewer where more gain nothing */
  readonly points: readonly number[];
}

/**
 * The p-median problem, exactly: which `facilities` points serve all users best, when each user takes the point that is
 * best for it? By recursion over sets of users: some set is served by one point, the rest by the others. Takes
 * 3^users x facilities steps, so it is for at most 14 users, and any number of points.
 *
 * @param values [user, point], more is better
 * @throws RangeError for more users than that, more than 100 facilities, and values that are not finite
 */
export function bestPlacement(values: Float64Array, users: number, facilities: number): Placement {
  if (users > 14)
    throw new RangeError(`bestPlacement: ${users} users; up to 14 are allowed, solve an integer programme`);
  checkCount("bestPlacement", "users", users);
  const points = Math.max(1, Math.floor(values.length / users));
  checkLength("bestPlacement", "values", values, users * points);
  checkFinite("bestPlacement", "values", values);
  checkCount("bestPlacement", "facilities", facilities, 100);
  const sets = 2 ** users;
  const { value: single, point: pointOf } = bestForEachSet(values, users, points);

  // best[f][S]: the set S served by f + 1 points; choice[f][S]: who is served by the last of them.
  const best = [single];
  const choice: Int32Array[] = [Int32Array.from({ length: sets }, (_, set) => set)];
  for (let f = 1; f < facilities; f++) {
    const fewer = best[f - 1] as Float64Array;
    const value = new Float64Array(sets);
    const served = new Int32Array(sets);
    for (let set = 0; set < sets; set++) {
      let largest = -Infinity;
      for (let subset = set; ; subset = (subset - 1) & set) {
        const sum = (subset === 0 ? 0 : single[subset]) + fewer[set ^ subset];
        if (sum > largest) {
          largest = sum;
          served[set] = subset;
        }
        if (subset === 0) break;
      }
      value[set] = largest;
    }
    best.push(value);
    choice.push(served);
  }

  const chosen: number[] = [];
  let left = sets - 1;
  for (let f = facilities - 1; f >= 0 && left !== 0; f--) {
    const subset = choice[f]?.[left];
    if (subset !== 0) chosen.push(pointOf[subset]);
    left ^= subset;
  }
  return { value: best[facilities - 1]?.[sets - 1], points: chosen.sort((a, b) => a - b) };
}

/** For every set of users the point with the largest sum of values; the empty set has value 0. */
function bestForEachSet(values: Float64Array, users: number, points: number) {
  const sets = 2 ** users;
  const value = new Float64Array(sets).fill(-Infinity);
  const point = new Int32Array(sets).fill(-1);
  value[0] = 0;
  const sums = new Float64Array(sets);
  for (let p = 0; p < points; p++) {
    for (let set = 1; set < sets; set++) {
      const user = 31 - Math.clz32(set);
      const sum = sums[set ^ (1 << user)] + values[user * points + p];
      sums[set] = sum;
      if (sum <= value[set]) continue;
      value[set] = sum;
      point[set] = p;
    }
  }
  return { value, point };
}
