/** Rows beyond which nothing that is simulated here fits a machine. */
export const MOST_ROWS = 1e6;

/**
 * The check of seeds: whole numbers from 0 on, one or more, each once. Two rows of one seed are copies, not seeds.
 *
 * @param who what is given them, for the message
 * @throws RangeError that names the seed
 */
export function checkSeeds(seeds: readonly number[], who: string): void {
  if (!Array.isArray(seeds) || seeds.length === 0)
    throw new RangeError(`${who}: seeds = ${shown(seeds)}: must be a list of one seed or more, e.g. [0, 1, 2]`);
  const wrong = seeds.findIndex((seed) => !(Number.isSafeInteger(seed) && seed >= 0));
  if (wrong !== -1) {
    throw new RangeError(
      `${who}: seeds[${wrong}] = ${shown(seeds[wrong])}: must be a whole number from 0 to 2^53 - 1. Give such a number.`,
    );
  }
  if (new Set(seeds).size === seeds.length) return;
  const twice = seeds.find((seed, i) => seeds.indexOf(seed) !== i);
  throw new RangeError(`${who}: seed ${twice} is there twice: each counts once. For more rows of a seed take copies.`);
}

/**
 * The check of rows: seeds, and a whole number of copies of each.
 *
 * @throws RangeError that names the seed, or the number of copies
 */
export function checkRows(seeds: readonly number[], copies: number, who: string): void {
  checkSeeds(seeds, who);
  checkCount(copies, `${who}: copies`, Math.floor(MOST_ROWS / seeds.length));
}

/**
 * The check of a count: a whole number from 1 on.
 *
 * @param name what is counted, for the message
 * @throws RangeError that names the count
 */
export function checkCount(count: number, name: string, most = Number.MAX_SAFE_INTEGER): void {
  if (Number.isInteger(count) && count >= 1 && count <= most) return;
  const end = most === Number.MAX_SAFE_INTEGER ? "from 1 on" : `from 1 to ${most}`;
  throw new RangeError(`${name} = ${shown(count)}: must be a whole number ${end}. Give such a number.`);
}

/** A value as a message shows it: text in quotes, and what JSON has no word for by its name. */
export function shown(value: unknown): string {
  const isPlain = value === null || ["string", "boolean"].includes(typeof value) || Array.isArray(value);
  return (isPlain ? JSON.stringify(value) : String(value)).slice(0, 60);
}
