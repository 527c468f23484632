import { mean } from "../../statistics/index.ts";
import { type Arm, type Claim, judged, pairedBySeed, type Results } from "../../study/index.ts";

/** What papers B and C say of Fig. 3: a learner's reward rises over the epochs, from the first tenth to the last. */
export function rewardRises(
  results: Results,
  arm: Arm,
  about: Pick<Claim, "id" | "experiment" | "reading"> & Required<Pick<Claim, "isHeadline">>,
  digits: number,
): Claim {
  const within = (from: number, to: number) =>
    results.perSeed(arm, "reward", { purpose: "training", epochs: [from, to] });
  const [first, last] = [within(0, 0.1), within(0.9, 1)];
  const [from, to] = [first, last].map((seeds) => mean([...seeds.values()]).toFixed(digits));
  const sentence = {
    ...about,
    figure: "Fig. 3",
    statement: "the average rewards of both algorithms increase with the number of training epochs",
    paper: "> 0",
    window: "training episodes, the last tenth of the epochs against the first, paired by seed",
    reason: `from ${from} to ${to}`,
  } as const;
  return judged(sentence, pairedBySeed(last, first));
}
