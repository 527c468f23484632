import { axesOf, axis, CURVE, configurationWith } from "../../maps/index.ts";
import { type MappedClaim, pairedBySeed, type ReadingValues } from "../../study/index.ts";
import { type RoadCurve, rewardsAt } from "./measures.ts";
import { BOTH, PRINTED } from "./roadClaims.ts";
import { ROAD_READINGS } from "./roadReadings.ts";
import { FIGURE_SETS, REPLAY, TWIN } from "./roadSettings.ts";
import { study } from "./study.ts";

/** Sets between two looks at a learner. */
const EVERY = 500;

/** A run of Q-learning in a reading of Fig. 4. */
function learner(reading: ReadingValues, given: { readonly actions?: number; readonly replays?: number }) {
  const base = {
    method: "road",
    road: {},
    learner: {},
    domains: {},
    sets: FIGURE_SETS,
    evaluateEvery: EVERY,
    ...given,
  };
  return { method: "road", configuration: configurationWith(base, reading, [CURVE]) };
}

/** The reward of the first arm after 6,000 sets less that of the second after 20,000. */
const effect: MappedClaim["effect"] = (results, [twin, plain], reading) => {
  const curve: RoadCurve = reading[CURVE] === "greedy" ? "reward" : "earned";
  return pairedBySeed(
    rewardsAt(results, twin, PRINTED.twin.sets, curve),
    rewardsAt(results, plain, PRINTED.physical.sets, curve),
  );
};

/** n = 1 counts its physical action, else it would not act. */
const plainOf = (reading: ReadingValues) => learner({ ...reading, physicalCounts: true }, {});

const E1: MappedClaim = {
  id: "E1",
  statement: BOTH,
  unit: "points of reward",
  paper: PRINTED.twin.reward - PRINTED.physical.reward,
  tolerance: (PRINTED.twin.reward - PRINTED.physical.reward) / 10,
  study,
  axes: [
    axis(CURVE, "greedy", ["greedy", "while learning"], {
      why: "Fig. 4 shows greedy rewards, or those that are earned while learning",
    }),
    ...axesOf(ROAD_READINGS, "E1", {
      "learner.initialValue": { label: "first values", levels: [-100, -300, -30, 0, 100] },
      "learner.discount": {},
      "learner.learningRate": { levels: [0.5, 0.1, 0.9, 1] },
      "learner.explorationStart": { levels: [1, 0.5, 0.1] },
      "learner.explorationSets": { levels: [6000, 1000, 2000, 4000, 10_000, 20_000] },
      "learner.explorationEnd": { levels: [0.05, 0, 0.1, 0.2] },
      "road.next": { label: "next task" },
      "road.failurePays": {},
      "road.sections": { label: "sections of the road" },
      "road.latencyWeight": {
        levels: [10, 5, 20],
        why: "half and double: the printed 85 and 65 are met by no weight alone",
      },
      "road.costWeight": { levels: [1, 0.5, 2], why: "half and double" },
      physicalCounts: { label: "n counts the physical action" },
    }),
  ],
  arms: (reading) => [learner(reading, { actions: TWIN.n }), plainOf(reading)],
  effect,
  controls: {
    "over as many updates by replay": {
      arms: (reading) => [
        learner(reading, { actions: TWIN.n }),
        learner({ ...reading, physicalCounts: true }, { replays: REPLAY.options.replays ?? 0 }),
      ],
      effect,
    },
  },
};

/** The claims of paper E whose maps are drawn. */
export const MAPS: readonly MappedClaim[] = [E1];
