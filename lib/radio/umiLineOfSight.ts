/** Speed of light as TR 38.901 rounds it, m/s. */
const C = 3e8;
/** Height that the street takes off both antennas in the breakpoint distance, m. */
const STREET_M = 1;

/** A cell on a street, urban micro (UMi). */
export interface StreetCell {
  readonly frequencyHz: number;
  /** heights of the antennas of base station and user */
  readonly stationHeightM: number;
  readonly userHeightM: number;
}

/** Path loss between antennas that see each other, 3GPP TR 38.901, table 7.4.1-1, UMi LOS; in dB, without shadowing. */
export function umiPathLossDb(groundM: number, { frequencyHz, stationHeightM, userHeightM }: StreetCell): number {
  const heightM = stationHeightM - userHeightM;
  const slantM = Math.hypot(groundM, heightM);
  const breakpointM = (4 * (stationHeightM - STREET_M) * (userHeightM - STREET_M) * frequencyHz) / C;
  const atFrequency = 32.4 + 20 * Math.log10(frequencyHz / 1e9);
  if (groundM <= breakpointM) return atFrequency + 21 * Math.log10(slantM);
  return atFrequency + 40 * Math.log10(slantM) - 9.5 * Math.log10(breakpointM ** 2 + heightM ** 2);
}
