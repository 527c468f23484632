import { z } from "zod";
import { type PlannedArm, type Profile, SEEDS, study as studyOf } from "../../study/index.ts";
import { claims } from "./claims.ts";
import { curveSchema, runCurves } from "./curveRuns.ts";
import * as figures from "./figures.ts";
import { type Change, LABELLED_READINGS, OTHER_NETWORKS, READING_LABELS } from "./labelledReadings.ts";
import { runServing, servingSchema } from "./servingRuns.ts";
import {
  ALLOCATIONS,
  BY_LOAD,
  FASTEST_LINK,
  IDENTITY,
  PREMISE,
  PRINTED,
  type SchemeName,
  SPLIT_BY,
  served,
  TRAINED,
  WATCHED,
  WAYS,
  type Way,
  watched,
} from "./settings.ts";
import * as tables from "./tables.ts";

const schema = z.union([servingSchema, curveSchema]);
type Options = z.input<typeof schema>;
type ServingOptions = Partial<Omit<Extract<Options, { method: SchemeName }>, "method">>;

/** Sizes of the profiles. */
const SIZES = {
  smoke: {
    seeds: SEEDS.five,
    network: { users: 2, frameSlots: 2, sceneSlots: 2, samples: 20, epochs: 1, horizon: 12 },
    images: { pretraining: { images: 256, epochs: 1, home: 16, isShared: true }, images: 16, testImages: 4 },
    epochs: 2,
    ways: ["proposed", "without-twin", "without-incremental"],
  },
  quick: {
    seeds: SEEDS.five,
    network: {},
    images: {},
    epochs: 5,
    ways: ["proposed", "without-twin", "equal-updates", "anew-equal"],
  },
  paper: { seeds: SEEDS.ten, network: {}, images: {}, epochs: 5, ways: Object.keys(WAYS) as Way[] },
} as const;

/** Schemes of the paper, which every profile runs, and those beside them. */
const BESIDE = ["never", "measured", "single-predicted", "single-recent", "always", "periodic"] as const;
/** Schemes that a reading is run with. */
const COMPARED = ["proposed", "single", "without-twin"] as const;

/** The arms of a profile: retrainings watched, and episodes of the schemes; in the paper profile every reading, allocator and association. */
function arms(profile: Profile): PlannedArm<Options>[] {
  const { seeds, network, images, epochs, ways } = SIZES[profile];
  const watch = (setting: string, change: Change = {}, watchedWays: readonly Way[] = ways): PlannedArm<Options> => {
    const arm = watched(setting);
    const changed = { network: { ...network, ...change.network }, images: { ...images, ...change.images } };
    return { ...arm, configuration: { method: arm.method, epochs, ways: [...watchedWays], ...changed }, seeds };
  };
  const serve = (method: SchemeName, setting: string, change: Change = {}, given: ServingOptions = {}) => {
    const changed = { network: { ...network, ...change.network }, images: { ...images, ...change.images } };
    const base = { td3: {}, gradient: {}, ...changed, ...given };
    return { ...served(method, setting), configuration: { method, ...base }, seeds } as PlannedArm<Options>;
  };
  const schemes = profile === "smoke" ? ([...PRINTED, "never"] as const) : [...PRINTED, ...BESIDE];
  const isDrawn = (method: SchemeName) => [...PRINTED, "never"].includes(method);
  const premise = schemes.map((method) => serve(method, PREMISE, {}, { details: isDrawn(method) }));
  if (profile !== "paper") return [watch(PREMISE), ...premise];
  return [
    watch(PREMISE),
    ...premise,
    ...WATCHED.map((label) => watch(label, LABELLED_READINGS[label], ["proposed", "without-twin"])),
    ...READING_LABELS.flatMap((label) => {
      const methods = OTHER_NETWORKS.has(label) ? COMPARED.slice(0, 2) : COMPARED;
      return methods.map((method) => serve(method, label, LABELLED_READINGS[label]));
    }),
    ...(["proposed", "single"] as const).flatMap((method) =>
      ALLOCATIONS.slice(1).map((allocation) => serve(method, SPLIT_BY[allocation], {}, { allocation })),
    ),
    serve("proposed", FASTEST_LINK, {}, { association: "fastest link" }),
    serve("proposed", BY_LOAD, {}, { association: "by load" }),
    ...COMPARED.map((method) => serve(method, TRAINED, {}, { models: "trained" })),
  ];
}

const printed = PRINTED.map((method) => served(method));
const split = (["proposed", "single"] as const).flatMap((method) =>
  ALLOCATIONS.map((allocation) => served(method, SPLIT_BY[allocation])),
);

/** Paper D: image models that are retrained at base stations, on two timescales or one, with a twin or without. */
export const study = studyOf({
  letter: "D",
  name: IDENTITY.experiment,
  title: "Inference and retraining at the edge on two timescales (paper D)",
  version: IDENTITY.version,
  module: import.meta.url,
  schema,
  arms,
  run(configuration, seeds, context) {
    if (configuration.method === "retraining") return runCurves(configuration, seeds, context);
    return runServing(configuration, seeds, context);
  },
  figures: [
    { make: figures.framework },
    { make: figures.images },
    { needs: [watched()], make: figures.training },
    { needs: printed, make: figures.accuracy },
    { needs: printed, make: figures.kept },
    { needs: printed, make: figures.delay },
    { needs: printed, make: figures.parts },
    { needs: [watched()], make: figures.confusions },
    { needs: [served("never")], make: figures.estimate },
    { needs: split, make: figures.allocators },
    { needs: split, make: figures.allocator },
    { needs: [served("proposed")], make: figures.association },
    { needs: [served("proposed", READING_LABELS[0])], make: figures.savings },
    { needs: [served("proposed", READING_LABELS[0])], make: figures.belowInReadings },
  ],
  tables: [
    {
      title: "What a slot costs (s), who is below the bound, and how many models are retrained in it",
      needs: printed,
      make: (results) => tables.schemes(results),
    },
    { title: "What a slot costs by each allocator (s)", needs: split, make: tables.allocation },
    {
      title: "Two timescales against one, by reading",
      needs: [served("proposed", READING_LABELS[0])],
      make: tables.settings,
    },
    {
      title: "Networks trained beforehand, and in the episode",
      needs: [served("proposed", TRAINED), served("single", TRAINED), served("without-twin", TRAINED)],
      make: tables.distance,
    },
  ],
  claims,
});
