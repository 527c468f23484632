import { mean } from "../../statistics/index.ts";
import {
  type Arm,
  type Claim,
  judged,
  type Measured,
  measured,
  type Needing,
  type Results,
} from "../../study/index.ts";
import { bestPolicy } from "../synchronisation/policyTables.ts";
import { PREDICTORS, predictionClaims } from "../synchronisation/predictionClaims.ts";
import { YARDSTICK } from "./policyGrid.ts";
import {
  BOTH,
  BY_USERS,
  FIG_3,
  FIG_6,
  fig4,
  inReading,
  learnerArm,
  METHODS,
  type Method,
  OTHER_READINGS,
  policyArm,
  type Setting,
  type Swept,
  usersOf,
} from "./settings.ts";

const EXPERIMENT = "multi-bs-sync";
const WINDOW = "greedy evaluations in the last tenth of the epochs, paired by seed";

type About = Pick<Claim, "id" | "figure" | "statement" | "paper">;
/** A comparison of VDN and IQL in a setting: a difference of a metric, or a gain in %. */
type Compared = About & { readonly setting: Setting; readonly metric: string; readonly isRelative?: boolean };
type Group = Needing<Claim | readonly Claim[]>;

/** B1-B6, in the readings of the verdict and those beside it. */
export const claims: readonly Group[] = [
  ...vdnAgainstIql({
    setting: FIG_3,
    metric: "reward",
    isRelative: true,
    id: "B1",
    figure: "Fig. 3",
    statement: "GRU + VDN gains up to 28.96 % of team reward over GRU + IQL, weight .3, 12 blocks",
    paper: 28.96,
  }),
  ...vdnAgainstIql({
    setting: fig4(0.8),
    metric: "rate",
    isRelative: true,
    id: "B2",
    figure: "Fig. 4",
    statement: "mean data rate of GRU + VDN 31.79 % above GRU + IQL, weight .8, nine blocks",
    paper: 31.79,
  }),
  ...vdnAgainstIql({
    setting: fig4(0.8),
    metric: "twinError",
    id: "B2",
    figure: "Fig. 4",
    statement: "the twin's error (m²) is higher with GRU + VDN than with GRU + IQL, weight .8",
    paper: "> 0",
  }),
  ...iqlByWeight(),
  ...BOTH.map((method) => byUsers(method, BY_USERS[0], BY_USERS[BY_USERS.length - 1])),
  ...vdnAgainstIql({
    setting: FIG_6,
    metric: "rate",
    isRelative: true,
    id: "B4",
    figure: "Fig. 5",
    statement: "mean data rate of GRU + VDN 10.15 % above GRU + IQL, weight .25, 12 users",
    paper: 10.15,
  }),
  ...vdnAgainstIql({
    setting: FIG_6,
    metric: "twinError",
    id: "B4",
    figure: "Fig. 5",
    statement: "the twin's error (m²) .2 higher with GRU + VDN than with GRU + IQL, weight .25, 12 users",
    paper: 0.2,
  }),
  ...vdnAgainstIql({
    setting: FIG_6,
    metric: "twinError",
    id: "B5",
    figure: "Fig. 6",
    statement: "within an episode the twin's error (m²) is smaller with GRU + VDN than with GRU + IQL",
    paper: "< 0",
  }),
  {
    needs: PREDICTORS,
    make: (results) => predictionClaims(results, { id: "B6", experiment: EXPERIMENT, papers: [0.075, 0.188, 0.32] }),
  },
];

function claim(about: About, reading: string, ours: Measured, reason: string): Claim {
  return judged({ ...about, experiment: EXPERIMENT, reading, window: WINDOW, reason }, ours);
}

/** VDN against IQL as printed, with other distances and counts, and against IQL with its other rewards. */
function vdnAgainstIql({ setting: printed, metric, isRelative = false, ...about }: Compared): Group[] {
  const compared: readonly { reading: string; setting: Setting; baseline: Method }[] = [
    { reading: "printed", setting: printed, baseline: "iql" },
    ...OTHER_READINGS.map((other) => {
      return { reading: other.label, setting: inReading(printed, other), baseline: "iql" as const };
    }),
    ...(["iql, no penalty", "iql, team reward"] as const).map((baseline) => {
      return { reading: `against ${METHODS[baseline].label}`, setting: printed, baseline };
    }),
  ];
  return compared.map(({ reading, setting, baseline }) => {
    const [vdn, iql] = [learnerArm("vdn", setting), learnerArm(baseline, setting)];
    return {
      needs: [vdn, iql, policyArm(setting)],
      make(results) {
        const reason = whoServesAndSynchronises(results, setting, vdn, iql);
        const gap =
          baseline === "iql" ? `; the largest gap of the greedy curves is ${largestGap(results, vdn, iql)}` : "";
        return claim(about, reading, results.paired(vdn, iql, metric, { isRelative }), reason + gap);
      },
    };
  });
}

/** The reason in numbers: who serves users twice, who synchronises, and what is to be had. */
function whoServesAndSynchronises(results: Results, setting: Setting, vdn: Arm, iql: Arm): string {
  const [ours, theirs] = [vdn, iql].map((arm) => (metric: string) => finalMean(results, arm, metric));
  const best = bestPolicy(results, YARDSTICK, setting.policies);
  return (
    `valid slots: VDN ${percent(ours("valid"))}, IQL ${percent(theirs("valid"))}; stations that synchronise: ` +
    `${ours("synchronised").toFixed(2)} and ${theirs("synchronised").toFixed(2)}; reward ` +
    `${ours("reward").toFixed(2)} and ${theirs("reward").toFixed(2)}, best policy without learning ` +
    `(${best.policy}) ${best.reward.toFixed(2)}`
  );
}

function largestGap(results: Results, vdn: Arm, iql: Arm): string {
  const { gain, epoch } = results.largestGap(vdn, iql, "evaluation");
  return `${gain.toFixed(1)} % in epoch ${epoch}`;
}

/** B3: IQL's rate from weight .8 to .99, as printed, with other distances and counts, and by the team's reward. */
function iqlByWeight(): Group[] {
  const about = {
    id: "B3",
    figure: "Fig. 4",
    statement: "IQL's mean data rate (bit/s/Hz) falls as the weight goes from .8 to .99",
    paper: "< 0",
  } as const;
  const ends = [fig4(0.99), fig4(0.8)];
  const forms: readonly { reading: string; method: Method; settings: readonly Setting[] }[] = [
    { reading: "printed", method: "iql", settings: ends },
    ...OTHER_READINGS.map((other) => {
      return { reading: other.label, method: "iql" as const, settings: ends.map((end) => inReading(end, other)) };
    }),
    { reading: METHODS["iql, team reward"].label, method: "iql, team reward", settings: ends },
  ];
  return forms.map(({ reading, method, settings }) => {
    const [high, low] = settings.map((setting) => learnerArm(method, setting));
    return {
      needs: [high, low],
      make(results) {
        const [atHigh, atLow] = [high, low].map((arm) => percent(finalMean(results, arm, "valid")));
        const change = perUser(results.paired(high, low, "rate"), usersOf(settings[0]));
        return claim(about, reading, change, `valid slots ${atHigh} at .99, ${atLow} at .8`);
      },
    };
  });
}

/** B4: a learner's error and rate from the fewest to the most users. */
function byUsers(method: Method, few: Swept, many: Swept): Group {
  const [atMany, atFew] = [many, few].map(({ setting }) => learnerArm(method, setting));
  const between = `from ${few.value} to ${many.value} users`;
  const about = { id: "B4", figure: "Fig. 5" };
  const reason = `with ${few.value} users no block is short: 12 blocks serve all users of all stations apart`;
  return {
    needs: [atMany, atFew],
    make(results) {
      const { label } = METHODS[method];
      const [rates, fewRates] = [atMany, atFew].map((arm) => results.perSeed(arm, "rate"));
      const falls = [...rates].map(([seed, rate]) => rate / many.value - (fewRates.get(seed) as number) / few.value);
      const error = { ...about, statement: `the twin's error (m²) rises ${between}`, paper: "> 0" } as const;
      const rate = { ...about, statement: `the mean data rate (bit/s/Hz) falls ${between}`, paper: "< 0" } as const;
      return [
        claim(error, label, results.paired(atMany, atFew, "twinError"), reason),
        claim(rate, label, measured(falls), reason),
      ];
    },
  };
}

function finalMean(results: Results, arm: Arm, metric: string): number {
  return mean([...results.perSeed(arm, metric).values()]);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}

function perUser({ value, low, high, seeds }: Measured, users: number): Measured {
  return { value: value / users, low: low / users, high: high / users, seeds };
}
