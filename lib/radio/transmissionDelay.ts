/** Time to send `dataSize` at `rate`, C: T^C = D / c^C; infinite where the rate is 0. */
export function transmissionDelay(dataSize: number, rate: number): number {
  return dataSize / rate;
}
