import { type Figure, intervalDots } from "../../figures/index.ts";
import { type Results, tableOf } from "../../study/index.ts";
import { difference, SETTINGS } from "./claimWords.ts";
import { saving } from "./measures.ts";
import { served } from "./settings.ts";

/** D2 and D3 in every reading, the largest saving first. */
export function readings(results: Results): Figure {
  const ran = SETTINGS.filter(
    (setting) => results.has(served("proposed", setting)) && results.has(served("single", setting)),
  );
  const rows = ran
    .map((setting) => ({
      setting,
      saved: saving(results, setting),
      below: difference(results, "below", ["single", "proposed"], { setting, times: 100 }),
    }))
    .sort((a, b) => a.saved.value - b.saved.value);
  const dots = (["saved", "below"] as const).flatMap((what) =>
    rows.map(({ setting, [what]: { value, low, high } }) => ({
      category: setting,
      panel: what === "saved" ? "Cost over that of one timescale (%)" : "Fewer slots below (points)",
      mean: value,
      low,
      high,
    })),
  );
  return intervalDots(tableOf(dots), {
    name: "edge-retraining/readings",
    caption:
      "Two timescales against one in every reading, each of which changes the premise in one place or two: what a slot costs " +
      "more (the paper: 60 % less), and in how many more of the users' slots one timescale is below the bound (the paper: more " +
      "than none). Paired by seed, 95 % intervals.",
    references: [
      { label: "as much as one", value: 0 },
      { label: "paper", value: -60 },
    ],
    columns: 2,
  });
}
