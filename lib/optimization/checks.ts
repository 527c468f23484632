/** Checks of what the functions of this folder are given; each names the function, the entry, and what is allowed. */

/**
 * A size must be a whole number, 1 or more.
 *
 * @throws RangeError else
 */
export function checkCount(where: string, name: string, value: number, most = Number.MAX_SAFE_INTEGER): void {
  if (Number.isInteger(value) && value >= 1 && value <= most) return;
  const allowed = most === Number.MAX_SAFE_INTEGER ? "from 1 on" : `from 1 to ${most}`;
  throw new RangeError(`${where}: ${name} = ${value}; allowed are whole numbers ${allowed}. Set it to such a number.`);
}

/**
 * An array must have as many entries as the sizes say.
 *
 * @throws RangeError else
 */
export function checkLength(where: string, name: string, values: ArrayLike<number>, length: number): void {
  if (values.length === length) return;
  throw new RangeError(`${where}: ${name} has ${values.length} entries; ${length} are needed. Give one for each.`);
}

/**
 * A number must lie in a range; NaN lies in none.
 *
 * @throws RangeError else
 */
export function checkNumber(where: string, name: string, value: number, low: number, high: number): void {
  if (value >= low && value <= high) return;
  throw new RangeError(`${where}: ${name} = ${value}; allowed are numbers from ${low} to ${high}. Correct it.`);
}

/**
 * Numbers must lie in a range; NaN lies in none.
 *
 * @throws RangeError else
 */
export function checkRange(where: string, name: string, values: ArrayLike<number>, low: number, high: number): void {
  for (let i = 0; i < values.length; i++) {
    if (!(values[i] >= low && values[i] <= high)) checkNumber(where, `${name}[${i}]`, values[i], low, high);
  }
}

/** Numbers that sums of many stay finite for. */
export const LARGEST = 1e300;

/**
 * Numbers must be finite, and so must sums of them.
 *
 * @throws RangeError else
 */
export function checkFinite(where: string, name: string, values: ArrayLike<number>): void {
  checkRange(where, name, values, -LARGEST, LARGEST);
}
