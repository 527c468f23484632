import type { DataFrame } from "nodejs-polars";
import { type Figure, lineWithBand, type ReferenceLine } from "../../figures/index.ts";
import { mean, median } from "../../statistics/index.ts";
import { type Band, band } from "../../study/overSeeds.ts";
import { tableOf } from "../../study/tableOf.ts";
import type { Method } from "./learnerSchema.ts";
import {
  ERRORS,
  errorName,
  KAPPAS,
  kappaName,
  MISLED_RADII,
  type Network,
  PENALTY_WEIGHTS,
  penaltyName,
  USERS,
  usersName,
} from "./settings.ts";
import { type Contestant, curveOf, final, hasRun, misled, ratesOf, windowed } from "./tables.ts";

/** Of a curve: ten figures with three to five of them stand in one notebook. */
const POINTS = 16;

type Curve = Contestant & { readonly label: string };

const HIERARCHIES: readonly Method[] = ["robust-ppo", "robust-random", "ppo-ppo"];
const SHORT: Readonly<Record<Method, string>> = {
  "robust-ppo": "robust PPO + PPO",
  "robust-random": "robust PPO + random",
  "ppo-ppo": "PPO + PPO",
  "ppo-random": "PPO + random",
  dqn: "DQN (not in paper)",
};

const byMethod = (setting: string, methods: readonly Method[]): Curve[] =>
  methods.map((method) => ({ method, setting, label: SHORT[method] }));
const proposedIn = (settings: readonly (readonly [label: string, setting: string])[]): Curve[] =>
  settings.map(([label, setting]) => ({ method: "robust-ppo", setting, label }));

interface Drawing {
  readonly name: string;
  readonly caption: string;
  readonly yTitle: string;
  readonly references?: readonly ReferenceLine[];
  readonly yScale?: "linear" | "log" | "symlog";
  /** what the band is: the interval of the mean, or all seeds around their median */
  readonly band?: "interval" | "seeds";
}

/** Curves over the epochs, one for each learner and setting that has run. */
function curves(results: DataFrame, metric: string, drawn: readonly Curve[], drawing: Drawing): Figure {
  const { name, band: shown = "interval", ...titles } = drawing;
  const rows = drawn
    .filter(({ method, setting }) => hasRun(results, method, setting))
    .flatMap(({ method, setting, label }) =>
      [...Map.groupBy(curveOf(results, method, setting, metric), (row) => row.epoch)].map(([epoch, own]) => {
        const values = own.map((row) => row.value);
        return { method: label, epoch, ...middle(values, shown) };
      }),
    );
  return lineWithBand(tableOf(rows), {
    name: `robust-tilt/${name}`,
    xTitle: "Training epoch",
    points: POINTS,
    ...titles,
  });
}

function middle(values: number[], shown: "interval" | "seeds"): Band {
  if (shown === "seeds") return { mean: median(values), low: Math.min(...values), high: Math.max(...values) };
  return band(values);
}

const ALL_SEEDS = "the band holds all seeds, the line is their median";
const MEANS = "mean over seeds with 95 % bands";
const inSetting = (network: Network) => `setting "${network}"`;
/** In "literal" a muted sector's delay makes penalties of 1e6. */
const level2 = (network: Network) =>
  ({ yTitle: "Return of level 2", band: "seeds", yScale: network === "literal" ? "symlog" : "linear" }) as const;

/** Fig. 3: the delay of collecting an epoch's physical data. */
export function collectionDelays(results: DataFrame, network: Network): Figure {
  return curves(results, "delay", byMethod(network, HIERARCHIES), {
    name: `delay-${network}`,
    caption: `Fig. 3: delay of collecting an epoch's physical data, ${inSetting(network)}; ${ALL_SEEDS}. The limit is 150.`,
    yTitle: "Delay of an epoch (log)",
    yScale: "log",
    band: "seeds",
    references: [{ label: "limit", value: 150 }],
  });
}

/** Fig. 4: level 2's return of the three hierarchies. */
export function level2Returns(results: DataFrame, network: Network): Figure {
  return curves(results, "return", byMethod(network, HIERARCHIES), {
    name: `returns-${network}`,
    caption:
      `Fig. 4: return of level 2, greedy reward on exact positions minus the penalty, ${inSetting(network)}; ` +
      `${ALL_SEEDS}.`,
    ...level2(network),
  });
}

/** Fig. 5: level 1's reward, and what needs no learning. */
export function level1Rewards(results: DataFrame, network: Network): Figure {
  return curves(results, "reward", byMethod(network, ["robust-ppo", "ppo-ppo", "dqn"]), {
    name: `rewards-${network}`,
    caption:
      `Fig. 5: level-1 reward of the greedy policy on exact positions, ${inSetting(network)}; ${MEANS}. Grey lines need ` +
      "no learning.",
    yTitle: "Sum rate (bit/s/Hz)",
    references: policyLines(results, network),
  });
}

/** The share of physical data that each hierarchy chooses. */
export function physicalShares(results: DataFrame, network: Network): Figure {
  return curves(results, "share", byMethod(network, HIERARCHIES), {
    name: `share-${network}`,
    caption: `The share of physical data that level 2 chooses, ${inSetting(network)}; ${ALL_SEEDS}.`,
    yTitle: "Share of physical data",
    band: "seeds",
  });
}

/** Fig. 6: level 2's return for errors of the twin. */
export function returnsByError(results: DataFrame, network: Network): Figure {
  const swept = proposedIn(ERRORS.map((error) => [`eps = ${error}`, errorName(network, error)]));
  return curves(results, "return", swept, {
    name: `errors-${network}`,
    caption: `Fig. 6: return of level 2 for errors of the twin, ${inSetting(network)}; ${ALL_SEEDS}.`,
    ...level2(network),
  });
}

/** Fig. 8: level 1's reward for weights of the worst case. */
export function rewardsByKappa(results: DataFrame, network: Network): Figure {
  const swept: Curve[] = [
    { method: "ppo-ppo", setting: network, label: "kappa = 0" },
    ...proposedIn(KAPPAS.map((kappa) => [`kappa = ${kappa}`, kappaName(network, kappa)])),
  ];
  return curves(results, "reward", swept, {
    name: `kappas-${network}`,
    caption: `Fig. 8: level-1 reward for weights of the worst case, ${inSetting(network)}; ${MEANS}.`,
    yTitle: "Sum rate (bit/s/Hz)",
    references: policyLines(results, network).slice(-1),
  });
}

/** Fig. 9: level 2's return, or the share that it chooses, for weights of the penalty. */
export function byPenaltyWeight(results: DataFrame, network: Network, metric: "return" | "share"): Figure {
  const swept = proposedIn(PENALTY_WEIGHTS.map((xi) => [`xi = ${xi}`, penaltyName(network, xi)]));
  const of = `for weights of the penalty, ${inSetting(network)}`;
  if (metric === "return") {
    return curves(results, metric, swept, {
      name: `penalties-${network}`,
      caption: `Fig. 9: return of level 2 ${of}; ${ALL_SEEDS}.`,
      ...level2(network),
    });
  }
  return curves(results, metric, swept, {
    name: `penalties-share-${network}`,
    caption: `The share of physical data that level 2 chooses ${of}; ${MEANS}.`,
    yTitle: "Share of physical data",
  });
}

/** Every figure of a network that the results are enough for. */
export function networkFigures(results: DataFrame, network: Network): Figure[] {
  const figures = [collectionDelays, level2Returns, level1Rewards, physicalShares, rewardsWhenMisled].map((draw) =>
    draw(results, network),
  );
  if (!hasRun(results, "robust-ppo", errorName(network, 0.05))) return figures;
  const swept = [returnsByError, byUsersOfCell, rewardsByKappa].map((draw) => draw(results, network));
  const penalties = (["return", "share"] as const).map((metric) => byPenaltyWeight(results, network, metric));
  return [...figures, ...swept, ...penalties];
}

/** Fig. 7: level 2 at the end against the number of users. */
export function byUsersOfCell(results: DataFrame, network: Network): Figure {
  const isHeavy = network === "literal";
  const metric = isHeavy ? "reward" : "return";
  const rows = (["robust-ppo", "ppo-ppo"] as const).flatMap((method) =>
    USERS.map((users) => {
      const values = [...windowed(results, { method, setting: usersName(network, users) }, metric).values()];
      return { method: SHORT[method], users, ...middle(values, "interval") };
    }),
  );
  const oracles = USERS.flatMap((users) =>
    (["rate oracle", "best joint tilts"] as const).flatMap((policy) => {
      const values = ratesOf(results, usersName(network, users), policy);
      return values.length === 0 ? [] : [{ method: policy, users, ...middle(values, "interval") }];
    }),
  );
  const all = [...rows, ...oracles];
  return lineWithBand(tableOf(all), {
    name: `robust-tilt/users-${network}`,
    caption:
      `Fig. 7: ${isHeavy ? "level-1 reward (penalties of muted sectors hide it in the return)" : "return of level 2"} ` +
      `in the last tenth of the epochs against the number of users, setting "${network}", and policies without learning.`,
    x: "users",
    xTitle: "Users",
    yTitle: isHeavy ? "Sum rate (bit/s/Hz)" : "Return of level 2",
  });
}

/** Final policies where what they see is wrong by chance or by an attacker, and what is certain. */
export function rewardsWhenMisled(results: DataFrame, network: Network): Figure {
  const contestants = byMethod(network, ["robust-ppo", "ppo-ppo"]);
  const rows = contestants.flatMap((one) => {
    const exact = { method: "", radius: 0, ...middle([...final(results, one).values()], "interval") };
    return (["noise", "attack", "certified"] as const).flatMap((condition) => [
      { ...exact, method: `${one.label}, ${condition}` },
      ...MISLED_RADII.map((radius) => ({ radius, values: [...misled(results, one, condition, radius).values()] }))
        .filter(({ values }) => values.length > 0)
        .map(({ radius, values }) => ({ method: `${one.label}, ${condition}`, radius, ...middle(values, "interval") })),
    ]);
  });
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

/** Horizontal lines for rewards. */
function policyLines(results: DataFrame, network: Network): ReferenceLine[] {
  return ["rate oracle", "rate oracle on the twin's positions", "best joint tilts"].map((policy) => ({
    label: policy.replace("the twin's positions", "twin's"),
    value: mean(ratesOf(results, network, policy)),
  }));
}
