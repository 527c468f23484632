import { axesOf, axis, CURVE, configurationWith } from "../../maps/index.ts";
import { gainBySeed, type MappedClaim, type ReadingValues } from "../../study/index.ts";
import { LARGEST_GAP } from "../synchronisation/readOff.ts";
import { READINGS } from "./readings.ts";
import type { Method } from "./settings.ts";
import { study } from "./study.ts";

/** What the curves of Fig. 3 may show. */
const CURVES = ["largest gap", "as they learn, at the end", "greedy, at the end"] as const;
/** The twin: which knows what moves. */
const TWIN = "twin";
const TWINS = {
  "GRU, printed": {},
  ideal: { predictor: "closed form" },
  "hold-last": { predictor: "closed form", "network.predictor": "hold-last" },
} as const satisfies Readonly<Record<string, ReadingValues>>;

/** Fields that one of both learners does not read: with them its run would be the same under another name. */
const OF_OTHERS: Readonly<Record<"sac" | "dqn", readonly string[]>> = {
  sac: ["learner.exploration.start", "learner.exploration.end", "learner.exploration.share"],
  dqn: ["learner.temperature", "learner.target"],
};

/** A learner in a reading, with the paper profile's effort. */
function learner(method: Method, reading: ReadingValues) {
  const base = {
    method,
    network: {},
    predictor: "GRU, printed",
    gruTraining: { trajectories: 2000, epochs: 30 },
    learner: {},
    ...{ epochs: 100, evaluateEvery: 4, evaluationEpisodes: 16, finalEpisodes: 200 },
  };
  const read = { ...reading, ...TWINS[reading[TWIN] as keyof typeof TWINS] };
  return { method, configuration: configurationWith(base, read, [CURVE, TWIN, ...OF_OTHERS[method]]) };
}

/** The claims of paper C whose maps are drawn. */
export const MAPS: readonly MappedClaim[] = [
  {
    id: "C1",
    statement: "GRU + SAC gains up to 10.31 % of reward over GRU + DQN",
    unit: "%",
    paper: 10.31,
    tolerance: 1.031,
    study,
    axes: [
      axis(CURVE, CURVES[0], CURVES, {
        why: '"up to" may be the largest gap or the end, of training or of greedy episodes',
      }),
      axis(TWIN, "GRU, printed", Object.keys(TWINS), {
        why: "a GRU lies between a twin that knows how each user moves and one that holds the last position",
      }),
      ...axesOf(READINGS, "C1", {
        "network.action": {},
        "network.stepM": { levels: [1, 5], label: "step, m" },
        "network.interference": { label: "interference", levels: [0, [0, 0, 0, 0, 0, 1e-3], 1e-4] },
        "network.observe": { levels: ["positions", "age"] },
        "network.distance": {},
        "learner.exploration.share": { label: "exploration share", levels: [0.5, 0.1, 0.25, 1] },
        "learner.exploration.start": { label: "exploration start" },
        "learner.exploration.end": {
          label: "exploration end",
          why: "what is left of exploring costs reward to the end",
        },
        "learner.rewards": {},
        "learner.target": { label: "critics' target" },
        "learner.temperature": { levels: [0.05, 0.2, 0.5] },
        "learner.updatesPerSlot": { label: "updates a slot", levels: [1, 0.25] },
      }),
    ],
    arms: (reading) => [learner("sac", reading), learner("dqn", reading)],
    effect(results, [sac, dqn], reading) {
      if (reading[CURVE] === CURVES[0]) return LARGEST_GAP.measure(results, sac, dqn);
      const purpose = reading[CURVE] === CURVES[1] ? "training" : "evaluation";
      const [ours, theirs] = [sac, dqn].map((arm) => results.perSeed(arm, "reward", { purpose }));
      const isPositive = [...ours.values(), ...theirs.values()].every((reward) => reward > 0);
      return isPositive ? gainBySeed(ours, theirs) : undefined;
    },
    controls: {},
  },
];
