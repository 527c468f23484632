import { axesOf, axis, configurationWith } from "../../maps/index.ts";
import {
  type Axis,
  type Comparison,
  gainBySeed,
  type MappedClaim,
  pairedBySeed,
  type ReadingValues,
} from "../../study/index.ts";
import { type Change, LABELLED_READINGS, OTHER_NETWORKS, type ReadingLabel } from "./labelledReadings.ts";
import { READINGS } from "./readings.ts";
import type { SchemeName } from "./settings.ts";
import { study } from "./study.ts";

/** Axes whose levels are names: which networks answer, and which decision each timescale takes. */
const NETWORKS = "networks";
const DECIDES = "who decides";
const PRINTED_NETWORKS = "as printed";

/** Readings of what networks learn from, each of which was trained beforehand by itself. */
const OF_DATA = [
  "delta 1",
  "twin's data alone",
  "twin's data alone, as many",
  "(8) by true labels",
  "twin knows half of the drift",
] as const satisfies ReadingLabel[];
/** Readings of the images and of how long is learned. */
const OF_IMAGES = [...OTHER_NETWORKS] as ReadingLabel[];

const networksAxis = (labels: readonly ReadingLabel[]): Axis =>
  axis(NETWORKS, PRINTED_NETWORKS, [PRINTED_NETWORKS, ...labels], {
    label: "images and training",
    why: "what a model learns from decides how far above the bound a retraining comes",
  });

/** Who decides by what: the scheme of one timescale, that of two. */
const DECISIONS: Readonly<Record<string, readonly [one: SchemeName, two: SchemeName]>> = {
  "one (13), two (14)": ["single", "proposed"],
  "both (13)": ["single", "measured"],
  "both (14)": ["single-predicted", "proposed"],
  "one ten slots, two (14)": ["single-recent", "proposed"],
};
const decisionsAxis = axis(DECIDES, "one (13), two (14)", Object.keys(DECISIONS), {
  why: "D (15) does not say which; a scheme of one slot may know the mean of ten",
});

/** Readings of the episodes of both timescales. */
const OF_EPISODES = {
  "network.deployment": {},
  "network.physicalPool": { label: "physical data of" },
  "network.accuracyThreshold": { label: "bound", levels: [0.85, 0.8, 0.9] },
  "network.start": { label: "users begin" },
  "network.sampleFlops": { label: "work of an image" },
  "network.samples": { label: "images measured", levels: [200, 20, 1000, 5000] },
  "network.burstConcentration": { label: "evenness of bursts", levels: [5, 2, 50] },
  "network.zoneChange": { label: "zone changes a frame", levels: [0.3, 0.1, 0.5] },
  "network.frameSlots": { label: "slots of a frame", levels: [10, 2, 5, 20] },
  "network.users": {},
};

/** A scheme's episodes in a reading. */
function serving(method: SchemeName, reading: ReadingValues) {
  const { network = {}, images = {} }: Change = LABELLED_READINGS[reading[NETWORKS] as ReadingLabel] ?? {};
  const base = { method, td3: {}, gradient: {}, network, images, details: false };
  return { method, configuration: configurationWith(base, reading, [NETWORKS, DECIDES]) };
}

const schemesOf = (reading: ReadingValues) => DECISIONS[reading[DECIDES] as string];

/** More slots below the bound on one timescale than on two, points. */
const moreBelow: Comparison = {
  arms: (reading) => schemesOf(reading).map((scheme) => serving(scheme, reading)),
  effect: (results, [one, two]) => {
    const below = [one, two].map(
      (arm) => new Map([...results.final(arm, "below", "episode")].map(([seed, share]) => [seed, 100 * share])),
    );
    return pairedBySeed(below[0], below[1]);
  },
};

/** What a slot costs on two timescales over one, %. */
const savedBy: Comparison = {
  arms: (reading) =>
    schemesOf(reading)
      .toReversed()
      .map((scheme) => serving(scheme, reading)),
  effect: (results, [two, one]) =>
    gainBySeed(results.final(two, "cost", "episode"), results.final(one, "cost", "episode")),
};

/** The accuracy that users have with the twin's data over that without, points. */
const moreAccurate: Comparison = {
  arms: (reading) => (["proposed", "without-twin"] as const).map((scheme) => serving(scheme, reading)),
  effect: (results, [ours, theirs]) => {
    const points = [ours, theirs].map(
      (arm) => new Map([...results.final(arm, "accuracy", "episode")].map(([seed, share]) => [seed, 100 * share])),
    );
    return pairedBySeed(points[0], points[1]);
  },
};

const ofTimescales = (id: "D2" | "D3", changes: Parameters<typeof axesOf>[2] = {}): Axis[] => [
  networksAxis([...OF_DATA, ...OF_IMAGES]),
  decisionsAxis,
  ...axesOf(READINGS, id, { ...OF_EPISODES, ...changes }),
];

/** Seeds whose networks were trained beforehand and are committed. */
const LIMIT = 10;

/** The claims of paper D whose maps are drawn. */
export const MAPS: readonly MappedClaim[] = [
  {
    id: "D1",
    statement: "with the twin the users' accuracy is higher than without it (points)",
    unit: "points",
    paper: "> 0",
    tolerance: 0,
    study,
    axes: [
      networksAxis(OF_DATA),
      ...axesOf(READINGS, "D1", {
        "network.deployment": {},
        "network.physicalPool": { label: "physical data of" },
        "network.start": { label: "users begin" },
      }),
    ],
    limit: LIMIT,
    ...moreAccurate,
    controls: {},
  },
  {
    id: "D2",
    statement: "one timescale falls below .85 in more slots than two (points of the users' slots)",
    unit: "points of the users' slots",
    paper: "> 0",
    tolerance: 0,
    study,
    axes: ofTimescales("D2"),
    limit: LIMIT,
    ...moreBelow,
    controls: {},
  },
  {
    id: "D3",
    statement: "two timescales save more than 60 % of the delay of one",
    unit: "%",
    paper: -60,
    tolerance: 6,
    study,
    axes: ofTimescales("D3", {
      "network.charge": {},
      "network.work": { label: "work charged" },
      "network.fading": {},
      allocation: { levels: ["optimum", "rule"], why: "the learned splitters end between both" },
    }),
    limit: LIMIT,
    ...savedBy,
    controls: {
      "never retrained, over one timescale": {
        arms: (reading) => (["never", schemesOf(reading)[0]] as const).map((scheme) => serving(scheme, reading)),
        effect: savedBy.effect,
      },
    },
  },
];
