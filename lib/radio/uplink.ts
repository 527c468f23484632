import { shannonRate } from "./shannonRate.ts";

/** D (1): signal-to-noise ratio at the base station, linear. */
export function signalToNoise(powerW: number, gain: number, noiseW: number): number {
  return (powerW * gain) / noiseW;
}

/** D (2): rate of a user on a band of its own, bit/s; 0 without connection. */
export function uplinkRate(bandwidthHz: number, isConnected: boolean, snr: number): number {
  return isConnected ? shannonRate(bandwidthHz, snr) : 0;
}
