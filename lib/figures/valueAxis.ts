import { largest, smallest } from "../statistics/index.ts";

/** Defaults of `valueAxis`. */
export const defaults = {
  /** Up to this size a symlog axis is linear. */
  symlogFrom: 100,
  /** Share of the span left free at both ends. */
  margin: 0.05,
  /** Share of the span left free above a tick, whose label would be cut at the very edge. */
  aboveTick: 0.04,
  /** Approximate number of ticks of a linear axis. */
  ticks: 3,
  /** Values all smaller than this are written as 1.5e-9. */
  smallest: 1e-3,
  /** Powers of ten beyond these exponents are written as such. */
  written: [-4, 6],
  /** Most decades of a logarithmic axis that are named; of more, every second or third is. */
  decades: 13,
} as const;

/** Scales of an axis of values. */
export type ValueScale = "linear" | "log" | "symlog";

type OnScale = (value: number) => number;
/** From values to places on the axis, and back. */
const SCALES: Readonly<Record<ValueScale, readonly [OnScale, OnScale]>> = {
  linear: [(value) => value, (place) => place],
  log: [Math.log10, (place) => 10 ** place],
  symlog: [
    (value) => Math.sign(value) * Math.log1p(Math.abs(value) / defaults.symlogFrom),
    (place) => Math.sign(place) * defaults.symlogFrom * Math.expm1(Math.abs(place)),
  ],
};

/** Each number with an SI prefix of its own: −1M beside −100. */
const SIGNED_LABEL = "(datum.value < 0 ? '\u2212' : '') + format(abs(datum.value), '~s')";

/** Axis and scale of a specification's encoding, with room for all the given values and a margin. */
export function valueAxis(type: ValueScale, values: readonly number[]) {
  const [onScale, offScale] = SCALES[type];
  const [lowest, highest] = [onScale(smallest(values)), onScale(largest(values))];
  const margin = defaults.margin * (highest - lowest || (type === "linear" && Math.abs(highest)) || 1);
  const ends = [lowest - margin, highest + margin] as const;
  const domain = (type === "linear" ? clearOfTicks(ends) : ends).map(offScale);
  return {
    ...(type === "log" && { axis: logAxis(logTicks(domain)) }),
    ...(type === "linear" && isTiny(values) && { axis: { format: "~e" } }),
    ...(type === "symlog" && { axis: { values: symlogTicks(domain), labelExpr: SIGNED_LABEL } }),
    scale: { type, domain, nice: false, ...(type === "symlog" && { constant: defaults.symlogFrom }) },
  };
}

function isTiny(values: readonly number[]): boolean {
  const most = largest(values.map(Math.abs));
  return most > 0 && most < defaults.smallest;
}

/** Factors of a power of ten between ticks, and from where on each is nearest, as d3 has it. */
const STEPS = [
  [10, Math.sqrt(50)],
  [5, Math.sqrt(10)],
  [2, Math.SQRT2],
] as const;

/** The step between ticks nearest to a wanted one: 1, 2 or 5 times a power of ten. */
function stepOf(wanted: number): number {
  const power = 10 ** Math.floor(Math.log10(wanted));
  const [factor] = STEPS.find(([, from]) => wanted / power >= from) ?? [1];
  return factor * power;
}

/** A domain that ends somewhat above its highest tick. */
function clearOfTicks([low, high]: readonly [number, number]): readonly [number, number] {
  const step = stepOf((high - low) / defaults.ticks);
  const highestTick = Math.floor(high / step) * step;
  return [low, Math.max(high, highestTick + defaults.aboveTick * (high - low))];
}

/**
 * Numbers that a logarithmic axis names: the powers of ten within a domain; where there is one at most, their twos and
 * fives as well, and where these are too few, round numbers at equal distances.
 */
export function logTicks([low, high]: readonly number[]): number[] {
  const [first, last] = [Math.ceil(Math.log10(low) - 1e-9), Math.floor(Math.log10(high) + 1e-9)];
  const stride = Math.ceil((last - first + 1) / defaults.decades);
  const decades = powers(first, last).filter((_, i) => i % stride === 0);
  if (decades.length > 1) return decades;
  const finer = powers(first - 1, last).flatMap((power) => [1, 2, 5].map((factor) => rounded(factor * power)));
  const within = finer.filter((value) => value >= low && value <= high);
  return within.length > 1 ? within : roundNumbers(low, high);
}

/** A logarithmic axis that names some numbers: 0.01, 20; where some are very small or large, 1e7, 2e7. */
export function logAxis(values: readonly number[]): object {
  const exponents = values.map((value) => Math.floor(Math.log10(value) + 1e-9));
  const [least, most] = defaults.written;
  if (exponents.every((exponent) => exponent >= least && exponent <= most)) return { values, format: "~g" };
  // The fonts have no superscript 0 and minus.
  const names = values.map((value, i) => [
    String(value),
    `${rounded(value / 10 ** exponents[i])}e${exponents[i]}`.replace("-", "\u2212"),
  ]);
  return { values, labelExpr: `${JSON.stringify(Object.fromEntries(names))}['' + datum.value]` };
}

/** 10 to the whole exponents from first to last. */
function powers(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => Number(`1e${first + i}`));
}

/** A few round numbers at equal distances within a domain. */
function roundNumbers(low: number, high: number): number[] {
  const step = stepOf((high - low) / defaults.ticks);
  const [first, last] = [Math.ceil(low / step), Math.floor(high / step)];
  return Array.from({ length: last - first + 1 }, (_, i) => rounded((first + i) * step));
}

/** Without what binary fractions add: .3, not .30000000000000004. */
function rounded(value: number): number {
  return Number(value.toPrecision(12));
}

/** 0 and powers of ten of both signs within a domain, every second of them where there are many; round numbers where the axis is linear. */
function symlogTicks([low, high]: readonly number[]): number[] {
  const most = Math.floor(Math.log10(Math.max(-low, high) / defaults.symlogFrom) + 1e-9);
  const sizes = powers(0, most).map((power) => defaults.symlogFrom * power);
  const within = [...sizes.map((size) => -size), ...sizes].filter((value) => value > low && value < high);
  const zero = low <= 0 && high >= 0 ? [0] : [];
  if (within.length + zero.length < 2) return roundNumbers(low, high);
  return [...zero, ...(within.length > 6 ? within.filter((_, i) => i % 2 === 0) : within)];
}
