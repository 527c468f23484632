import type { Paper } from "../../study/index.ts";
import { MAPS } from "./maps.ts";
import { READINGS } from "./readings.ts";
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
 * | synchronisation at specific moments, its delay, loss and price | `Link`, `DigitalSpace` with a `link` |
 * | twin agents that copy parameters | `TwinAgent` |
 * | probability of driving risks over domains, Fig. 2 | `risksOf`, `bestWithin` |
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
  readings: READINGS,
  maps: MAPS,
  study,
  golden: async () => (await import("./golden.ts")).golden,
};

export * as figures from "./figures.ts";
export * from "./model/index.ts";
export { rewardOf } from "./roadRuns.ts";
export * as settings from "./settings.ts";
export { study } from "./study.ts";
export * as tables from "./tables.ts";
