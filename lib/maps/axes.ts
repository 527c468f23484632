import type { Axis, Reading, ReadingValue } from "../study/index.ts";

/** What a map takes of a reading in place of what `axesOf` would. */
export interface AxisChange {
  /** a few words for figures; the last part of the path by default */
  readonly label?: string;
  /** the headline's among them; those of the reading by default */
  readonly levels?: readonly ReadingValue[];
  /** what speaks for the range, where it is not the reading's reason */
  readonly why?: string;
}

/**
 * The axes of a claim's map: those of the readings that bear on it which are named, each with the levels to visit. Numbers are
 * put in order. A reading that is not named is the headline's everywhere.
 *
 * @param chosen by path
 * @throws RangeError for a path that no reading of the claim has, a range without levels, levels without the headline's value
 */
export function axesOf(
  readings: readonly Reading[],
  claim: string,
  chosen: Readonly<Record<string, AxisChange>>,
): Axis[] {
  const bearing = readings.filter(({ claims }) => claims.includes(claim));
  const unknown = Object.keys(chosen).find((path) => !bearing.some((one) => one.path === path));
  if (unknown !== undefined) {
    const paths = bearing.map(({ path }) => path).join(", ");
    throw new RangeError(`axes of ${claim}: "${unknown}" is no reading that bears on it; ${paths} are`);
  }
  return bearing.flatMap(({ path, values, why }) => {
    if (!(path in chosen)) return [];
    const { levels, ...change } = chosen[path];
    if (levels === undefined && "from" in values)
      throw new RangeError(`axes of ${claim}: ${path} is a range from ${values.from} to ${values.to}; name its levels`);
    const headline = "from" in values ? (levels as readonly ReadingValue[])[0] : values[0];
    return axis(path, headline, levels ?? (values as readonly ReadingValue[]), { why, ...change });
  });
}

/**
 * An axis from its levels.
 *
 * @param headline its value in the headline
 * @throws RangeError for levels that do not have it, or fewer than two
 */
export function axis(
  path: string,
  headline: ReadingValue,
  levels: readonly ReadingValue[],
  { label, why }: { readonly label?: string | undefined; readonly why: string },
): Axis {
  const isOrdered = levels.length > 2 && levels.every((level) => typeof level === "number");
  const sorted = isOrdered ? [...(levels as readonly number[])].sort((a, b) => a - b) : levels;
  const place = sorted.findIndex((level) => JSON.stringify(level) === JSON.stringify(headline));
  if (place < 0 || sorted.length < 2) {
    throw new RangeError(
      `axis ${path}: its levels are ${JSON.stringify(levels)}; give two or more, and ${JSON.stringify(headline)}, the headline's, among them`,
    );
  }
  return { path, label: label ?? wordsOf(path), levels: sorted, headline: place, isOrdered, why };
}

/** "learner.explorationShare": "exploration share" */
function wordsOf(path: string): string {
  const name = path.split(".").at(-1) as string;
  return name.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
}
