/** Adds numbers of rows, replica-major, to sums of their replicas, [replica] each, by name. */
export function addByReplica(
  sums: Record<string, Float64Array>,
  values: Readonly<Record<string, Float64Array>>,
  replicas: number,
): void {
  for (const [name, rows] of Object.entries(values)) {
    sums[name] ??= new Float64Array(replicas);
    const sum = sums[name];
    for (const [row, value] of rows.entries()) {
      const replica = Math.floor((row * replicas) / rows.length);
      sum[replica] = sum[replica] + value;
    }
  }
}
