import type { ReadingValues } from "../study/index.ts";
import { levelText } from "./levels.ts";
import type { MapReport } from "./report.ts";

/** A map in words: the share of readings in which its claim holds, what decides, what flips it, and how it was checked. */
export function mapText(report: MapReport): string {
  const { id, statement, unit, headline, shares, decidedBy, flips, dropped, controls, heldOut, stopped } = report;
  const { cells, blocks, hash, axes } = report;
  const share = (name: keyof typeof shares) => {
    const { value, low, high } = shares[name];
    return `${percent(value)} (${percent(low)} to ${percent(high)})`;
  };
  const lines = [
    `**${id}** ${statement}\n`,
    `- headline: ${headline.verdict}, ${effect(headline, unit)}`,
    `- of the readings it holds in size in ${share("in size")}, in direction alone in ${share("in direction")}; it has no effect in ${share("no effect")}, and is reversed in ${share("reversed")}`,
    `- decided by: ${decidedBy
      .slice(0, 4)
      .map(({ label, total }) => `${label} ${percent(total)}`)
      .join(", ")}`,
    ...flips.map(
      ({ changes, standing, effect: value, probability }) =>
        `- ${changesText(changes)}: ${standing}, ${value} ${unit} (probability ${percent(probability)})`,
    ),
    `- moves nothing that counts: ${dropped.map(({ label }) => label).join(", ") || "no axis"}; ${axes.length} axes are mapped`,
    ...controls.map(
      (control) =>
        `- control, ${control.name}: ${effect(control, unit)} over ${control.cells} readings, in size in ${percent(control.inSize)} of them`,
    ),
    ...(heldOut
      ? [
          `- of ${heldOut.cells} readings on seeds of their own ${heldOut.right} were called right in size, ${heldOut.rightStanding} in how they stand`,
        ]
      : []),
    `- ${cells.length} looks, ${blocks} runs; it stopped ${stopped.because === "certain" ? "since it was certain" : "at the budget"}, ${percent(stopped.wrong)} of readings in doubt; design ${hash.slice(0, 12)}`,
  ];
  return lines.join("\n");
}

/** What a reading changes, in words. */
export function changesText(changes: ReadingValues): string {
  const parts = Object.entries(changes).map(([path, value]) => `${path} = ${levelText(value)}`);
  return parts.join(", ") || "the headline";
}

function effect(
  { value, low, high }: { readonly value: number; readonly low: number; readonly high: number },
  unit: string,
) {
  return `${value.toPrecision(3)} ${unit} (${low.toPrecision(3)}, ${high.toPrecision(3)})`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}
