import { type Figure, interval, type LinePanel, quotedGain, type ReferenceLine, signed } from "../../figures/index.ts";
import { median } from "../../statistics/index.ts";
import { largestGap, type Results } from "../../study/index.ts";
import {
  curvesOf,
  gapsAtEnd,
  hierarchies,
  inSetting,
  isHeavy,
  type LabelledArm,
  labelled,
  level2,
  overTraining,
  policyLines,
  quartiles,
} from "./drawing.ts";
import { DELAY_LIMIT } from "./learners.ts";
import { armsIn, type Network } from "./settings.ts";

/** Fig. 3: the delay of collecting an epoch's physical data. */
export function collectionDelays(results: Results, network: Network): Figure {
  const { proposed, plain } = armsIn(network);
  const paper = { value: -28.01, label: "up to −28.01 %" };
  const [ours, theirs] = [proposed, plain].map((arm) => results.seedCurves(arm, "delay", "training"));
  const gap = largestGap(ours, theirs, true);
  const at = (curve: typeof ours) => median([...(curve.get(gap?.epoch ?? 0)?.values() ?? [])]);
  const bracket = gap && { x: gap.epoch, from: at(theirs), to: at(ours) };
  return overTraining({
    name: `delay-${network}`,
    caption:
      `Fig. 3: delay of collecting an epoch's physical data, setting "${network}", medians over seeds with quartiles. The limit (8b) is ${DELAY_LIMIT}. ` +
      "Brackets: the largest saving of the proposed method over PPO + PPO, and in the same epoch the paper's.",
    panels: [
      {
        table: curvesOf(results, "delay", hierarchies(network), network, quartiles),
        yTitle: "Delay of an epoch (log)",
        yScale: "log",
        references: [{ label: "limit", value: DELAY_LIMIT }],
        height: 150,
        gaps: [
          quotedGain(paper, isHeavy(network) ? undefined : bracket),
          ...(gap === undefined || bracket === undefined
            ? []
            : [
                {
                  label: `ours: up to ${signed(gap.value, 1)} % ${interval([gap.low, gap.high], 1)}, in epoch ${gap.epoch}`,
                  ...(!isHeavy(network) && { bracket }),
                },
              ]),
        ],
      },
    ],
  });
}

/** Fig. 4: level 2's return of the hierarchies, as it trains and of the greedy policy. */
export function level2Returns(results: Results, network: Network): Figure {
  const paper = { value: 77.81, label: "+77.81 %" };
  const { proposed, plain, blind } = armsIn(network);
  const panel = (title: string, metric: string, drawn: readonly LabelledArm[]): LinePanel => ({
    table: curvesOf(results, metric, drawn, network),
    title,
    ...level2(network),
    gaps: gapsAtEnd(results, network, metric, paper),
  });
  return overTraining({
    name: `returns-${network}`,
    caption:
      `Fig. 4: return of level 2, ${inSetting(network)}: above, what it trains on; below, the greedy reward on exact positions ` +
      "minus the penalty. Brackets: the gain of the proposed method over PPO + PPO at the end, and the paper's.",
    panels: [
      panel("As the learners act", "trainingReturn", hierarchies(network)),
      panel("Greedy", "return", [proposed, plain, blind].map(labelled)),
    ],
  });
}

/** Fig. 5: level 1's reward, as it trains and of the greedy policy beside policies that need no learning. */
export function level1Rewards(results: Results, network: Network): Figure {
  const { proposed, plain, blind, dqn } = armsIn(network);
  const paper = { value: 38.51, label: "+38.51 %" };
  const panel = (title: string, metric: string, references: readonly ReferenceLine[]): LinePanel => ({
    table: curvesOf(results, metric, [proposed, plain, blind, dqn].map(labelled), network),
    title,
    yTitle: "Sum rate (bit/s/Hz)",
    references,
    gaps: gapsAtEnd(results, network, metric, paper),
  });
  return overTraining({
    name: `rewards-${network}`,
    caption:
      `Fig. 5: level-1 reward, ${inSetting(network)}: above, as the learners act; below, the greedy policy on exact positions, ` +
      "and in grey what needs no learning. Brackets: the gain of robust PPO over PPO at the end, and the paper's.",
    panels: [
      panel("As the learners act", "trainingReward", []),
      panel("Greedy", "reward", policyLines(results, network)),
    ],
  });
}

/** The share of physical data that each hierarchy chooses. */
export function physicalShares(results: Results, network: Network): Figure {
  return overTraining({
    name: `share-${network}`,
    caption: `The share of physical data that level 2 chooses, ${inSetting(network)}.`,
    panels: [
      {
        table: curvesOf(results, "share", hierarchies(network), network),
        yTitle: "Share of physical data",
        height: 150,
      },
    ],
  });
}
