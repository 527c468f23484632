/** A layer of a perceptron: kernel [in, out] and bias [out]. */
export interface NumericLayer {
  readonly kernel: Float32Array;
  readonly bias: Float32Array;
}

/**
 * Bounds of a tanh perceptron's output over a box of inputs, by linear relaxation (CROWN, Zhang et al. 2018; with parallel
 * lines as Singh et al. 2018): on its interval [l, u] each tanh lies between two lines of slope min(tanh'(l), tanh'(u)), so
 * that a layer's output stays a linear function of the input but for an error, and errors that units share cancel. Tighter
 * than interval bounds where the box is narrow; they hold for every input of the box.
 *
 * @param centre [in]
 * @param radius half width of the box in every coordinate
 * @returns [out] each
 */
export function crownBounds(
  centre: ArrayLike<number>,
  radius: number,
  layers: readonly NumericLayer[],
): { readonly lower: Float64Array; readonly upper: Float64Array } {
  let middle: Float64Array = Float64Array.from(centre);
  // What moves a unit: the inputs, then the errors of the units before it, [source][unit] each at most this much.
  let sources = Array.from(centre, (_, i) => unitVector(centre.length, i, radius));
  let reach: Float64Array = new Float64Array(0);
  for (const [depth, { kernel, bias }] of layers.entries()) {
    middle = through(middle, kernel, bias);
    sources = sources.map((source) => through(source, kernel));
    reach = Float64Array.from(middle, (_, unit) => sources.reduce((sum, source) => sum + Math.abs(source[unit]), 0));
    if (depth === layers.length - 1) break;
    const lines = Array.from(middle, (value, unit) => tanhLines(value - reach[unit], value + reach[unit]));
    middle = middle.map((value, unit) => lines[unit].slope * value + lines[unit].offset);
    for (const source of sources) for (const [unit, { slope }] of lines.entries()) source[unit] = slope * source[unit];
    for (const [unit, { error }] of lines.entries()) sources.push(unitVector(lines.length, unit, error));
  }
  return { lower: middle.map((value, i) => value - reach[i]), upper: middle.map((value, i) => value + reach[i]) };
}

/** tanh on [low, high]: within `error` of slope x + offset. */
function tanhLines(low: number, high: number): { slope: number; offset: number; error: number } {
  const [atLow, atHigh] = [Math.tanh(low), Math.tanh(high)];
  const slope = 1 - Math.max(atLow ** 2, atHigh ** 2);
  // tanh(x) - slope x rises all along the interval.
  const [least, most] = [atLow - slope * low, atHigh - slope * high];
  return { slope, offset: (least + most) / 2, error: (most - least) / 2 };
}

function through(values: Float64Array, kernel: Float32Array, bias?: Float32Array): Float64Array {
  const out = kernel.length / values.length;
  const sums = bias === undefined ? new Float64Array(out) : Float64Array.from(bias);
  for (const [i, value] of values.entries())
    if (value !== 0) for (let unit = 0; unit < out; unit++) sums[unit] = sums[unit] + value * kernel[i * out + unit];
  return sums;
}

function unitVector(length: number, at: number, value: number): Float64Array {
  const vector = new Float64Array(length);
  vector[at] = value;
  return vector;
}
