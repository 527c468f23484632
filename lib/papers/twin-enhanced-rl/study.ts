import { z } from "zod";
import { type PlannedArm, type Profile, SEEDS, study as studyOf } from "../../study/index.ts";
import { claims } from "./claims.ts";
import * as figures from "./figures.ts";
import { flightRunSchema, runFlight } from "./flightRuns.ts";
import { parallelRunSchema, runParallel } from "./parallelRuns.ts";
import { flightPolicyRunSchema, runFlightPolicies } from "./policyRuns.ts";
import { roadPolicyRunSchema, runRoadPolicies } from "./roadPolicyRuns.ts";
import { riskRunSchema, runRisk } from "./roadRiskRuns.ts";
import { roadRunSchema, runRoad } from "./roadRuns.ts";
import {
  AVERAGED,
  BEYOND,
  COMPARED,
  CONSTRUCTION,
  CONTROLS,
  DELAYS,
  ERRORS,
  FIGURE_4,
  FIGURE_5,
  FIGURE_SETS,
  FLIGHTS,
  FLIGHTS_WITHOUT_LEARNING,
  FOLLOWERS,
  FORESEEN,
  FOUR_UPDATES,
  LINKED,
  LONGER,
  LOSSES,
  N_STEP,
  OPTIMISTIC,
  PARALLEL,
  PERIODS,
  PHYSICAL,
  PLAIN,
  PRETRAINING,
  RIDING,
  RISK_SETS,
  RISKS,
  ROAD_POLICIES,
  ROADS,
  ROADS_WITHOUT_LEARNING,
  SLOW,
  SOONER,
  STANDING,
  STORED,
  TWIN,
  UNSEEN,
  UNSEEN_WITHOUT_LEARNING,
  VIEWS,
  WALKING,
} from "./settings.ts";
import * as tables from "./tables.ts";

const schema = z.discriminatedUnion("method", [
  roadRunSchema,
  roadPolicyRunSchema,
  riskRunSchema,
  parallelRunSchema,
  flightRunSchema,
  flightPolicyRunSchema,
]);
type Options = z.input<typeof schema>;

/**
 * Sizes of the profiles: seeds, shares of sets and episodes, looks at a learner of the road, episodes between evaluations, and
 * the most drops of a seed on which a flight is judged.
 */
const SIZES = {
  smoke: { seeds: SEEDS.five, sets: 0.02, looks: 4, episodes: 0.01, evaluateEvery: 1, judged: 1, flights: FLIGHTS },
  // Variants of flights take long.
  quick: {
    seeds: SEEDS.five,
    sets: 1,
    looks: 40,
    episodes: 0.12,
    evaluateEvery: 4,
    judged: 10,
    flights: [...FIGURE_5, N_STEP, ...STORED, FOUR_UPDATES],
  },
  paper: { seeds: SEEDS.ten, sets: 1, looks: 40, episodes: 1, evaluateEvery: 5, judged: 10, flights: FLIGHTS },
};

/** The arms of a profile: both studies, and all of the first in every profile, since it is quick. */
function arms(profile: Profile): PlannedArm<Options>[] {
  const { seeds, evaluateEvery, flights, ...share } = SIZES[profile];
  const every = Math.max(1, Math.round((share.sets * FIGURE_SETS) / share.looks));
  const { method, setting, options } = PARALLEL;
  return [
    ...[...ROADS_WITHOUT_LEARNING, ...FLIGHTS_WITHOUT_LEARNING].map((arm) => ({ ...arm, seeds })),
    { method, setting, seeds, configuration: { method, ...options, sets: share.sets * FIGURE_SETS } },
    ...RISKS.map(({ method, setting, options }) => {
      return { method, setting, seeds, configuration: { method, ...options, sets: share.sets * RISK_SETS } };
    }),
    ...[...ROADS, ...LINKED].map(({ method, setting, options }) => {
      const sets = Math.round((share.sets * options.sets) / every) * every;
      return { method, setting, seeds, configuration: { method, ...options, sets, evaluateEvery: every } };
    }),
    ...flights.map(({ method, setting, options }) => {
      const episodes = Math.round(share.episodes * options.episodes);
      const seldom = Math.max(1, Math.floor(Math.min(options.evaluateEvery ?? evaluateEvery, episodes / 10)));
      const judgedEpisodes = Math.min(options.judgedEpisodes ?? 1, share.judged);
      const configuration = { method, ...options, episodes, judgedEpisodes, evaluateEvery: seldom };
      return { method, setting, seeds, configuration };
    }),
  ];
}

/** Paper E: reinforcement learning that tries its actions in a twin, on a road and above an area. */
export const study = studyOf({
  letter: "E",
  name: "twin-enhanced-rl",
  title: "Reinforcement learning that tries its actions in the twin (paper E)",
  module: import.meta.url,
  version: 3,
  schema,
  arms,
  run(configuration, seeds, context) {
    switch (configuration.method) {
      case "road":
        return runRoad(configuration, seeds, context);
      case "road policies":
        return runRoadPolicies(configuration, seeds, context);
      case "risk":
        return runRisk(configuration, seeds, context);
      case "parallel":
        return runParallel(configuration, seeds, context);
      case "flight":
        return runFlight(configuration, seeds, context);
      case "flight policies":
        return runFlightPolicies(configuration, seeds, context);
    }
  },
  figures: [
    { make: () => figures.framework() },
    { make: () => figures.drivingSafety() },
    { make: () => figures.edgeComputing() },
    { make: () => figures.roadPlay() },
    { make: () => figures.flightPlay() },
    { needs: [ROAD_POLICIES, ...FIGURE_4], make: figures.rewardBySets },
    { needs: [ROAD_POLICIES, LONGER, ...FIGURE_4], make: figures.rewardByUpdates },
    { needs: [ROAD_POLICIES, TWIN, ...CONTROLS], make: figures.rewardOfControls },
    { needs: [OPTIMISTIC, ...FIGURE_4], make: figures.failuresBySets },
    { needs: [ROAD_POLICIES, PLAIN, TWIN, ...ERRORS], make: figures.rewardByError },
    { needs: [PLAIN, TWIN, ...AVERAGED], make: figures.rewardByDomains },
    { needs: [PLAIN, TWIN, ...CONSTRUCTION], make: figures.rewardByConstruction },
    { needs: [PLAIN, ...PRETRAINING], make: figures.rewardAfterPretraining },
    { needs: [ROAD_POLICIES, TWIN, ...VIEWS], make: figures.rewardByView },
    { needs: [PLAIN, TWIN, ...PERIODS, ...DELAYS, ...LOSSES], make: figures.rewardByLink },
    { needs: [PLAIN, ...PERIODS], make: figures.rewardByPrice },
    { needs: RISKS, make: figures.rewardByRisk },
    { needs: RISKS, make: figures.riskEstimates },
    { needs: [STANDING, ...FIGURE_5, N_STEP, ...STORED, FOUR_UPDATES], make: figures.rateByEpisodes },
    { needs: [STANDING, ...FIGURE_5, N_STEP, ...STORED, FOUR_UPDATES], make: figures.lateRateByEpisodes },
    { needs: [...FIGURE_5, N_STEP, ...STORED], make: figures.rateByAllSteps },
    { needs: [STANDING, ...SLOW], make: figures.rateBySchedule },
    { needs: [RIDING, ...WALKING, ...FORESEEN], make: figures.rateOfMovingUsers },
    { needs: [STANDING, PHYSICAL, ...BEYOND], make: figures.rateBeyond },
    { needs: [UNSEEN_WITHOUT_LEARNING, ...UNSEEN], make: figures.rateOnUnseenDrops },
  ],
  tables: [
    {
      title: "The road without learning",
      needs: [ROAD_POLICIES],
      make: (results) => tables.withoutLearning(results, ROAD_POLICIES),
    },
    {
      title: "Learners of the road after 20,000 sets, or as many as they have",
      make: tables.learnedRoads,
    },
    { title: "Below the optimum (%)", needs: [ROAD_POLICIES, ...FIGURE_4, ...SOONER], make: tables.regrets },
    {
      title: "Paid on the road until the greedy policy earns 80",
      needs: [...FIGURE_4, ...CONTROLS],
      make: (results) => tables.paidUntil(results),
    },
    { title: "Synchronisation and its price", needs: [PLAIN, ...PERIODS], make: tables.prices },
    { title: "Twin agents that copy the table now and then", needs: FOLLOWERS, make: tables.followers },
    { title: "Intervals of risks", needs: RISKS, make: tables.heldRisks },
    {
      title: "Learners trained in parallel, each in its own erring domain",
      needs: [PARALLEL],
      make: tables.parallelLearners,
    },
    {
      title: "Flights without learning (bit/s/Hz)",
      needs: [STANDING],
      make: (results) => tables.withoutLearning(results, STANDING),
    },
    {
      title: "Flights without learning over drops that no learner has met (bit/s/Hz)",
      needs: [UNSEEN_WITHOUT_LEARNING],
      make: (results) => tables.withoutLearning(results, UNSEEN_WITHOUT_LEARNING),
    },
    { title: "Learned flights (bit/s/Hz)", make: tables.learnedFlights },
    {
      title: "Flights: the twin, or more updates",
      needs: [STANDING, ...COMPARED],
      make: tables.twinOrUpdates,
    },
  ],
  claims,
});
