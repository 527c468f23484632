export interface ComplexityOptions {
  /** K */
  readonly window: number;
  /** N^h of the twin's GRU */
  readonly predictorHidden: number;
  /** U */
  readonly users: number;
  /** M */
  readonly stations: number;
  /** theta^h of a Q network */
  readonly hidden: number;
  /** [station] |U^m| */
  readonly associated: readonly number[];
  /** N */
  readonly blocks: number;
}

/**
 * Operations of one slot of paper B, up to a constant: B (25) with the Hungarian method and 2^(U+1) actions, and B (26)
 * where a network chooses blocks itself among N^(U+1), both as printed.
 */
export function complexity(options: ComplexityOptions): { readonly proposed: number; readonly standard: number } {
  const { window, predictorHidden, users, stations, hidden, associated, blocks } = options;
  const predictor = window * predictorHidden * (users + predictorHidden);
  const networks = (actions: number) => stations * hidden * (users + hidden + actions);
  const matching = associated.reduce((sum, served) => sum + served * served * blocks, 0);
  return {
    proposed: predictor + networks(2 ** (users + 1)) + matching,
    standard: predictor + networks(blocks ** (users + 1)),
  };
}
