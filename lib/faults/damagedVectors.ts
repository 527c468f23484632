/** A file of test vectors, as far as it is damaged here. */
interface Vectors {
  readonly functions: Readonly<Record<string, { readonly tolerance: object }>>;
  readonly cases: readonly Readonly<Record<string, unknown>>[];
}

const parsed = (change: (vectors: Vectors) => unknown) => (text: string) =>
  JSON.stringify(change(JSON.parse(text) as Vectors));
const cases = (change: (one: Vectors["cases"][number]) => object) =>
  parsed((vectors) => ({ ...vectors, cases: vectors.cases.map(change) }));
/** JSON has no infinite number, but 1e999 is read as one. */
const tolerance = (value: string) => (text: string) => text.replace(/"(rel|abs)": ?[\d.e-]+/g, `"$1": ${value}`);

/** Test vectors that would let anything pass, or that are no vectors. */
export const damagedVectors: Readonly<Record<string, (text: string) => string>> = {
  "as they are": (text) => text,
  empty: () => "",
  "that are {}": () => "{}",
  "that are null": () => "null",
  "cut in half": (text) => text.slice(0, text.length / 2),
  "without cases": parsed((vectors) => ({ ...vectors, cases: [] })),
  "without functions": parsed((vectors) => ({ ...vectors, functions: {} })),
  "whose cases are of no function": cases((one) => ({ ...one, function: `${one.function}x` })),
  "that expect nothing": cases(({ expected: _, ...one }) => one),
  "that expect {}": cases((one) => ({ ...one, expected: {} })),
  "that expect []": cases((one) => ({ ...one, expected: [] })),
  "without inputs": cases(({ inputs: _, ...one }) => one),
  "with a tolerance of Infinity": tolerance("1e999"),
  "with a tolerance of text": tolerance('"x"'),
  "with a tolerance below 0": tolerance("-1"),
  "with a tolerance of 1e6": tolerance("1e6"),
  "without tolerances": parsed((vectors) => ({
    ...vectors,
    functions: Object.fromEntries(
      Object.entries(vectors.functions).map(([name, { tolerance: _, ...one }]) => [name, one]),
    ),
  })),
  "of a paper that there is not": parsed((vectors) => ({ ...vectors, paper: "Z" })),
};
