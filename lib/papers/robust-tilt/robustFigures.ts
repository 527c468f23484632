import { type Figure, intervalDots, linePanels, lineWithBand } from "../../figures/index.ts";
import { mean } from "../../statistics/index.ts";
import { type Arm, band, gainBySeed, type Results, tableOf } from "../../study/index.ts";
import { bandOf, labelled, overTraining, quartiles } from "./drawing.ts";
import type { ReadingLabel } from "./labelledReadings.ts";
import { attackedRule, late, misled, policyRates, type TiltPolicy } from "./measures.ts";
import { SIGNS } from "./robustLossRuns.ts";
import { armsIn, MISLED_RADII, type Network, PRINTED, READING_SETTINGS, ROBUST_LOSS, settingOf } from "./settings.ts";

/**
 * The width of the box that the mean may lie in, over the epochs, a thin line for each seed; of the headline also where the
 * last layer starts as it is drawn, and the box escapes.
 */
export function boxWidths(results: Results, network: Network): Figure {
  const { proposed, plain } = armsIn(network);
  const escaping = { arm: armsIn(settingOf(ESCAPES)).proposed, label: `robust PPO, ${ESCAPES}` };
  const shows = network === PRINTED && results.has(escaping.arm);
  const drawn = [...[proposed, plain].map(labelled), ...(shows ? [escaping] : [])];
  const singles = drawn.flatMap(({ arm, label }) =>
    results
      .rows(arm, "training")
      .filter(({ boundWidth, epoch }) => boundWidth > 0 && epoch % SINGLES_EVERY === 0)
      .map(({ seed, epoch, boundWidth }) => ({ method: label, run: seed, x: epoch, y: boundWidth })),
  );
  const medians = drawn.flatMap(({ arm, label }) => results.curve(label, arm, "boundWidth", "training", quartiles));
  return overTraining({
    name: `widths-${network}`,
    caption:
      `Width of the box that the policy's mean may lie in while its observation is wrong by up to eps, in standard ` +
      `deviations of the policy, setting "${network}": a thin line a seed, and their medians. Above five deviations the ` +
      "robust loss has no gradient; a policy whose box is closed does not look.",
    panels: [
      {
        table: tableOf(medians.filter((point) => point.low > 0)),
        yTitle: "Width (deviations)",
        yScale: "log",
        singles,
        references: [{ label: "no gradient above", value: 5 }],
        height: 150,
      },
    ],
  });
}

/** Epochs between the points of a seed's thin line. */
const SINGLES_EVERY = 30;
const ESCAPES = "last layer as drawn" satisfies ReadingLabel;

/** How much of its gradient the robust loss keeps as the box grows: none where it would matter. */
export function robustLossGradient(results: Results): Figure {
  const rows = Object.keys(SIGNS).flatMap((sign) => {
    const own = results.rows(ROBUST_LOSS, "gradient", { sign });
    return [...Map.groupBy(own, ({ radius }) => radius)].map(([, seeds]) => {
      const width = Number(mean(seeds.map((row) => row.width)).toPrecision(3));
      return { method: sign, width, ...quartiles(seeds.map((row) => Math.max(row.ratio, SMALLEST_RATIO))) };
    });
  });
  return lineWithBand(tableOf(rows), {
    name: "robust-tilt/robust-loss",
    caption:
      "Gradient of the worst case L^A, A (15), over that of the loss without a box, A (14), in the mean network as it is drawn " +
      `(two layers of 64, ten seeds: median and quartiles), against the width of the box. Below ${SMALLEST_RATIO} it is drawn ` +
      "at the edge: for good actions the ratio of densities underflows, bad ones lie within the box, at distance 0.",
    x: "width",
    xScale: "log",
    xTitle: "Mean width of the box (standard deviations)",
    yTitle: "Norm over that of L^N",
    yScale: "log",
  });
}
const SMALLEST_RATIO = 1e-6;

/** What a final policy's reward is where an attacker chooses what it observes, and what it cannot fall below. */
export function rewardsWhenMisled(results: Results, network: Network): Figure {
  const { proposed, plain, blind, policies } = armsIn(network);
  const learners = [proposed, plain, blind].map(labelled);
  const ran = MISLED_RADII.filter((radius) => misled("attack", radius)(results, plain).size > 0);
  const rowsOf = (condition: "attack" | "certified") =>
    learners.flatMap(({ arm, label }) => [
      { method: label, radius: 0, ...bandOf(results, arm, misled("exact", 0)) },
      ...ran.map((radius) => {
        return { method: label, radius, ...bandOf(results, arm, misled(condition, radius)) };
      }),
    ]);
  const rule = [0, ...ran].map((radius) => {
    const policy: TiltPolicy = radius === 0 ? "fullest sector" : attackedRule(radius);
    return { method: "fullest sector", radius, ...band(policyRates(results, policies.setting, policy)) };
  });
  const yTitle = "Sum rate (bit/s/Hz)";
  return linePanels(
    [
      { table: tableOf([...rowsOf("attack"), ...rule]), title: "The worst errors found", yTitle },
      { table: tableOf(rowsOf("certified")), title: "Certified by interval bounds", yTitle },
    ],
    {
      name: `robust-tilt/misled-${network}`,
      caption:
        `True reward of the final policies where each coordinate they see is wrong by up to so much, setting "${network}": ` +
        "by projected gradient descent (for the rule that serves the fullest sector by an exact attacker), and " +
        "what interval bounds certify. All on the same episodes; means over seeds with 95 % bands.",
      x: "radius",
      xTitle: "Largest error (of the cell's radius)",
    },
  );
}

/** A4 as the learners act in every reading, from the largest gain to the smallest: with robustness, and with blindness. */
export function gainsByReading(results: Results): Figure {
  const gainOf = (ours: Arm, theirs: Arm) => {
    const [first, second] = [ours, theirs].map((arm) => late("trainingReward")(results, arm));
    const { value, low, high } = gainBySeed(first, second);
    return { mean: value, low, high };
  };
  const gains = READING_SETTINGS.map(([category, setting]) => {
    const { proposed, plain, blind } = armsIn(setting);
    const panels = {
      "robust PPO over PPO": gainOf(proposed, plain),
      "blind PPO over PPO": gainOf(blind, plain),
      "robust PPO over blind PPO": gainOf(proposed, blind),
    };
    return { category, panels };
  }).sort((a, b) => b.panels["robust PPO over PPO"].mean - a.panels["robust PPO over PPO"].mean);
  const rows = gains.flatMap(({ category, panels }) =>
    Object.entries(panels).map(([panel, gain]) => ({ category, panel, ...gain })),
  );
  return intervalDots(tableOf(rows), {
    name: "robust-tilt/readings",
    caption:
      "A4 in every reading, each changing the headline in one place or two: gain (%) of level-1 reward as the learners act, last " +
      "tenth of the epochs, means over ten seeds with 95 % intervals. Where robust PPO gains over PPO, PPO that sees nothing " +
      "gains as much.",
    columns: 2,
    references: [{ label: "paper: +38.51 %", value: 38.51 }],
  });
}
