import { shown } from "../random/index.ts";

/** Images of a set at most. */
const MOST = 1e7;

/**
 * The check of a number of images and the shares of their classes: a whole number, and numbers from 0 on that are not
 * all 0.
 *
 * @param who is given them, for the message
 * @throws RangeError that names what is odd
 */
export function checkShares(count: number, shares: ArrayLike<number>, who: string): void {
  if (!(Number.isInteger(count) && count >= 0 && count <= MOST))
    throw new RangeError(
      `${who}: count = ${shown(count)}: must be a whole number from 0 to ${MOST}. Give such a number.`,
    );
  let sum = 0;
  for (let i = 0; i < shares.length; i++) {
    const share = shares[i];
    if (!(share >= 0 && share < Infinity))
      throw new RangeError(`${who}: shares[${i}] = ${shown(share)}: must be a number from 0 on. Give such a number.`);
    sum += share;
  }
  if (!(sum > 0 && sum < Infinity))
    throw new RangeError(`${who}: ${shares.length} shares add up to ${sum}: must be above 0. Give a class a share.`);
}
