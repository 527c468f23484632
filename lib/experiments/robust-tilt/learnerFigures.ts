import pl, { type DataFrame } from "nodejs-polars";
import { type Figure, lineWithBand, type ReferenceLine } from "../../figures/index.ts";
import { bootstrapInterval, mean, median } from "../../statistics/index.ts";
import type { Method } from "./learnerSchema.ts";
import {
  ERRORS,
  errorName,
  KAPPAS,
  kappaName,
  type Network,
  PENALTY_WEIGHTS,
  penaltyName,
  USERS,
  usersName,
} from "./settings.ts";
import { type Contestant, curveOf, final, hasRun, misled, rowsOf, windowed } from "./tables.ts";

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
  const { name, band = "interval", ...titles } = drawing;
  const rows = drawn
    .filter(({ method, setting }) => hasRun(results, method, setting))
    .flatMap(({ method, setting, label }) =>
      [...Map.groupBy(curveOf(results, method, setting, metric), (row) => row.epoch as number)].map(([epoch, own]) => {
        const values = own.map((row) => row.value as number);
        return { method: label, epoch, ...middle(values, band) };
      }),
    );
  return lineWithBand(pl.readRecords(rows, { inferSchemaLength: rows.length }), {
    name: `robust-tilt/${name}`,
    xTitle: "Training epoch",
    ...titles,
  });
}

function middle(values: number[], band: "interval" | "seeds"): { mean: number; low: number; high: number } {
  if (band === "seeds") return { mean: median(values), low: Math.min(...values), high: Math.max(...values) };
  const { value, low, high } = bootstrapInterval(values);
  return { mean: value, low, high };
}

/** Figs 3, 5, 8: delay, level-1 reward, and the share of physical data; Figs 4, 6, 7, 9: level 2. */
export function networkFigures(results: DataFrame, network: Network): Figure[] {
  const references = policyLines(results, network);
  const heavy = network === "literal";
  const inSetting = `setting "${network}"`;
  const fairly = "the band holds all seeds, the line is their median";
  const level2 = { yTitle: "Return of level 2", band: "seeds", yScale: heavy ? "symlog" : "linear" } as const;
  const figures = [
    curves(results, "delay", byMethod(network, HIERARCHIES), {
      band: "seeds",
      name: `delay-${network}`,
      caption: `Fig. 3: delay of collecting an epoch's physical data, ${inSetting}; ${fairly}. The limit is 150.`,
      yTitle: "Delay of an epoch (log)",
      yScale: "log",
      references: [{ label: "limit", value: 150 }],
    }),
    curves(results, "return", byMethod(network, HIERARCHIES), {
      name: `returns-${network}`,
      caption: `Fig. 4: return of level 2, greedy reward on exact positions minus the penalty, ${inSetting}; ${fairly}.`,
      ...level2,
    }),
    curves(results, "reward", byMethod(network, ["robust-ppo", "ppo-ppo", "dqn"]), {
      name: `rewards-${network}`,
      caption:
        `Fig. 5: level-1 reward of the greedy policy on exact positions, ${inSetting}; mean over seeds with 95 % bands. ` +
        "Grey lines need no learning.",
      yTitle: "Sum rate (bit/s/Hz)",
      references,
    }),
    curves(results, "share", byMethod(network, HIERARCHIES), {
      band: "seeds",
      name: `share-${network}`,
      caption: `The share of physical data that level 2 chooses, ${inSetting}; ${fairly}.`,
      yTitle: "Share of physical data",
    }),
    underMisleading(results, network),
  ];
  if (!hasRun(results, "robust-ppo", errorName(network, 0.05))) return figures;
  const swept = [
    curves(results, "return", proposedIn(ERRORS.map((error) => [`eps = ${error}`, errorName(network, error)])), {
      name: `errors-${network}`,
      caption: `Fig. 6: return of level 2 for errors of the twin, ${inSetting}; ${fairly}.`,
      ...level2,
    }),
    usersFigure(results, network, heavy),
    curves(
      results,
      "reward",
      [
        { method: "ppo-ppo", setting: network, label: "kappa = 0" },
        ...proposedIn(KAPPAS.map((kappa) => [`kappa = ${kappa}`, kappaName(network, kappa)])),
      ],
      {
        name: `kappas-${network}`,
        caption: `Fig. 8: level-1 reward for weights of the worst case, ${inSetting}; mean over seeds with 95 % bands.`,
        yTitle: "Sum rate (bit/s/Hz)",
        references: references.slice(0, 1),
      },
    ),
    curves(results, "share", proposedIn(PENALTY_WEIGHTS.map((xi) => [`xi = ${xi}`, penaltyName(network, xi)])), {
      name: `penalties-${network}`,
      caption: `Fig. 9: the share that level 2 chooses for weights of the penalty, ${inSetting}; mean over seeds with 95 % bands.`,
      yTitle: "Share of physical data",
    }),
  ];
  return [...figures, ...swept];
}

/** Fig. 7: level 2 at the end against the number of users. */
function usersFigure(results: DataFrame, network: Network, isHeavy: boolean): Figure {
  const metric = isHeavy ? "reward" : "return";
  const rows = (["robust-ppo", "ppo-ppo"] as const).flatMap((method) =>
    USERS.map((users) => {
      const values = [...windowed(results, { method, setting: usersName(network, users) }, metric).values()];
      return { method: SHORT[method], users, ...middle(values, "interval") };
    }),
  );
  const oracles = USERS.flatMap((users) =>
    (["rate oracle", "best joint tilts"] as const).flatMap((policy) => {
      const values = playedBy(results, usersName(network, users), policy);
      return values.length === 0 ? [] : [{ method: policy, users, ...middle(values, "interval") }];
    }),
  );
  const all = [...rows, ...oracles];
  return lineWithBand(pl.readRecords(all, { inferSchemaLength: all.length }), {
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
function underMisleading(results: DataFrame, network: Network): Figure {
  const contestants = byMethod(network, ["robust-ppo", "ppo-ppo"]);
  const rows = contestants.flatMap((one) => {
    const exact = { method: "", radius: 0, ...middle([...final(results, one).values()], "interval") };
    return (["noise", "attack", "certified"] as const).flatMap((condition) => [
      { ...exact, method: `${one.label}, ${condition}` },
      ...ERRORS.map((radius) => ({ radius, values: [...misled(results, one, condition, radius).values()] }))
        .filter(({ values }) => values.length > 0)
        .map(({ radius, values }) => ({ method: `${one.label}, ${condition}`, radius, ...middle(values, "interval") })),
    ]);
  });
  return lineWithBand(pl.readRecords(rows, { inferSchemaLength: rows.length }), {
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
    value: mean(playedBy(results, network, policy)),
  }));
}

function playedBy(results: DataFrame, setting: string, policy: string): number[] {
  const rows = rowsOf(results, "policies", setting, "evaluation") as unknown as (Record<string, number> & {
    policy: unknown;
  })[];
  return rows.filter((row) => row.policy === policy).map((row) => row.rate as number);
}
