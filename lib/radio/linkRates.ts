import { shannonRate } from "./shannonRate.ts";

/** Common parameters of all links of a base station. Linear units; papers B and C normalise P and B to 1. */
export interface Transmission {
  /** P */
  readonly power: number;
  /** B of one resource block */
  readonly bandwidth: number;
  /** N0; the noise power of a block is B N0 */
  readonly noiseDensity: number;
}

/**
 * Rates of one link on every resource block, C (2) for a user and C (3) for the cloud server:
 * B log2(1 + P o_n g / (I_n + B N0)).
 *
 * @param gain path gain g of the link
 * @param fading o_n, read from `offset` on
 * @param interference [block] I_n
 * @param out rates, written from `offset` on
 */
export function linkRates(
  transmission: Transmission,
  gain: number,
  fading: Float64Array,
  interference: Float64Array,
  out: Float64Array,
  offset = 0,
): void {
  const { power, bandwidth, noiseDensity } = transmission;
  const noise = bandwidth * noiseDensity;
  let lastSinr = Number.NaN;
  let rate = 0;
  for (let n = 0; n < interference.length; n++) {
    const received = power * fading[offset + n] * gain;
    const sinr = received / (interference[n] + noise);
    // Without fading neighbouring blocks are often equal, and a logarithm is dear.
    if (sinr !== lastSinr) rate = shannonRate(bandwidth, sinr);
    lastSinr = sinr;
    out[offset + n] = rate;
  }
}
