import { type Figure, intervalDots } from "../../figures/index.ts";
import { type Measured, type Results, tableOf } from "../../study/index.ts";
import { difference, SETTINGS } from "./claimWords.ts";
import { saving } from "./measures.ts";
import { served } from "./settings.ts";

/** D3 in every reading: what two timescales cost over one, the largest saving first. */
export function savings(results: Results): Figure {
  return inReadings(results, "Cost over that of one timescale (%)", (setting) => saving(results, setting), {
    name: "edge-retraining/savings",
    caption:
      "What two timescales cost over one in every reading, each of which changes the premise in one place or two. Paired by " +
      "seed, 95 % intervals.",
    references: [
      { label: "as much as one", value: 0 },
      { label: "paper", value: -60 },
    ],
  });
}

/** D2 in every reading: in how many more slots one timescale is below the bound, the least first. */
export function belowInReadings(results: Results): Figure {
  const fewer = (setting: string) => difference(results, "below", ["single", "proposed"], { setting, times: 100 });
  return inReadings(results, "Slots below with one timescale over those with two (points)", fewer, {
    name: "edge-retraining/below-in-readings",
    caption:
      "In how many more of the users' slots one timescale is below the bound than two, in every reading; the paper has more " +
      "than none. Paired by seed, 95 % intervals.",
    references: [{ label: "as many", value: 0 }],
  });
}

function inReadings(
  results: Results,
  panel: string,
  effect: (setting: string) => Measured,
  options: Parameters<typeof intervalDots>[1],
): Figure {
  const rows = SETTINGS.filter((setting) => {
    return results.has(served("proposed", setting)) && results.has(served("single", setting));
  })
    .map((setting) => ({ setting, effect: effect(setting) }))
    .sort((a, b) => a.effect.value - b.effect.value);
  const dots = rows.map(({ setting, effect: { value, low, high } }) => {
    return { category: setting, panel, mean: value, low, high };
  });
  return intervalDots(tableOf(dots), { columns: 2, ...options });
}
