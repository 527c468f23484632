import { mean } from "../../statistics/index.ts";
import {
  type Claim,
  gainBySeed,
  type Measured,
  measured,
  type Needing,
  pairedBySeed,
  type Results,
} from "../../study/index.ts";
import { boundOf } from "./captions.ts";
import { type About, difference, inSettings, row, SETTINGS, told } from "./claimWords.ts";
import { OTHER_NETWORKS, type ReadingLabel } from "./labelledReadings.ts";
import { accuracies, episodes } from "./measures.ts";
import { PREMISE, type SchemeName, served, shortName, WATCHED, WAYS, type Way, watched } from "./settings.ts";

const LAST = "test accuracy on the zone's classes after the last epoch, mean over three zones, paired by seed";
const EPISODE = "mean over the episode, paired by seed";

const D1 = { id: "D1", figure: "Fig. 2(a)", window: LAST, paper: "> 0" } as const;

/** The proposed way against another in a setting of retrainings that are watched, points. */
function above(statement: string, other: Way, settings: readonly string[] = [PREMISE]): Needing<Claim>[] {
  return settings.map((setting) => ({
    needs: [watched(setting)],
    make(results) {
      const reached = (way: Way, epoch?: number) => percent(accuracies(results, way, setting, epoch));
      const reason =
        `${reached("proposed")} % with ${WAYS.proposed}, ${reached(other)} % with ${WAYS[other]}; ` +
        `before it ${reached("proposed", 0)} %`;
      const ours = pairedBySeed(points(results, "proposed", setting), points(results, other, setting));
      return row({ ...D1, statement }, setting, ours, reason, setting === PREMISE);
    },
  }));
}

const ALL_REACH: About = {
  ...D1,
  statement: "all schemes reach the accuracy bound of .85 (the worst one's margin, points)",
};
/** The schemes of Fig. 2(a), each trained as much as its text says. */
const SCHEMES_DRAWN = ["proposed", "without-twin", "without-incremental"] as const satisfies Way[];

/** Margin of the worst scheme over the bound, points. */
function worstMargin(results: Results): Measured {
  const [first, ...others] = SCHEMES_DRAWN.map((way) => accuracies(results, way));
  const worst = [...first].map(([seed, share]) => Math.min(share, ...others.map((shares) => shares.get(seed) ?? 1)));
  return measured(worst.map((share) => 100 * (share - boundOf(results))));
}

/** D1: what the twin's data add, and what incremental learning does, in Fig. 2(a) and in the conclusion's words. */
export const trainingClaims: readonly Needing<Claim>[] = [
  ...above("with the twin's data beside the physical ones a better model results (points)", "without-twin", [
    PREMISE,
    ...WATCHED,
  ]),
  ...above(
    "with the twin's data a better model than by as many image-trainings on physical data (points)",
    "equal-updates",
  ),
  ...above("physical data and the twin's make a better model than the twin's alone (points)", "twin-alone"),
  ...above("incremental learning makes a better model than retraining it totally (points)", "without-incremental"),
  ...above(
    "incremental learning makes a better model than beginning anew at equal image-trainings (points)",
    "anew-equal",
  ),
  {
    needs: [watched()],
    make: (results) =>
      row(
        ALL_REACH,
        PREMISE,
        worstMargin(results),
        SCHEMES_DRAWN.map((way) => `${WAYS[way]} ${percent(accuracies(results, way))} %`).join(", "),
        true,
      ),
  },
  ...inSettings(
    SETTINGS.filter((setting) => !OTHER_NETWORKS.has(setting as ReadingLabel)),
    ["proposed", "without-twin"],
    (results, setting) =>
      row(
        {
          id: "D1",
          figure: "conclusion",
          statement: "with the twin the users' accuracy is higher than without it (points)",
          paper: "> 0",
          window: EPISODE,
        },
        setting,
        difference(results, "accuracy", ["proposed", "without-twin"], { setting, times: 100 }),
        accuraciesTold(results, setting),
        setting === PREMISE,
      ),
  ),
  {
    needs: [served("proposed"), served("without-twin")],
    make: (results) =>
      row(
        {
          id: "D1",
          figure: "Fig. 2(a)",
          statement: "the twin's data cost additional training (a retrained model, %)",
          paper: "> 0",
          window: "time that retrainings take over their number in the episode, paired by seed",
        },
        PREMISE,
        gainBySeed(secondsOfModel(results, "proposed"), secondsOfModel(results, "without-twin")),
        (["proposed", "without-twin"] as const)
          .map((scheme) => `${shortName(scheme)}: ${mean([...secondsOfModel(results, scheme).values()]).toFixed(0)} s`)
          .join("; "),
        true,
      ),
  },
];

/** Time of a retrained model in an episode, s of a user and slot for each model of a slot, by seed. */
function secondsOfModel(results: Results, scheme: SchemeName): Map<number, number> {
  const retrained = episodes(results, scheme, "retrained");
  const seconds = [...episodes(results, scheme, "retraining")];
  return new Map(seconds.map(([seed, retraining]) => [seed, retraining / (retrained.get(seed) ?? 0)]));
}

function accuraciesTold(results: Results, setting: string): string {
  return (["proposed", "without-twin"] as const)
    .map((scheme) => `${shortName(scheme)} ${told(results, scheme, "accuracy", 3, setting)}`)
    .join(", ");
}

function points(results: Results, way: Way, setting: string): Map<number, number> {
  return new Map([...accuracies(results, way, setting)].map(([seed, share]) => [seed, 100 * share]));
}

function percent(shares: ReadonlyMap<number, number>): string {
  return (100 * mean([...shares.values()])).toFixed(1);
}
