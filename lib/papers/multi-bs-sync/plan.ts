import type { Profile, Task } from "../../study/experiment.ts";
import type { MultiBsSyncOptions } from "./model/multiBsSyncConfiguration.ts";
import { FULL_GRID, type PolicyGrid, SMALL_GRID } from "./policyGrid.ts";
import { type Run, type RunOptions, schema } from "./schema.ts";
import {
  ABLATIONS,
  BEYOND,
  BEYOND_VARIANT,
  FIG_3,
  FIG_6,
  fig4,
  fig5,
  JUDGED,
  LITERAL,
  LITERAL_12,
  METHODS,
  type Method,
  NETWORKS,
  onOtherSeeds,
  POLICY_ABLATIONS,
  READINGS,
  type Reading,
  USERS,
  type Variant,
  WEIGHTS,
} from "./settings.ts";

const FIRST: readonly number[] = [0, 1, 2, 3, 4];
const TEN: readonly number[] = [...FIRST, 5, 6, 7, 8, 9];
/** Where what was chosen on the first ten seeds is confirmed. */
const OTHERS = TEN.map((seed) => 100 + seed);

interface Size {
  readonly selectionEpisodes: number;
  readonly evaluationEpisodes: number;
  readonly trajectories: number;
  readonly epochs: number;
  readonly hidden: number;
  readonly headline: Effort;
  readonly sweep: Effort;
  readonly seeds: readonly number[];
}

/** How long a learner learns, and how often it is judged. */
interface Effort {
  readonly updatesPerEpoch: number;
  readonly batchSize: number;
  readonly evaluateEvery: number;
  readonly evaluationEpisodes: number;
}

const SIZES: Readonly<Record<Profile, Size>> = {
  smoke: {
    selectionEpisodes: 10,
    evaluationEpisodes: 10,
    trajectories: 20,
    epochs: 4,
    hidden: 16,
    headline: { updatesPerEpoch: 2, batchSize: 4, evaluateEvery: 2, evaluationEpisodes: 4 },
    sweep: { updatesPerEpoch: 2, batchSize: 4, evaluateEvery: 4, evaluationEpisodes: 4 },
    seeds: FIRST,
  },
  quick: {
    selectionEpisodes: 20,
    evaluationEpisodes: 40,
    trajectories: 100,
    epochs: 20,
    hidden: 64,
    headline: { updatesPerEpoch: 12, batchSize: 16, evaluateEvery: 2, evaluationEpisodes: 20 },
    sweep: { updatesPerEpoch: 3, batchSize: 16, evaluateEvery: 10, evaluationEpisodes: 40 },
    seeds: FIRST,
  },
  paper: {
    selectionEpisodes: 30,
    evaluationEpisodes: 100,
    trajectories: 2000,
    epochs: 75,
    hidden: 128,
    headline: { updatesPerEpoch: 27, batchSize: 32, evaluateEvery: 5, evaluationEpisodes: 50 },
    sweep: { updatesPerEpoch: 7, batchSize: 16, evaluateEvery: 25, evaluationEpisodes: 100 },
    seeds: TEN,
  },
};

/**
 * What is run in a profile: policies, predictors, both learners. The paper's profile has ten seeds, and five of the readings
 * and rewards that stand beside the verdict's, and of the ablations.
 */
export function plan(profile: Profile): Task<Run>[] {
  const size = SIZES[profile];
  const { selectionEpisodes, evaluationEpisodes, trajectories, epochs, hidden, seeds } = size;
  const task = (method: string, setting: string, configuration: RunOptions, of = seeds): Task<Run> => {
    return { method, setting, seeds: of, configuration: schema.parse(configuration) };
  };
  const policies = (setting: string, network: MultiBsSyncOptions, grid: PolicyGrid, of = seeds) => {
    const run = { method: "policies", network, policies: grid, selectionEpisodes, evaluationEpisodes } as const;
    return task("policies", setting, run, of);
  };
  const learner = (method: Method, setting: string, variant: Partial<Variant>, effort: Effort, of = seeds) => {
    const { batchSize, ...often } = effort;
    const { network = {}, predictor = "closed form", learner: own = {} } = variant;
    const { localReward } = METHODS[method];
    const run = {
      method: METHODS[method].method,
      network: { ...network, localReward },
      predictor,
      trajectories,
      learner: { hidden, batchSize, ...own },
      epochs,
      ...often,
      finalEpisodes: evaluationEpisodes,
      slotBySlot: setting === FIG_6,
    } as const;
    return task(method, setting, run, of);
  };
  const predictor = (form: "closed form" | "GRU, printed" | "GRU, increments") => {
    const testTrajectories = Math.ceil(trajectories / 20);
    return task("predictor", form, {
      method: "predictor",
      network: {},
      predictor: form,
      trajectories,
      testTrajectories,
    });
  };
  const networkOf = (setting: string) => ({ network: NETWORKS[setting] });
  const both = (setting: string, effort = size.sweep, of = seeds) => [
    learner("vdn", setting, networkOf(setting), effort, of),
    learner("iql", setting, networkOf(setting), effort, of),
  ];
  const rewarded = (method: Method, setting: string, effort: Effort) =>
    learner(method, setting, networkOf(setting), effort, FIRST);

  const grid = profile === "smoke" ? SMALL_GRID : FULL_GRID;
  const common = [
    policies(FIG_3, {}, grid),
    ...[...WEIGHTS.map(fig4), ...USERS.map(fig5)].map((setting) => policies(setting, NETWORKS[setting], SMALL_GRID)),
    ...(["closed form", "GRU, printed", "GRU, increments"] as const).map(predictor),
    ...both(FIG_3, size.headline),
  ];
  if (profile === "smoke") return [...common.filter(({ setting }) => inSmoke(setting)), ...both(FIG_6)];
  if (profile === "quick") return [...common, ...[fig4(0.1), fig4(0.99), FIG_6].flatMap((setting) => both(setting))];
  const readings = (Object.keys(READINGS) as Reading[]).filter((reading) => reading !== "");
  return [
    ...common,
    ...Object.entries(POLICY_ABLATIONS).map(([name, network]) =>
      policies(`${FIG_3}, ${name}`, network, SMALL_GRID, FIRST),
    ),
    ...JUDGED.flatMap((setting) =>
      readings.map((reading) => policies(setting + reading, NETWORKS[setting + reading], SMALL_GRID, FIRST)),
    ),
    ...[...WEIGHTS.map(fig4), ...USERS.map(fig5)].flatMap((setting) => both(setting)),
    rewarded("iql, no penalty", FIG_3, size.headline),
    rewarded("iql, team reward", FIG_3, size.headline),
    ...[fig4(0.8), fig4(0.99), FIG_6].map((setting) => rewarded("iql, team reward", setting, size.sweep)),
    ...JUDGED.flatMap((setting) =>
      readings.flatMap((reading) => {
        const pair = both(setting + reading, size.sweep, FIRST);
        return setting === fig4(0.99) ? pair.slice(1) : pair; // B3 is of IQL alone
      }),
    ),
    ...Object.entries(ABLATIONS).flatMap(([name, variant]) =>
      variant.methods.map((method) => {
        const network = { ...NETWORKS[FIG_6], ...variant.network };
        return learner(method, `${FIG_6}, ${name}`, { ...variant, network }, size.sweep, FIRST);
      }),
    ),
    learner("vdn", `${LITERAL.setting}, ${LITERAL.name}`, { network: literalOf(LITERAL.setting) }, size.sweep, FIRST),
    literalOfTwelve(),
    policies(onOtherSeeds(FIG_3), {}, FULL_GRID, OTHERS),
    learner("vdn", BEYOND, BEYOND_VARIANT, size.headline, FIRST),
    learner("vdn", onOtherSeeds(BEYOND), BEYOND_VARIANT, size.headline, OTHERS),
  ];

  /** 8,192 actions a station: twenty epochs of five updates on four episodes, to print its time and validity. */
  function literalOfTwelve(): Task<Run> {
    const network = literalOf(FIG_6);
    const effort = { updatesPerEpoch: 5, batchSize: 4, evaluateEvery: 10, evaluationEpisodes: 25 };
    const { configuration, ...rest } = learner("vdn", LITERAL_12, { network }, effort, FIRST);
    return { ...rest, configuration: { ...(configuration as Run & { method: "vdn" }), epochs: 20 } };
  }
}

function literalOf(setting: string): MultiBsSyncOptions {
  return { ...NETWORKS[setting], ...LITERAL.network };
}

/** One setting of each kind is enough to know that it runs. */
function inSmoke(setting: string): boolean {
  return [FIG_3, fig4(0.8), FIG_6, "closed form", "GRU, increments"].includes(setting);
}
