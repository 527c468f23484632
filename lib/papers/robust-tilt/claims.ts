import type { DataFrame } from "nodejs-polars";
import { mean, median } from "../../statistics/index.ts";
import { type Claim, judged } from "../../study/claim.ts";
import { type Measured, pairedBySeed } from "../../study/overSeeds.ts";
import {
  CHOSEN,
  errorName,
  kappaName,
  MISLED,
  NETWORKS,
  type Network,
  onOtherSeeds,
  penaltyName,
  TRIED,
  USERS,
  usersName,
} from "./settings.ts";
import { type Contestant, curveOf, final, misled, ratesOf, windowed } from "./tables.ts";

const LAST = "median over the last tenth of the epochs, paired by seed";
const GREEDY = "greedy policy on exact positions, evaluations in the last tenth of the epochs, paired by seed";
const LEVEL_2 =
  "reward of the greedy policy on exact positions minus the penalty then, median over the last tenth of the epochs, paired by seed";

type About = Pick<Claim, "id" | "figure" | "statement" | "paper" | "window">;

function claim(about: About, reading: string, measured: Measured, reason: string): Claim {
  return judged({ ...about, experiment: "robust-tilt", reading, reason }, measured);
}

/** A1-A8 in both settings, and what robust training is worth beyond them. */
export function claims(results: DataFrame): Claim[] {
  return NETWORKS.flatMap((network) => {
    const proposed: Contestant = { method: "robust-ppo", setting: network };
    const random: Contestant = { method: "robust-random", setting: network };
    const plain: Contestant = { method: "ppo-ppo", setting: network };
    return [
      ...delays(results, network, proposed, { plain, random }),
      ...gains(results, network, proposed, plain),
      errors(results, network),
      ...users(results, network),
      kappas(results, network, plain),
      penalties(results, network),
      ...underAttack(results, network, proposed, plain),
    ];
  });
}

/** A1, A2: delay of collecting an epoch's data. */
function delays(
  results: DataFrame,
  network: Network,
  proposed: Contestant,
  { plain, random }: Readonly<Record<"plain" | "random", Contestant>>,
): Claim[] {
  const compared = (other: Contestant) =>
    pairedBySeed(windowed(results, proposed, "delay"), windowed(results, other, "delay"), true);
  const told = (other: Contestant) =>
    [proposed, other]
      .map((one) => {
        const of = (metric: string) => median([...windowed(results, one, metric).values()]);
        return `share ${of("share").toFixed(2)}, ${short(of("delayMedian"))} a transition, ${short(of("delay"))} an epoch`;
      })
      .join(" against ");
  const figure = "Fig. 3";
  return [
    claim(
      {
        id: "A1",
        figure,
        statement: "collecting physical data takes up to 28.01 % less time than with PPO + PPO",
        paper: -28.01,
        window: LAST,
      },
      network,
      compared(plain),
      told(plain),
    ),
    claim(
      {
        id: "A2",
        figure,
        statement: "it takes half of the time of robust PPO with a random share (printed: reduced by 1x)",
        paper: -50,
        window: LAST,
      },
      network,
      compared(random),
      told(random),
    ),
  ];
}

/** A3, A4: returns of level 2, rewards of level 1. */
function gains(results: DataFrame, network: Network, proposed: Contestant, plain: Contestant): Claim[] {
  const gain = (metric: string) =>
    pairedBySeed(windowed(results, proposed, metric), windowed(results, plain, metric), true);
  const meanOf = (one: Contestant, metric: string) => median([...windowed(results, one, metric).values()]);
  const told = (metric: string) => `${short(meanOf(proposed, metric))} against ${short(meanOf(plain, metric))}`;
  const oracle = mean(ratesOf(results, network, "rate oracle"));
  const fixed = mean(ratesOf(results, network, "best joint tilts"));
  const noisy = mean(ratesOf(results, network, "rate oracle on the twin's positions"));
  const room = `best fixed tilts reach ${fixed.toFixed(1)}, an oracle ${oracle.toFixed(1)}, on the twin's positions ${noisy.toFixed(1)}`;
  return [
    claim(
      {
        id: "A3",
        figure: "Fig. 4",
        statement: "level 2 returns 77.81 % more than that of PPO + PPO",
        paper: 77.81,
        window: LEVEL_2,
      },
      network,
      gain("return"),
      `${told("return")}; penalties ${told("penalty")}`,
    ),
    claim(
      {
        id: "A4",
        figure: "Fig. 5",
        statement: "robust PPO gains 38.51 % of level-1 reward over PPO",
        paper: 38.51,
        window: GREEDY,
      },
      network,
      gain("reward"),
      `${told("reward")}; ${room}; the mean's bounds are ${meanOf(proposed, "boundWidth").toFixed(2)} against ${meanOf(plain, "boundWidth").toFixed(1)} standard deviations wide: the robust policy hardly looks at positions`,
    ),
  ];
}

/** A5: a twin with smaller errors. */
function errors(results: DataFrame, network: Network): Claim {
  const of = (error: number) =>
    windowed(results, { method: "robust-ppo", setting: errorName(network, error) }, "return");
  const [fine, coarse] = [of(0.05), of(0.25)];
  return claim(
    {
      id: "A5",
      figure: "Fig. 6",
      statement: "level 2 returns more with an error of .05 than with .25 (difference)",
      paper: "> 0",
      window: LEVEL_2,
    },
    network,
    pairedBySeed(fine, coarse, false),
    `${short(median([...fine.values()]))} with .05, ${short(median([...coarse.values()]))} with .25`,
  );
}

/** A6: more users. */
function users(results: DataFrame, network: Network): Claim[] {
  const of = (method: "robust-ppo" | "ppo-ppo", count: number) =>
    windowed(results, { method, setting: usersName(network, count) }, "return");
  const [fewest, most] = [USERS[0], USERS.at(-1) as number];
  const growth = pairedBySeed(of("robust-ppo", most), of("robust-ppo", fewest), false);
  const told = USERS.map((count) => `${short(median([...of("robust-ppo", count).values()]))} (${count})`).join(", ");
  return [
    claim(
      {
        id: "A6",
        figure: "Fig. 7",
        statement: `level 2 returns more with ${most} users than with ${fewest} (difference)`,
        paper: "> 0",
        window: LEVEL_2,
      },
      network,
      growth,
      told,
    ),
    claim(
      {
        id: "A6",
        figure: "Fig. 7",
        statement: "up to 73.99 % more than PPO + PPO",
        paper: 73.99,
        window: `${LEVEL_2}; with ${most} users`,
      },
      network,
      pairedBySeed(of("robust-ppo", most), of("ppo-ppo", most), true),
      `${short(median([...of("robust-ppo", most).values()]))} against ${short(median([...of("ppo-ppo", most).values()]))}`,
    ),
  ];
}

/** A7: more weight on the worst case. */
function kappas(results: DataFrame, network: Network, plain: Contestant): Claim {
  const most = windowed(results, { method: "robust-ppo", setting: kappaName(network, 0.8) }, "reward");
  const none = windowed(results, plain, "reward");
  const between = [0.2, 0.5].map((kappa) => {
    const rewards = windowed(results, { method: "robust-ppo", setting: kappaName(network, kappa) }, "reward");
    return `${mean([...rewards.values()]).toFixed(1)} (${kappa})`;
  });
  return claim(
    {
      id: "A7",
      figure: "Fig. 8",
      statement: "level-1 reward grows with kappa: .8 against 0 (difference)",
      paper: "> 0",
      window: GREEDY,
    },
    network,
    pairedBySeed(most, none, false),
    `${mean([...none.values()]).toFixed(1)} (0), ${between.join(", ")}, ${mean([...most.values()]).toFixed(1)} (.8)`,
  );
}

/** A8: by the first 100 epochs less of the way to the final share has been made. */
function penalties(results: DataFrame, network: Network): Claim {
  const early = (xi: number) => epochsToSettle(results, { method: "robust-ppo", setting: penaltyName(network, xi) });
  const [light, heavy] = [early(0.005), early(0.1)];
  return claim(
    {
      id: "A8",
      figure: "Fig. 9",
      statement: "level 2 converges later with xi = .1 than with .005 (difference in epochs)",
      paper: "> 0",
      window:
        "first epoch from which on the share, averaged over 25 epochs, stays within .1 of its final mean; paired by seed",
    },
    network,
    pairedBySeed(heavy, light, false),
    `epoch ${mean([...light.values()]).toFixed(0)} with .005, ${mean([...heavy.values()]).toFixed(0)} with .1`,
  );
}

/** [seed] the first epoch from which on the mean of five rows stays near the final share. */
function epochsToSettle(results: DataFrame, one: Contestant): Map<number, number> {
  const finals = windowed(results, one, "share");
  const bySeed = Map.groupBy(curveOf(results, one.method, one.setting, "share"), (row) => row.seed);
  return new Map(
    [...bySeed].map(([seed, rows]) => {
      const smooth = rows.map((row, i) => {
        const around = rows.slice(Math.max(0, i - 4), i + 1).map(({ value }) => value);
        return { epoch: row.epoch, gap: Math.abs(mean(around) - (finals.get(seed) as number)) };
      });
      const lastFar = smooth.findLastIndex(({ gap }) => gap > 0.1);
      return [seed, smooth[Math.min(lastFar + 1, smooth.length - 1)]?.epoch];
    }),
  );
}

const ATTACK =
  "final policies, ten steps of projected gradient descent on what they see, errors up to .25 of the radius; paired by seed";

/** Beyond the paper: the final policies where an attacker chooses the errors, as printed and as tuned for it. */
function underAttack(results: DataFrame, network: Network, proposed: Contestant, plain: Contestant): Claim[] {
  const gain = (ours: Contestant, theirs: Contestant) =>
    pairedBySeed(misled(results, ours, "attack", MISLED), misled(results, theirs, "attack", MISLED), true);
  const told = (ours: Contestant, theirs: Contestant) =>
    (["noise", "attack", "certified"] as const)
      .map((condition) => {
        const [a, b] = [ours, theirs].map((one) => mean([...misled(results, one, condition, MISLED).values()]));
        return `${condition} ${a?.toFixed(1)} against ${b?.toFixed(1)}`;
      })
      .concat(
        `exact ${[ours, theirs].map((one) => mean([...final(results, one).values()]).toFixed(1)).join(" against ")}`,
      )
      .join("; ");
  const about: About = {
    id: "A+",
    figure: "beyond the paper",
    statement: "robust PPO gains over PPO where an attacker chooses the errors (%)",
    paper: "> 0",
    window: ATTACK,
  };
  const { robust, plain: tuned } = CHOSEN[network];
  const chosen = [robust, tuned].map((setting): Contestant => {
    return { method: TRIED[setting]?.method, setting: onOtherSeeds(setting) };
  }) as [Contestant, Contestant];
  const tried = Object.values(TRIED).filter((one) => one.network === network).length / 2;
  return [
    claim(about, `${network}, as printed`, gain(proposed, plain), told(proposed, plain)),
    claim(
      about,
      `${network}, policies that read positions, each the best of ${tried} on seeds 0-9, on seeds 100-109`,
      gain(...chosen),
      `${told(...chosen)}; ${robust.split(": ")[1]} against ${tuned.split(": ")[1]}`,
    ),
  ];
}

/** Digits that a reader can take in: delays go up to 1e10. */
function short(value: number): string {
  return Math.abs(value) >= 1e5 ? value.toExponential(1) : value.toPrecision(4).replace(/\.?0+$/, "");
}
