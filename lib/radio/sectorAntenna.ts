/** Beam of a sector antenna, A (3): 3GPP's parabolic pattern; without limits it is the paper's. */
export interface SectorPattern {
  /** theta^V and theta^H, degrees between the points 3 dB down where the weights are 1 */
  readonly beamwidthVDeg: number;
  readonly beamwidthHDeg: number;
  /** lambda^V and lambda^H; raising one attenuates more off the boresight */
  readonly weightV: number;
  readonly weightH: number;
  /** largest vertical (side lobe) and horizontal (front to back) attenuation and their largest sum, dB; Infinity = none */
  readonly limitVDb: number;
  readonly limitHDb: number;
  readonly limitDb: number;
}

const NEPER_PER_DB = Math.LN10 / 10;

/** An angle brought into (-180, 180] degrees. */
export function wrapDegrees(deg: number): number {
  return deg - 360 * Math.ceil((deg - 180) / 360);
}

/** Attenuation of one plane, 12 lambda (off / theta)^2 dB, at most `limitDb`. */
export function planeAttenuationDb(offDeg: number, beamwidthDeg: number, weight: number, limitDb: number): number {
  const off = offDeg / beamwidthDeg;
  return Math.min(12 * weight * off * off, limitDb);
}

/** Gain of both planes' attenuations together, linear, 1 on the boresight. */
export function attenuatedGain(verticalDb: number, horizontalDb: number, limitDb: number): number {
  return Math.exp(-NEPER_PER_DB * Math.min(verticalDb + horizontalDb, limitDb));
}

/**
 * Antenna gain towards a user, A (3): 10^-1.2(lambda^V ((psi - psi^T) / theta^V)^2 + lambda^H ((phi - phi^A) / theta^H)^2),
 * with the azimuth difference wrapped. Linear, 1 on the boresight.
 *
 * @param depressionDeg psi of the user, positive downwards
 * @param tiltDeg psi^T of the antenna, positive downwards
 * @param azimuthDeg phi of the user
 * @param boresightDeg phi^A of the antenna
 */
export function sectorGain(
  depressionDeg: number,
  tiltDeg: number,
  azimuthDeg: number,
  boresightDeg: number,
  pattern: SectorPattern,
): number {
  const { beamwidthVDeg, beamwidthHDeg, weightV, weightH, limitVDb, limitHDb, limitDb } = pattern;
  const vertical = planeAttenuationDb(depressionDeg - tiltDeg, beamwidthVDeg, weightV, limitVDb);
  const horizontal = planeAttenuationDb(wrapDegrees(azimuthDeg - boresightDeg), beamwidthHDeg, weightH, limitHDb);
  return attenuatedGain(vertical, horizontal, limitDb);
}
