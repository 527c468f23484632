import type { Arm, Results } from "../../study/index.ts";
import { boxes, delays, middle } from "./claimWords.ts";
import { type About, ACTING, type Comparison, LAST, LEVEL_2, LEVEL_2_GREEDY } from "./comparison.ts";
import { type ReadingLabel, SHARE_READINGS } from "./labelledReadings.ts";
import { late } from "./measures.ts";
import { armsIn, PRINTED, settingOf, sweepOf, sweptAt } from "./settings.ts";

const GREEDY = "greedy policy on exact positions, evaluations in the last tenth of the epochs, paired by seed";
const GAP = "the epochs in which the curves are furthest apart, chosen on the other half of the seeds";

const A1: About = {
  id: "A1",
  figure: "Fig. 3",
  statement: "collecting physical data takes up to 28.01 % less time than with PPO + PPO",
  paper: -28.01,
};
const A3: About = {
  id: "A3",
  figure: "Fig. 4",
  statement: "level 2 returns 77.81 % more than that of PPO + PPO",
  paper: 77.81,
};
const A4: About = {
  id: "A4",
  figure: "Fig. 5",
  statement: "robust PPO gains 38.51 % of level-1 reward over PPO",
  paper: 38.51,
};

/** A number of A1, A3 or A4, by the curve that it is read off. */
type ReadOff = "A1 gap" | "A1 end" | "A1 transition" | "A3 end" | "A3 greedy" | "A4 end" | "A4 gap" | "A4 greedy";
/** The curves by which the paper is taken at its word. */
const HEADLINES: readonly ReadOff[] = ["A1 gap", "A3 end", "A4 end"];

/** The headline numbers in a setting, by each curve that Figs 3 to 5 may show. */
export function headlines(setting: string, reading: string): Comparison[] {
  const { proposed, plain, blind } = armsIn(setting);
  const isPrinted = setting === PRINTED;
  const rows = Object.entries(headlinesOf(proposed, plain, reading, blind)).map(([readOff, row]) => {
    return { ...row, isHeadline: isPrinted && HEADLINES.includes(readOff as ReadOff) };
  });
  return [...rows, { ...againstRandom(setting, reading), isHeadline: isPrinted }];
}

/**
 * A1, A3 and A4 of two arms.
 *
 * @param control named in the reason: PPO that sees nothing
 */
function headlinesOf(first: Arm, second: Arm, reading: string, control?: Arm): Readonly<Record<ReadOff, Comparison>> {
  const against = (metric: string) => (results: Results) =>
    `${middle(results, first, metric)} against ${middle(results, second, metric)}`;
  const shares = (results: Results) => delays(results, first, second);
  const acting = (results: Results) => `${against("trainingReward")(results)}; ${boxes(results, first, second)}`;
  const row = (
    about: About,
    metric: string,
    { words, window, unit }: Pick<Comparison, "window" | "unit"> & { readonly words: string },
    explained: (results: Results) => string = against(metric),
  ): Comparison => {
    const of = unit === "gap" ? metric : late(metric);
    const blind = (results: Results) => (control ? `; blind PPO ${middle(results, control, metric)}` : "");
    return {
      about,
      reading: `${reading}; ${words}`,
      window,
      unit,
      ours: [of, first],
      theirs: [of, second],
      besides: control ? [control] : [],
      reason: (results) => `${explained(results)}${blind(results)}`,
    };
  };
  const gap = { words: "as they learn, the largest gap", window: GAP, unit: "gap" } as const;
  const atEnd = (window: string) => ({ words: "as they learn, at the end", window, unit: "%" }) as const;
  const greedy = (window: string) => ({ words: "greedy, at the end", window, unit: "%" }) as const;
  const transition = { words: "a transition, at the end", window: LAST, unit: "%" } as const;
  return {
    "A1 gap": row(A1, "delay", gap, shares),
    "A1 end": row(A1, "delay", atEnd(LAST), shares),
    "A1 transition": row(A1, "delayMedian", transition, shares),
    "A3 end": row(A3, "trainingReturn", atEnd(LEVEL_2)),
    "A3 greedy": row(A3, "return", greedy(LEVEL_2_GREEDY)),
    "A4 end": row(A4, "trainingReward", atEnd(ACTING), acting),
    "A4 gap": row(A4, "trainingReward", gap, acting),
    "A4 greedy": row(A4, "reward", greedy(GREEDY)),
  };
}

/** A2. */
function againstRandom(setting: string, reading: string): Comparison {
  const { proposed, random } = armsIn(setting);
  return {
    about: {
      id: "A2",
      figure: "Fig. 3",
      statement: "it takes half of the time of robust PPO with a random share (printed: reduced by 1x)",
      paper: -50,
    },
    reading,
    window: LAST,
    unit: "%",
    ours: [late("delay"), proposed],
    theirs: [late("delay"), random],
    reason: (results) => delays(results, proposed, random),
  };
}

/** What explains the headline: PPO that sees nothing in place of the robust one, and the share with either learner. */
export function controls(): Comparison[] {
  const { proposed, plain, blind, random, plainRandom } = armsIn(PRINTED);
  const users = sweepOf(PRINTED, "users");
  const rows = (label: string, ours: Arm, theirs: Arm, readOff: readonly ReadOff[]) => {
    const all = headlinesOf(ours, theirs, `${PRINTED}, control: ${label}`);
    return readOff.map((name) => all[name]);
  };
  const atEnds = [users[0], users[users.length - 1], sweptAt(PRINTED, "error", 0.05)];
  return [
    ...rows("blind PPO in place of robust PPO", blind, plain, [...HEADLINES, "A4 greedy"]),
    ...rows("robust PPO over blind PPO", proposed, blind, [...HEADLINES, "A4 greedy"]),
    ...rows("both with a random share", random, plainRandom, [...HEADLINES, "A4 greedy"]),
    ...atEnds.flatMap(({ label, setting }) => {
      const arms = armsIn(setting);
      return rows(`blind PPO in place of robust PPO, ${label}`, arms.blind, arms.plain, ["A3 end", "A4 end"]);
    }),
  ];
}

/** A1, and A4 or where only the share is another A3, in another reading, each by its headline's curve. */
export function inReading(label: ReadingLabel): Comparison[] {
  const { proposed, plain, blind } = armsIn(settingOf(label));
  const rows = headlinesOf(proposed, plain, settingOf(label), blind);
  return [rows["A1 gap"], SHARE_READINGS.has(label) ? rows["A3 end"] : rows["A4 end"]];
}
