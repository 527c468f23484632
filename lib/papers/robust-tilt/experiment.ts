import type { Experiment } from "../../study/experiment.ts";
import { claims } from "./claims.ts";
import { figures } from "./figures.ts";
import { runLearner } from "./learnerRuns.ts";
import { plan } from "./plan.ts";
import { runPolicies } from "./policyRuns.ts";
import { type Run, schema } from "./schema.ts";
import { summary } from "./summary.ts";

/** Paper A: tilts that need no learning, and learners on two levels, robust or not. */
export const robustTilt: Experiment<Run> = {
  name: "robust-tilt",
  title: "Robust hierarchical learning of antenna tilts (paper A)",
  module: import.meta.url,
  version: 1,
  schema,
  plan,
  async run(configuration, seeds, context) {
    if (configuration.method === "policies") return runPolicies(configuration, seeds, context);
    return runLearner(configuration, seeds, context);
  },
  figures,
  summary,
  claims,
};
