import { type Figure, linePanels } from "../../figures/index.ts";
import { mean } from "../../statistics/index.ts";
import { band, gainBySeed, type Results, tableOf } from "../../study/index.ts";
import { bandOf, curvesOf, inSetting, isHeavy, level2, overTraining, policyLines, sweptCurves } from "./drawing.ts";
import { METHODS } from "./learners.ts";
import { epochsToSettle, late, policyRates } from "./measures.ts";
import { armsIn, type Network, sweepOf, sweptMethods } from "./settings.ts";

/** Fig. 6: level 2's return for errors of the twin, and beside the proposed learner's the one's that sees nothing. */
export function returnsByError(results: Results, network: Network): Figure {
  const methods = sweptMethods(network, "error").filter((method) => method !== "ppo-ppo");
  return overTraining({
    name: `errors-${network}`,
    caption: `Fig. 6: return that level 2 trains on for errors of the twin, ${inSetting(network)}.`,
    panels: methods.map((method) => ({
      table: curvesOf(results, "trainingReturn", sweptCurves(network, "error", method), network),
      title: METHODS[method].label,
      ...level2(network),
    })),
  });
}

/** Fig. 7: level 2 at the end against the number of users, and below it the gain over PPO + PPO. */
export function byUsersOfCell(results: Results, network: Network): Figure {
  const metric = isHeavy(network) ? "trainingReward" : "trainingReturn";
  const sweep = sweepOf(network, "users");
  const methods = sweptMethods(network, "users");
  const reached = methods.flatMap((method) =>
    sweep.map(({ value: users, setting }) => {
      return { method: METHODS[method].short, users, ...bandOf(results, { method, setting }, late(metric)) };
    }),
  );
  const policies = sweep.flatMap(({ value: users, setting }) =>
    (["rate oracle", "best joint tilts"] as const).map((policy) => {
      return { method: policy, users, ...band(policyRates(results, setting, policy)) };
    }),
  );
  const gains = methods
    .filter((method) => method !== "ppo-ppo")
    .flatMap((method) =>
      sweep.map(({ value: users, setting }) => {
        const [ours, theirs] = [{ method, setting }, armsIn(setting).plain].map((arm) => late(metric)(results, arm));
        const { value, low, high } = gainBySeed(ours, theirs);
        return { method: METHODS[method].short, users, mean: value, low, high };
      }),
    );
  const yTitle = isHeavy(network) ? "Sum rate (bit/s/Hz)" : "Return of level 2";
  return linePanels(
    [
      { table: tableOf([...reached, ...policies]), yTitle },
      {
        table: tableOf(gains),
        yTitle: "Gain over PPO (%)",
        gaps: [{ label: "paper: up to +73.99 %", isQuoted: true }],
      },
    ],
    {
      name: `robust-tilt/users-${network}`,
      caption:
        `Fig. 7: ${isHeavy(network) ? "level-1 reward (penalties of muted sectors hide it in the return)" : "return of level 2"} ` +
        `as it trains, last tenth of the epochs, against the number of users, setting "${network}", beside policies without ` +
        "learning; below, the gain over PPO + PPO. Means over seeds with 95 % bands.",
      x: "users",
      xTitle: "Users",
    },
  );
}

/** Fig. 8: level 1's reward for weights of the worst case. */
export function rewardsByKappa(results: Results, network: Network): Figure {
  const { plain, blind } = armsIn(network);
  const none = { arm: plain, label: "kappa = 0" };
  const unseeing = { arm: blind, label: "blind, kappa = 0" };
  return overTraining({
    name: `kappas-${network}`,
    caption: `Fig. 8: level-1 reward as it trains for weights of the worst case, ${inSetting(network)}.`,
    panels: [
      {
        table: curvesOf(results, "trainingReward", [none, ...sweptCurves(network, "kappa"), unseeing], network),
        yTitle: "Sum rate (bit/s/Hz)",
        references: policyLines(results, network).slice(-1),
        height: 150,
      },
    ],
  });
}

/** Fig. 9: level 2's return for weights of the penalty, and where each settles. */
export function returnsByPenaltyWeight(results: Results, network: Network): Figure {
  const methods = sweptMethods(network, "penaltyWeight");
  return overTraining({
    name: `penalties-${network}`,
    caption:
      `Fig. 9: return that level 2 trains on for weights of the penalty, ${inSetting(network)}; above it, the mean epoch from ` +
      "which on a seed's return stays within 5 % of its end.",
    panels: methods.map((method) => {
      const swept = sweptCurves(network, "penaltyWeight", method);
      const settled = swept.map(({ arm, label }) => {
        return `${label}: ${mean([...epochsToSettle(results, arm).values()]).toFixed(0)}`;
      });
      return {
        table: curvesOf(results, "trainingReturn", swept, network),
        title: METHODS[method].label,
        ...level2(network),
        gaps: [{ label: `settles in epoch (${settled.join("; ")})` }],
      };
    }),
  });
}
