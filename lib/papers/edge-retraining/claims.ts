import { mean } from "../../statistics/index.ts";
import type { Arm } from "../../study/arm.ts";
import { type Claim, judged } from "../../study/claim.ts";
import type { Needing } from "../../study/needs.ts";
import { type Measured, measured, pairedBySeed } from "../../study/overSeeds.ts";
import type { Results } from "../../study/results.ts";
import { boundOf } from "./captions.ts";
import { CHARGES } from "./model/edgeObjective.ts";
import {
  ALLOCATIONS,
  BASE,
  CHARGE_LABELS,
  COMPARED,
  IDENTITY,
  MORE_IMAGES,
  SCHEMES,
  type SchemeName,
  SWEEP,
  served,
  TRUE_LABELS,
  type Way,
  watched,
} from "./settings.ts";
import { accuracies, episodes, type Served, saving, slots } from "./tables.ts";

/** A claim that some arms are enough for: its reading, what is measured in it, and what explains that. */
interface Row {
  readonly needs: readonly Arm[];
  readonly reading: string;
  readonly ours: (results: Results) => Measured;
  readonly reason: (results: Results) => string;
}

/** Claims of one sentence of the paper, in several readings. */
function claimed(
  about: Pick<Claim, "id" | "figure" | "statement" | "paper" | "window">,
  rows: readonly Row[],
): Needing<Claim>[] {
  return rows.map(({ needs, reading, ours, reason }) => ({
    needs,
    make: (results) =>
      judged({ ...about, experiment: IDENTITY.experiment, reading, reason: reason(results) }, ours(results)),
  }));
}

const FIG_2A = {
  id: "D1",
  figure: "Fig. 2(a)",
  window: "test accuracy on the zone's classes after the last epoch, mean over three zones, paired by seed",
  paper: "> 0",
} as const;
const IMAGES = [
  { setting: BASE, reading: "200 images an epoch" },
  { setting: MORE_IMAGES, reading: "500 images an epoch" },
];

/** D1: retrainings for a new zone, at equal image-trainings; the twin may be given the true labels. */
const retrained = [
  ...claimed(
    { ...FIG_2A, statement: "the twin's data make a better model than physical data (difference, points)" },
    [
      ...IMAGES.map(({ setting, reading }) => ({ setting, theirs: setting, reading })),
      { setting: TRUE_LABELS, theirs: BASE, reading: "200 images an epoch, (8) by true labels" },
    ].map(({ setting, theirs, reading }) => ({
      needs: [watched(setting), watched(theirs)],
      reading,
      ours: (results) => above(results, setting, "without-twin", theirs),
      reason: (results) =>
        `${reached(results, "proposed", setting)} % against ${reached(results, "without-twin", theirs)} %, both from ` +
        `${reached(results, "proposed", setting, 0)} %`,
    })),
  ),
  ...claimed(
    { ...FIG_2A, statement: "incremental learning makes a better model than training anew (points)" },
    IMAGES.map(({ setting, reading }) => ({
      needs: [watched(setting), watched()],
      reading,
      ours: (results) => above(results, setting, "without-incremental"),
      reason: (results) =>
        `${reached(results, "proposed", setting)} % against ${reached(results, "without-incremental", setting)} %; without ` +
        `limit one seed reaches ${reached(results, "unlimited", BASE)} % in zone 1`,
    })),
  ),
  ...claimed(
    { ...FIG_2A, statement: "all schemes reach the accuracy bound of .85 (the worst one's margin, points)" },
    IMAGES.map(({ setting, reading }) => ({
      needs: [watched(setting)],
      reading,
      ours: (results) => worstMargin(results, setting),
      reason: (results) =>
        COMPARED.map((way) => `${SCHEMES[way].label} ${reached(results, way, setting)} %`).join(", "),
    })),
  ),
];

const FIG_2B = {
  id: "D2",
  figure: "Fig. 2(b)",
  paper: "> 0",
  window: "mean over the episode, paired by seed",
} as const;
const DECISIONS = [
  { two: "proposed", reading: `${BASE}, two decide by (14), one by (13)` },
  { two: "measured", reading: `${BASE}, both decide by (13)` },
] as const;

/** D2: which schemes keep the bound. */
const bounded = [
  ...claimed(
    {
      ...FIG_2B,
      statement: "a single timescale falls below .85 more often than two do (difference of user-slots' shares)",
    },
    DECISIONS.map(({ two, reading }) => ({
      needs: (["single", two, "always", "never"] as const).map((scheme) => served(scheme)),
      reading,
      ours: (results) => pairedBySeed(episodes(results, "single", "below"), episodes(results, two, "below")),
      reason: (results) => {
        const below = (scheme: SchemeName) => meanOf(results, scheme, "below").toFixed(2);
        return (
          `${below("single")} of the user-slots against ${below(two)}; always ${below("always")}, ` +
          `never ${below("never")}`
        );
      },
    })),
  ),
  ...claimed(
    { ...FIG_2B, statement: "a single timescale breaks out more often than two do (times a user)" },
    DECISIONS.map(({ two, reading }) => ({
      needs: (["single", two, "always"] as const).map((scheme) => served(scheme)),
      reading,
      ours: (results) => pairedBySeed(episodes(results, "single", "breakouts"), episodes(results, two, "breakouts")),
      reason: (results) => {
        const falls = (scheme: SchemeName) => meanOf(results, scheme, "breakouts").toFixed(1);
        return `${falls("single")} times a user in an episode against ${falls(two)}, always ${falls("always")}`;
      },
    })),
  ),
  ...claimed(
    {
      ...FIG_2B,
      paper: "< 0",
      statement: "without a twin accuracy decreases (second half of the episode minus first)",
      window: "mean accuracy of the second half of the slots minus that of the first",
    },
    [
      {
        needs: (["without-twin", "proposed", "never"] as const).map((scheme) => served(scheme)),
        reading: BASE,
        ours: (results) => drift(results, "without-twin"),
        reason: (results) =>
          `with the twin ${drift(results, "proposed").value.toFixed(3)}, never retrained ` +
          `${drift(results, "never").value.toFixed(3)}`,
      },
    ],
  ),
];

const saves = (how: Served, reading: string, two: SchemeName = "proposed"): Row => ({
  needs: [served(two, how.setting), served("single", how.setting)],
  reading,
  ours: (results) => saving(results, how, two),
  reason: (results) => `${spent(results, two, how)} against ${spent(results, "single", how)}`,
});

/** D3: what two timescales save of a slot's cost, in every reading that has run. */
const saved = claimed(
  {
    id: "D3",
    figure: "Fig. 2(c)",
    statement: "two timescales save more than 60 % of the delay of one",
    paper: -60,
    window: "mean over the episode, paired by seed",
  },
  [
    ...ALLOCATIONS.flatMap((allocation) =>
      CHARGES.map((charge) => saves({ allocation, charge }, `${BASE}, ${allocation}, ${CHARGE_LABELS[charge]}`)),
    ),
    ...CHARGES.map((charge) =>
      saves({ charge }, `${BASE}, rule, ${CHARGE_LABELS[charge]}, both decide by (13)`, "measured"),
    ),
    ...CHARGES.flatMap((charge) =>
      SWEEP.map(({ setting }) => saves({ setting, charge }, `${setting}, ${CHARGE_LABELS[charge]}`)),
    ),
  ],
);

/** D1, D2, D3. */
export const claims: readonly Needing<Claim>[] = [...retrained, ...bounded, ...saved];

/** Accuracy after an epoch, the last one where none is named, %. */
function reached(results: Results, way: Way, setting: string, epoch?: number): string {
  return (100 * mean([...accuracies(results, way, setting, epoch).values()])).toFixed(1);
}

/** Accuracy of the proposed way over that of another, points. */
function above(results: Results, setting: string, way: Way, theirs = setting): Measured {
  const points = (one: Way, where: string) =>
    new Map([...accuracies(results, one, where)].map(([seed, share]) => [seed, 100 * share]));
  return pairedBySeed(points("proposed", setting), points(way, theirs));
}

/** Accuracy of the worst way over the bound, points. */
function worstMargin(results: Results, setting: string): Measured {
  const byWay = COMPARED.map((way) => accuracies(results, way, setting));
  const margins = [...byWay[0].keys()].map((seed) => {
    return 100 * (Math.min(...byWay.map((own) => own.get(seed) as number)) - boundOf(results));
  });
  return measured(margins);
}

function meanOf(results: Results, scheme: SchemeName, metric: string, how?: Served): number {
  return mean([...episodes(results, scheme, metric, how).values()]);
}

/** Change of accuracy from the first half of the episode to the second, over seeds. */
function drift(results: Results, scheme: SchemeName): Measured {
  const rows = slots(results, scheme);
  const half = Math.max(...rows.map((row) => row.slot)) / 2;
  const changes = [...Map.groupBy(rows, (row) => row.seed).values()].map((own) => {
    const accuracyIn = (isLate: boolean) =>
      mean(own.filter((row) => row.slot > half === isLate).map((row) => row.accuracy));
    return accuracyIn(true) - accuracyIn(false);
  });
  return measured(changes);
}

/** What a slot cost a scheme, and how much of that were retrainings. */
function spent(results: Results, scheme: SchemeName, how: Served): string {
  const metric = (name: string) => meanOf(results, scheme, name, how);
  return (
    `${metric("cost").toFixed(1)} s a slot, ${metric("retraining").toFixed(1)} of them retraining ` +
    `(${metric("retrained").toFixed(2)} models)`
  );
}
