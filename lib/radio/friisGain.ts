/** Speed of light, m/s. */
const C = 299_792_458;

/** The antennas of a link in free space. */
export interface Antennas {
  /** carrier, Hz */
  readonly frequencyHz: number;
  /** linear; 1 = isotropic */
  readonly gainTx: number;
  readonly gainRx: number;
}

/** Friis's path gain in free space, G_t G_r (c / (4 pi f d))^2, linear. */
export function friisGain(distanceM: number, { frequencyHz, gainTx, gainRx }: Antennas): number {
  return gainTx * gainRx * (C / (4 * Math.PI * frequencyHz * distanceM)) ** 2;
}
