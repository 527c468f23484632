/** Softmax over logits of [-1, 1] times this: a part of a task may be as small as one in e^10. */
export const LOGITS = 5;

/** Shares that an action stands for: arrays are [station, user] but for the local ones. */
export interface EdgeShares {
  /** [user] share of a task computed at home */
  readonly local: Float64Array;
  /** share of a task sent to a station */
  readonly offloaded: Float64Array;
  /** share of a station's free resource */
  readonly resource: Float64Array;
}

/**
 * The action D (18) as shares that obey D (6), D (11e), D (11f) and so D (16b) whatever the logits are: a task is split by
 * softmax over home, logit 0, and the stations its user is connected to; a station's free resource by softmax over its
 * users. Without connection there is no task and no resource.
 *
 * @param actions [user, 2] in [-1, 1] from `offset` on: a large first one offloads, a large second one takes resource
 * @param connected [station, user] v
 */
export function sharesOf(actions: ArrayLike<number>, offset: number, connected: Uint8Array, users: number): EdgeShares {
  const stations = connected.length / users;
  const out = {
    local: new Float64Array(users),
    offloaded: new Float64Array(connected.length),
    resource: new Float64Array(connected.length),
  };
  for (let user = 0; user < users; user++) {
    const weight = Math.exp(LOGITS * actions[offset + 2 * user]);
    let total = 1;
    for (let station = 0; station < stations; station++) total += weight * connected[station * users + user];
    out.local[user] = 1 / total;
    for (let station = 0; station < stations; station++) {
      const link = station * users + user;
      out.offloaded[link] = (weight * connected[link]) / total;
    }
  }
  for (let station = 0; station < stations; station++) {
    let total = 0;
    for (let user = 0; user < users; user++) {
      const link = station * users + user;
      const weight = connected[link] * Math.exp(LOGITS * actions[offset + 2 * user + 1]);
      out.resource[link] = weight;
      total += weight;
    }
    if (total === 0) continue;
    for (let link = station * users; link < (station + 1) * users; link++)
      out.resource[link] = out.resource[link] / total;
  }
  return out;
}

/** The first action of a user that is connected to one station and offloads a share of its task. */
export function offloadAction(share: number): number {
  return clip(Math.log(share / (1 - share)) / LOGITS);
}

/** The second action of a user whose part of a station's resource is to be proportional to a weight, the largest being 1. */
export function resourceAction(weight: number): number {
  return clip(1 + Math.log(weight) / LOGITS);
}

function clip(action: number): number {
  return Math.min(Math.max(action, -1), 1);
}

/** Bits of every part of the tasks, which add up to them as D (11e) asks: [user] at home, [station, user] at a station. */
export function splitTasks(
  taskBits: ArrayLike<number>,
  { local, offloaded }: Pick<EdgeShares, "local" | "offloaded">,
): { readonly localBits: Float64Array; readonly offloadedBits: Float64Array } {
  return {
    localBits: local.map((share, user) => share * taskBits[user]),
    offloadedBits: offloaded.map((share, link) => share * taskBits[link % local.length]),
  };
}
