import type { z } from "zod";
import type { Arm } from "../../study/index.ts";
import type { flightRunSchema } from "./flightRuns.ts";
import { type PolicyArm, unlearned } from "./policyArm.ts";

export type FlightOptions = Omit<z.input<typeof flightRunSchema>, "method" | "evaluateEvery"> & {
  /** where it is not the profile's: judging over many drops takes its time */
  readonly evaluateEvery?: number;
};
type Given = Partial<FlightOptions>;

/** A way to learn to fly, with as many episodes as the paper profile gives it. */
export interface FlightArm extends Arm {
  readonly method: "flight";
  /** its name among the arms of its own reading */
  readonly label: string;
  readonly options: FlightOptions;
}

/** Training episodes of the headline: learners explore in the first tenth, and move little after half of them. */
const EPISODES = 100;

function flight(setting: string, options: Given = {}, label = setting): FlightArm {
  return { method: "flight", setting, label, options: { area: {}, learner: {}, episodes: EPISODES, ...options } };
}

/** The arms of a reading in which the twin predicts k slots for the target, by k; k = 1 is the physical learner. */
function predicting(ks: readonly number[], reading = "", options: Given = {}): readonly FlightArm[] {
  return ks.map((k) => {
    const name = k === 1 ? "physical, k = 1" : `k = ${k}`;
    return flight(reading === "" ? name : `${reading}: ${name}`, { ...options, predictionSteps: k }, name);
  });
}

/** The arms of Fig. 5, by k: what the twin predicts over k slots is the target. */
export const FIGURE_5 = predicting([1, 2, 4, 8]);
/** The arm of deep Q-learning without a twin. */
export const [PHYSICAL] = FIGURE_5;

/** The physical learner with as many updates a slot as learners with a twin have transitions. */
export const MORE_UPDATES = [2, 4, 8].map((updatesPerSlot) =>
  flight(`physical, ${updatesPerSlot} updates a slot`, { learner: { updatesPerSlot } }),
);
/** As many updates as `STORED` has. */
export const FOUR_UPDATES = MORE_UPDATES[1];

/** Domains beside the physical copy in which the twin flies what is stored. */
const DOMAINS = 3;
/** k as the slots that the twin flies on its own before it is synchronised; all its transitions are stored and learned from. */
export const STORED = [1, 2, 4, 8].map((k) =>
  flight(`stored, k = ${k}`, { storedDomains: DOMAINS, synchroniseEvery: k, learner: { updatesPerSlot: 4 } }),
);
/** The same with one update a slot, as the physical learner. */
export const STORED_ONE_UPDATE = flight("stored, k = 4, one update a slot", {
  storedDomains: DOMAINS,
  synchroniseEvery: 4,
});

/** Is it the twin or more updates: learners with either, with both, and with none. */
export const COMPARED: readonly FlightArm[] = [PHYSICAL, FOUR_UPDATES, FIGURE_5[2], STORED_ONE_UPDATE, STORED[2]];

/** Ten drops a seed on which a policy is judged. */
const JUDGED = { judgedEpisodes: 10, episodes: 200, evaluateEvery: 20 } as const;

/** Users as fast as cyclists, and agents that see where the twin expects them in k slots. */
const FAST = { userSpeedMps: 3, drop: "each episode" } as const;
export const FORESEEN = [0, 2, 4, 8, 16].map((foreseenSlots) => {
  const name = foreseenSlots === 0 ? "physical" : `foreseen, k = ${foreseenSlots}`;
  return flight(`users of 3 m/s: ${name}`, { area: { ...FAST, foreseenSlots }, ...JUDGED }, name);
});

/** Learning by n = 4 physical steps: one trajectory, as the agent explores; no mean over domains. */
const BY_TRAJECTORY = { predictionSteps: 4, domains: 1, continuation: "as physically" } as const;
export const N_STEP = flight("n-step learning, n = 4", BY_TRAJECTORY);

/** Users who walk 1 m/s. */
const WALKING_AREA = { userSpeedMps: 1 };
export const WALKING = predicting([1, 4], "users of 1 m/s", { area: WALKING_AREA });

/** Pairs of k = 1 and k = 4 in other readings, by what they change of the headline. */
const CHANGES: Readonly<Record<string, Given>> = {
  "raw rewards": { learner: { rewards: "raw" } },
  "discount .9": { learner: { discount: 0.9 } },
  "discount .99": { learner: { discount: 0.99 } },
  "target follows by .05": { learner: { tau: 0.05 } },
  "layers of 64": { learner: { hidden: [64, 64] } },
};
/** One agent that moves all UAVs: with k in the target, and its controls without a twin. */
const ALL_AT_ONCE = { area: { control: "joint" } } as const;
const ONE_AGENT = "one agent with 625 actions";
export const JOINT = predicting([1, 4], ONE_AGENT, ALL_AT_ONCE);
export const JOINT_CONTROLS = [
  flight(
    `${ONE_AGENT}: physical, 4 updates a slot`,
    { ...ALL_AT_ONCE, learner: { updatesPerSlot: 4 } },
    FOUR_UPDATES.label,
  ),
  flight(`${ONE_AGENT}: ${N_STEP.label}`, { ...ALL_AT_ONCE, ...BY_TRAJECTORY }, N_STEP.label),
] as const;
/** The same of what the twin alone does: the physical learner is the headline's. */
const CHANGES_OF_TWIN: Readonly<Record<string, Given>> = {
  "one domain": { domains: 1 },
  "greedy continuation": { continuation: 0 },
};
/** The arms of each other reading: k = 1, k = 4. */
export const OTHER_FLIGHTS = [
  ...Object.entries(CHANGES).map(([reading, options]) => {
    const [physical, twin] = predicting([1, 4], reading, options);
    return { reading, physical, twin };
  }),
  ...Object.entries(CHANGES_OF_TWIN).map(([reading, options]) => {
    const [twin] = predicting([4], reading, options);
    return { reading, physical: PHYSICAL, twin };
  }),
];
/** The arms of Fig. 5, by k, where exploration lasts for 60 % of the run. */
export const SLOW = predicting([1, 2, 4, 8], "explores for 60 %", {
  learner: { explorationShare: 0.6 },
  episodes: 300,
});

/** What else a twin can do for a learner of its own drop of users: a change each, then together. */
const ELSEWHERE = { exploringDomains: 3 } as const;
const DECAY = { updatesPerSlot: 2, finalLearningRate: 1e-5 } as const;
/** Straight flights that are tried in the twin before each slot, slots. */
const TRIED = [1, 2, 4, 8] as const;
export const DIFFERENCE = flight("own rewards: what is lost without the UAV", {
  area: { ownReward: "difference" },
  learner: { whose: "local" },
});
export const RISE = flight("reward: the rise of the rate", { area: { reward: "rise" } });
export const EXPLORING = flight("three domains elsewhere, 4 updates a slot", {
  ...ELSEWHERE,
  learner: { updatesPerSlot: 4 },
});
export const PLANNED = flight("three domains elsewhere, discount .9", {
  ...ELSEWHERE,
  planning: [...TRIED],
  learner: { ...DECAY, discount: 0.9 },
});
/** All of it but imitation: own rewards, what a UAV would bring elsewhere is seen, and domains fly elsewhere. */
const TOLD = { observe: "gains elsewhere" } as const;
export const COMBINED = flight("own rewards, sees gains, three domains elsewhere", {
  area: { ...TOLD, ownReward: "difference" },
  ...ELSEWHERE,
  learner: { ...DECAY, whose: "local" },
});
/** The learner that imitates: its reward is to come nearer to the points that the twin has found one by one. */
export const TAUGHT = flight("told in training where to fly", {
  area: { ownReward: "approach" },
  learner: { whose: "local", discount: 0 },
});
export const BEYOND = [COMBINED, TAUGHT, PLANNED, DIFFERENCE, RISE, EXPLORING] as const;

const DROPS = { drop: "each episode" } as const;

/** The same learner where users stand elsewhere in each episode, judged on drops that it has not learned from. */
function ofDrops({ label }: FlightArm, { area = {}, ...options }: Given): FlightArm {
  return flight(`drops: ${label}`, { ...JUDGED, ...options, area: { ...DROPS, ...area } }, label);
}

/** Learners of a policy, not of a flight over one drop of users. */
export const UNSEEN = [
  ofDrops(PHYSICAL, {}),
  ...[COMBINED, TAUGHT, PLANNED].map((arm) => {
    const { area, learner, exploringDomains = 0, planning = [] } = arm.options;
    return ofDrops(arm, { area, exploringDomains, planning, learner: { ...learner, ...DECAY } });
  }),
];

/** Every way to learn to fly. */
export const FLIGHTS: readonly FlightArm[] = [
  ...FIGURE_5,
  ...MORE_UPDATES,
  ...STORED,
  STORED_ONE_UPDATE,
  ...FORESEEN,
  N_STEP,
  ...WALKING,
  ...JOINT,
  ...JOINT_CONTROLS,
  ...SLOW,
  ...OTHER_FLIGHTS.flatMap(({ physical, twin }) => (physical === PHYSICAL ? [twin] : [physical, twin])),
  ...BEYOND,
  ...UNSEEN,
];

/** Policies without learning, where learners are judged. */
export const STANDING = unlearned("users that stand", { method: "flight policies", area: {} });
export const STROLLING = unlearned("users of 1 m/s", { method: "flight policies", area: WALKING_AREA });
export const RIDING = unlearned("users of 3 m/s", { method: "flight policies", area: FAST, judgedEpisodes: 10 });
export const UNSEEN_WITHOUT_LEARNING = unlearned("users placed anew", {
  method: "flight policies",
  area: DROPS,
  judgedEpisodes: 10,
});
export const FLIGHTS_WITHOUT_LEARNING: readonly PolicyArm[] = [STANDING, STROLLING, RIDING, UNSEEN_WITHOUT_LEARNING];
