import { type Paper, reading } from "../../study/index.ts";
import { study } from "./study.ts";

/**
 * Paper E: reinforcement learning that tries its actions in a digital twin learns faster and ends better. It is an
 * article without numbered equations; what it says in words is computed by
 *
 * | in the text | here |
 * | --- | --- |
 * | digital space of identical and different domains, Fig. 1 | `DigitalSpace` |
 * | n actions of a state tried at once | `DigitalSpace.tryOthers`, `createQLearning` |
 * | prediction over k slots, averaged over domains | `DigitalSpace.predict`, `returnTarget`, `createDqn` |
 * | storage space, extraction on demand | `Storage` |
 * | noise averaged over domains, a twin under construction | `domainAverage`, `Construction` |
 * | study 1, Fig. 4: upload through an access point, its reward | `upload`, `AccessPointSelection` |
 * | study 2, Fig. 5: rate by Friis' equation, served by the best UAV | `airRate`, `UavCoverage` |
 * | moving average with a window of 10 | `movingAverage` |
 */
export const paper: Paper = {
  letter: "E",
  citation: {
    authors: "N. Cheng, X. Wang, Z. Li, Z. Yin, T. H. Luan, X. Shen",
    title:
      "Toward Enhanced Reinforcement Learning-Based Resource Management via Digital Twin: Opportunities, Applications, " +
      "and Challenges",
    venue: "IEEE Network",
    year: 2025,
    link: "https://doi.org/10.1109/MNET.2024.3438543",
  },
  equations: {},
  unused: {},
  readings: [
    reading(
      "learner.initialValue",
      [0, -30, -100, -300, 1000],
      ["E1"],
      'Q starts at "low values"; 0 lies above what a failed upload earns, about -30, and 1000 above all rewards',
    ),
    reading(
      "learner.discount",
      [0.9, 0, 0.5, 0.95],
      ["E1", "E2"],
      "no discount is given; of flights .95 is the headline's",
    ),
    reading("learner.learningRate", [0.5, 0.1, 0.9], ["E1"], "no step size of the table is given"),
    reading(
      "learner.explorationSets",
      [6000, 1000, 2000, 10_000, 20_000],
      ["E1"],
      'exploration falls "as the number of training times increases", how fast is beyond the article\'s scope',
    ),
    reading(
      "learner.explorationEnd",
      [0.05, 0.01, 0.1, 1],
      ["E1", "E2"],
      "where exploration ends is not said; 1 explores uniformly to the end",
    ),
    reading(
      "road.next",
      ["restart", "drive on"],
      ["E1"],
      "whether a vehicle has one task or many on its way is not said",
    ),
    reading("road.sections", [5, 1, 2, 3, 8, 10], ["E1"], "no road is given: longer ones have more states to learn of"),
    reading(
      "road.latencyWeight",
      { from: 0, to: 20 },
      ["E1"],
      "the reward falls with latency and cost, by how much is not said",
    ),
    reading(
      "road.costWeight",
      { from: 0, to: 2 },
      ["E1"],
      "the reward falls with latency and cost, by how much is not said",
    ),
    reading(
      "learner.explorationShare",
      [0.6, 0.1, 0.3],
      ["E2"],
      "no schedule of exploration is given, and it draws most of the curves of Fig. 5",
    ),
    reading(
      "area.userSpeedMps",
      [0, 1],
      ["E2"],
      "whether users move is not said; only of moving ones a prediction knows more",
    ),
    reading(
      "area.control",
      ["per UAV", "joint"],
      ["E2"],
      "one agent that moves all UAVs, or an agent each, is not said",
    ),
    reading(
      "domains",
      [4, 1, 8],
      ["E2"],
      "over how many trajectories a prediction averages is not said (flights: --method flight)",
    ),
    reading(
      "continuation",
      [0.1, 0, 0.3, "as physically"],
      ["E2"],
      "who acts in the twin after the first action is not said: the greedy agent with an epsilon, or as it explores",
    ),
    reading(
      "area.bandwidthHz",
      { from: 1e5, to: 2e7 },
      ["E2"],
      "the noise, -174 dBm/Hz, is a density and needs a bandwidth, which is not given",
      "forced",
    ),
  ],
  study,
  golden: async () => (await import("./golden.ts")).golden,
};

export * as figures from "./figures.ts";
export * from "./model/index.ts";
export { rewardOf } from "./roadRuns.ts";
export * as settings from "./settings.ts";
export { study } from "./study.ts";
export * as tables from "./tables.ts";
