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
} as const;

/** Scales of an axis of values. */
export type ValueScale = "linear" | "log" | "symlog";

/** Powers of ten that an axis may name. */
export const DECADES: readonly number[] = Array.from({ length: 13 }, (_, index) => 10 ** (index - 6));

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
  const [lowest, highest] = [onScale(Math.min(...values)), onScale(Math.max(...values))];
  const margin = defaults.margin * (highest - lowest || 1);
  const ends = [lowest - margin, highest + margin] as const;
  const domain = (type === "linear" ? clearOfTicks(ends) : ends).map(offScale);
  return {
    ...(type === "log" && { axis: { values: logTicks(domain), format: "~g" } }),
    ...(type === "symlog" && { axis: { values: symlogTicks(domain), labelExpr: SIGNED_LABEL } }),
    scale: { type, domain, nice: false, ...(type === "symlog" && { constant: defaults.symlogFrom }) },
  };
}

/** Factors of a power of ten between ticks, and from where on each is nearest, as d3 has it. */
const STEPS = [
  [10, Math.sqrt(50)],
  [5, Math.sqrt(10)],
  [2, Math.SQRT2],
] as const;

/** A domain that ends somewhat above its highest tick: ticks are 1, 2 or 5 times a power of ten apart. */
function clearOfTicks([low, high]: readonly [number, number]): readonly [number, number] {
  const wanted = (high - low) / defaults.ticks;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const [factor] = STEPS.find(([, from]) => wanted / power >= from) ?? [1];
  const step = factor * power;
  const highestTick = Math.floor(high / step) * step;
  return [low, Math.max(high, highestTick + defaults.aboveTick * (high - low))];
}

/** Powers of ten, and their twos and fives where fewer than two of them are within a domain. */
function logTicks([low, high]: readonly number[]): number[] {
  const within = DECADES.filter((value) => value >= low && value <= high);
  return within.length > 1 ? [...DECADES] : DECADES.flatMap((decade) => [decade, 2 * decade, 5 * decade]);
}

/** 0 and powers of ten of both signs within a domain, every second of them where there are many. */
function symlogTicks([low, high]: readonly number[]): number[] {
  const powers = Array.from({ length: 11 }, (_, i) => defaults.symlogFrom * 10 ** i);
  const within = [...powers.map((power) => -power), ...powers].filter((value) => value > low && value < high);
  return [0, ...(within.length > 6 ? within.filter((_, i) => i % 2 === 0) : within)];
}
