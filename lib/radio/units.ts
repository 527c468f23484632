/** Power in W of a level in dBm. */
export function dbmToWatt(dbm: number): number {
  return 10 ** (dbm / 10) / 1000;
}

/** Linear factor of a level in dB. */
export function dbToLinear(db: number): number {
  return 10 ** (db / 10);
}
