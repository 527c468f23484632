import type { Results } from "../../study/index.ts";
import { average, conditions } from "./claimWords.ts";
import type { Comparison } from "./comparison.ts";
import { type Measure, misled } from "./measures.ts";
import { READ_RADIUS, type ReadNetwork, TUNED } from "./readers.ts";
import { armsIn, MISLED } from "./settings.ts";

const ATTACK =
  "final policies, projected gradient descent on what they see (3 starts of 30 steps), errors up to .25 of the radius; " +
  "paired by seed";

/** Beyond the paper: the final policies where an attacker chooses the errors. */
export function underAttack(setting: string): Comparison[] {
  const { proposed, plain, blind } = armsIn(setting);
  const attacked = misled("attack", MISLED);
  return [
    ["robust PPO gains over PPO where an attacker chooses the errors (%)", proposed, plain] as const,
    ["robust PPO gains over blind PPO where an attacker chooses the errors (%)", proposed, blind] as const,
  ].map(([statement, ours, theirs]) => ({
    about: { id: "A+", figure: "beyond the paper", statement, paper: "> 0" },
    reading: setting,
    window: ATTACK,
    unit: "%",
    ours: [attacked, ours],
    theirs: [attacked, theirs],
    reason: (results) => conditions(results, ours, theirs),
  }));
}

/** Beyond the paper: learners that read counts, each the best of a grid under the exact attacker, on other seeds. */
export function whileReading(network: ReadNetwork): Comparison[] {
  const { "attacked-ppo": robust, "ppo-ppo": vanilla } = TUNED[network];
  const [ours, theirs] = [robust.confirmed, vanilla.confirmed];
  const [attacked, truth] = [misled("attack", READ_RADIUS), misled("exact", 0)];
  const allowed: Measure = (results, arm) =>
    new Map([...truth(results, arm)].map(([seed, reward]) => [seed, 0.97 * reward]));
  const shared = {
    reading:
      `${network}, counts observed, each learner the best of ${robust.tried.length} settings of one grid on seeds 0-9, on ` +
      "seeds from 100 on",
    reason: (results: Results) =>
      `exact ${average(results, ours, truth)} against ${average(results, theirs, truth)}; attacked ` +
      `${average(results, ours, attacked)} against ${average(results, theirs, attacked)}; ` +
      `${robust.chosen.label} against ${vanilla.chosen.label}`,
  };
  const about = { id: "A+", figure: "beyond the paper", paper: "> 0" } as const;
  return [
    {
      ...shared,
      about: { ...about, statement: "PPO that trains under attack gains over PPO under the exact attacker (%)" },
      window: `final policies, the worst of all counts that errors up to ${READ_RADIUS} of the radius can bring about; paired by seed`,
      unit: "%",
      ours: [attacked, ours],
      theirs: [attacked, theirs],
    },
    {
      ...shared,
      about: { ...about, statement: "it reaches more than 97 % of PPO's reward on exact positions (difference)" },
      window: "final policies on exact counts, on the same episodes; paired by seed",
      unit: "difference",
      ours: [truth, ours],
      theirs: [allowed, theirs],
    },
  ];
}
