/**
 * Distance between a twin and its network, (1/U) ||s - s'||^2: the error term of B (8) and C (5), in m^2.
 *
 * @param exact [user, xy] from `offset` on, m
 * @param twin the same of the twin
 * @param width coordinates, 2 U
 */
export function twinError(exact: Float64Array, twin: Float64Array, offset = 0, width = exact.length): number {
  let sum = 0;
  for (let i = offset; i < offset + width; i++) sum += (exact[i] - twin[i]) ** 2;
  return (2 * sum) / width;
}
