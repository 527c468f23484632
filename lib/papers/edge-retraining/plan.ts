import type { Profile, Task } from "../../study/experiment.ts";
import type { AllocationOptions } from "./allocation.ts";
import { type Run, type RunOptions, schema } from "./schema.ts";
import { COMPARED, type SchemeName } from "./schemes.ts";
import {
  BASE,
  BY_BOTH,
  BY_RULE,
  CELLS,
  FADING,
  FASTEST_LINK,
  HORIZON,
  LAGGING_TWIN,
  MORE_IMAGES,
  SWEPT,
  sweptName,
  TRUE_LABELS,
  USERS,
} from "./settings.ts";

const FIRST: readonly number[] = [0, 1, 2, 3, 4];
const TEN: readonly number[] = [...FIRST, 5, 6, 7, 8, 9];

/** What is smaller than in the paper profile. */
const SIZES = {
  smoke: {
    network: { users: 2, frameSlots: 2, sceneSlots: 2, samples: 40, epochs: 2, accuracyThreshold: 0.15 },
    images: { pretraining: { images: 512, epochs: 2, isShared: true }, images: 16, testImages: 4 },
    allocation: { warmFrames: 2, copies: 2, updates: 5 },
    epochs: 2,
    horizon: 20,
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

/** Who splits tasks by TD3 as well, since D3 is about them, and who by rule alone: without a twin there is none to learn in. */
const CLAIMED: readonly SchemeName[] = ["single", "proposed"];
const BESIDE: readonly SchemeName[] = [
  "without-twin",
  "without-incremental",
  "never",
  "measured",
  "always",
  "periodic",
];

/**
 * What is run in a profile: a retraining watched, an episode of every scheme; in the paper profile the sweep and
 * ablations. An episode has five seeds: the single timescale alone retrains six hundred models in it.
 */
export function plan(profile: Profile): Task<Run>[] {
  const { network, images, allocation, epochs, horizon } = SIZES[profile];
  const isPaper = profile === "paper";
  const task = (setting: string, run: RunOptions, seeds: readonly number[]): Task<Run> => {
    return { method: run.method, setting, seeds, configuration: schema.parse(run) };
  };
  const serve = (method: SchemeName, setting: string, seeds: readonly number[], given: Partial<ServingOptions> = {}) =>
    task(setting, { method, network: { ...network, horizon }, images, allocation, servers: BY_BOTH, ...given }, seeds);
  const schemes = [
    ...CLAIMED.map((method) => {
      const servers = method === "proposed" ? [...BY_BOTH, FASTEST_LINK] : BY_BOTH;
      return serve(method, BASE, FIRST, { servers, details: true });
    }),
    ...(isPaper ? BESIDE : BESIDE.slice(0, 3)).map((method) =>
      serve(method, BASE, FIRST, { servers: BY_RULE, details: true }),
    ),
  ];
  const beyond = [
    serve("proposed", FADING, FIRST, { network: { ...network, horizon, fading: "rayleigh" }, servers: BY_RULE }),
    ...(["proposed", "never"] as const).map((method) =>
      serve(method, LAGGING_TWIN, FIRST, { images: { twinDrift: 0.45 }, servers: BY_RULE, details: true }),
    ),
    ...(["single", "proposed"] as const).flatMap((method) =>
      CELLS.map((cell) => {
        const network = { ...SWEPT.network, epochs: cell.epochs, burstConcentration: cell.burst };
        return serve(method, sweptName(cell), FIRST, { network, images: SWEPT.images, servers: BY_RULE });
      }),
    ),
  ];
  const watch = (setting: string, seeds: readonly number[], given: Partial<CurveOptions> = {}) =>
    task(setting, { method: "retraining", network, images, epochs, ...given }, seeds);
  const curves = [
    watch(BASE, isPaper ? TEN : FIRST),
    ...(isPaper
      ? [
          watch(TRUE_LABELS, TEN, { ways: ["proposed"], labels: "true" }),
          watch(MORE_IMAGES, FIRST, {
            ways: [...COMPARED],
            images: { images: 500 },
          }),
        ]
      : []),
  ];
  // Curves first: their blocks train the first models of other seeds each, and the rest find them made.
  return [...curves, ...schemes, ...(isPaper ? beyond : [])];
}

type CurveOptions = Extract<RunOptions, { method: "retraining" }>;
type ServingOptions = Extract<RunOptions, { method: SchemeName }> & { readonly allocation: Partial<AllocationOptions> };
