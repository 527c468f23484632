import { mean } from "../../statistics/index.ts";
import {
  type Arm,
  type Claim,
  judged,
  type Measured,
  measured,
  type Needing,
  type Results,
  trained,
} from "../../study/index.ts";
import { bestPolicy } from "../synchronisation/policyTables.ts";
import { PREDICTORS, predictionClaims } from "../synchronisation/predictionClaims.ts";
import { LARGEST_GAP, type ReadOff } from "../synchronisation/readOff.ts";
import { rewardRises } from "../synchronisation/rewardRises.ts";
import { YARDSTICK } from "./policyGrid.ts";
import {
  AS_IN_PYMARL2,
  BOTH,
  BRIEF,
  BY_USERS,
  FIG_2_ERRORS,
  FIG_3,
  FIG_6,
  fig4,
  inReading,
  learnerArm,
  METHODS,
  type Method,
  OTHER_READINGS,
  OTHER_REWARDS,
  policyArm,
  type Setting,
  SMALL_STEP,
  type Swept,
  usersOf,
} from "./settings.ts";

const EXPERIMENT = "multi-bs-sync";
const GREEDY = "greedy evaluations in the last tenth of the epochs, paired by seed";

type About = Pick<Claim, "id" | "figure" | "statement" | "paper">;
type Group = Needing<Claim | readonly Claim[]>;

/** What Fig. 3 may show, and "up to" may mean. */
const REWARDS: readonly ReadOff[] = [
  LARGEST_GAP,
  {
    words: "as they learn, at the end",
    window: "training episodes in the last tenth of the epochs, paired by seed",
    measure: (results, vdn, iql) => results.gain(vdn, iql, "reward", { purpose: "training" }),
  },
  { words: "greedy, at the end", window: GREEDY, measure: (results, vdn, iql) => results.gain(vdn, iql, "reward") },
];

/** The rates that Figs 4 and 5 may show. */
const RATES: readonly ReadOff[] = [
  { words: "every slot counts", window: GREEDY, measure: (results, vdn, iql) => results.gain(vdn, iql, "rate") },
  {
    words: "slots that serve a user twice count 0",
    window: GREEDY,
    measure: (results, vdn, iql) => results.gain(vdn, iql, "feasibleRate"),
  },
];

const ERRORS: readonly ReadOff[] = [
  { words: "", window: GREEDY, measure: (results, vdn, iql) => results.paired(vdn, iql, "twinError") },
];

/** Learners in Fig. 3 that differ from the headline's. */
const OTHER_LEARNERS = [
  { words: "525 updates", setting: BRIEF, baseline: "iql" },
  { words: "step size 1e-4", setting: SMALL_STEP, baseline: "iql" },
  { words: "PyMARL2, whose IQL learns by the team's reward", setting: AS_IN_PYMARL2, baseline: "iql, team reward" },
] as const;

const ERROR_IN_EPISODE: About = {
  id: "B5",
  figure: "Fig. 6",
  statement: "within an episode the twin's error (m²) is smaller with GRU + VDN than with GRU + IQL",
  paper: "< 0",
};

/** B1-B6 and B7, the rise of both rewards: as printed, and in the readings beside it. */
export const claims: readonly Group[] = [
  ...vdnAgainstIql(FIG_3, REWARDS, {
    id: "B1",
    figure: "Fig. 3",
    statement: "GRU + VDN gains up to 28.96 % of team reward over GRU + IQL, weight .3, 12 blocks",
    paper: 28.96,
  }),
  ...vdnAgainstIql(fig4(0.8), RATES, {
    id: "B2",
    figure: "Fig. 4",
    statement: "mean data rate of GRU + VDN 31.79 % above GRU + IQL, weight .8, nine blocks",
    paper: 31.79,
  }),
  ...vdnAgainstIql(fig4(0.8), ERRORS, {
    id: "B2",
    figure: "Fig. 4",
    statement: "the twin's error (m²) is higher with GRU + VDN than with GRU + IQL, weight .8",
    paper: "> 0",
  }),
  iqlByWeight(),
  ...BOTH.map((method) => byUsers(method, BY_USERS[0], BY_USERS[BY_USERS.length - 1])),
  ...vdnAgainstIql(FIG_6, RATES, {
    id: "B4",
    figure: "Fig. 5",
    statement: "mean data rate of GRU + VDN 10.15 % above GRU + IQL, weight .25, 12 users",
    paper: 10.15,
  }),
  ...vdnAgainstIql(FIG_6, ERRORS, {
    id: "B4",
    figure: "Fig. 5",
    statement: "the twin's error (m²) .2 higher with GRU + VDN than with GRU + IQL, weight .25, 12 users",
    paper: 0.2,
  }),
  ...vdnAgainstIql(FIG_6, ERRORS, ERROR_IN_EPISODE),
  {
    needs: PREDICTORS,
    make: (results) => predictionClaims(results, { id: "B6", experiment: EXPERIMENT, papers: FIG_2_ERRORS }),
  },
  ...BOTH.map((method) => rises(method, FIG_3)),
  ...OTHER_REWARDS.map((method) => rises(method, BRIEF)),
];

/** A claim, whose learners are to have converged. */
function claim(
  results: Results,
  about: About & Pick<Claim, "reading" | "reason" | "isHeadline"> & { readonly window?: string },
  ours: Measured,
  learners: readonly Arm[],
): Claim {
  const sentence = { experiment: EXPERIMENT, window: GREEDY, ...about };
  return judged(sentence, ours, { trained: trained(results, learners) });
}

/** VDN against IQL: as printed, in each other reading, and by each other r^m; Fig. 3 with a smaller step size too. */
function vdnAgainstIql(printed: Setting, readOff: readonly ReadOff[], about: About): Group[] {
  const compared: readonly { words: string; setting: Setting; baseline: Method }[] = [
    { words: "as printed", setting: printed, baseline: "iql" },
    ...(printed === FIG_6 ? [] : OTHER_REWARDS).map((baseline) => {
      const setting = printed === FIG_3 ? BRIEF : printed;
      return { words: `against ${METHODS[baseline].label}`, setting, baseline };
    }),
    ...(printed === FIG_3 ? OTHER_LEARNERS : []),
    ...OTHER_READINGS.map((other) => {
      return { words: other.label, setting: inReading(printed, other), baseline: "iql" as const };
    }),
  ];
  return compared.map(({ words, setting, baseline }, i) => {
    const learners = [learnerArm("vdn", setting), learnerArm(baseline, setting)] as const;
    const taken = i === 0 ? readOff : readOff.slice(0, 1);
    return {
      needs: [...learners, policyArm(setting)],
      make(results) {
        const reason = whoServesAndSynchronises(results, setting, ...learners);
        return taken.flatMap(({ words: curve, window, measure }, j) => {
          const ours = measure(results, ...learners);
          if (ours === undefined) return [];
          const reading = curve === "" ? words : `${words}; ${curve}`;
          return claim(results, { ...about, reading, window, reason, isHeadline: i + j === 0 }, ours, learners);
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
    `${ours("reward").toFixed(2)} and ${theirs("reward").toFixed(2)}, best policy that stations can follow ` +
    `(${best.policy}) ${best.reward.toFixed(2)}`
  );
}

/** B3: IQL's rate from weight .8 to .99. */
function iqlByWeight(): Group {
  const high = fig4(0.99);
  const [atHigh, atLow] = [high, fig4(0.8)].map((setting) => learnerArm("iql", setting));
  const about = {
    id: "B3",
    figure: "Fig. 4",
    statement: "IQL's mean data rate (bit/s/Hz) falls as the weight goes from .8 to .99",
    reading: "as printed",
    isHeadline: true,
    paper: "< 0",
  } as const;
  return {
    needs: [atHigh, atLow],
    make(results) {
      const users = usersOf(high);
      const change = results.paired(atHigh, atLow, ({ rate }) => rate / users);
      const [validHigh, validLow] = [atHigh, atLow].map((arm) => percent(finalMean(results, arm, "valid")));
      return claim(results, { ...about, reason: `valid slots ${validHigh} at .99, ${validLow} at .8` }, change, [
        atHigh,
        atLow,
      ]);
    },
  };
}

/** B4: a learner's error and rate from the fewest to the most users. */
function byUsers(method: Method, few: Swept, many: Swept): Group {
  const [atMany, atFew] = [many, few].map(({ setting }) => learnerArm(method, setting));
  const between = `from ${few.value} to ${many.value} users`;
  const about = {
    id: "B4",
    figure: "Fig. 5",
    reading: `as printed, ${METHODS[method].label}`,
    isHeadline: true,
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
        claim(results, error, results.paired(atMany, atFew, "twinError"), [atMany, atFew]),
        claim(results, rate, measured(falls), [atMany, atFew]),
      ];
    },
  };
}

/** B7, of a learner. */
function rises(method: Method, setting: Setting): Group {
  const arm = learnerArm(method, setting);
  const isHeadline = method === "vdn" || method === "iql";
  const about = { id: "B7", experiment: EXPERIMENT, reading: METHODS[method].label, isHeadline };
  return { needs: [arm], make: (results) => rewardRises(results, arm, about, 1) };
}

function finalMean(results: Results, arm: Arm, metric: string): number {
  return mean([...results.perSeed(arm, metric).values()]);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}
