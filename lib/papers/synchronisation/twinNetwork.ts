import type { Environment } from "../../environments/index.ts";
import type { RandomWalk } from "../../mobility/index.ts";
import type { Predictor } from "../../twin/index.ts";

/** Seeds, copies and predictor of a network that is made. */
export interface NetworkParts {
  readonly seeds: readonly number[];
  readonly copies: number;
  /** in place of the network's closed form */
  readonly predictor?: Predictor;
}

/** A kind of network whose users walk at random, and whose twin predicts where they are. */
export interface TwinNetwork<E extends Environment, C> {
  readonly experiment: string;
  readonly make: (network: C, parts: NetworkParts) => E & { readonly movement: unknown };
  /** statuses that a prediction looks at */
  readonly window: (network: C) => number;
  /** options that determine the users' walks, seeds apart */
  readonly law: (network: C) => object;
  /** half the sides of the area, m */
  readonly scale: (network: C) => number | readonly [number, number];
}

/** The users of a network, with as many rows for each seed as asked for. */
export function walkOf<E extends Environment, C>(kind: TwinNetwork<E, C>, network: C, parts: NetworkParts): RandomWalk {
  return kind.make(network, parts).movement as RandomWalk;
}
