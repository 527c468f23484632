import { z } from "zod";
import { type PlannedArm, type Profile, SEEDS, study as studyOf } from "../../study/index.ts";
import { claims } from "./claims.ts";
import { curveSchema, runCurves } from "./curveRuns.ts";
import * as figures from "./figures.ts";
import { runServing, servingSchema } from "./servingRuns.ts";
import {
  BASE,
  BY_BOTH,
  BY_RULE,
  COMPARED,
  FADING,
  FASTEST_LINK,
  HORIZON,
  IDENTITY,
  LAGGING_TWIN,
  MORE_IMAGES,
  type SchemeName,
  SWEEP,
  SWEEP_OPTIONS,
  served,
  TRUE_LABELS,
  USERS,
  watched,
} from "./settings.ts";
import * as tables from "./tables.ts";

const schema = z.union([servingSchema, curveSchema]);
type Options = z.input<typeof schema>;
type CurveOptions = Extract<Options, { method: "retraining" }>;
type ServingOptions = Extract<Options, { method: SchemeName }>;

/** Sizes of the profiles. */
const SIZES = {
  smoke: {
    network: { users: 2, frameSlots: 2, sceneSlots: 2, samples: 20, epochs: 1, accuracyThreshold: 0.15 },
    images: { pretraining: { images: 512, epochs: 2, isShared: true }, images: 16, testImages: 4 },
    allocation: { warmFrames: 2, copies: 2, updates: 5 },
    epochs: 2,
    horizon: 12,
  },
  quick: {
    network: { users: 2 },
    images: { pretraining: { images: 1500, epochs: 6, isShared: true }, images: 40, testImages: 10 },
    allocation: { warmFrames: 10, copies: 16 },
    epochs: 3,
    horizon: 20,
  },
  paper: { network: { users: USERS }, images: {}, allocation: {}, epochs: 6, horizon: HORIZON },
} as const;

/** Schemes in which TD3 splits tasks as well as a rule, since D3 is about them. */
const CLAIMED = ["single", "proposed"] as const;
/** Schemes in which a rule splits tasks alone: the first three in every profile. Without a twin there is none to learn in. */
const BESIDE = [
  "without-twin",
  "without-incremental",
  "never",
  "measured",
  "always",
  "periodic",
] as const satisfies SchemeName[];

/**
 * The arms of a profile: a retraining watched, and an episode of every scheme; in the paper profile the sweep and ablations. An episode has five
 * seeds: the single timescale alone retrains six hundred models in it.
 */
function arms(profile: Profile): PlannedArm<Options>[] {
  const { network, images, allocation, epochs, horizon } = SIZES[profile];
  const isPaper = profile === "paper";
  const watch = (setting: string, seeds: readonly number[], given: Partial<CurveOptions> = {}) => {
    const arm = watched(setting);
    return { ...arm, configuration: { method: arm.method, network, images, epochs, ...given }, seeds };
  };
  const serve = (method: SchemeName, setting: string, given: Partial<ServingOptions> = {}) => {
    const base = { method, network: { ...network, horizon }, images, allocation, servers: [...BY_RULE] };
    return { ...served(method, setting), configuration: { ...base, ...given }, seeds: SEEDS.five };
  };
  const curves = [
    watch(BASE, isPaper ? SEEDS.ten : SEEDS.five),
    ...(isPaper
      ? [
          watch(TRUE_LABELS, SEEDS.ten, { ways: ["proposed"], labels: "true" }),
          watch(MORE_IMAGES, SEEDS.five, { ways: [...COMPARED], images: { images: 500 } }),
        ]
      : []),
  ];
  const schemes = [
    ...CLAIMED.map((method) => {
      const servers = method === "proposed" ? [...BY_BOTH, FASTEST_LINK] : [...BY_BOTH];
      return serve(method, BASE, { servers, details: true });
    }),
    ...(isPaper ? BESIDE : BESIDE.slice(0, 3)).map((method) => serve(method, BASE, { details: true })),
  ];
  const beyond = () => [
    serve("proposed", FADING, { network: { ...network, horizon, fading: "rayleigh" } }),
    ...(["proposed", "never"] as const).map((method) =>
      serve(method, LAGGING_TWIN, { images: { twinDrift: 0.45 }, details: true }),
    ),
    ...CLAIMED.flatMap((method) =>
      SWEEP.map(({ setting, epochs, burst }) => {
        const { images, network } = SWEEP_OPTIONS;
        return serve(method, setting, { network: { ...network, epochs, burstConcentration: burst }, images });
      }),
    ),
  ];
  // Curves first: their blocks train the first models of other seeds each, and the rest find them made.
  return [...curves, ...schemes, ...(isPaper ? beyond() : [])];
}

const claimed = CLAIMED.map((method) => served(method));
const swept = SWEEP.flatMap(({ setting }) => CLAIMED.map((method) => served(method, setting)));
const drawn = [...claimed, served("without-twin"), served("without-incremental")];

/** Paper D: image models that are retrained at base stations, on two timescales or one, with a twin or without. */
export const study = studyOf({
  letter: "D",
  name: IDENTITY.experiment,
  title: "Inference and retraining at the edge on two timescales (paper D)",
  version: IDENTITY.version,
  // The tables are those of TensorFlow's arithmetic; the kernel's differ in the last digits, which training spreads.
  standIn: 2,
  module: import.meta.url,
  schema,
  arms,
  run(configuration, seeds, context) {
    if (configuration.method === "retraining") return runCurves(configuration, seeds, context);
    return runServing(configuration, seeds, context);
  },
  figures: [
    { make: figures.images },
    { needs: [watched()], make: figures.training },
    { needs: drawn, make: figures.accuracy },
    { needs: claimed, make: figures.breakouts },
    { needs: drawn, make: figures.delay },
    { needs: claimed, make: figures.parts },
    { needs: [watched()], make: figures.confusions },
    { needs: [served("never")], make: figures.estimate },
    { needs: claimed, make: figures.allocator },
    { needs: [served("proposed")], make: figures.association },
    { needs: swept, make: figures.sweep },
  ],
  tables: [
    {
      title: "What a slot costs (s), who stays below .85, and how many models are retrained in it",
      needs: claimed,
      make: (results) => tables.schemes(results),
    },
    {
      title: "Association by (12) and to the fastest link (s a slot)",
      needs: [served("proposed")],
      make: tables.association,
    },
    {
      title: "What two timescales save over one (%), by epochs of a retraining and bursts",
      needs: swept,
      make: tables.sweep,
    },
  ],
  claims,
});
