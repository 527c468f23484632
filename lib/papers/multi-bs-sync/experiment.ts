import type { Experiment } from "../../study/experiment.ts";
import { runPolicies } from "../synchronisation/policyRuns.ts";
import { runPredictor } from "../synchronisation/predictorRuns.ts";
import { claims } from "./claims.ts";
import { figures } from "./figures.ts";
import { runLearner } from "./learnerRuns.ts";
import { NETWORK } from "./network.ts";
import { plan } from "./plan.ts";
import { FAMILIES } from "./policyGrid.ts";
import { type Run, schema } from "./schema.ts";
import { summary } from "./summary.ts";

const POLICIES = { families: FAMILIES, copies: 10 };

/** Paper B: policies that need no learning, learned predictors of the twin, VDN and IQL. */
export const multiBsSync: Experiment<Run> = {
  name: "multi-bs-sync",
  title: "Several base stations keep one twin in step (paper B)",
  module: import.meta.url,
  version: 1,
  schema,
  plan,
  async run(configuration, seeds, context) {
    if (configuration.method === "policies") return runPolicies(NETWORK, POLICIES, configuration, seeds, context);
    if (configuration.method === "predictor") return runPredictor(NETWORK, configuration, seeds, context);
    return runLearner(configuration, seeds, context);
  },
  figures,
  summary,
  claims,
};
