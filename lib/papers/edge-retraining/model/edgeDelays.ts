/** Sizes and work of tasks, in bits, FLOP and seconds. */
export interface EdgeWork {
  readonly bitsPerSample: number;
  /** one forward pass */
  readonly flopsPerSample: number;
  /** f^L: local computing */
  readonly secondsPerBit: number;
  /** Q^D */
  readonly downlinkBits: number;
}

/** D (3): a part of a task and the result of it, both over the uplink's rate, s; 0 without connection. */
export function offloadDelay(bits: number, downlinkBits: number, isConnected: boolean, rate: number): number {
  return isConnected ? (bits + downlinkBits) / rate : 0;
}

/** D (4): time of the part that a user computes itself, s. */
export function localDelay(bits: number, secondsPerBit: number): number {
  return bits * secondsPerBit;
}

/** Work of D (5), FLOP: classifying what a number of bits holds. */
export function inferenceFlops(
  bits: number,
  { bitsPerSample, flopsPerSample }: Pick<EdgeWork, "bitsPerSample" | "flopsPerSample">,
): number {
  return (bits / bitsPerSample) * flopsPerSample;
}

/** Work of D (10), FLOP: in each epoch a forward pass a sample, and a backward pass that takes twice that. */
export function trainingFlops(samples: number, flopsPerSample: number, epochs: number): number {
  return 3 * samples * flopsPerSample * epochs;
}

/** D (5), D (10): FLOP over FLOP/s, s; no work takes no time, work without resource takes for ever. */
export function computeDelay(flops: number, resource: number): number {
  return flops === 0 ? 0 : flops / resource;
}

/** L_n: a user's task is done when its last part is, at home or at a base station it is connected to; [station] each. */
export function userDelay(
  localS: number,
  computeS: ArrayLike<number>,
  offloadS: ArrayLike<number>,
  connected: ArrayLike<number>,
): number {
  let slowest = localS;
  for (let station = 0; station < connected.length; station++) {
    if (connected[station] !== 1) continue;
    slowest = Math.max(slowest, computeS[station] + offloadS[station]);
  }
  return slowest;
}

/** A slot of a network that is decided: connections, parts of tasks and resources. */
export interface EdgeSlot {
  readonly stations: number;
  readonly users: number;
  /** [station, user] v */
  readonly connected: Uint8Array;
  /** [station, user] bit/s */
  readonly rates: Float64Array;
  /** [user] Q^L, bit */
  readonly localBits: Float64Array;
  /** [station, user] Q_mn, bit */
  readonly offloadedBits: Float64Array;
  /** [station, user] lambda_mn, FLOP/s */
  readonly resource: Float64Array;
}

/** Delays of the users, [user] s each: L_n and its parts; of several stations that of the slowest. */
export interface DelayParts {
  readonly total: Float64Array;
  readonly local: Float64Array;
  readonly transmission: Float64Array;
  readonly compute: Float64Array;
}

/** L_n of every user, s: D (3), D (4), D (5). */
export function userDelays(slot: EdgeSlot, work: EdgeWork): Float64Array {
  return delayParts(slot, work).total;
}

/** D (3), D (4), D (5) of every user; a task is computed at home and away at the same time. */
export function delayParts(slot: EdgeSlot, work: EdgeWork): DelayParts {
  const { stations, users, connected, rates, localBits, offloadedBits, resource } = slot;
  const array = () => new Float64Array(users);
  const parts = { total: array(), local: array(), transmission: array(), compute: array() };
  const computeS = new Float64Array(stations);
  const offloadS = new Float64Array(stations);
  const isConnected = new Uint8Array(stations);
  for (let user = 0; user < users; user++) {
    let slowest = 0;
    for (let station = 0; station < stations; station++) {
      const link = station * users + user;
      const bits = offloadedBits[link];
      isConnected[station] = connected[link];
      const transmission = offloadDelay(bits, work.downlinkBits, connected[link] === 1, rates[link]);
      const compute = computeDelay(inferenceFlops(bits, work), resource[link]);
      offloadS[station] = transmission;
      computeS[station] = compute;
      if (connected[link] !== 1 || transmission + compute < slowest) continue;
      slowest = transmission + compute;
      parts.transmission[user] = transmission;
      parts.compute[user] = compute;
    }
    const local = localDelay(localBits[user], work.secondsPerBit);
    parts.local[user] = local;
    parts.total[user] = userDelay(local, computeS, offloadS, isConnected);
  }
  return parts;
}
