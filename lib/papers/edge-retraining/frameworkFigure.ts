import { diagram, type Figure, palette } from "../../figures/index.ts";

const [BLUE, ORANGE, GREEN] = palette.map(({ colour }) => colour);

/** Fig. 1: who decides what, where, and how often. */
export function framework(): Figure {
  const boxes = [
    { at: [4, 4], size: [508, 84], label: "digital twin", labelAt: "top", colour: BLUE },
    {
      at: [14, 22],
      size: [150, 58],
      label: ["each frame", "association (12)", "who is retrained (14), (15)"],
      colour: BLUE,
    },
    {
      at: [183, 22],
      size: [150, 58],
      label: ["when a model is retrained", "which images (8)", "how many (9)"],
      colour: GREEN,
    },
    {
      at: [352, 22],
      size: [150, 58],
      label: ["each slot", "parts of tasks, resources", "(16a), Algorithm 2"],
      colour: ORANGE,
    },
    { at: [4, 138], size: [508, 78], label: "physical network", labelAt: "top", colour: "#666666" },
    { at: [14, 158], size: [150, 48], label: ["M base stations", "infer and retrain, (5), (10)"], colour: "#666666" },
    { at: [183, 158], size: [150, 48], label: ["links", "(1), (2), (3)"], colour: "#666666" },
    { at: [352, 158], size: [150, 48], label: ["N users with models", "infer at home, (4)"], colour: "#666666" },
  ] as const;
  const arrows = [
    { from: [89, 138], to: [89, 90], label: ["places, labels,", "accuracy (13)"], labelOff: [32, 0] },
    { from: [258, 90], to: [258, 138], label: ["images to", "train on"], labelOff: [26, 0], colour: GREEN },
    { from: [427, 90], to: [427, 138], label: ["shares", "(11e), (11f)"], labelOff: [28, 0], colour: ORANGE },
    { from: [164, 182], to: [183, 182] },
    { from: [352, 182], to: [333, 182] },
  ] as const;
  return diagram(
    { boxes, arrows },
    {
      name: "edge-retraining/framework",
      caption:
        "Fig. 1, drawn anew: the twin knows where users are and what their models see; it decides on two timescales, and its " +
        "images join the physical ones in a retraining.",
      columns: 2,
      height: 220,
    },
  );
}
