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

const POLICIES = { families: FAMILIES, copies: 8 };

/** Paper C: policies that need no learning, learned predictors of the twin, and the two learners. */
export const singleBsSync: Experiment<Run> = {
  name: "single-bs-sync",
  title: "One base station keeps a twin in step (paper C)",
  module: import.meta.url,
  version: 2,
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
