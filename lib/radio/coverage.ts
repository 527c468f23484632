/**
 * The users in each station's disc, U_t^m of paper B; the border belongs to the disc.
 *
 * @param positions [user, xy] from `offset` on, m
 * @param stations [station][xy], m
 * @param out [station, user] from `at` on, 1 = covered
 */
export function coverage(
  positions: Float64Array,
  offset: number,
  users: number,
  stations: readonly (readonly [number, number])[],
  radiusM: number,
  out: Uint8Array,
  at = 0,
): void {
  for (let station = 0; station < stations.length; station++) {
    const [x, y] = stations[station];
    for (let user = 0; user < users; user++) {
      const dx = positions[offset + 2 * user] - x;
      const dy = positions[offset + 2 * user + 1] - y;
      out[at + station * users + user] = dx * dx + dy * dy <= radiusM * radiusM ? 1 : 0;
    }
  }
}
