import type { DataFrame } from "nodejs-polars";
import { type Interval, mean } from "../../statistics/index.ts";
import { type Claim, judged } from "../../study/claim.ts";
import { type Measured, measured } from "../../study/overSeeds.ts";
import { predictionClaims } from "../synchronisation/predictionClaims.ts";
import { bestPolicy, type Contestant, finalWindow, hasRun, largestGap, type Metric, paired } from "./learnerTables.ts";
import { FIG_3, FIG_6, fig4, fig5, METHODS, type Method, READINGS, type Reading, USERS } from "./settings.ts";

const EXPERIMENT = "multi-bs-sync";
const WINDOW = "greedy evaluations in the last tenth of the epochs, paired by seed";

/** B1-B6, in the readings of the verdict and those beside it. */
export function claims(results: DataFrame): Claim[] {
  return [
    ...against(results, FIG_3, "reward", true, {
      id: "B1",
      figure: "Fig. 3",
      statement: "GRU + VDN gains up to 28.96 % of team reward over GRU + IQL, weight .3, 12 blocks",
      paper: 28.96,
    }),
    ...against(results, fig4(0.8), "rate", true, {
      id: "B2",
      figure: "Fig. 4",
      statement: "mean data rate of GRU + VDN 31.79 % above GRU + IQL, weight .8, nine blocks",
      paper: 31.79,
    }),
    ...against(results, fig4(0.8), "twinError", false, {
      id: "B2",
      figure: "Fig. 4",
      statement: "the twin's error (m²) is higher with GRU + VDN than with GRU + IQL, weight .8",
      paper: "> 0",
    }),
    ...fromWeight(results),
    ...overUsers(results),
    ...against(results, FIG_6, "rate", true, {
      id: "B4",
      figure: "Fig. 5",
      statement: "mean data rate of GRU + VDN 10.15 % above GRU + IQL, weight .25, 12 users",
      paper: 10.15,
    }),
    ...against(results, FIG_6, "twinError", false, {
      id: "B4",
      figure: "Fig. 5",
      statement: "the twin's error (m²) .2 higher with GRU + VDN than with GRU + IQL, weight .25, 12 users",
      paper: 0.2,
    }),
    ...against(results, FIG_6, "twinError", false, {
      id: "B5",
      figure: "Fig. 6",
      statement: "within an episode the twin's error (m²) is smaller with GRU + VDN than with GRU + IQL",
      paper: "< 0",
    }),
    ...predictionClaims(results, { id: "B6", experiment: EXPERIMENT, papers: [0.075, 0.188, 0.32] }),
  ];
}

type Given = Pick<Claim, "id" | "figure" | "statement" | "paper">;

function claim(given: Given, reading: string, ours: Measured, reason: string): Claim {
  return judged({ ...given, experiment: EXPERIMENT, reading, window: WINDOW, reason }, ours);
}

/** VDN against IQL in the verdict's reading, with other distances and counts, and against IQL with its other rewards. */
function against(results: DataFrame, setting: string, metric: Metric, isRelative: boolean, given: Given): Claim[] {
  const readings = (Object.keys(READINGS) as Reading[]).map((reading) => ({
    reading: `printed${reading}`.replace("printed, ", ""),
    setting: setting + reading,
    baseline: "iql" as Method,
  }));
  const rewards = (["iql, no penalty", "iql, team reward"] as const)
    .filter((baseline) => hasRun(results, baseline, setting))
    .map((baseline) => {
      return {
        reading: `against ${METHODS[baseline].label.replace("GRU + ", "")}`,
        setting,
        baseline: baseline as Method,
      };
    });
  return [...readings, ...rewards].map(({ reading, setting: where, baseline }) => {
    const [vdn, iql] = [
      { method: "vdn", setting: where },
      { method: baseline, setting: where },
    ] as const;
    return claim(given, reading, paired(results, vdn, iql, metric, isRelative), reasonFor(results, vdn, iql));
  });
}

/** What the numbers say of why: who serves users twice, who synchronises, and what is to be had. */
function reasonFor(results: DataFrame, vdn: Contestant, iql: Contestant): string {
  const meanOf = ({ method, setting }: Contestant, metric: Metric) => {
    return mean([...finalWindow(results, method, setting, metric).values()]);
  };
  const percent = (share: number) => `${(100 * share).toFixed(0)} %`;
  const best = bestPolicy(results, vdn.setting);
  const gap = iql.method === "iql" ? `; the largest gap while training is ${largest(results, vdn.setting)}` : "";
  return (
    `valid slots: VDN ${percent(meanOf(vdn, "valid"))}, IQL ${percent(meanOf(iql, "valid"))}; stations that synchronise: ` +
    `${meanOf(vdn, "synchronised").toFixed(2)} and ${meanOf(iql, "synchronised").toFixed(2)}; reward ` +
    `${meanOf(vdn, "reward").toFixed(2)} and ${meanOf(iql, "reward").toFixed(2)}, best policy without learning ` +
    `(${best.policy}) ${best.reward.toFixed(2)}${gap}`
  );
}

function largest(results: DataFrame, setting: string): string {
  const { gain, epoch } = largestGap(results, setting);
  return `${gain.toFixed(1)} % in epoch ${epoch}`;
}

/** B3: IQL's rate from weight .8 to .99. */
function fromWeight(results: DataFrame): Claim[] {
  const given = {
    id: "B3",
    figure: "Fig. 4",
    statement: "IQL's mean data rate (bit/s/Hz) falls as the weight goes from .8 to .99",
    paper: "< 0" as const,
  };
  const forms = [
    ...(Object.keys(READINGS) as Reading[]).map((reading) => ({ method: "iql" as Method, reading })),
    { method: "iql, team reward" as Method, reading: "" as Reading },
  ];
  return forms.map(({ method, reading }) => {
    const [high, low] = [0.99, 0.8].map((weight) => ({ method, setting: fig4(weight) + reading })) as [
      Contestant,
      Contestant,
    ];
    const change = perUser(paired(results, high, low, "rate", false), 12);
    const name =
      method === "iql" ? `printed${reading}`.replace("printed, ", "") : METHODS[method].label.replace("GRU + ", "");
    const valid = [high, low].map(({ setting }) => mean([...finalWindow(results, method, setting, "valid").values()]));
    const reason = `valid slots ${valid.map((share) => `${(100 * share).toFixed(0)} %`).join(" at .99, ")} at .8`;
    return claim(given, name, change, reason);
  });
}

/** B4: error and rate from the fewest to the most users. */
function overUsers(results: DataFrame): Claim[] {
  const [few, many] = [USERS[0], USERS.at(-1) as number];
  return (["vdn", "iql"] as const).flatMap((method) => {
    const ends = [many, few].map((users) => ({ method, setting: fig5(users) })) as [Contestant, Contestant];
    const error = paired(results, ...ends, "twinError", false);
    const rates = [many, few].map((users) => {
      const window = finalWindow(results, method, fig5(users), "rate");
      return new Map([...window].map(([seed, rate]) => [seed, rate / users]));
    });
    const falls = [...(rates[0] ?? [])].map(([seed, rate]) => rate - (rates[1]?.get(seed) as number));
    const reading = METHODS[method].label;
    const between = `from ${few} to ${many} users`;
    const reason = `with ${few} users no block is short: 12 blocks serve all users of all stations apart`;
    return [
      claim(
        { id: "B4", figure: "Fig. 5", statement: `the twin's error (m²) rises ${between}`, paper: "> 0" },
        reading,
        error,
        reason,
      ),
      claim(
        { id: "B4", figure: "Fig. 5", statement: `the mean data rate (bit/s/Hz) falls ${between}`, paper: "< 0" },
        reading,
        measured(falls),
        reason,
      ),
    ];
  });
}

function perUser({ value, low, high, seeds }: Interval & { seeds: number }, users: number) {
  return { value: value / users, low: low / users, high: high / users, seeds };
}
