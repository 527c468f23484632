import { z } from "zod";

/**
 * Numbers that configurations are made of. Their bounds lie far beyond anything physical, in any unit: so far that nobody
 * meets them, and near enough that what is computed from a few of them neither overflows nor vanishes.
 */

/** Linear quantity above 0: a power, a bandwidth, a weight. */
export const positive = z.number().min(1e-30).max(1e30);

/** Linear quantity from 0 on. */
export const nonNegative = z.number().min(0).max(1e30);

/** Quantity of either sign. */
export const real = z.number().min(-1e30).max(1e30);

/** Length above 0, m; paths are lost with its higher powers. */
export const metres = z.number().min(1e-9).max(1e9);

/** Level or ratio, dB or dBm. */
export const decibels = z.number().min(-300).max(300);

/** Angle, degrees. */
export const degrees = z.number().min(-360).max(360);

/** Place or difference along an axis, m. */
const coordinate = z.number().min(-1e9).max(1e9);

/** Two lengths in a configuration: a place [x, y], or a range [low, high], m. */
export const pair = z.tuple([coordinate, coordinate]);

/** Slots of an episode, of a frame. */
export const slots = z.int().min(1).max(1e6);

/**
 * Number of things that arrays have room for.
 *
 * @param most raising it lets more memory and time be asked for
 */
export function count(most = 1000) {
  return z.int().min(1).max(most);
}
