import type { Profile, Task } from "../../study/experiment.ts";
import { type Run, type RunOptions, schema } from "./schema.ts";
import {
  AREAS,
  FIGURE_SETS,
  FLIGHT_SETTINGS,
  figure5Name,
  PARALLEL,
  PREDICTION_STEPS,
  ROAD_SETTINGS,
} from "./settings.ts";

const FIRST: readonly number[] = [0, 1, 2, 3, 4];
const TEN: readonly number[] = [...FIRST, 5, 6, 7, 8, 9];

/** Settings that the smaller profiles leave out: variants of flights, which take long. */
const QUICK_FLIGHTS = PREDICTION_STEPS.map(figure5Name);

const SIZES = {
  smoke: { seeds: FIRST, share: 0.02, episodes: 0.01, evaluateEvery: 1, evaluations: 4 },
  quick: { seeds: FIRST, share: 1, episodes: 0.12, evaluateEvery: 4, evaluations: 80 },
  paper: { seeds: TEN, share: 1, episodes: 1, evaluateEvery: 5, evaluations: 80 },
};

/** What is run in a profile: both studies; all of the first, since it is quick. */
export function plan(profile: Profile): Task<Run>[] {
  const { seeds, share, episodes: shareOfEpisodes, evaluateEvery, evaluations } = SIZES[profile];
  const task = (setting: string, options: RunOptions, of = seeds): Task<Run> => {
    return { method: options.method, setting, seeds: of, configuration: schema.parse(options) };
  };
  const roads = Object.entries(ROAD_SETTINGS).map(([setting, { sets, ...options }]) => {
    const every = Math.max(1, Math.round((share * FIGURE_SETS) / evaluations));
    const count = Math.round((share * sets) / every) * every;
    return task(setting, { method: "road", ...options, sets: count, evaluateEvery: every });
  });
  const flights = Object.entries(FLIGHT_SETTINGS)
    .filter(([setting]) => profile !== "quick" || QUICK_FLIGHTS.includes(setting))
    .map(([setting, { episodes, fewSeeds, ...options }]) => {
      const size = { episodes: Math.round(shareOfEpisodes * episodes), evaluateEvery };
      return task(setting, { method: "flight", ...options, ...size }, fewSeeds ? FIRST : seeds);
    });
  return [
    task("road", { method: "road policies", road: {} }),
    task("road, discount 0", { method: "road policies", road: {}, discount: 0 }),
    ...Object.entries(AREAS).map(([setting, area]) => task(setting, { method: "flight policies", area })),
    task("learners in parallel", { method: "parallel", road: {}, ...PARALLEL, sets: share * FIGURE_SETS }),
    ...roads,
    ...flights,
  ];
}
