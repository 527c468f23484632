import type { Experiment } from "../../study/experiment.ts";
import { claims } from "./claims.ts";
import { figures } from "./figures.ts";
import { runFlightPolicies } from "./flightPolicies.ts";
import { runFlight } from "./flightRuns.ts";
import { runParallel } from "./parallelRuns.ts";
import { plan } from "./plan.ts";
import { runRoadPolicies } from "./roadPolicies.ts";
import { runRoad } from "./roadRuns.ts";
import { type Run, schema } from "./schema.ts";
import { summary } from "./summary.ts";

/** Paper E: reinforcement learning that tries its actions in a twin, on a road and above an area. */
export const twinEnhancedRl: Experiment<Run> = {
  name: "twin-enhanced-rl",
  title: "Reinforcement learning that tries its actions in the twin (paper E)",
  module: import.meta.url,
  version: 1,
  schema,
  plan,
  async run(configuration, seeds, context) {
    switch (configuration.method) {
      case "road":
        return runRoad(configuration, seeds, context);
      case "road policies":
        return runRoadPolicies(configuration, seeds, context);
      case "parallel":
        return runParallel(configuration, seeds, context);
      case "flight":
        return runFlight(configuration, seeds, context);
      case "flight policies":
        return runFlightPolicies(configuration, seeds, context);
    }
  },
  figures,
  summary,
  claims,
};
