import type { z } from "zod";
import type { Arm } from "../../study/index.ts";
import type { parallelRunSchema } from "./parallelRuns.ts";
import { type PolicyArm, unlearned } from "./policyArm.ts";
import type { RoadOptions } from "./roadRuns.ts";
import { UNSAID } from "./roadVariants.ts";

/** A way to learn on the road, with as many sets as the paper profile gives it. */
export interface RoadArm extends Arm {
  readonly method: "road";
  readonly options: RoadOptions;
}

/** Sets of Fig. 4, and sets over which the headline's learners are followed. */
export const FIGURE_SETS = 20_000;
const LONG_SETS = 60_000;

export function road(setting: string, options: Partial<RoadOptions>): RoadArm {
  return { method: "road", setting, options: { road: {}, learner: {}, domains: {}, sets: FIGURE_SETS, ...options } };
}

/** The arm that tries n actions a set, the physical one included. */
function trying(n: number) {
  return { ...road(`n = ${n}`, { actions: n, sets: LONG_SETS }), n };
}

/** Plain Q-learning, n = 1, and the twin whose numbers the paper prints, n = 5. */
export const PLAIN = trying(1);
export const TWIN = trying(5);
/** The arms of Fig. 4, by n. */
export const FIGURE_4 = [PLAIN, trying(2), trying(3), TWIN, trying(10)] as const;

/** Updates that n = 5 makes in Fig. 4. */
export const UPDATES = TWIN.n * FIGURE_SETS;
export const REPLAY = road("n = 1, replay", { replays: 4 });
export const OPTIMISTIC = road("n = 1, optimistic first values", { learner: { initialValue: 100 }, sets: UPDATES });
export const LONGER = road("n = 1, longer", { sets: UPDATES });
/** The arms with as many updates without a twin. */
export const CONTROLS = [
  REPLAY,
  OPTIMISTIC,
  road("n = 1, uniform exploration", { learner: { explorationEnd: 1 }, sets: UPDATES }),
  LONGER,
] as const;

/** The readings beside the headline's, each with n = 1 and n = 5. */
export const OTHER_READINGS = UNSAID.map(({ reading, ...options }) => ({
  reading,
  plain: road(`${reading}, n = 1`, { ...options, actions: PLAIN.n }),
  twin: road(`${reading}, n = 5`, { ...options, actions: TWIN.n }),
}));
/** n = 5 in the twin alone, beside the physical action. */
export const BESIDE = road("n = 5 beside the physical action", { actions: TWIN.n, physicalCounts: false });

/** The arms that come to the optimum sooner: rewards have no chance in them, so one look at each is enough. */
export const SOONER = [
  road("n = 5, learning rate 1", { actions: TWIN.n, learner: { learningRate: 1 } }),
  road("n = 10, learning rate 1", { actions: 10, learner: { learningRate: 1 } }),
  road("learned in the twin before", {
    learner: { learningRate: 1, explorationStart: 0.05, explorationSets: 1 },
    pretraining: { from: "domains", transitions: 50_000, updates: 100_000 },
  }),
] as const;

/** Errors of domains: rates err by .12 dB for each metre of the edges. */
function erring(edgeErrorM: number, count: number) {
  return { count, edgeErrorM, rateErrorDb: 0.12 * edgeErrorM };
}

/** A twin of K = `count` domains that misjudge. */
function misjudging(edgeErrorM: number, count: number) {
  const setting = `twin error ${edgeErrorM} m, ${count} ${count === 1 ? "domain" : "domains"}`;
  return { ...road(setting, { actions: TWIN.n, domains: erring(edgeErrorM, count) }), edgeErrorM, count };
}

/** The error of edges at which K is varied, m. */
const AVERAGED_ERROR_M = 20;
/** The arms with the error of edges swept, for K = 1 and K = 4. */
export const ERRORS = [5, 10, 20, 50, 100, 200].flatMap((m) => [1, 4].map((count) => misjudging(m, count)));
const MORE_DOMAINS = [2, 8].map((count) => misjudging(AVERAGED_ERROR_M, count));
/** The arms with K swept at one error. */
export const AVERAGED = [...ERRORS.filter(({ edgeErrorM }) => edgeErrorM === AVERAGED_ERROR_M), ...MORE_DOMAINS].sort(
  (a, b) => a.count - b.count,
);

/** Error of edges with which a twin that is not built yet begins, m. */
export const UNBUILT_ERROR_M = 30;
/** The arms with a twin that is complete after some sets: waited for, or used at once. */
export const CONSTRUCTION = [6000, 12_000].flatMap((steps) =>
  (["wait", "use"] as const).map((meanwhile) =>
    road(`twin complete at ${steps.toLocaleString("en")}, ${meanwhile === "wait" ? "waited for" : "used at once"}`, {
      actions: TWIN.n,
      domains: meanwhile === "use" ? erring(UNBUILT_ERROR_M, 1) : {},
      construction: { steps, meanwhile },
    }),
  ),
);

/** Exploration after pre-training: little. */
const ADAPTING = { explorationStart: 0.1, explorationSets: 2000 };
const STORED = { transitions: 20_000, updates: 100_000 };
/** The arms that learn elsewhere first, and one from scratch that explores as little. */
export const PRETRAINING = [
  road("pre-trained in four erring domains", {
    learner: ADAPTING,
    domains: erring(20, 4),
    pretraining: { from: "domains", ...STORED },
  }),
  road("pre-trained on another road", { learner: ADAPTING, pretraining: { from: "another road", ...STORED } }),
  road("from scratch, exploring little", { learner: ADAPTING }),
];

/** The arms without the twin's view, whose agents see the road in cells of some length. */
export const VIEWS = [50, 100, 250, 1000].map((cellM) => ({
  ...road(`seen in cells of ${cellM} m`, { road: { observedCellM: cellM }, actions: TWIN.n }),
  cellM,
}));

/** Every way to learn on the road. */
export const ROADS: readonly RoadArm[] = [
  ...FIGURE_4,
  ...CONTROLS,
  ...OTHER_READINGS.flatMap(({ plain, twin }) => [plain, twin]),
  BESIDE,
  ...SOONER,
  ...ERRORS,
  ...MORE_DOMAINS,
  ...CONSTRUCTION,
  ...PRETRAINING,
  ...VIEWS,
];

/** Four learners, each in a domain of its own. */
export const PARALLEL = {
  method: "parallel",
  setting: "learners in parallel",
  options: {
    road: {},
    domains: erring(10, 1),
    learners: {
      "learning rate .5": {},
      "learning rate .1": { learningRate: 0.1 },
      "optimistic first values": { initialValue: 100 },
      "uniform exploration": { explorationEnd: 1 },
    },
  } satisfies Omit<z.input<typeof parallelRunSchema>, "method" | "sets">,
} as const;

/** Policies without learning on the road. */
export const ROAD_POLICIES = unlearned("road", { method: "road policies", road: {} });
export const ROADS_WITHOUT_LEARNING: readonly PolicyArm[] = [
  ROAD_POLICIES,
  unlearned("road, driving on", { method: "road policies", road: { next: "drive on" }, discount: 0.9 }),
];
