/** Time to send `dataSize` at `rate`, T = D / c of paper C and B (6); infinite where the rate is 0. */
export function transmissionDelay(dataSize: number, rate: number): number {
  return dataSize / rate;
}
