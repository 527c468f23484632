import type { Rng } from "../random/index.ts";

/** The state of a base station's links in one slot. */
export interface ChannelState {
  /** [user, block] o_u,n of the users' links */
  readonly fading: Float64Array;
  /** [block] o_n of the link to the cloud server */
  readonly cloudFading: Float64Array;
  /** [block] I_n, power */
  readonly interference: Float64Array;
}

/** Draws the state of the channel for a slot of a row. */
export interface Channel {
  draw(row: number, rng: Rng, state: ChannelState): void;
}

/** Every link has fading 1: the papers' Table I. */
export function constantChannel(interference: Float64Array): Channel {
  return {
    draw(_row, _rng, state) {
      state.fading.fill(1);
      state.cloudFading.fill(1);
      state.interference.set(interference);
    },
  };
}

/** Rayleigh fading: the power o is exponential with mean 1, drawn anew for each slot, link and block. */
export function rayleighChannel(interference: Float64Array): Channel {
  return {
    draw(_row, rng, state) {
      for (let i = 0; i < state.fading.length; i++) state.fading[i] = rng.exponential();
      for (let n = 0; n < state.cloudFading.length; n++) state.cloudFading[n] = rng.exponential();
      state.interference.set(interference);
    },
  };
}
