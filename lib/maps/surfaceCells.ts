import { levelText, withMinus } from "./levels.ts";
import type { MapReport, Standing } from "./report.ts";
import { sizeOf, standingOf } from "./size.ts";

/** How strongly the weakest and the strongest effect of a standing are coloured, 0 to 1. */
const STRENGTH = { least: 0.22, most: 0.9 } as const;

/** A cell of the map over the axes that decide, as it is drawn. */
export interface SurfaceCell {
  /** the levels of the surface's axes, in their order */
  readonly levels: readonly string[];
  readonly effect: string;
  /** the probability that the claim holds in size */
  readonly holds: string;
  /** by the map's effect */
  readonly standing: Standing;
  /** how strongly its standing's colour is laid on, 0 to 1 */
  readonly strength: number;
  /** whether a reading with these levels was measured */
  readonly isMeasured: boolean;
  /** whether its first two levels are the headline's */
  readonly isHeadline: boolean;
}

/** The cells of a report's surface. */
export function surfaceCells({ surface, cells, paper, tolerance }: MapReport): SurfaceCell[] {
  const { axes, rows } = surface;
  const size = sizeOf({ paper, tolerance }, "difference");
  const largest = Math.max(...rows.map(({ effect }) => Math.abs(effect)));
  const value = size.value ?? (largest || 1);
  const decimals = Math.min(Math.max(2 - Math.floor(Math.log10(value)), 0), 6);
  const measured = new Set(
    cells
      .filter(({ stage }) => stage !== "held out")
      .map(({ reading }) => axes.map(({ path }) => levelText(reading[path])).join("\n")),
  );
  return rows.map(({ place, effect, holds }) => {
    const levels = axes.map((axis, i) => levelText(axis.levels[place[i]]));
    const standing = standingOf(effect, size);
    const towards = size.sign * effect;
    const share = standing === "in size" ? (towards - Math.abs(size.bar)) / value : Math.abs(towards) / value;
    return {
      levels,
      effect: withMinus(effect.toFixed(decimals)),
      holds: `${Math.round(100 * holds)} %`,
      standing,
      strength: STRENGTH.least + (STRENGTH.most - STRENGTH.least) * strengthOf(standing, share),
      isMeasured: measured.has(levels.join("\n")),
      isHeadline: place[0] === axes[0].headline && place[1] === axes[1].headline,
    };
  });
}

/** What holds in size is never pale, and what is no effect is never strong. */
function strengthOf(standing: Standing, share: number): number {
  const bounded = Math.min(Math.max(share, 0), 1);
  if (standing === "in size") return 0.5 + 0.5 * bounded;
  return standing === "no effect" ? 0.3 : bounded;
}
