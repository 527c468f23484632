/** Plotly's form for a typed array: a notebook file would give every number a line of its own. null becomes a gap. */
export function packed(values: readonly (number | null)[]): { readonly dtype: "f4"; readonly bdata: string } {
  const numbers = Float32Array.from(values, (value) => value ?? Number.NaN);
  return { dtype: "f4", bdata: Buffer.from(numbers.buffer).toString("base64") };
}
