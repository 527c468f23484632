import type { Claimed } from "../statistics/index.ts";
import type { Measured } from "../study/index.ts";
import type { Standing } from "./report.ts";

/** What a claim says, as a bar that its effects are held against. */
export interface Size {
  /** 1 where more is claimed, -1 where less is */
  readonly sign: 1 | -1;
  /** the effect from which on it holds in size, by its sign and on the scale of its runs: the value less the tolerance */
  readonly bar: number;
  /** effects nearer to 0 are none */
  readonly least: number;
  /** what changes are held against: the value itself; undefined where a paper states a side alone */
  readonly value: number | undefined;
}

/** The size of a claim on the scale of its runs. */
export function sizeOf(
  { paper, tolerance }: { readonly paper: Claimed; readonly tolerance: number },
  scale: Measured["scale"],
): Size {
  const onScale = (effect: number) => (scale === "ratio" ? Math.log1p(effect / 100) : effect);
  if (typeof paper !== "number") {
    const sign = paper === "> 0" ? 1 : -1;
    // A side alone is met in size by any effect above its tolerance.
    return { sign, bar: sign * onScale(sign * tolerance), least: 0, value: undefined };
  }
  const sign = paper > 0 ? 1 : -1;
  const bar = sign * onScale(paper - sign * tolerance);
  return { sign, bar, least: onScale(tolerance), value: sign * onScale(paper) };
}

/** How an effect stands, on the scale of its runs. */
export function standingOf(effect: number, { sign, bar, least }: Size): Standing {
  const towards = sign * effect;
  if (towards > 0 && towards >= bar) return "in size";
  if (Math.abs(towards) <= least) return "no effect";
  return towards > 0 ? "in direction" : "reversed";
}
