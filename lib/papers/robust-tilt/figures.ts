import { type Figure, lineWithBand, type ReferenceLine } from "../../figures/index.ts";
import { mean, median } from "../../statistics/index.ts";
import { type Arm, type Band, band, type Results, tableOf } from "../../study/index.ts";
import { DELAY_LIMIT, METHODS, type Method } from "./learners.ts";
import { CONDITIONS, exact, late, type Measure, misled, overEpochs, policyRates, type TiltPolicy } from "./measures.ts";
import { armsIn, MISLED_RADII, type Network, type Sweep, sweepOf } from "./settings.ts";

export { beamPatterns, tiltMap } from "./sceneFigures.ts";

/** Points of a curve: ten figures with three to five curves stand in one notebook. */
const POINTS = 16;

/** An arm, and its name in a legend. */
interface LabelledArm {
  readonly label: string;
  readonly arm: Arm;
}

/** A figure of curves: its file, its texts, and the summary of seeds. */
interface Drawing {
  readonly name: string;
  readonly caption: string;
  readonly yTitle: string;
  readonly references?: readonly ReferenceLine[];
  readonly yScale?: "linear" | "log" | "symlog";
  /** of the seeds: their mean with its interval, or all of them around their median */
  readonly summary?: (values: readonly number[]) => Band;
}

/** Curves over the epochs, one for each arm. */
function curves(results: Results, metric: string, drawn: readonly LabelledArm[], drawing: Drawing): Figure {
  const { name, summary, ...titles } = drawing;
  const rows = drawn.flatMap(({ arm, label }) => {
    const { purpose, value } = overEpochs(results, arm, metric);
    return results.curve(label, arm, value, purpose, summary);
  });
  return lineWithBand(tableOf(rows), {
    name: `robust-tilt/${name}`,
    xTitle: "Training epoch",
    points: POINTS,
    ...titles,
  });
}

function allSeeds(values: readonly number[]): Band {
  return { mean: median(values), low: Math.min(...values), high: Math.max(...values) };
}

function labelled(arm: Arm & { readonly method: Method }): LabelledArm {
  return { arm, label: METHODS[arm.method].short };
}

function hierarchies(network: Network): LabelledArm[] {
  const { proposed, random, plain } = armsIn(network);
  return [proposed, random, plain].map(labelled);
}

/** The proposed learner over a sweep. */
function proposedOver(network: Network, sweep: Sweep): LabelledArm[] {
  return sweepOf(network, sweep).map(({ label, setting }) => ({ label, arm: { method: "robust-ppo", setting } }));
}

const ALL_SEEDS = "the band holds all seeds, the line is their median";
const MEANS = "mean over seeds with 95 % bands";
const inSetting = (network: Network) => `setting "${network}"`;
/** Axis and summary of level 2's return: in "literal" a muted sector's delay makes penalties of 1e6. */
const level2 = (network: Network) =>
  ({
    yTitle: "Return of level 2",
    summary: allSeeds,
    yScale: network === "literal" ? "symlog" : "linear",
  }) as const;

/** Fig. 3: the delay of collecting an epoch's physical data. */
export function collectionDelays(results: Results, network: Network): Figure {
  return curves(results, "delay", hierarchies(network), {
    name: `delay-${network}`,
    caption:
      `Fig. 3: delay of collecting an epoch's physical data, ${inSetting(network)}; ${ALL_SEEDS}. ` +
      `The limit is ${DELAY_LIMIT}.`,
    yTitle: "Delay of an epoch (log)",
    yScale: "log",
    summary: allSeeds,
    references: [{ label: "limit", value: DELAY_LIMIT }],
  });
}

/** Fig. 4: level 2's return of the three hierarchies. */
export function level2Returns(results: Results, network: Network): Figure {
  return curves(results, "return", hierarchies(network), {
    name: `returns-${network}`,
    caption:
      `Fig. 4: return of level 2, greedy reward on exact positions minus the penalty, ${inSetting(network)}; ` +
      `${ALL_SEEDS}.`,
    ...level2(network),
  });
}

/** Fig. 5: level 1's reward, beside policies that need no learning. */
export function level1Rewards(results: Results, network: Network): Figure {
  const { proposed, plain, dqn } = armsIn(network);
  return curves(results, "reward", [proposed, plain, dqn].map(labelled), {
    name: `rewards-${network}`,
    caption:
      `Fig. 5: level-1 reward of the greedy policy on exact positions, ${inSetting(network)}; ${MEANS}. Grey lines need ` +
      "no learning.",
    yTitle: "Sum rate (bit/s/Hz)",
    references: policyLines(results, network),
  });
}

/** The share of physical data that each hierarchy chooses. */
export function physicalShares(results: Results, network: Network): Figure {
  return curves(results, "share", hierarchies(network), {
    name: `share-${network}`,
    caption: `The share of physical data that level 2 chooses, ${inSetting(network)}; ${ALL_SEEDS}.`,
    yTitle: "Share of physical data",
    summary: allSeeds,
  });
}

/** Fig. 6: level 2's return for errors of the twin. */
export function returnsByError(results: Results, network: Network): Figure {
  return curves(results, "return", proposedOver(network, "error"), {
    name: `errors-${network}`,
    caption: `Fig. 6: return of level 2 for errors of the twin, ${inSetting(network)}; ${ALL_SEEDS}.`,
    ...level2(network),
  });
}

/** Fig. 7: level 2 at the end against the number of users. */
export function byUsersOfCell(results: Results, network: Network): Figure {
  const isHeavy = network === "literal";
  const measure = late(isHeavy ? "reward" : "return");
  const sweep = sweepOf(network, "users");
  const learners = (["robust-ppo", "ppo-ppo"] as const).flatMap((method) =>
    sweep.map(({ value: users, setting }) => {
      return { method: METHODS[method].short, users, ...bandOf(results, { method, setting }, measure) };
    }),
  );
  const policies = sweep.flatMap(({ value: users, setting }) =>
    (["rate oracle", "best joint tilts"] as const).map((policy) => {
      return { method: policy, users, ...band(policyRates(results, setting, policy)) };
    }),
  );
  return lineWithBand(tableOf([...learners, ...policies]), {
    name: `robust-tilt/users-${network}`,
    caption:
      `Fig. 7: ${isHeavy ? "level-1 reward (penalties of muted sectors hide it in the return)" : "return of level 2"} ` +
      `in the last tenth of the epochs against the number of users, setting "${network}", and policies without learning.`,
    x: "users",
    xTitle: "Users",
    yTitle: isHeavy ? "Sum rate (bit/s/Hz)" : "Return of level 2",
  });
}

/** Fig. 8: level 1's reward for weights of the worst case. */
export function rewardsByKappa(results: Results, network: Network): Figure {
  const none = { arm: armsIn(network).plain, label: "kappa = 0" };
  return curves(results, "reward", [none, ...proposedOver(network, "kappa")], {
    name: `kappas-${network}`,
    caption: `Fig. 8: level-1 reward for weights of the worst case, ${inSetting(network)}; ${MEANS}.`,
    yTitle: "Sum rate (bit/s/Hz)",
    references: policyLines(results, network).slice(-1),
  });
}

/** Fig. 9: level 2's return, or the share that it chooses, for weights of the penalty. */
export function byPenaltyWeight(results: Results, network: Network, metric: "return" | "share"): Figure {
  const swept = proposedOver(network, "penaltyWeight");
  const about = `for weights of the penalty, ${inSetting(network)}`;
  if (metric === "return") {
    return curves(results, metric, swept, {
      name: `penalties-${network}`,
      caption: `Fig. 9: return of level 2 ${about}; ${ALL_SEEDS}.`,
      ...level2(network),
    });
  }
  return curves(results, metric, swept, {
    name: `penalties-share-${network}`,
    caption: `The share of physical data that level 2 chooses ${about}; ${MEANS}.`,
    yTitle: "Share of physical data",
  });
}

/**
 * Rewards of final policies where observations are wrong by chance or by an attacker, and the reward that is certain.
 */
export function rewardsWhenMisled(results: Results, network: Network): Figure {
  const { proposed, plain } = armsIn(network);
  const rows = [proposed, plain].map(labelled).flatMap(({ arm, label }) =>
    CONDITIONS.flatMap((condition) => {
      const method = `${label}, ${condition}`;
      const ran = MISLED_RADII.filter((radius) => misled(condition, radius)(results, arm).size > 0);
      return [
        { method, radius: 0, ...bandOf(results, arm, exact) },
        ...ran.map((radius) => ({ method, radius, ...bandOf(results, arm, misled(condition, radius)) })),
      ];
    }),
  );
  return lineWithBand(tableOf(rows), {
    name: `robust-tilt/misled-${network}`,
    caption:
      `True reward of the final policies where each position they see is wrong by up to so much, setting "${network}": ` +
      "uniform noise, the worst that projected gradient descent finds, and what interval bounds certify.",
    x: "radius",
    columns: 2,
    xTitle: "Largest error (of the cell's radius)",
    yTitle: "Sum rate (bit/s/Hz)",
  });
}

function bandOf(results: Results, arm: Arm, measure: Measure): Band {
  return band(measure(results, arm).values());
}

/** Policies that stand beside rewards as horizontal lines. */
const REFERENCES = [
  { policy: "rate oracle", label: "rate oracle" },
  { policy: "rate oracle on the twin's positions", label: "rate oracle on twin's" },
  { policy: "best joint tilts", label: "best joint tilts" },
] as const satisfies readonly { policy: TiltPolicy; label: string }[];

function policyLines(results: Results, network: Network): ReferenceLine[] {
  return REFERENCES.map(({ policy, label }) => ({ label, value: mean(policyRates(results, network, policy)) }));
}
