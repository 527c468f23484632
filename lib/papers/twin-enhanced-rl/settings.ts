import type { RunOptions } from "./schema.ts";

type RoadOptions = Omit<Extract<RunOptions, { method: "road" }>, "method" | "sets" | "evaluateEvery">;
type FlightOptions = Omit<Extract<RunOptions, { method: "flight" }>, "method" | "episodes" | "evaluateEvery">;

/** A way to learn on the road, and how many sets it is given. */
export interface RoadSetting extends RoadOptions {
  readonly sets: number;
}

/** Sets of Fig. 4, and so many as a regret of 1 % takes. */
export const FIGURE_SETS = 20_000;
export const LONG_SETS = 60_000;

const identical = { domains: {} };
const plain = { road: {}, learner: {}, ...identical } satisfies RoadOptions;

/** n of Fig. 4. */
export const ACTION_COUNTS = [1, 2, 3, 5, 10] as const;
export const figure4Name = (n: number): string => `n = ${n}`;

const FIGURE_4: Record<string, RoadSetting> = Object.fromEntries(
  ACTION_COUNTS.map((actions) => [figure4Name(actions), { ...plain, actions, sets: LONG_SETS }]),
);

/** As many updates as n = 5 makes in Fig. 4, without a twin. */
const UPDATES = 5 * FIGURE_SETS;
export const LONGER = "n = 1, longer";
export const CONTROLS: Record<string, RoadSetting> = {
  "n = 1, replay": { ...plain, replays: 4, sets: FIGURE_SETS },
  "n = 1, optimistic first values": { ...plain, learner: { initialValue: 1000 }, sets: UPDATES },
  "n = 1, uniform exploration": { ...plain, learner: { explorationEnd: 1 }, sets: UPDATES },
  [LONGER]: { ...plain, sets: UPDATES },
};

/** What the paper leaves open and the gap depends on: each with n = 1 and n = 5. */
const SWEPT: Record<string, Omit<RoadSetting, "sets">> = {
  "discount 0": { ...plain, learner: { discount: 0 } },
  "discount .5": { ...plain, learner: { discount: 0.5 } },
  "learning rate .1": { ...plain, learner: { learningRate: 0.1 } },
  "drive on": { ...plain, road: { next: "drive on" } },
};
export const SWEPT_NAMES = Object.keys(SWEPT);
const SWEEPS: Record<string, RoadSetting> = Object.fromEntries(
  Object.entries(SWEPT).flatMap(([name, given]) =>
    [1, 5].map((actions) => [`${name}, n = ${actions}`, { ...given, actions, sets: FIGURE_SETS }]),
  ),
);

/** Errors of edges, m; those of rates grow with them, .12 dB a metre. */
export const EDGE_ERRORS = [5, 10, 20, 50, 100, 200] as const;
export const DOMAIN_COUNTS = [1, 4] as const;
/** K is varied at this error. */
export const AVERAGED_ERROR = 20;
export const AVERAGED_COUNTS = [2, 8] as const;

export function errorName(edgeErrorM: number, count: number): string {
  return `twin error ${edgeErrorM} m, ${count} ${count === 1 ? "domain" : "domains"}`;
}
function erring(edgeErrorM: number, count: number) {
  return { count, edgeErrorM, rateErrorDb: 0.12 * edgeErrorM };
}
const ERRORS: Record<string, RoadSetting> = Object.fromEntries(
  [
    ...EDGE_ERRORS.flatMap((error) => DOMAIN_COUNTS.map((count) => [error, count] as const)),
    ...AVERAGED_COUNTS.map((count) => [AVERAGED_ERROR, count] as const),
  ].map(([error, count]) => {
    return [errorName(error, count), { ...plain, actions: 5, domains: erring(error, count), sets: FIGURE_SETS }];
  }),
);

/** Sets until the twin is complete. */
export const CONSTRUCTION_STEPS = [6000, 12_000] as const;
export function constructionName(steps: number, meanwhile: "wait" | "use"): string {
  return `twin complete at ${steps.toLocaleString("en")}, ${meanwhile === "wait" ? "waited for" : "used at once"}`;
}
const CONSTRUCTION: Record<string, RoadSetting> = Object.fromEntries(
  CONSTRUCTION_STEPS.flatMap((steps) =>
    (["wait", "use"] as const).map((meanwhile) => {
      const domains = meanwhile === "use" ? erring(30, 1) : {};
      const construction = { steps, meanwhile };
      return [
        constructionName(steps, meanwhile),
        { ...plain, actions: 5, domains, construction, sets: FIGURE_SETS },
      ] as const;
    }),
  ),
);

/** After pre-training an agent explores little; the last two are what it is held against. */
const ADAPTING = { explorationStart: 0.1, explorationSets: 2000 };
const PRETRAINED = { transitions: 20_000, updates: 100_000 };
export const PRETRAINING: Record<string, RoadSetting> = {
  "pre-trained in four erring domains": {
    ...plain,
    learner: ADAPTING,
    domains: erring(20, 4),
    pretraining: { from: "domains", ...PRETRAINED },
    sets: FIGURE_SETS,
  },
  "pre-trained on another road": {
    ...plain,
    learner: ADAPTING,
    pretraining: { from: "another road", ...PRETRAINED },
    sets: FIGURE_SETS,
  },
  "from scratch, exploring little": { ...plain, learner: ADAPTING, sets: FIGURE_SETS },
};

/** Length of the cells in which an agent without the twin's view sees the road, m. */
export const VIEWS = [50, 100, 250, 1000] as const;
export const viewName = (observedCellM: number): string => `seen in cells of ${observedCellM} m`;
const PARTIAL: Record<string, RoadSetting> = Object.fromEntries(
  VIEWS.map((observedCellM) => [
    viewName(observedCellM),
    { ...plain, road: { observedCellM }, actions: 5, sets: FIGURE_SETS },
  ]),
);

/** Every way to learn on the road, by name. */
export const ROAD_SETTINGS: Readonly<Record<string, RoadSetting>> = {
  ...FIGURE_4,
  ...CONTROLS,
  ...SWEEPS,
  ...ERRORS,
  ...CONSTRUCTION,
  ...PRETRAINING,
  ...PARTIAL,
};

/** Four learners, each in a domain of its own. */
export const PARALLEL = {
  domains: erring(10, 1),
  learners: {
    "learning rate .5": {},
    "learning rate .1": { learningRate: 0.1 },
    "optimistic first values": { initialValue: 1000 },
    "uniform exploration": { explorationEnd: 1 },
  },
};

/** A way to learn to fly, how many episodes it is given, and whether five seeds are enough: it has no claim. */
export interface FlightSetting extends FlightOptions {
  readonly episodes: number;
  readonly fewSeeds?: boolean;
}

/** k of Fig. 5. */
export const PREDICTION_STEPS = [1, 2, 4, 8] as const;
export const figure5Name = (k: number): string => (k === 1 ? "physical, k = 1" : `k = ${k}`);

const flying = { area: {}, learner: {} } satisfies FlightOptions;
const FIGURE_5: Record<string, FlightSetting> = Object.fromEntries(
  PREDICTION_STEPS.map((predictionSteps) => [
    figure5Name(predictionSteps),
    { ...flying, predictionSteps, episodes: 300 },
  ]),
);

/** Walking users, whom k-step prediction foresees. */
const WALKING = { area: { userSpeedMps: 1 }, learner: {} } satisfies FlightOptions;
export const WALKING_STEPS = [1, 4] as const;
export const walkingName = (k: number): string => `walking users, k = ${k}`;

/** Beyond the paper: rates are observed, three domains explore on their own, and step sizes fall. */
export const BEYOND = "rates observed, three exploring domains";
const BEYOND_OPTIONS: FlightSetting = {
  area: { observe: "positions and rates" },
  learner: { discount: 0.9, finalLearningRate: 1e-5, batchSize: 128 },
  exploringDomains: 3,
  episodes: 500,
};

export const N_STEP = "n-step learning, n = 4";
export const JOINT = "one agent with 625 actions";

/** Every way to learn to fly, by name. */
export const FLIGHT_SETTINGS: Readonly<Record<string, FlightSetting>> = {
  ...FIGURE_5,
  [N_STEP]: { ...flying, predictionSteps: 4, domains: 1, continuation: "as physically", episodes: 300, fewSeeds: true },
  ...Object.fromEntries(
    WALKING_STEPS.map((predictionSteps) => [
      walkingName(predictionSteps),
      { ...WALKING, predictionSteps, episodes: 150 },
    ]),
  ),
  [BEYOND]: BEYOND_OPTIONS,
  [JOINT]: { ...flying, area: { control: "joint" }, episodes: 150, fewSeeds: true },
};

/** Areas in which flights without learning are judged, by the name of the row of settings that they belong to. */
export const AREAS = { "users that stand": {}, "users that walk": WALKING.area } as const;
