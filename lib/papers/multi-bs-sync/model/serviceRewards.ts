import { synchronisationReward } from "../../synchronisation/synchronisationRules.ts";

/** xi_u: the number of stations that serve each user, [user], in an association [station, user]. */
export function serviceCounts(association: Uint8Array, users: number, out: Int32Array): Int32Array {
  out.fill(0);
  for (let at = 0; at < association.length; at++) {
    const user = at % users;
    out[user] = out[user] + association[at];
  }
  return out;
}

/** A slot as both rewards see it. */
export interface ServedSlot {
  /** eps */
  readonly weight: number;
  /** rho < 0 */
  readonly penalty: number;
  /** [station, user] z */
  readonly association: Uint8Array;
  /** [station, user] c_um */
  readonly rates: Float64Array;
  /** [user] xi */
  readonly counts: Int32Array;
}

/**
 * Team reward, B (16), whose first case is a slot of B (8): all rates against the twin's error where every user is
 * served by exactly one station; otherwise the penalty for each station that serves a user whom others serve too. Users
 * without service cost nothing there, as printed.
 *
 * @param error (1/U) ||s - s'||^2, m^2
 * @param demanded [user], 0 = need not be served: out of everybody's reach
 */
export function teamReward(slot: ServedSlot, error: number, demanded?: Uint8Array): number {
  const { weight, penalty, rates, counts } = slot;
  let isValid = true;
  let doubles = 0;
  for (let user = 0; user < counts.length; user++) {
    const count = counts[user];
    if (count > 1) doubles += count;
    if (count !== 1 && !(count === 0 && demanded?.[user] === 0)) isValid = false;
  }
  if (!isValid) return doubles === 0 ? 0 : doubles * penalty;
  let rate = 0;
  for (let at = 0; at < rates.length; at++) rate += rates[at];
  return synchronisationReward(weight, rate, error);
}

/**
 * Local reward of a station: the slot's term of B (17) over the users that it covers, and the penalty once for each user
 * that it serves and another serves too.
 *
 * @param covered [station, user]
 * @param squaredErrors [user] |l - l'|^2 of the twin's status, m^2
 * @param isPenalised false leaves the penalty out
 */
export function localReward(
  slot: ServedSlot,
  station: number,
  covered: Uint8Array,
  squaredErrors: Float64Array,
  isPenalised: boolean,
): number {
  const { weight, penalty, association, rates, counts } = slot;
  const users = counts.length;
  let rate = 0;
  let error = 0;
  let doubles = 0;
  for (let user = 0; user < users; user++) {
    const at = station * users + user;
    if (association[at] === 1 && counts[user] > 1) doubles++;
    if (covered[at] !== 1) continue;
    rate += rates[at];
    error += squaredErrors[user];
  }
  const reward = synchronisationReward(weight, rate, error / users);
  return isPenalised && doubles > 0 ? reward + doubles * penalty : reward;
}

/**
 * Local reward of a station with the two cases of B (16), read for its own part: its term of B (17), `localReward` without
 * penalty, where every user that it covers, and every user that it serves, has exactly one station; otherwise the penalty
 * once for each user that it serves and another serves too, and nothing else. A user that it covers and nobody serves
 * thus takes the term away and costs nothing, and so does one that two others serve.
 *
 * @param covered [station, user]
 * @param squaredErrors [user] |l - l'|^2 of the twin's status, m^2
 */
export function branchedReward(
  slot: ServedSlot,
  station: number,
  covered: Uint8Array,
  squaredErrors: Float64Array,
): number {
  const { penalty, association, counts } = slot;
  let isValid = true;
  let doubles = 0;
  for (let user = 0; user < counts.length; user++) {
    const at = station * counts.length + user;
    const isServed = association[at] === 1;
    if (isServed && counts[user] > 1) doubles++;
    if ((isServed || covered[at] === 1) && counts[user] !== 1) isValid = false;
  }
  if (isValid) return localReward(slot, station, covered, squaredErrors, false);
  return doubles === 0 ? 0 : doubles * penalty;
}

/** The users that the twin hears of, the condition of B (7): [user], 1 = covered by a station that synchronises. */
export function reportedUsers(synchronises: Uint8Array, covered: Uint8Array, out: Uint8Array, at = 0): void {
  const users = covered.length / synchronises.length;
  out.fill(0, at, at + users);
  for (let station = 0; station < synchronises.length; station++) {
    if (synchronises[station] !== 1) continue;
    for (let user = 0; user < users; user++) if (covered[station * users + user] === 1) out[at + user] = 1;
  }
}
