import { largest, mean } from "../../statistics/index.ts";
import { type Claim, type Measured, measured, type Needing, type Results } from "../../study/index.ts";
import { type About, boundIn, difference, inSettings, row, SETTINGS, told } from "./claimWords.ts";
import { episodes, slots } from "./measures.ts";
import { PREMISE, type SchemeName, served, shortName } from "./settings.ts";

const EPISODE = "mean over the episode, paired by seed";
const D2 = { id: "D2", figure: "Fig. 2(b)", paper: "> 0", window: EPISODE } as const;

/** Schemes with one decision a slot, and the two timescales that each is compared with. */
const PAIRS = [
  ["single", "proposed", "one decides by (13), two by (14)"],
  ["single", "measured", "both decide by (13)"],
  ["single-predicted", "proposed", "both decide by (14)"],
  ["single-recent", "proposed", "one decides by the mean of ten slots, two by (14)"],
] as const satisfies (readonly [SchemeName, SchemeName, string])[];

/** What one timescale has more of than two, in %. */
function more(metric: "below" | "framesBelow" | "breakouts", statement: string, digits = 1) {
  return (
    results: Results,
    one: SchemeName,
    two: SchemeName,
    setting: string,
    reading: string,
    isHeadline: boolean,
  ) => {
    const shown = (scheme: SchemeName) => {
      const value = mean([...episodes(results, scheme, metric, setting).values()]);
      return `${shortName(scheme)} ${(100 * value).toFixed(digits)} %`;
    };
    const retrained = [one, two].map((scheme) => told(results, scheme, "retrained", 2, setting)).join(" and ");
    const ours = difference(results, metric, [one, two], { setting, times: 100 });
    const reason = `${shown(one)}, ${shown(two)}; ${retrained} models are retrained a slot`;
    return row({ ...D2, statement: statement.replace(".85", boundIn(setting)) }, reading, ours, reason, isHeadline);
  };
}

const below = more("below", "one timescale falls below .85 in more slots than two (points of the users' slots)");
const framesBelow = more("framesBelow", "over frames of ten slots one timescale is below .85 more often (points)");
const breakouts = more("breakouts", "one timescale breaks out more often (falls in 100 slots above .85)", 2);

/** The share of frames in which two timescales keep the bound, %. */
const PREVENTED: About = {
  ...D2,
  statement: "two timescales effectively prevent break-outs (frames whose mean accuracy keeps .85, %)",
  paper: 100,
  tolerance: 5,
};

/** D2: who keeps the bound. */
export const boundClaims: readonly Needing<Claim>[] = [
  ...inSettings(SETTINGS, ["single", "proposed"], (results, setting) =>
    below(results, "single", "proposed", setting, setting, setting === PREMISE),
  ),
  ...PAIRS.flatMap(([one, two, reading]) => {
    const needs = [served(one), served(two)];
    return [
      ...(one === "single" && two === "proposed"
        ? []
        : [{ needs, make: (results: Results) => below(results, one, two, PREMISE, reading, false) }]),
      { needs, make: (results: Results) => breakouts(results, one, two, PREMISE, reading, false) },
      { needs, make: (results: Results) => framesBelow(results, one, two, PREMISE, reading, false) },
    ];
  }),
  {
    needs: [served("proposed"), served("never")],
    make(results) {
      const kept = [...episodes(results, "proposed", "framesBelow").values()].map((share) => 100 * (1 - share));
      const reason =
        `slots below: ${told(results, "proposed", "below", 2)}, always retrained ${told(results, "always", "below", 2)}, ` +
        `never ${told(results, "never", "below", 2)}; back above after ${told(results, "proposed", "recovery", 1)} slots`;
      return row(PREVENTED, PREMISE, measured(kept), reason, true);
    },
  },
  {
    needs: [served("without-twin"), served("proposed"), served("never")],
    make: (results) =>
      row(
        {
          ...D2,
          paper: "< 0",
          statement: "without a twin accuracy decreases from that of the well-trained models (points)",
          window: "mean accuracy of the second half of the slots minus that of the first frame",
        },
        PREMISE,
        drift(results, "without-twin"),
        `two timescales ${drift(results, "proposed").value.toFixed(1)}, never retrained ${drift(results, "never").value.toFixed(1)}`,
        true,
      ),
  },
];

/** Slots of the first frame. */
const FIRST = 10;

/** Change of accuracy from the first frame to the second half of the episode, points. */
function drift(results: Results, scheme: SchemeName): Measured {
  const rows = slots(results, scheme);
  const half = largest(rows.map((row) => row.slot)) / 2;
  const changes = [...Map.groupBy(rows, (row) => row.seed).values()].map((seedRows) => {
    const accuracyOf = (isIn: (slot: number) => boolean) =>
      mean(seedRows.filter((row) => isIn(row.slot)).map((row) => row.accuracy));
    return 100 * (accuracyOf((slot) => slot > half) - accuracyOf((slot) => slot < FIRST));
  });
  return measured(changes);
}
