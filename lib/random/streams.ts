import { checkRows, shown } from "./checkSeeds.ts";
import { type Rng, rngFrom } from "./rng.ts";

/**
 * Names of the streams of a row, by their use. Drawing more from one moves no other, so a change of, say, the fading
 * model leaves every user on the same path.
 */
export const STREAM_NAMES = ["start", "mobility", "fading", "exploration", "minibatch", "initialisation"] as const;
/** Name of a stream. */
export type StreamName = (typeof STREAM_NAMES)[number];
/** The streams of a row, by name. */
export type Streams = Readonly<Record<StreamName, Rng>>;

/** Episodes of different purposes never share a random number: what is chosen on one is judged on another. */
export type Purpose = (typeof PURPOSES)[number];
const PURPOSES = ["prediction", "digital", "training", "selection", "evaluation"] as const;

/**
 * One set of streams per row, replica-major: row = replica * copies + copy.
 *
 * @throws RangeError for seeds that are not whole numbers, each once, for copies below 1, and for another purpose
 * @example environment.reset(streamsOf([0, 1, 2, 3, 4], 8, "evaluation")); // 40 rows
 */
export function streamsOf(seeds: readonly number[], copies: number, purpose: Purpose): Streams[] {
  checkRows(seeds, copies, "streamsOf");
  if (!PURPOSES.includes(purpose))
    throw new RangeError(
      `streamsOf: purpose = ${shown(purpose)}: allowed are ${PURPOSES.join(", ")}. Take one of them.`,
    );
  return seeds.flatMap((seed) => Array.from({ length: copies }, (_, copy) => rowStreams(seed, purpose, copy)));
}

/**
 * The check of sets of streams: one or more, each with every stream.
 *
 * @param who is given them, for the message
 * @throws RangeError that names the set and the stream that is missing
 */
export function checkStreams(streams: readonly Streams[], who: string): void {
  const make = "make them by streamsOf(seeds, copies, purpose)";
  if (!Array.isArray(streams) || streams.length === 0)
    throw new RangeError(`${who}: streams = ${shown(streams)}: must be a list of one set of streams or more; ${make}`);
  for (let i = 0; i < streams.length; i++) {
    const missing = STREAM_NAMES.find((name) => streams[i]?.[name]?.state === undefined);
    if (missing !== undefined) throw new RangeError(`${who}: streams[${i}] has no stream ${missing}; ${make}`);
  }
}

function rowStreams(seed: number, purpose: Purpose, copy: number): Streams {
  const streams = STREAM_NAMES.map((name) => [name, rngFrom(seed, purpose, copy, name)] as const);
  return Object.fromEntries(streams) as Streams;
}
