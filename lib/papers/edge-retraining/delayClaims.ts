import { type Claim, gainBySeed, type Needing, type Results } from "../../study/index.ts";
import { type About, inSettings, row, SETTINGS, told } from "./claimWords.ts";
import { episodes, saving } from "./measures.ts";
import { BY_LOAD, FASTEST_LINK, PREMISE, type SchemeName, SPLIT_BY, served, shortName } from "./settings.ts";

const EPISODE = "mean over the episode, delay and retraining; paired by seed, %";

const D3: About = {
  id: "D3",
  figure: "Fig. 2(c)",
  statement: "two timescales save more than 60 % of the delay of one",
  paper: -60,
  window: EPISODE,
};

/** Schemes of one slot that two timescales are compared with besides. */
const OTHERS = [
  ["measured", "single", "both decide by (13)"],
  ["proposed", "single-predicted", "both decide by (14)"],
  ["proposed", "single-recent", "one decides by the mean of ten slots, two by (14)"],
] as const satisfies (readonly [SchemeName, SchemeName, string])[];

function saved(results: Results, two: SchemeName, one: SchemeName, setting: string, reading: string): Claim {
  const spent = [two, one].map((scheme) => {
    const [cost, retraining, retrained] = (["cost", "retraining", "retrained"] as const).map((metric) =>
      told(results, scheme, metric, metric === "retrained" ? 2 : 1, setting),
    );
    return `${shortName(scheme)}: ${cost} s a slot, ${retraining} of them retraining (${retrained} models)`;
  });
  const isHeadline = reading === PREMISE;
  return row(D3, reading, saving(results, setting, two, one), spent.join("; "), isHeadline);
}

/** D3: the part of a slot's cost that two timescales save; what other benchmarks and associations cost. */
export const delayClaims: readonly Needing<Claim>[] = [
  ...inSettings(
    [...SETTINGS, ...Object.values(SPLIT_BY).filter((setting) => setting !== PREMISE)],
    ["proposed", "single"],
    (results, setting) => saved(results, "proposed", "single", setting, setting),
  ),
  ...OTHERS.map(([two, one, reading]) => ({
    needs: [served(two), served(one)],
    make: (results: Results) => saved(results, two, one, PREMISE, reading),
  })),
  ...(["cost", "delay"] as const).map((metric) => ({
    needs: [served("without-incremental"), served("proposed")],
    make(results: Results) {
      const what = metric === "cost" ? "delay and retraining" : "delay without retraining";
      const [anew, ours] = (["without-incremental", "proposed"] as const).map((scheme) => {
        return { told: told(results, scheme, metric, 1), values: episodes(results, scheme, metric) };
      });
      return row(
        {
          ...D3,
          statement: `without incremental learning the delay is larger than with it (${what})`,
          paper: "> 0",
          window: EPISODE,
        },
        PREMISE,
        gainBySeed(anew.values, ours.values),
        `${anew.told} s a slot for ${ours.told}`,
        metric === "cost",
      );
    },
  })),
  ...([FASTEST_LINK, BY_LOAD] as const).map((setting) => ({
    needs: [served("proposed", setting), served("proposed")],
    make: (results: Results) =>
      row(
        {
          id: "D3",
          figure: "(12)",
          statement:
            setting === FASTEST_LINK
              ? "users at their fastest links have a larger delay than by (12a)"
              : "by the load of stations, for which Algorithm 1 branches, the delay is smaller than by links alone",
          paper: setting === FASTEST_LINK ? "> 0" : "< 0",
          window: EPISODE,
        },
        PREMISE,
        gainBySeed(episodes(results, "proposed", "cost", setting), episodes(results, "proposed", "cost")),
        `${told(results, "proposed", "cost", 1, setting)} s for ${told(results, "proposed", "cost", 1)}`,
      ),
  })),
];
