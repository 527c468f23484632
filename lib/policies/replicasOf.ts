import type { Environment } from "../environments/index.ts";
import { checkSeeds } from "../random/index.ts";

/** Seeds of an environment, and its rows for each. */
export interface Replicas {
  readonly seeds: readonly number[];
  readonly copies: number;
}

/**
 * The seeds that an environment is played on: its own where it knows them, since its users are theirs; else those given.
 *
 * @param given optional where the environment knows its own
 * @param who what plays it, for messages
 * @throws RangeError for seeds that are not the environment's, that are not seeds, or that its rows are not copies of
 */
export function replicasOf(
  { name, rows, seeds: own = [] }: Pick<Environment, "name" | "rows" | "seeds">,
  given: Partial<Replicas>,
  who: string,
): Replicas {
  const seeds = given.seeds ?? own;
  if (given.seeds === undefined && own.length === 0)
    throw new RangeError(`${who}: seeds are missing: ${name} does not know its own. Give { seeds: [0, 1, ...] }.`);
  checkSeeds(seeds, who);
  const copies = rows / seeds.length;
  if (!Number.isInteger(copies) || (given.copies ?? copies) !== copies) {
    const asked = given.copies === undefined ? "" : ` x ${given.copies} copies`;
    throw new RangeError(
      `${who}: ${rows} rows for ${seeds.length} seeds${asked}; make the environment with the same seeds, or with ` +
        "seeds x copies rows",
    );
  }
  if (own.length > 0 && (own.length !== seeds.length || own.some((seed, i) => seed !== seeds[i]))) {
    throw new RangeError(
      `${who}: seeds = [${seeds.join(", ")}], but ${name} was made with [${own.join(", ")}], and what it draws once, such ` +
        "as its users, is theirs. Leave seeds out, or make the environment with the seeds that you want.",
    );
  }
  return { seeds, copies };
}
