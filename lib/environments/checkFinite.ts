import { shown } from "../random/index.ts";
import type { Environment, Observation, Step } from "./environment.ts";

/** Numbers of a step by name, as an error calls them: [row, ...] each. */
type Named = Readonly<Record<string, Float64Array | Float32Array | undefined>>;

/** What of an environment the message tells. */
export type Owner = Pick<Environment, "name" | "rows" | "seeds">;

/**
 * The guard of what leaves an environment in a step: rewards, metrics and final observations are finite numbers. NaN and
 * infinities survive a sum, so a slot costs one addition a number; only a sum that is not finite is looked into.
 *
 * @param slot [row] slots played of the episodes, this one counted
 * @throws RangeError that names environment, quantity, row and slot
 */
export function checkStep(owner: Owner, { rewards, localRewards, metrics, final }: Step, slot: Float64Array): void {
  let sum = sumOf(rewards) + sumOfSingles(final.values);
  if (localRewards !== undefined) sum += sumOf(localRewards);
  for (const name in metrics) sum += sumOf(metrics[name]);
  if (Number.isFinite(sum)) return;
  refuse(owner, { reward: rewards, localReward: localRewards, ...metrics, observation: final.values }, slot);
}

/**
 * The guard of first observations, see `checkStep`.
 *
 * @throws RangeError that names environment, row and slot
 */
export function checkObservation(owner: Owner, { values }: Observation, slot: Float64Array): void {
  if (!Number.isFinite(sumOfSingles(values))) refuse(owner, { observation: values }, slot);
}

/**
 * The guard of observations that are indices or bits: what a damaged snapshot holds may be none of the space.
 *
 * @throws RangeError that names environment, observation and row
 */
export function checkIndices(owner: Pick<Environment, "name" | "rows" | "observationSpace">, seen: Observation): void {
  const { name, rows, observationSpace: space } = owner;
  if (space.kind === "box") return;
  const most = space.kind === "discrete" ? space.n - 1 : 1;
  const at = seen.values.findIndex((value) => !(value >= 0 && value <= most && Number.isInteger(value)));
  if (at === -1) return;
  throw new RangeError(
    `${name}.restore: observation[${at}] = ${seen.values[at]} of row ${Math.floor(at / (seen.values.length / rows))}: must ` +
      `be a whole number from 0 to ${most}. The snapshot is damaged. Take another.`,
  );
}

/** Sum of numbers. */
export function sumOf(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum;
}

/** Sum of many numbers of single precision: by a loop of their own, in which additions do not wait for each other. */
function sumOfSingles(values: Float32Array): number {
  const { length } = values;
  let sum = 0;
  let i = 0;
  for (; i + 7 < length; i += 8) {
    const first = values[i] + values[i + 1] + (values[i + 2] + values[i + 3]);
    const second = values[i + 4] + values[i + 5] + (values[i + 6] + values[i + 7]);
    sum += first + second;
  }
  for (; i < length; i++) sum += values[i];
  return sum;
}

/** Throws for the first number that is not finite; a sum of finite numbers that overflows is no fault. */
function refuse({ name, rows, seeds = [] }: Owner, named: Named, slot: Float64Array): void {
  for (const [quantity, values] of Object.entries(named)) {
    const at = values?.findIndex((value) => !Number.isFinite(value)) ?? -1;
    if (values === undefined || at === -1) continue;
    const row = Math.floor(at / (values.length / rows));
    const seed = seeds.length === 0 ? "" : `, seed ${seeds[Math.floor((row * seeds.length) / rows)]}`;
    throw new RangeError(
      `${name}: ${quantity}[${at}] = ${shown(values[at])} in slot ${slot[row]} of row ${row}${seed}: must be a finite ` +
        "number. Its configuration or its parts (movement, channel, rules) give what it cannot compute: change them.",
    );
  }
}
