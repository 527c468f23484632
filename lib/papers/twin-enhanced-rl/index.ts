import type { Paper } from "../../study/index.ts";
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
    {
      path: "learner.initialValue",
      values: [0, -30, -100, -300, 1000],
      kind: "choice",
      why: 'Q starts at "low values"; 0 lies above what a failed upload earns, about -30, and 1000 above all rewards',
      claims: ["E1"],
    },
    {
      path: "learner.discount",
      values: [0.9, 0, 0.5, 0.95],
      kind: "choice",
      why: "no discount is given; of flights .95 is the headline's",
      claims: ["E1", "E2"],
    },
    {
      path: "learner.learningRate",
      values: [0.5, 0.1, 0.9],
      kind: "choice",
      why: "no step size of the table is given",
      claims: ["E1"],
    },
    {
      path: "learner.explorationSets",
      values: [6000, 1000, 2000, 10_000, 20_000],
      kind: "choice",
      why: 'exploration falls "as the number of training times increases", how fast is beyond the article\'s scope',
      claims: ["E1"],
    },
    {
      path: "learner.explorationEnd",
      values: [0.05, 0.01, 0.1, 1],
      kind: "choice",
      why: "where exploration ends is not said; 1 explores uniformly to the end",
      claims: ["E1", "E2"],
    },
    {
      path: "road.next",
      values: ["restart", "drive on"],
      kind: "choice",
      why: "whether a vehicle has one task or many on its way is not said",
      claims: ["E1"],
    },
    {
      path: "road.sections",
      values: [5, 1, 2, 3, 8, 10],
      kind: "choice",
      why: "no road is given: longer ones have more states to learn of",
      claims: ["E1"],
    },
    {
      path: "road.latencyWeight",
      values: { from: 0, to: 20 },
      kind: "choice",
      why: "the reward falls with latency and cost, by how much is not said",
      claims: ["E1"],
    },
    {
      path: "road.costWeight",
      values: { from: 0, to: 2 },
      kind: "choice",
      why: "the reward falls with latency and cost, by how much is not said",
      claims: ["E1"],
    },
    {
      path: "learner.explorationShare",
      values: [0.6, 0.1, 0.3],
      kind: "choice",
      why: "no schedule of exploration is given, and it draws most of the curves of Fig. 5",
      claims: ["E2"],
    },
    {
      path: "area.userSpeedMps",
      values: [0, 1],
      kind: "choice",
      why: "whether users move is not said; only of moving ones a prediction knows more",
      claims: ["E2"],
    },
    {
      path: "area.control",
      values: ["per UAV", "joint"],
      kind: "choice",
      why: "one agent that moves all UAVs, or an agent each, is not said",
      claims: ["E2"],
    },
    {
      path: "domains",
      values: [4, 1, 8],
      kind: "choice",
      why: "over how many trajectories a prediction averages is not said (flights: --method flight)",
      claims: ["E2"],
    },
    {
      path: "continuation",
      values: [0.1, 0, 0.3, "as physically"],
      kind: "choice",
      why: "who acts in the twin after the first action is not said: the greedy agent with an epsilon, or as it explores",
      claims: ["E2"],
    },
    {
      path: "area.bandwidthHz",
      values: { from: 1e5, to: 2e7 },
      kind: "forced",
      why: "the noise, -174 dBm/Hz, is a density and needs a bandwidth, which is not given",
      claims: ["E2"],
    },
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
