import type { DataFrame } from "nodejs-polars";
import { mean } from "../../statistics/index.ts";
import { type Claim, judged } from "../../study/claim.ts";
import { type Measured, measured, pairedBySeed } from "../../study/overSeeds.ts";
import { IDENTITY } from "./identity.ts";
import { CHARGES } from "./model/edgeObjective.ts";
import { slotsOf } from "./rows.ts";
import { ALLOCATIONS } from "./schema.ts";
import { CHARGE_LABELS, COMPARED, SCHEMES, type SchemeName, type Way } from "./schemes.ts";
import { BASE, BOUND, CELLS, MORE_IMAGES, sweptName, TRUE_LABELS } from "./settings.ts";
import { accuracies, episodes, type Served, saving } from "./tables.ts";

const LAST = "test accuracy on the zone's classes after the last epoch, mean over three zones, paired by seed";
const EPISODE = "mean over the episode, paired by seed";

type About = Pick<Claim, "id" | "figure" | "statement" | "paper" | "window">;

function claim(about: About, reading: string, ours: Measured, reason: string): Claim {
  return judged({ ...about, experiment: IDENTITY.experiment, reading, reason }, ours);
}

/** D1-D3. */
export function claims(results: DataFrame): Claim[] {
  return [...training(results), ...breakouts(results), ...savings(results)];
}

/** D1: retrainings for a new zone, at equal image-trainings. */
function training(results: DataFrame): Claim[] {
  const about = { id: "D1", figure: "Fig. 2(a)", window: LAST, paper: "> 0" as const };
  const readings = [
    { setting: BASE, reading: "200 images an epoch" },
    { setting: MORE_IMAGES, reading: "500 images an epoch" },
  ];
  return [
    ...[...readings, { setting: TRUE_LABELS, reading: "200 images an epoch, (8) by true labels" }].map(
      ({ setting, reading }) => {
        const theirs = setting === TRUE_LABELS ? BASE : setting;
        return claim(
          { ...about, statement: "the twin's data make a better model than physical data (difference, points)" },
          reading,
          above(results, setting, "without-twin", theirs),
          `${reached(results, "proposed", setting)} % against ${reached(results, "without-twin", theirs)} %, both from ` +
            `${reached(results, "proposed", setting, 0)} %`,
        );
      },
    ),
    ...readings.map(({ setting, reading }) =>
      claim(
        { ...about, statement: "incremental learning makes a better model than training anew (points)" },
        reading,
        above(results, setting, "without-incremental"),
        `${reached(results, "proposed", setting)} % against ${reached(results, "without-incremental", setting)} %; without ` +
          `limit one seed reaches ${reached(results, "unlimited", BASE)} % in zone 1`,
      ),
    ),
    ...readings.map(({ setting, reading }) =>
      claim(
        { ...about, statement: "all schemes reach the accuracy bound of .85 (the worst one's margin, points)" },
        reading,
        worstMargin(results, setting),
        `${COMPARED.map((way) => `${SCHEMES[way].label} ${reached(results, way, setting)} %`).join(", ")}`,
      ),
    ),
  ];
}

function reached(results: DataFrame, way: Way, setting: string, epoch?: number): string {
  return (100 * mean([...accuracies(results, way, setting, epoch).values()])).toFixed(1);
}

function above(results: DataFrame, setting: string, way: Way, theirs = setting): Measured {
  const of = (one: Way, where: string) =>
    new Map([...accuracies(results, one, where)].map(([seed, share]) => [seed, 100 * share]));
  return pairedBySeed(of("proposed", setting), of(way, theirs));
}

function worstMargin(results: DataFrame, setting: string): Measured {
  const byWay = COMPARED.map((way) => accuracies(results, way, setting));
  const seeds = [...(byWay[0]?.keys() ?? [])];
  const margins = seeds.map((seed) => 100 * (Math.min(...byWay.map((own) => own.get(seed) as number)) - BOUND));
  return measured(margins);
}

/** D2: which schemes keep the bound. */
function breakouts(results: DataFrame): Claim[] {
  const of = (method: SchemeName, metric: string) => episodes(results, { method }, metric);
  const told = (metric: string, digits: number) => (method: SchemeName) =>
    mean([...of(method, metric).values()]).toFixed(digits);
  const [below, falls] = [told("below", 2), told("breakouts", 1)];
  const fewer = (metric: string, two: SchemeName) => pairedBySeed(of("single", metric), of(two, metric));
  const about = { figure: "Fig. 2(b)", paper: "> 0" as const, window: EPISODE };
  const readings = [
    { two: "proposed", reading: `${BASE}, two decide by (14), one by (13)` },
    { two: "measured", reading: `${BASE}, both decide by (13)` },
  ] as const;
  return [
    ...readings.map(({ two, reading }) =>
      claim(
        {
          id: "D2",
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
        { id: "D2", ...about, statement: "a single timescale breaks out more often than two do (times a user)" },
        reading,
        fewer("breakouts", two),
        `${falls("single")} times a user in an episode against ${falls(two)}, always ${falls("always")}`,
      ),
    ),
    claim(
      {
        id: "D2",
        ...about,
        paper: "< 0",
        statement: "without a twin accuracy decreases (second half of the episode minus first)",
        window: "mean accuracy of the second half of the slots minus that of the first",
      },
      BASE,
      drift(results, "without-twin"),
      `with the twin ${drift(results, "proposed").value.toFixed(3)}, never retrained ${drift(results, "never").value.toFixed(3)}`,
    ),
  ];
}

/** Change of accuracy from the first half of the episode to the second, over seeds. */
function drift(results: DataFrame, method: SchemeName): Measured {
  const { rows } = slotsOf(results, method);
  const half = Math.max(...rows.map((row) => row.slot)) / 2;
  const changes = [...Map.groupBy(rows, (row) => row.seed).values()].map((own) => {
    const of = (isLate: boolean) => mean(own.filter((row) => row.slot > half === isLate).map((row) => row.accuracy));
    return of(true) - of(false);
  });
  return measured(changes);
}

/** D3: what two timescales save of a slot's cost, in every reading that has run. */
function savings(results: DataFrame): Claim[] {
  const about: About = {
    id: "D3",
    figure: "Fig. 2(c)",
    statement: "two timescales save more than 60 % of the delay of one",
    paper: -60,
    window: EPISODE,
  };
  const one = (how: Omit<Served, "method">, reading: string, two?: SchemeName) =>
    claim(about, reading, saving(results, how, two), whatCost(results, how, two));
  const base = ALLOCATIONS.flatMap((allocation) =>
    CHARGES.map((charge) => one({ allocation, charge }, `${BASE}, ${allocation}, ${CHARGE_LABELS[charge]}`)),
  );
  const byMeasurement = CHARGES.map((charge) =>
    one({ charge }, `${BASE}, rule, ${CHARGE_LABELS[charge]}, both decide by (13)`, "measured"),
  );
  const swept = CHARGES.flatMap((charge) =>
    CELLS.map((cell) => one({ setting: sweptName(cell), charge }, `${sweptName(cell)}, ${CHARGE_LABELS[charge]}`)),
  );
  return [...base, ...byMeasurement, ...swept];
}

function whatCost(results: DataFrame, how: Omit<Served, "method">, two: SchemeName = "proposed"): string {
  return ([two, "single"] as const)
    .map((method) => {
      const of = (metric: string) => mean([...episodes(results, { method, ...how }, metric).values()]);
      return `${of("cost").toFixed(1)} s a slot, ${of("retraining").toFixed(1)} of them retraining (${of("retrained").toFixed(2)} models)`;
    })
    .join(" against ");
}
