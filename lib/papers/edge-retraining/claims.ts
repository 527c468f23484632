import { largest, mean } from "../../statistics/index.ts";
import {
  type Claim,
  judged,
  type Measured,
  measured,
  type Needing,
  pairedBySeed,
  type Results,
} from "../../study/index.ts";
import { boundOf } from "./captions.ts";
import { accuracies, episodes, type Served, saving, slots } from "./measures.ts";
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

const LAST = "test accuracy on the zone's classes after the last epoch, mean over three zones, paired by seed";
const EPISODE = "mean over the episode, paired by seed";

type About = Pick<Claim, "id" | "figure" | "statement" | "paper" | "window">;

function claim(about: About, reading: string, ours: Measured, reason: string): Claim {
  return judged({ ...about, experiment: IDENTITY.experiment, reading, reason }, ours);
}

/** D1: retrainings for a new zone, at equal image-trainings. */
function training(results: Results): Claim[] {
  const reached = (way: Way, setting: string, epoch?: number) =>
    (100 * mean([...accuracies(results, way, setting, epoch).values()])).toFixed(1);
  const about = { id: "D1", figure: "Fig. 2(a)", window: LAST, paper: "> 0" as const };
  const readings = [
    { setting: BASE, theirs: BASE, reading: "200 images an epoch" },
    { setting: MORE_IMAGES, theirs: MORE_IMAGES, reading: "500 images an epoch" },
  ];
  const byTruth = { setting: TRUE_LABELS, theirs: BASE, reading: "200 images an epoch, (8) by true labels" };
  return [
    ...[...readings, byTruth].map(({ setting, theirs, reading }) =>
      claim(
        { ...about, statement: "the twin's data make a better model than physical data (difference, points)" },
        reading,
        above(results, setting, "without-twin", theirs),
        `${reached("proposed", setting)} % against ${reached("without-twin", theirs)} %, both from ` +
          `${reached("proposed", setting, 0)} %`,
      ),
    ),
    ...readings.map(({ setting, reading }) =>
      claim(
        { ...about, statement: "incremental learning makes a better model than training anew (points)" },
        reading,
        above(results, setting, "without-incremental"),
        `${reached("proposed", setting)} % against ${reached("without-incremental", setting)} %; without ` +
          `limit one seed reaches ${reached("unlimited", BASE)} % in zone 1`,
      ),
    ),
    ...readings.map(({ setting, reading }) =>
      claim(
        { ...about, statement: "all schemes reach the accuracy bound of .85 (the worst one's margin, points)" },
        reading,
        worstMargin(results, setting),
        COMPARED.map((way) => `${SCHEMES[way].label} ${reached(way, setting)} %`).join(", "),
      ),
    ),
  ];
}

/** Accuracy of the proposed way over that of another, points. */
function above(results: Results, setting: string, way: Way, theirs = setting): Measured {
  const points = (compared: Way, where: string) =>
    new Map([...accuracies(results, compared, where)].map(([seed, share]) => [seed, 100 * share]));
  return pairedBySeed(points("proposed", setting), points(way, theirs));
}

/** Accuracy of the worst way over the bound, points. */
function worstMargin(results: Results, setting: string): Measured {
  const [first, ...others] = COMPARED.map((way) => accuracies(results, way, setting));
  const worst = [...first].map(([seed, share]) =>
    Math.min(share, ...others.map((shares) => shares.get(seed) as number)),
  );
  return measured(worst.map((share) => 100 * (share - boundOf(results))));
}

/** D2: the schemes that keep the bound. */
function breakouts(results: Results): Claim[] {
  const shown = (metric: string, digits: number) => (method: SchemeName) =>
    mean([...episodes(results, method, metric).values()]).toFixed(digits);
  const [below, falls] = [shown("below", 2), shown("breakouts", 1)];
  const fewer = (metric: string, two: SchemeName) =>
    pairedBySeed(episodes(results, "single", metric), episodes(results, two, metric));
  const changed = (scheme: SchemeName) => drift(results, scheme).value.toFixed(3);
  const about = { id: "D2", figure: "Fig. 2(b)", paper: "> 0" as const, window: EPISODE };
  const readings = [
    { two: "proposed", reading: `${BASE}, two decide by (14), one by (13)` },
    { two: "measured", reading: `${BASE}, both decide by (13)` },
  ] as const;
  return [
    ...readings.map(({ two, reading }) =>
      claim(
        {
          ...about,
          statement: "a single timescale falls below .85 more often than two do (difference of user-slots' shares)",
        },
        reading,
        fewer("below", two),
        `${below("single")} of the user-slots against ${below(two)}; always ${below("always")}, never ${below("never")}`,
      ),
    ),
    ...readings.map(({ two, reading }) =>
      claim(
        { ...about, statement: "a single timescale breaks out more often than two do (times a user)" },
        reading,
        fewer("breakouts", two),
        `${falls("single")} times a user in an episode against ${falls(two)}, always ${falls("always")}`,
      ),
    ),
    claim(
      {
        ...about,
        paper: "< 0",
        statement: "without a twin accuracy decreases (second half of the episode minus first)",
        window: "mean accuracy of the second half of the slots minus that of the first",
      },
      BASE,
      drift(results, "without-twin"),
      `with the twin ${changed("proposed")}, never retrained ${changed("never")}`,
    ),
  ];
}

/** Change of accuracy from the first half of the episode to the second, over seeds. */
function drift(results: Results, scheme: SchemeName): Measured {
  const rows = slots(results, scheme);
  const half = largest(rows.map((row) => row.slot)) / 2;
  const changes = [...Map.groupBy(rows, (row) => row.seed).values()].map((seedRows) => {
    const accuracyIn = (isLate: boolean) =>
      mean(seedRows.filter((row) => row.slot > half === isLate).map((row) => row.accuracy));
    return accuracyIn(true) - accuracyIn(false);
  });
  return measured(changes);
}

/** Readings of D3: who splits tasks, how a retraining is charged, by which accuracy two timescales decide, the sweep. */
const SAVINGS: readonly (Served & { readonly reading: string; readonly two?: SchemeName })[] = [
  ...ALLOCATIONS.flatMap((allocation) =>
    CHARGES.map((charge) => ({ allocation, charge, reading: `${BASE}, ${allocation}, ${CHARGE_LABELS[charge]}` })),
  ),
  ...CHARGES.map((charge) => {
    const reading = `${BASE}, rule, ${CHARGE_LABELS[charge]}, both decide by (13)`;
    return { charge, reading, two: "measured" } as const;
  }),
  ...CHARGES.flatMap((charge) =>
    SWEEP.map(({ setting }) => ({ setting, charge, reading: `${setting}, ${CHARGE_LABELS[charge]}` })),
  ),
];

/** D3: the part of a slot's cost that two timescales save. */
const savings = SAVINGS.map(({ reading, two = "proposed", ...how }): Needing<Claim> => {
  const about = {
    id: "D3",
    figure: "Fig. 2(c)",
    statement: "two timescales save more than 60 % of the delay of one",
    paper: -60,
    window: EPISODE,
  };
  const needs = [served(two, how.setting), served("single", how.setting)];
  return {
    needs,
    make(results) {
      const spent = needs.map(({ method }) => {
        const meanOf = (metric: string) => mean([...episodes(results, method, metric, how).values()]);
        const [cost, retraining, retrained] = ["cost", "retraining", "retrained"].map(meanOf);
        return (
          `${cost.toFixed(1)} s a slot, ${retraining.toFixed(1)} of them retraining ` +
          `(${retrained.toFixed(2)} models)`
        );
      });
      return claim(about, reading, saving(results, how, two), spent.join(" against "));
    },
  };
});

const compared = ["single", "proposed", "measured", "without-twin", "always", "never"] as const;

/** D1, D2 and D3, with the arms that they need. */
export const claims: readonly Needing<Claim | readonly Claim[]>[] = [
  { needs: [watched(), watched(MORE_IMAGES), watched(TRUE_LABELS)], make: training },
  { needs: compared.map((scheme) => served(scheme)), make: breakouts },
  ...savings,
];
