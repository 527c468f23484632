import { wrapDegrees } from "./sectorAntenna.ts";

/** A mast with sector antennas, and the height of those it serves. Metres, degrees. */
export interface Site {
  readonly position: readonly [x: number, y: number];
  readonly heightM: number;
  readonly userHeightM: number;
  /** [sector] phi^A, counter-clockwise from +x */
  readonly azimuthsDeg: readonly number[];
}

/** Where a user stands as the antennas see it. */
export interface SiteAngles {
  /** phi, [0, 360), counter-clockwise from +x; 0 straight below the site */
  readonly azimuthDeg: number;
  /** psi, 0 = horizon, 90 = straight down */
  readonly depressionDeg: number;
  /** horizontal and slant distance, m */
  readonly groundM: number;
  readonly slantM: number;
}

const DEG = 180 / Math.PI;

/** Angles and distances of A (2) and A (3) for a user at (x, y), m. */
export function siteAngles(x: number, y: number, { position, heightM, userHeightM }: Site): SiteAngles {
  const dx = x - position[0];
  const dy = y - position[1];
  const dz = heightM - userHeightM;
  const groundM = Math.sqrt(dx * dx + dy * dy);
  const azimuthDeg = DEG * Math.atan2(dy, dx);
  return {
    azimuthDeg: azimuthDeg < 0 ? azimuthDeg + 360 : azimuthDeg,
    depressionDeg: DEG * Math.atan2(dz, groundM),
    groundM,
    slantM: Math.sqrt(groundM * groundM + dz * dz),
  };
}

/** The sector whose azimuth is nearest, the first of equals. */
export function servingSector(azimuthDeg: number, azimuthsDeg: readonly number[]): number {
  let sector = 0;
  let nearest = Infinity;
  for (let c = 0; c < azimuthsDeg.length; c++) {
    const off = Math.abs(wrapDegrees(azimuthDeg - azimuthsDeg[c]));
    if (off >= nearest) continue;
    nearest = off;
    sector = c;
  }
  return sector;
}
