import { mean } from "../../statistics/index.ts";
import {
  type Arm,
  type Claim,
  type GapOverSeeds,
  judged,
  largestGap,
  type Measured,
  measured,
  type Needing,
  type Results,
  trained,
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

/** The two curves that a figure of rewards may show, and the rows of each. */
const CURVES = [
  { curve: "", purpose: "evaluation", window: WINDOW },
  {
    curve: "; as the learners act",
    purpose: "training",
    window: "training episodes in the last tenth of the epochs, paired by seed",
  },
] as const;

type About = Pick<Claim, "id" | "figure" | "statement" | "paper">;
/** A comparison of VDN and IQL in a setting: a difference of a metric, or a gain in %, also along the curves. */
type Compared = About & {
  readonly setting: Setting;
  readonly metric: string;
  readonly by: "difference" | "gain" | "gain, up to";
};
type Group = Needing<Claim | readonly Claim[]>;

/** B1-B6, in the readings of the verdict and those beside it. */
export const claims: readonly Group[] = [
  ...vdnAgainstIql({
    setting: FIG_3,
    metric: "reward",
    by: "gain, up to",
    id: "B1",
    figure: "Fig. 3",
    statement: "GRU + VDN gains up to 28.96 % of team reward over GRU + IQL, weight .3, 12 blocks",
    paper: 28.96,
  }),
  ...vdnAgainstIql({
    setting: fig4(0.8),
    metric: "rate",
    by: "gain",
    id: "B2",
    figure: "Fig. 4",
    statement: "mean data rate of GRU + VDN 31.79 % above GRU + IQL, weight .8, nine blocks",
    paper: 31.79,
  }),
  ...vdnAgainstIql({
    setting: fig4(0.8),
    metric: "twinError",
    by: "difference",
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
    by: "gain",
    id: "B4",
    figure: "Fig. 5",
    statement: "mean data rate of GRU + VDN 10.15 % above GRU + IQL, weight .25, 12 users",
    paper: 10.15,
  }),
  ...vdnAgainstIql({
    setting: FIG_6,
    metric: "twinError",
    by: "difference",
    id: "B4",
    figure: "Fig. 5",
    statement: "the twin's error (m²) .2 higher with GRU + VDN than with GRU + IQL, weight .25, 12 users",
    paper: 0.2,
  }),
  ...vdnAgainstIql({
    setting: FIG_6,
    metric: "twinError",
    by: "difference",
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

/** A claim, whose learners are to have converged. */
function claim(
  results: Results,
  about: About & Pick<Claim, "reading" | "reason"> & { readonly window?: string },
  ours: Measured,
  { learners, upTo }: { readonly learners: readonly Arm[]; readonly upTo?: GapOverSeeds | undefined },
): Claim {
  const besides = { trained: trained(results, learners), upTo };
  return judged({ experiment: EXPERIMENT, window: WINDOW, ...about }, ours, besides);
}

/** VDN against IQL as printed, with other distances and counts, and against IQL with its other rewards. */
function vdnAgainstIql({ setting: printed, metric, by, ...about }: Compared): Group[] {
  const compared: readonly { reading: string; setting: Setting; baseline: Method }[] = [
    { reading: "printed", setting: printed, baseline: "iql" },
    ...OTHER_READINGS.map((other) => {
      return { reading: other.label, setting: inReading(printed, other), baseline: "iql" as const };
    }),
    ...(["iql, no penalty", "iql, team reward"] as const).map((baseline) => {
      return { reading: `against ${METHODS[baseline].label}`, setting: printed, baseline };
    }),
  ];
  const curves = by === "gain, up to" ? CURVES : CURVES.slice(0, 1);
  return compared.map(({ reading, setting, baseline }) => {
    const learners = [learnerArm("vdn", setting), learnerArm(baseline, setting)] as const;
    return {
      needs: [...learners, policyArm(setting)],
      make(results) {
        const reason = whoServesAndSynchronises(results, setting, ...learners);
        return curves.map(({ curve, purpose, window }) => {
          const effect = results[by === "difference" ? "paired" : "gain"](...learners, metric, { purpose });
          const [ours, theirs] = learners.map((arm) => results.seedCurves(arm, metric, purpose));
          const upTo = by === "gain, up to" ? largestGap(ours, theirs) : undefined;
          return claim(results, { ...about, reading: reading + curve, window, reason }, effect, { learners, upTo });
        });
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
        const users = usersOf(settings[0]);
        const change = results.paired(high, low, ({ rate }) => rate / users);
        const reason = `valid slots ${atHigh} at .99, ${atLow} at .8`;
        return claim(results, { ...about, reading, reason }, change, { learners: [high, low] });
      },
    };
  });
}

/** B4: a learner's error and rate from the fewest to the most users. */
function byUsers(method: Method, few: Swept, many: Swept): Group {
  const [atMany, atFew] = [many, few].map(({ setting }) => learnerArm(method, setting));
  const between = `from ${few.value} to ${many.value} users`;
  const about = {
    id: "B4",
    figure: "Fig. 5",
    reading: METHODS[method].label,
    reason: `with ${few.value} users no block is short: 12 blocks serve all users of all stations apart`,
  };
  return {
    needs: [atMany, atFew],
    make(results) {
      const [rates, fewRates] = [atMany, atFew].map((arm) => results.perSeed(arm, "rate"));
      const falls = [...rates].map(([seed, rate]) => rate / many.value - (fewRates.get(seed) as number) / few.value);
      const error = { ...about, statement: `the twin's error (m²) rises ${between}`, paper: "> 0" } as const;
      const rate = { ...about, statement: `the mean data rate (bit/s/Hz) falls ${between}`, paper: "< 0" } as const;
      return [
        claim(results, error, results.paired(atMany, atFew, "twinError"), { learners: [atMany, atFew] }),
        claim(results, rate, measured(falls), { learners: [atMany, atFew] }),
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
